"""What was deleted lives on in the journal, and nothing that somebody changed meanwhile is deleted unseen.

Source: product.md §2.9, §2.10.
"""

import pytest

from domain.change import CARD_KINDS, Kind, Record, as_text
from tests.carnet import Carnet, id_of
from tests.schema.linking.linking import (
    FIRST,
    deleting,
    done,
    link_id,
    linking,
    parting,
    refused,
    send,
    values_on,
)
from tests.schema.updating import changed, unchanged

EVERY_KIND = (Kind.CONTACT, *CARD_KINDS)
MESSAGE = (
    "Someone else changed the same fields meanwhile. Compare the conflicts, then send the edit again with "
    "expectedVersion {version}."
)


async def _one(carnet: Carnet, kind: Kind) -> Record:
    star = await carnet.star(**values_on(Kind.CONTACT, FIRST))
    return next(record for record in star if record.kind is kind)


async def _conflicts(carnet: Carnet, record: Record, version: int) -> list[tuple[str | None, ...]]:
    """Send a deletion of an older version, which must be refused; its conflicts."""
    async with unchanged(carnet):
        payload = await send(carnet, deleting(record, expectedVersion=version))
    (error,) = payload["errors"]
    now = (await carnet.stored(record)).version
    assert (error["code"], error["path"], error["ids"]) == ("CONFLICT", ["input"], [])
    assert error["message"] == MESSAGE.format(version=now)
    assert {conflict["changedBy"] for conflict in error["conflicts"]} == {"anonymous"}
    return [tuple(conflict[key] for key in ("field", "base", "yours", "theirs")) for conflict in error["conflicts"]]


@pytest.mark.parametrize("kind", EVERY_KIND)
async def test_the_change_set_still_shows_what_the_record_was(carnet: Carnet, kind: Kind) -> None:
    record = await _one(carnet, kind)
    payload = await send(carnet, deleting(record))
    query = """query ($id: ID!) { changeSet(id: $id) { operation changes {
        recordKind recordNumber field before after record { id } } } }"""
    found = (await carnet.ask(query, id=payload["changeSet"]["id"]))["changeSet"]
    own = [change for change in found["changes"] if change["recordKind"] == str(kind)]
    held = {name: as_text(value) for name, value in record.values.items() if value is not None}
    assert {change["field"]: change["before"] for change in own if change["field"] != "linkedContact"} == held
    assert {(change["recordNumber"], change["after"]) for change in own} == {(record.number, None)}
    assert [change["record"] for change in own] == [None] * len(own)
    others = [change for change in found["changes"] if change["recordKind"] != str(kind)]
    assert len(others) == (3 if kind is Kind.CONTACT else 0)
    assert all(change["record"] for change in others), "the cards are still there"


@pytest.mark.parametrize("kind", EVERY_KIND)
async def test_earlier_changes_of_what_is_gone_are_still_told(carnet: Carnet, kind: Kind) -> None:
    record = await _one(carnet, kind)
    await changed(carnet, record, {"phone": "040 1"})
    await done(carnet, deleting(record))
    query = "{ changeSets(first: 3) { nodes { operation changes { recordNumber field after record { number } } } } }"
    nodes = (await carnet.ask(query))["changeSets"]["nodes"]
    update = next(node for node in nodes if node["operation"].startswith("update"))
    own = [change for change in update["changes"] if change["recordNumber"] == record.number]
    assert own == [{"recordNumber": record.number, "field": "phone", "after": "040 1", "record": None}]


@pytest.mark.parametrize("kind", EVERY_KIND)
async def test_a_link_to_what_is_gone_is_gone(carnet: Carnet, kind: Kind) -> None:
    star = await carnet.star()
    record = next(each for each in star if each.kind is kind)
    links = [await link_id(carnet, card) for card in star[1:] if kind in {Kind.CONTACT, card.kind}]
    await done(carnet, deleting(record))
    found = await carnet.ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=[*links, id_of(record)])
    assert found["nodes"] == [None] * (len(links) + 1)
    for link in links:
        assert [each[:2] for each in await refused(carnet, ("unlinkContact", {"linkId": link}))] == [
            ("NOT_FOUND", "input.linkId")
        ]


@pytest.mark.parametrize("kind", EVERY_KIND)
async def test_what_was_changed_since_it_was_read_is_not_deleted(carnet: Carnet, kind: Kind) -> None:
    record = await _one(carnet, kind)
    await changed(carnet, record, {"phone": "040 1", "address.city": None})
    await changed(carnet, record, {"phone": "040 2"})
    assert sorted(await _conflicts(carnet, record, 1)) == [
        ("address.city", "Kiel", None, None),
        ("phone", "030 1234", None, "040 2"),
    ]
    assert await _conflicts(carnet, record, 2) == [("phone", "040 1", None, "040 2")]
    await done(carnet, deleting(record, expectedVersion=3))


@pytest.mark.parametrize("kind", CARD_KINDS)
async def test_a_card_that_was_parted_or_linked_since_it_was_read_is_not_deleted(carnet: Carnet, kind: Kind) -> None:
    contact, *cards = await carnet.star()
    card = next(each for each in cards if each.kind is kind)
    await done(carnet, await parting(carnet, card))
    assert await _conflicts(carnet, card, 1) == [("linkedContact", id_of(contact), None, None)]
    other = await carnet.add(Kind.CONTACT, name="Firm C0001")
    await done(carnet, linking(other, card))
    assert await _conflicts(carnet, card, 1) == [("linkedContact", id_of(contact), None, id_of(other))]
    await done(carnet, deleting(card, expectedVersion=3))


async def test_a_version_that_never_was_is_refused(carnet: Carnet) -> None:
    message = "The record never had this version; it is at version 1. Read it again."
    for record in await carnet.star():
        for version in (-1, 0, 2):
            found = await refused(carnet, deleting(record, expectedVersion=version))
            assert found == [("INVALID_VALUE", "input.expectedVersion", [], message)]
