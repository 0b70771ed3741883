"""A card goes, its contact stays as it is; a card that others need stays. Source: product.md §3.6."""

from typing import Any

import pytest
from sqlalchemy import insert, update

from db.tables import CustomerTemplate, VendorTemplate
from domain.change import CARD_KINDS, Kind, Record
from domain.ids import public_id
from domain.tables import TABLES, TYPE_NAMES
from tests.carnet import Carnet, id_of
from tests.schema.linking.linking import (
    FIRST,
    UNKNOWN,
    Error,
    deleting,
    done,
    exists,
    gone,
    linking,
    parted,
    refused,
    run_sql,
    send,
    values_on,
)
from tests.schema.updating import changed, versions

PAYERS = {
    Kind.CUSTOMER: ("bill_to_customer_id", "billing.billToCustomerId", "customers that are billed to it"),
    Kind.VENDOR: ("pay_to_vendor_id", "billing.payToVendorId", "vendors that are paid through it"),
}
TEMPLATES: dict[Kind, Any] = {Kind.CUSTOMER: CustomerTemplate, Kind.VENDOR: VendorTemplate}


def _in_use(card: Record, count: int, users: str, ids: list[str]) -> Error:
    return "CARD_IN_USE", "input.id", ids, f"{card.number} is needed by {count} {users}. Change those first."


async def _template(carnet: Carnet, card: Record, at: int) -> str:
    """Store a template that names a card; return its id."""
    key = f"00000000-0000-7000-8000-00000000070{at}"
    row = {"id": key, "code": f"T{at}", "contact_type": "COMPANY", "prices_include_vat": False}
    await run_sql(carnet, insert(TEMPLATES[card.kind]).values(**row, **{PAYERS[card.kind][0]: card.id}))
    return public_id(f"{TYPE_NAMES[card.kind]}Template", key)


@pytest.mark.parametrize("kind", CARD_KINDS)
async def test_the_contact_and_its_other_cards_stay_as_they_are(carnet: Carnet, kind: Kind) -> None:
    contact, *cards = await carnet.star(**values_on(Kind.CONTACT, FIRST))
    person = await carnet.person(contact, name="Anna Berg")
    card = next(each for each in cards if each.kind is kind)
    others = [contact, person, *(each for each in cards if each is not card)]
    if kind is not Kind.BANK_ACCOUNT:
        await changed(carnet, card, {"primaryContactId": id_of(person)})
    lost = await gone(carnet, card)
    payload = await send(carnet, deleting(card))
    assert (payload["errors"], payload["deletedId"]) == ([], id_of(card))
    made = [(change["recordNumber"], change["field"], change["before"]) for change in payload["changeSet"]["changes"]]
    assert made == [parted(contact, card)[:3], *(change[:3] for change in lost)]
    for other in others:
        assert (await carnet.stored(other)).values == other.values
    assert await versions(carnet, *others) == [1] * len(others)
    assert not await exists(carnet, card)


@pytest.mark.parametrize("kind", CARD_KINDS)
async def test_the_contact_can_be_linked_again(carnet: Carnet, kind: Kind) -> None:
    contact, *cards = await carnet.star()
    await done(carnet, deleting(next(each for each in cards if each.kind is kind)))
    other = await carnet.add(kind)
    await done(carnet, linking(contact, other))
    assert len(await changed(carnet, other, {"phone": "040 1"})) == 4


async def test_a_card_without_a_contact_is_deleted_alone(carnet: Carnet) -> None:
    for kind in CARD_KINDS:
        card = await carnet.add(kind, **values_on(kind, FIRST))
        lost = await gone(carnet, card)
        assert await done(carnet, deleting(card)) == lost


@pytest.mark.parametrize("kind", list(PAYERS))
async def test_a_card_that_others_are_billed_to_stays(carnet: Carnet, kind: Kind) -> None:
    _, field, users = PAYERS[kind]
    card = await carnet.add(kind)
    payers = [await carnet.add(kind) for _ in range(2)]
    for payer in (*payers, card):
        await changed(carnet, payer, {field: id_of(card)})
    assert await refused(carnet, deleting(card)) == [_in_use(card, 2, users, [id_of(payer) for payer in payers])]
    await changed(carnet, payers[0], {field: None})
    assert await refused(carnet, deleting(card), dryRun=True) == [_in_use(card, 1, users, [id_of(payers[1])])]
    await done(carnet, deleting(payers[1]))
    await done(carnet, deleting(card))


@pytest.mark.parametrize("kind", list(PAYERS))
async def test_a_card_that_templates_name_stays_and_all_reasons_are_told_at_once(carnet: Carnet, kind: Kind) -> None:
    column, field, users = PAYERS[kind]
    card, payer = await carnet.add(kind), await carnet.add(kind)
    templates = [await _template(carnet, card, at) for at in range(2)]
    assert await refused(carnet, deleting(card)) == [_in_use(card, 2, "templates", templates)]
    await changed(carnet, payer, {field: id_of(card)})
    expected = [_in_use(card, 1, users, [id_of(payer)]), _in_use(card, 2, "templates", templates)]
    assert await refused(carnet, deleting(card)) == expected
    assert [each[0] for each in await refused(carnet, deleting(card, expectedVersion=7))] == [
        "INVALID_VALUE",
        "CARD_IN_USE",
        "CARD_IN_USE",
    ]
    await run_sql(carnet, update(TEMPLATES[kind]).values({column: None}))
    await changed(carnet, payer, {field: None})
    await done(carnet, deleting(card))


@pytest.mark.parametrize("kind", list(PAYERS))
async def test_of_very_many_users_a_hundred_are_named_and_all_are_counted(carnet: Carnet, kind: Kind) -> None:
    column, _, users = PAYERS[kind]
    card = await carnet.add(kind)
    others = [await carnet.add(kind) for _ in range(101)]
    table = TABLES[kind]
    await run_sql(carnet, update(table).where(table.c.id != card.id).values({column: card.id}))
    expected = [_in_use(card, 101, users, [id_of(other) for other in others[:100]])]
    assert await refused(carnet, deleting(card)) == expected
    await run_sql(carnet, update(table).values({column: None}))


@pytest.mark.parametrize("kind", list(PAYERS))
async def test_a_card_that_is_billed_to_itself_can_be_deleted(carnet: Carnet, kind: Kind) -> None:
    _, *cards = await carnet.star()
    card = next(each for each in cards if each.kind is kind)
    await changed(carnet, card, {PAYERS[kind][1]: id_of(card)})
    await done(carnet, deleting(card))
    assert not await exists(carnet, card)


@pytest.mark.parametrize("kind", CARD_KINDS)
async def test_what_nothing_has_cannot_be_deleted_and_nothing_twice(carnet: Carnet, kind: Kind) -> None:
    contact, *cards = await carnet.star()
    card = next(each for each in cards if each.kind is kind)
    await done(carnet, deleting(card))
    mutation, name = deleting(card)[0], TYPE_NAMES[kind]
    message = f"There is no {name} with this id. Query its list for the ids that exist."
    for wrong in ("", "x", id_of(contact), f"{name.lower()}-{UNKNOWN}", id_of(card)):
        assert await refused(carnet, (mutation, {"id": wrong})) == [("NOT_FOUND", "input.id", [], message)]


async def test_the_number_can_be_used_again(carnet: Carnet) -> None:
    for kind in CARD_KINDS:
        card = await carnet.add(kind)
        await done(carnet, deleting(card))
        name = TYPE_NAMES[kind]
        query = f"""mutation ($input: Create{name}Input!) {{
          made: create{name}(input: $input) {{ changeSet {{ id }} errors {{ code }} }} }}"""
        made = (await carnet.ask(query, input={"number": card.number, "name": "Südlicht AG"}))["made"]
        assert made["errors"] == []
        assert made["changeSet"] is not None
