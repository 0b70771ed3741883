"""Linked records that differ where the rules say they should not are listed, with why, and counted. Source: §2.12."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from db.tables import metadata
from domain.change import CARD_KINDS, Kind
from server.checking import check_database
from server.importing import run_import
from tests.carnet import Carnet, id_of
from tests.schema.differences.differing import asked, found, made_differing, rule
from tests.schema.linking.linking import run_sql
from tests.schema.updating import changed

pytestmark = pytest.mark.leaves_differences
_CONTACTS, _CUSTOMERS = metadata.tables["contact"], metadata.tables["customer"]


async def test_a_value_that_was_changed_in_the_database_is_listed_with_both_sides(carnet: Carnet) -> None:
    contact, customer, *_ = await carnet.star(phone="030 1")
    await run_sql(carnet, update(_CUSTOMERS).values(phone="030 2"))
    query = """{ differences { nodes { link { kind contact { id } card { __typename id } } field contactValue cardValue
      cause } } }"""
    link = {
        "kind": "CUSTOMER",
        "contact": {"id": id_of(contact)},
        "card": {"__typename": "Customer", "id": id_of(customer)},
    }
    assert (await carnet.ask(query))["differences"]["nodes"] == [
        {"link": link, "field": "PHONE", "contactValue": "030 1", "cardValue": "030 2", "cause": "CHANGED_OUTSIDE"}
    ]


async def test_every_field_is_compared_on_every_kind_of_card(carnet: Carnet) -> None:
    pairs = [await made_differing(carnet, kind) for kind in CARD_KINDS]
    expected = await carnet.differences()
    listed = await found(carnet)
    assert [each[:3] for each in listed] == [each[:3] for each in expected]
    assert len(listed) > 50
    assert {each[0] for each in listed} == {contact.number for contact, _ in pairs}


async def test_what_the_journal_knows_is_told_as_the_cause(carnet: Carnet, database_url: str, tmp_path: Path) -> None:
    _, customer, *_ = await carnet.star(phone="030 1", name="Nord")
    assert await found(carnet) == []
    _, odd = await made_differing(carnet, Kind.BANK_ACCOUNT, phone="030 9")
    assert {each[3] for each in await found(carnet)} == {"UNKNOWN"}
    (tmp_path / "contacts.csv").write_text("number,name,phone,type\nC9,Süd,030 3,COMPANY\n")
    (tmp_path / "vendors.csv").write_text("number,name,phone\nV9,Süd,030 4\n")
    (tmp_path / "contact_business_relations.csv").write_text(
        "contact_number,business_relation_code,link_to,number\nC9,VEND,VENDOR,V9\n"
    )
    await run_import(database_url, [tmp_path], actor="import")
    await rule(carnet, "CUSTOMER", "FAX", "NEVER")
    await changed(carnet, customer, {"fax": "040 2"})
    await rule(carnet, "CUSTOMER", "FAX", "BOTH")
    await run_sql(carnet, update(_CUSTOMERS).values(email="b@contoso.com"))
    causes = {(card, field): cause for _, card, field, cause in await found(carnet)}
    assert causes == {
        (odd.number, "PHONE"): "UNKNOWN",
        ("V9", "PHONE"): "IMPORTED",
        (customer.number, "FAX"): "RULE_CHANGED",
        (customer.number, "EMAIL"): "CHANGED_OUTSIDE",
    }


async def test_what_the_rules_leave_to_each_side_is_no_difference(carnet: Carnet) -> None:
    await made_differing(carnet, Kind.VENDOR, phone="030 9", fax="040 9", email="x@contoso.com")
    await rule(carnet, "VENDOR", "PHONE", "NEVER")
    await rule(carnet, "VENDOR", "FAX", "CARD_TO_CONTACT")
    await rule(carnet, "VENDOR", "EMAIL", "CONTACT_TO_CARD")
    assert [each[2] for each in await found(carnet)] == ["EMAIL"]


async def test_the_count_is_what_the_command_line_prints(carnet: Carnet, database_url: str) -> None:
    for kind in CARD_KINDS:
        await made_differing(carnet, kind)
    await rule(carnet, "VENDOR", "PHONE", "NEVER")
    counted = (await carnet.ask("{ consistency { links comparedFields differences } }"))["consistency"]
    numbers, lines = await check_database(database_url)
    assert counted == {
        "links": numbers.links,
        "comparedFields": numbers.compared_fields,
        "differences": numbers.differences,
    }
    assert len(lines) == numbers.differences == len(await found(carnet)) > 50


async def test_a_list_is_read_page_by_page_and_by_kind(carnet: Carnet) -> None:
    for kind in CARD_KINDS:
        await made_differing(carnet, kind, phone="030 9", fax="040 9")
    everything, paged, after = await asked(carnet, first=50), [], None
    assert everything["totalCount"] == 6
    while after is not None or not paged:
        page = await asked(carnet, first=4, after=after)
        paged += page["nodes"]
        after = page["pageInfo"]["endCursor"] if page["pageInfo"]["hasNextPage"] else None
    assert paged == everything["nodes"]
    for kind in CARD_KINDS:
        of_kind = await asked(carnet, kind=kind)
        assert of_kind["totalCount"] == 2
        assert {node["link"]["kind"] for node in of_kind["nodes"]} == {kind}


async def test_nothing_is_counted_in_an_empty_database_and_the_time_is_now(carnet: Carnet) -> None:
    query = "{ consistency { links comparedFields differences checkedAt } }"
    counted: dict[str, Any] = (await carnet.ask(query))["consistency"]
    assert counted.pop("checkedAt").startswith("20")
    assert counted == {"links": 0, "comparedFields": 0, "differences": 0}
    await made_differing(carnet, Kind.CUSTOMER, phone="030 9")
