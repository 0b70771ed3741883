"""A link, its end and a deletion with an idempotency key are carried out once. Source: product.md §2.13."""

import pytest

from domain.change import CARD_KINDS, Kind
from tests.carnet import Carnet, id_of
from tests.schema.linking.linking import Asked, Error, apart, deleting, done, linking, parting, refused, send
from tests.schema.test_update_once import keys
from tests.schema.updating import changed, unchanged

REUSED: Error = (
    "KEY_REUSED",
    "idempotencyKey",
    [],
    "Something else was carried out under this key. Use a new key for every new operation.",
)


async def _repeats(carnet: Carnet, asked: Asked) -> None:
    """Carry a call out under a key, and again: the second answers the same and changes nothing."""
    first = await send(carnet, asked, idempotencyKey="k")
    assert first["errors"] == []
    async with unchanged(carnet):
        assert await send(carnet, asked, idempotencyKey="k") == first


@pytest.mark.parametrize("kind", CARD_KINDS)
async def test_a_link_is_made_once(carnet: Carnet, kind: Kind) -> None:
    contact, card, _ = await apart(carnet, kind)
    await _repeats(carnet, linking(contact, card, "CARD", PHONE="CONTACT"))


@pytest.mark.parametrize("kind", CARD_KINDS)
async def test_a_link_ends_once_even_if_it_was_made_again(carnet: Carnet, kind: Kind) -> None:
    contact, *cards = await carnet.star()
    card = next(each for each in cards if each.kind is kind)
    asked = await parting(carnet, card)
    await _repeats(carnet, asked)
    await done(carnet, linking(contact, card))
    async with unchanged(carnet):
        await send(carnet, asked, idempotencyKey="k")


@pytest.mark.parametrize("kind", [Kind.CONTACT, *CARD_KINDS])
async def test_a_record_is_deleted_once(carnet: Carnet, kind: Kind) -> None:
    star = await carnet.star()
    record = next(each for each in star if each.kind is kind)
    await _repeats(carnet, deleting(record))
    assert [each[:2] for each in await refused(carnet, deleting(record), idempotencyKey="l")] == [
        ("NOT_FOUND", "input.id")
    ]


async def test_a_repetition_after_the_link_has_ended_answers_what_the_first_call_answered(carnet: Carnet) -> None:
    contact, card, _ = await apart(carnet, Kind.CUSTOMER)
    first = await send(carnet, linking(contact, card), idempotencyKey="k")
    await done(carnet, await parting(carnet, card))
    await done(carnet, deleting(contact))
    async with unchanged(carnet):
        assert await send(carnet, linking(contact, card), idempotencyKey="k") == first


async def test_the_same_key_for_something_else_is_refused(carnet: Carnet) -> None:
    contact, card, (vendor, account) = await apart(carnet, Kind.CUSTOMER)
    await done(carnet, linking(contact, card), idempotencyKey="k")
    others = (
        linking(contact, card, "CARD"),
        linking(contact, card, PHONE="CARD"),
        linking(contact, await carnet.add(Kind.CUSTOMER)),
        linking(await carnet.add(Kind.CONTACT), card),
        await parting(carnet, card),
        deleting(contact),
        deleting(card),
    )
    for asked in others:
        assert await refused(carnet, asked, idempotencyKey="k") == [REUSED]
    unlinking = await parting(carnet, vendor)
    await done(carnet, unlinking, idempotencyKey="u")
    for asked in (await parting(carnet, account), deleting(vendor)):
        assert await refused(carnet, asked, idempotencyKey="u") == [REUSED]
    await done(carnet, deleting(contact, expectedVersion=1), idempotencyKey="d")
    for asked in (deleting(contact), deleting(contact, expectedVersion=1, persons="DELETE"), deleting(vendor)):
        assert await refused(carnet, asked, idempotencyKey="d") == [REUSED]


async def test_the_default_master_that_is_said_is_the_same_input(carnet: Carnet) -> None:
    contact, card, _ = await apart(carnet, Kind.CUSTOMER)
    first = await send(carnet, linking(contact, card), idempotencyKey="k")
    assert await send(carnet, linking(contact, card, "CONTACT"), idempotencyKey="k") == first


async def test_a_refused_call_and_a_preview_keep_no_key(carnet: Carnet) -> None:
    contact, customer, *_ = await carnet.star()
    other = await carnet.add(Kind.CUSTOMER)
    person = await carnet.person(contact)
    for asked in (linking(contact, other), ("unlinkContact", {"linkId": id_of(contact)}), deleting(contact)):
        await refused(carnet, asked, idempotencyKey="k")
    for asked in (await parting(carnet, customer), deleting(contact, persons="DETACH")):
        async with unchanged(carnet):
            assert (await send(carnet, asked, idempotencyKey="k", dryRun=True))["errors"] == []
    assert await keys(carnet) == set()
    await done(carnet, deleting(person), idempotencyKey="k")
    await changed(carnet, contact, {"phone": "040 1"})
    assert await keys(carnet) == {"k"}
