"""The journal tells every change for ever: read newest first, and replayed it gives what is stored."""

from collections import defaultdict
from itertools import chain
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy import update as sql_update

from db.tables import RecordChange
from db.unit_of_work import unit_of_work
from domain.change import Kind, Record, as_text
from domain.fields import FIELDS
from domain.sync.packing import unpacked
from domain.tables import TABLES, record_of
from tests.carnet import Carnet, id_of
from tests.schema.updating import changed, refused, shown, update

PAGE = """query ($id: ID!, $after: String) { customer(id: $id) { history(first: 2, after: $after) {
  totalCount pageInfo { hasNextPage endCursor }
  nodes { recordNumber field before after reason sourceNumber actor changeSet { id operation } } } } }"""


async def _history(carnet: Carnet, customer: Record) -> list[dict[str, Any]]:
    """Return the customer's whole history, read in pages of two."""
    found: list[dict[str, Any]] = []
    after = None
    while True:
        page = (await carnet.ask(PAGE, id=id_of(customer), after=after))["customer"]["history"]
        found += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            assert page["totalCount"] == len(found)
            return found
        assert len(page["nodes"]) == 2
        after = page["pageInfo"]["endCursor"]


async def test_history_is_read_newest_first_in_pages(carnet: Carnet) -> None:
    _, customer, vendor, _ = await carnet.star(phone="030 1234")
    made = [change["field"] for change in reversed(await _history(carnet, customer))]
    sets = [
        await update(carnet, customer, {"phone": "030 5678", "fax": "030 5679"}),
        await update(carnet, vendor, {"phone": None, "purchaserCode": None}),
        await update(carnet, customer, {"billing.creditLimit": "10"}),
    ]
    oldest_first = [
        (*change, one["changeSet"]["id"], one["changeSet"]["operation"])
        for one in sets
        for change in shown(one["changeSet"])
        if change[0] == customer.number
    ]
    history = await _history(carnet, customer)
    keys = ("recordNumber", "field", "before", "after", "reason", "sourceNumber")
    told = [
        (*(change[key] for key in keys), change["changeSet"]["id"], change["changeSet"]["operation"])
        for change in history
    ]
    assert told[: len(oldest_first)] == oldest_first[::-1]
    assert len(oldest_first) == 4
    assert [change["field"] for change in reversed(history[len(oldest_first) :])] == made
    assert {change["actor"] for change in history} == {"anonymous", "tests"}


async def test_a_refused_edit_and_one_that_changes_nothing_leave_no_trace(carnet: Carnet) -> None:
    _, customer, *_ = await carnet.star(phone="030 1234")
    before = await _history(carnet, customer)
    await refused(carnet, customer, {"phone": "call me"})
    await changed(carnet, customer, {"phone": "030 1234"})
    assert await _history(carnet, customer) == before


ASKED = {
    "name": ["Anna Berg", "Anna Maria Berg", "Nordlicht GmbH"],
    "phone": [None, "030 1234", "030 5678"],
    "email": [None, "a@contoso.com"],
    "address.city": [None, "Kiel", "Köln"],
    "address.countryCode": [None, "DE", "AT"],
    "languageCode": [None, "de-DE"],
    "currencyCode": [None, "EUR"],
}
OWN = {
    "person": {"firstName": ["Anna", "Bea"], "middleName": [None, "Maria"], "jobTitle": [None, "Owner"]},
    "company": {"vatNumber": [None, "12345"], "privacyBlocked": [True, False]},
    "customer": {"billing.creditLimit": [None, "100.00", "0.5"], "blocked": ["NONE", "ALL"]},
    "vendor": {"billing.pricesIncludeVat": [True, False], "number": ["V-1", "V-2"]},
    "account": {"iban": [None, "DE89370400440532013000"], "blocked": [True, False]},
    "own": {"contactName": [None, "Anna"], "billing.paymentMethodCode": [None, "CASH"]},
}


def _edits(who: str) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    fields = ASKED | OWN[who]
    chosen = st.lists(st.sampled_from(sorted(fields)), max_size=5, unique=True)
    asked = chosen.flatmap(lambda names: st.fixed_dictionaries({name: st.sampled_from(fields[name]) for name in names}))
    return st.tuples(st.just(who), asked)


@settings(max_examples=8)
@given(edits=st.lists(st.sampled_from(sorted(OWN)).flatmap(_edits), min_size=3, max_size=8))
async def test_replaying_the_journal_gives_what_is_stored(
    carnet: Carnet, edits: list[tuple[str, dict[str, Any]]]
) -> None:
    star = dict(zip(("company", "customer", "vendor", "account"), await carnet.star(phone="030 1234"), strict=True))
    star["person"] = await carnet.person(star["company"], name="Anna Berg", firstName="Anna", lastName="Berg")
    star["own"] = await carnet.add(Kind.CUSTOMER, linked=star["person"])
    for who, asked in edits:
        await update(carnet, star[who], asked)
    await _assert_replayed(carnet)


async def _assert_replayed(carnet: Carnet) -> None:
    """Replay the whole journal, and compare every field of every record and its version."""
    changes = RecordChange.__table__
    values: dict[str, dict[str, str | None]] = defaultdict(dict)
    versions: dict[str, int] = defaultdict(int)
    async with unit_of_work(carnet.database) as work:
        query = select(changes).order_by(changes.c.record_id, changes.c.record_version, changes.c.position)
        for row in chain.from_iterable(map(unpacked, (await work.connection.execute(query)).mappings())):
            key, field = row["record_id"], row["field"]
            assert values[key].get(field) == row["before"]
            assert row["record_version"] - versions[key] in {0, 1}
            values[key][field], versions[key] = row["after"], row["record_version"]
        for kind, table in TABLES.items():
            for row in (await work.connection.execute(select(table))).mappings():
                record = record_of(kind, row)
                stored = {name: as_text(value) for name, value in record.values.items()}
                assert {name: values[record.id].get(name) for name in FIELDS[kind]} == stored
                assert versions[record.id] == record.version


async def test_a_change_that_is_not_in_the_journal_is_found(carnet: Carnet) -> None:
    """The control of the replay."""
    contact = await carnet.add(Kind.CONTACT, phone="030 1234")
    await _assert_replayed(carnet)
    table = TABLES[Kind.CONTACT]
    async with unit_of_work(carnet.database) as work:
        await work.connection.execute(sql_update(table).where(table.c.id == contact.id).values(phone="030 5678"))
        await work.commit()
    with pytest.raises(AssertionError):
        await _assert_replayed(carnet)


async def _warned(carnet: Carnet, record: Record, number: str, **options: Any) -> list[tuple[str, str, str]]:
    payload = await update(carnet, record, {"vatNumber": number}, **options)
    assert payload["errors"] == []
    return [(one["code"], ".".join(one["path"]), one["message"]) for one in payload["warnings"]]


async def test_a_vat_number_that_a_record_outside_the_star_has_is_written_with_a_warning(carnet: Carnet) -> None:
    other = await carnet.add(Kind.VENDOR, vatNumber="DE136695976")
    company, customer, *_ = await carnet.star()
    message = f"Other records have this VAT number: {other.number}. Check whether they are the same firm."
    expected = [("VAT_NUMBER_IN_USE", "input.vatNumber", message)]
    assert await _warned(carnet, customer, "de136695976", dry_run=True) == expected
    assert await _warned(carnet, customer, "de136695976") == expected
    assert (await carnet.stored(company)).values["vatNumber"] == "DE136695976"
    assert await _warned(carnet, customer, "DE136695976") == []
    await changed(carnet, customer, {"vatNumber": None})
    french = await _warned(carnet, company, "DE136695976", language="fr")
    assert [one[2] for one in french] == [
        f"D'autres enregistrements ont ce numéro de TVA : {other.number}. Vérifiez s'il s'agit de la même société."
    ]


async def test_a_vat_number_that_only_the_star_has_is_no_warning(carnet: Carnet) -> None:
    _, customer, vendor, _ = await carnet.star(vatNumber="12345")
    assert await _warned(carnet, vendor, "12 345") == []
    assert await _warned(carnet, customer, "12345") == []
