"""The rules of synchronisation are data: changing one says which linked pairs differ by it, and touches no record."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import func, select, update

from db.tables import SyncRule
from db.unit_of_work import unit_of_work
from domain.consistency import Consistency, consistency, differences
from domain.sync.fields import SHARED_FIELDS
from tests.carnet import Carnet, Kind, Record
from tests.schema.setup.saving import codes, field, refused, saved, send
from tests.schema.updating import Payload, shown, unchanged

UPDATE = "updateSyncRule"
QUERY = """mutation ($input: UpdateSyncRuleInput!, $dryRun: Boolean!, $planToken: String) {
  updateSyncRule(input: $input, dryRun: $dryRun, planToken: $planToken) {
    syncRule { kind field direction } differingCount
    plan { token changes { recordKind recordNumber field before after reason sourceKind sourceNumber
      changeSet { id } } }
    warnings { code path message } errors { code path message } } }"""
NONE = {"plan": None, "warnings": [], "errors": []}


async def rule(carnet: Carnet, *asked: str, dry_run: bool = False, plan_token: str | None = None) -> Payload:
    given = dict(zip(("kind", "field", "direction"), asked, strict=True))
    answer = await carnet.ask(QUERY, input=given, dryRun=dry_run, planToken=plan_token)
    payload: Payload = answer["updateSyncRule"]
    return payload


async def stored(carnet: Carnet) -> int:
    async with unit_of_work(carnet.database) as work:
        return int(await work.connection.scalar(select(func.count()).select_from(SyncRule)) or 0)


async def set_by_hand(carnet: Carnet, record: Record, **columns: Any) -> None:
    from domain.tables import TABLES

    table = TABLES[record.kind]
    async with unit_of_work(carnet.database) as work:
        await work.connection.execute(update(table).where(table.c.id == record.id).values(**columns))
        await work.commit()


async def checked(carnet: Carnet) -> tuple[Consistency, list[tuple[str, str, str]]]:
    """Return what `carnet check` prints, short."""
    async with unit_of_work(carnet.database) as work:
        found = [(each.contact, each.card, each.code) async for each in differences(work)]
        return await consistency(work), found


def shown_rule(kind: str, name: str, direction: str) -> Mapping[str, str]:
    return {"kind": kind, "field": name, "direction": direction}


@pytest.mark.parametrize("direction", ["CONTACT_TO_CARD", "CARD_TO_CONTACT", "NEVER"])
async def test_a_rule_is_changed_listed_and_set_back(carnet: Carnet, direction: str) -> None:
    before = (await carnet.ask("{ syncRules { kind field direction } }"))["syncRules"]
    for kind, name in (("BANK_ACCOUNT", "NAME"), ("CUSTOMER", "CITY")):
        payload = await rule(carnet, kind, name, direction)
        assert payload == {"syncRule": shown_rule(kind, name, direction), "differingCount": 0, **NONE}
    expected = [
        {**each, "direction": direction}
        if (each["kind"], each["field"]) in {("BANK_ACCOUNT", "NAME"), ("CUSTOMER", "CITY")}
        else each
        for each in before
    ]
    assert (await carnet.ask("{ syncRules { kind field direction } }"))["syncRules"] == expected
    assert await stored(carnet) == 2
    await rule(carnet, "CUSTOMER", "CITY", "NEVER")
    assert await stored(carnet) == 2
    for kind, name in (("BANK_ACCOUNT", "NAME"), ("CUSTOMER", "CITY")):
        assert (await rule(carnet, kind, name, "BOTH"))["syncRule"] == shown_rule(kind, name, "BOTH")
    assert await stored(carnet) == 2, "differences tell by it how they came about"
    assert (await carnet.ask("{ syncRules { kind field direction } }"))["syncRules"] == before


async def test_setting_the_default_stores_nothing(carnet: Carnet) -> None:
    async with unchanged(carnet):
        assert (await rule(carnet, "CUSTOMER", "CITY", "BOTH"))["errors"] == []
        assert (await rule(carnet, "CUSTOMER", "CONTACT_TYPE", "CONTACT_TO_CARD"))["errors"] == []


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (kind, shared.code)
        for shared in SHARED_FIELDS
        for kind in ("CUSTOMER", "VENDOR", "BANK_ACCOUNT")
        if Kind(kind) not in shared.on
    ],
)
async def test_a_field_that_the_kind_does_not_share_has_no_rule(carnet: Carnet, kind: str, name: str) -> None:
    assert await refused(carnet, UPDATE, **shown_rule(kind, name, "NEVER")) == [("INVALID_VALUE", "input.field")]
    payload = await send(carnet, UPDATE, shown_rule(kind, name, "NEVER"))
    assert (payload["syncRule"], payload["differingCount"]) == (None, 0)


@pytest.mark.parametrize(
    ("kind", "name", "wrong"),
    [
        ("CUSTOMER", "PRIVACY_BLOCKED", ("BOTH", "CARD_TO_CONTACT", "NEVER")),
        ("VENDOR", "PRIVACY_BLOCKED", ("BOTH", "CARD_TO_CONTACT", "NEVER")),
        ("CUSTOMER", "CONTACT_TYPE", ("BOTH", "CARD_TO_CONTACT")),
    ],
)
async def test_what_belongs_to_the_contact_stays_there(
    carnet: Carnet, kind: str, name: str, wrong: tuple[str, ...]
) -> None:
    for direction in wrong:
        asked = shown_rule(kind, name, direction)
        assert await refused(carnet, UPDATE, **asked) == [("INVALID_VALUE", "input.direction")]
        payload = await send(carnet, UPDATE, asked)
        assert payload["syncRule"] == shown_rule(kind, name, "CONTACT_TO_CARD")


async def test_the_type_of_a_customer_may_be_its_own(carnet: Carnet) -> None:
    asked = shown_rule("CUSTOMER", "CONTACT_TYPE", "NEVER")
    assert await saved(carnet, UPDATE, **asked) == asked


@pytest.mark.leaves_differences
async def test_a_plan_lists_the_pairs_that_would_differ_and_changes_nothing(carnet: Carnet) -> None:
    contact, customer, vendor, _ = await carnet.star(address_city="Kiel")
    other, empty, *_ = await carnet.star(address_city=None)
    await carnet.star()
    await rule(carnet, "CUSTOMER", "CITY", "NEVER")
    for card, city in ((customer, "Bonn"), (vendor, "Bonn"), (empty, "Ulm")):
        await set_by_hand(carnet, card, city=city, city_key=city.lower())
    async with unchanged(carnet):
        plan = await rule(carnet, "CUSTOMER", "CITY", "CONTACT_TO_CARD", dry_run=True)
    keys = ("recordKind", "recordNumber", "field", "before", "after", "reason", "sourceKind", "sourceNumber")
    assert plan["plan"]["changes"] == [
        {
            **dict(
                zip(
                    keys,
                    ("CUSTOMER", card.number, "address.city", was, city, "SYNCHRONISED", "CONTACT", hub.number),
                    strict=True,
                )
            ),
            "changeSet": None,
        }
        for card, was, city, hub in ((customer, "Bonn", "Kiel", contact), (empty, "Ulm", None, other))
    ]
    assert (plan["differingCount"], plan["warnings"], plan["errors"]) == (2, [], [])
    assert plan["syncRule"] == shown_rule("CUSTOMER", "CITY", "NEVER")
    versions = [(await carnet.stored(card)).version for card in (contact, customer, vendor)]
    done = await rule(carnet, "CUSTOMER", "CITY", "CONTACT_TO_CARD", plan_token=plan["plan"]["token"])
    assert (done["differingCount"], done["plan"], done["errors"]) == (2, None, [])
    assert codes(done, "warnings") == [("DIFFERENCES_FOUND", "")]
    assert done["warnings"][0]["message"].startswith("2 linked pairs differ")
    assert [(await carnet.stored(card)).version for card in (contact, customer, vendor)] == versions
    assert (await carnet.stored(customer)).values["address.city"] == "Bonn"


@pytest.mark.leaves_differences
async def test_a_plan_is_outdated_once_something_differs_otherwise(carnet: Carnet) -> None:
    contact, customer, *_ = await carnet.star(phone="+49 000001")
    await set_by_hand(carnet, customer, phone="+49 000002")
    token = (await rule(carnet, "CUSTOMER", "PHONE", "CONTACT_TO_CARD", dry_run=True))["plan"]["token"]
    outdated = [("PLAN_OUTDATED", "planToken")]
    async with unchanged(carnet):
        for asked in (("CUSTOMER", "PHONE", "BOTH"), ("CUSTOMER", "FAX", "BOTH"), ("VENDOR", "PHONE", "NEVER")):
            assert codes(await rule(carnet, *asked, plan_token=token)) == outdated
        assert codes(await rule(carnet, "CUSTOMER", "PHONE", "CONTACT_TO_CARD", plan_token="x")) == outdated
    for card, phone in ((customer, "+49 000003"), (contact, "+49 000004")):
        await set_by_hand(carnet, card, phone=phone)
        async with unchanged(carnet):
            payload = await rule(carnet, "CUSTOMER", "PHONE", "CONTACT_TO_CARD", plan_token=token)
        assert (codes(payload), payload["differingCount"]) == (outdated, 1)


async def test_a_rule_by_which_the_contact_does_not_decide_finds_no_differences(carnet: Carnet) -> None:
    _, customer, *_ = await carnet.star(phone="+49 000001")
    await set_by_hand(carnet, customer, phone="+49 000002")
    for direction in ("NEVER", "CARD_TO_CONTACT"):
        plan = await rule(carnet, "CUSTOMER", "PHONE", direction, dry_run=True)
        assert (plan["plan"]["changes"], plan["differingCount"]) == ([], 0)
        payload = await rule(carnet, "CUSTOMER", "PHONE", direction, plan_token=plan["plan"]["token"])
        assert (payload["differingCount"], payload["warnings"], payload["errors"]) == (0, [], [])


@pytest.mark.leaves_differences
async def test_a_plan_shows_200_pairs_and_counts_all(carnet: Carnet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("domain.setup_changes.sync_rules.SHOWN", 2)
    cards = [(await carnet.star())[1] for _ in range(3)]
    for card in cards:
        await set_by_hand(carnet, card, fax="+49 000002")
    plan = await rule(carnet, "CUSTOMER", "FAX", "BOTH", dry_run=True)
    assert (len(shown(plan["plan"])), plan["differingCount"]) == (2, 3)


@pytest.mark.leaves_differences
async def test_the_check_follows_the_rules(carnet: Carnet) -> None:
    contact, customer, vendor, _ = await carnet.star(phone="+49 000001")
    await set_by_hand(carnet, customer, phone="+49 000002")
    await set_by_hand(carnet, vendor, phone="+49 000003")
    fields = 21 + 19 + 16
    customers = (contact.number, customer.number, "PHONE")
    vendors = (contact.number, vendor.number, "PHONE")
    assert await checked(carnet) == (Consistency(3, fields, 2), [customers, vendors])
    await rule(carnet, "CUSTOMER", "PHONE", "CARD_TO_CONTACT")
    assert await checked(carnet) == (Consistency(3, fields - 1, 1), [vendors])
    await rule(carnet, "VENDOR", "PHONE", "NEVER")
    assert await checked(carnet) == (Consistency(3, fields - 2, 0), [])
    await rule(carnet, "VENDOR", "PHONE", "BOTH")
    assert await checked(carnet) == (Consistency(3, fields - 1, 1), [vendors])


async def test_a_kind_of_card_may_share_nothing_at_all(carnet: Carnet) -> None:
    await carnet.star()
    shared = [each.code for each in SHARED_FIELDS if Kind.BANK_ACCOUNT in each.on]
    for name in shared:
        await rule(carnet, "BANK_ACCOUNT", name, "NEVER")
    assert await checked(carnet) == (Consistency(3, 21 + 19, 0), [])


async def test_a_rule_that_was_changed_governs_the_next_edit(carnet: Carnet) -> None:
    from tests.schema.updating import changed

    contact, customer, _vendor, _bank = await carnet.star(phone="+49 000001")
    await rule(carnet, "VENDOR", "PHONE", "NEVER")
    await rule(carnet, "BANK_ACCOUNT", "PHONE", "CARD_TO_CONTACT")
    told = await changed(carnet, contact, {"phone": "+49 000002"})
    assert {change[0] for change in told} == {contact.number, customer.number}
    await changed(carnet, contact, {"phone": "+49 000001"})


async def test_its_row_is_named_in_the_payload(carnet: Carnet) -> None:
    assert field(UPDATE) == "syncRule"
    assert await saved(carnet, UPDATE, **shown_rule("VENDOR", "FAX", "NEVER")) == shown_rule("VENDOR", "FAX", "NEVER")
