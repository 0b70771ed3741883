"""Linking keeps to the rules in force, which an administrator may have changed. Source: product.md §2.3."""

import pytest
from sqlalchemy import insert

from db.tables import SyncRule
from domain.change import Kind, Record
from domain.sync.fields import Direction
from tests.carnet import Carnet
from tests.schema.linking.linking import done, joined, linking, refused, run_sql

EXCEPTIONS = "input.fieldMasters"


async def _under(carnet: Carnet, direction: Direction) -> tuple[Record, Record]:
    """Store a contact and a customer with different phone numbers, for which there is another rule."""
    rule = {"kind": "CUSTOMER", "field": "PHONE", "direction": str(direction)}
    await run_sql(carnet, insert(SyncRule).values(**rule))
    contact = await carnet.add(Kind.CONTACT, name="Nord", phone="030 1")
    return contact, await carnet.add(Kind.CUSTOMER, name="Nord", phone="030 2")


def _taken(source: Record, target: Record) -> tuple[str | None, ...]:
    before, after = target.values["phone"], source.values["phone"]
    return target.number, "phone", str(before), str(after), "SYNCHRONISED", source.number


@pytest.mark.parametrize("master", ["CONTACT", "CARD"])
async def test_what_never_travels_stays_on_both_sides(carnet: Carnet, master: str) -> None:
    contact, card = await _under(carnet, Direction.NEVER)
    assert await done(carnet, linking(contact, card, master)) == [joined(contact, card)]


@pytest.mark.parametrize("master", ["CONTACT", "CARD"])
async def test_what_goes_to_the_card_only_comes_from_the_contact_whoever_is_master(carnet: Carnet, master: str) -> None:
    contact, card = await _under(carnet, Direction.CONTACT_TO_CARD)
    assert await done(carnet, linking(contact, card, master)) == [_taken(contact, card), joined(contact, card)]


async def test_what_goes_to_the_contact_only_comes_from_the_card_if_that_is_master(carnet: Carnet) -> None:
    contact, card = await _under(carnet, Direction.CARD_TO_CONTACT)
    assert await done(carnet, linking(contact, card, "CARD")) == [_taken(card, contact), joined(contact, card)]


async def test_what_goes_to_the_contact_only_stays_on_both_sides_if_that_is_master(carnet: Carnet) -> None:
    contact, card = await _under(carnet, Direction.CARD_TO_CONTACT)
    assert await done(carnet, linking(contact, card, "CONTACT")) == [joined(contact, card)]


@pytest.mark.parametrize("direction", [Direction.CONTACT_TO_CARD, Direction.NEVER])
async def test_an_exception_against_the_rule_in_force_is_refused(carnet: Carnet, direction: Direction) -> None:
    contact, card = await _under(carnet, direction)
    found = await refused(carnet, linking(contact, card, "CONTACT", PHONE="CARD"))
    assert [each[:2] for each in found] == [("INVALID_VALUE", EXCEPTIONS)]
