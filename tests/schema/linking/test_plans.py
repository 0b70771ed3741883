"""A plan of a link, its end or a deletion is what is then done, change by change, or it is refused.

Source: product.md §2.8.
"""

from collections.abc import Awaitable, Callable

import pytest

from domain.change import CARD_KINDS, Kind, Record
from tests.carnet import Carnet, id_of
from tests.schema.linking.linking import Asked, Error, apart, deleting, done, linking, parting, refused, send
from tests.schema.updating import changed, unchanged

OUTDATED: Error = (
    "PLAN_OUTDATED",
    "planToken",
    [],
    "The records changed since this plan was made, or the input differs. Ask for a new plan with dryRun.",
)


async def _company(carnet: Carnet) -> dict[str, Record]:
    """Store a company with a customer and a vendor that name Anna, and with Bea, who is a customer herself."""
    names = ("company", "customer", "vendor", "account")
    found = dict(zip(names, await carnet.star(name="Nordlicht GmbH", phone="030 1234"), strict=True))
    found["anna"] = await carnet.person(found["company"], name="Anna Berg", phone="030 1234")
    found["bea"] = await carnet.person(found["company"], name="Bea Thal", phone="030 1234")
    found["own"] = await carnet.add(Kind.CUSTOMER, linked=found["bea"])
    for name in ("customer", "vendor"):
        await changed(carnet, found[name], {"primaryContactId": id_of(found["anna"])})
    return found


async def _link(carnet: Carnet, kind: Kind, master: str) -> Asked:
    contact, card, _ = await apart(carnet, kind)
    person = await carnet.person(contact, phone="030 1234", email="a@contoso.com")
    await carnet.add(Kind.CUSTOMER, linked=person)
    other = "CARD" if master == "CONTACT" else "CONTACT"
    return linking(contact, card, master, EMAIL=other, CITY=other, HOME_PAGE=other)


async def _unlink(carnet: Carnet) -> Asked:
    return await parting(carnet, (await _company(carnet))["customer"])


def _linking(kind: Kind, master: str) -> Callable[[Carnet], Awaitable[Asked]]:
    return lambda carnet: _link(carnet, kind, master)


def _deleting(name: str, **more: str) -> Callable[[Carnet], Awaitable[Asked]]:
    async def asked(carnet: Carnet) -> Asked:
        return deleting((await _company(carnet))[name], **more)

    return asked


CALLS: dict[str, Callable[[Carnet], Awaitable[Asked]]] = {
    **{f"link {kind} {master}": _linking(kind, master) for kind in CARD_KINDS for master in ("CONTACT", "CARD")},
    "unlink": _unlink,
    "delete with persons": _deleting("company", persons="DELETE"),
    "detach persons": _deleting("company", persons="DETACH"),
    "delete a person": _deleting("anna"),
    "delete a person customer": _deleting("bea"),
    "delete a customer": _deleting("customer"),
    "delete a vendor": _deleting("vendor"),
    "delete a bank account": _deleting("account"),
}


@pytest.mark.parametrize("call", list(CALLS))
async def test_what_is_planned_is_what_is_then_done_and_planning_writes_nothing(carnet: Carnet, call: str) -> None:
    asked = await CALLS[call](carnet)
    async with unchanged(carnet):
        planned = await send(carnet, asked, dryRun=True)
        again = await send(carnet, asked, dryRun=True)
    assert (planned["errors"], planned["changeSet"]) == ([], None)
    assert planned.get("deletedId") is None
    assert planned.get("link") is None
    assert again["plan"]["changes"] == planned["plan"]["changes"] != []
    made = await send(carnet, asked, planToken=planned["plan"]["token"])
    assert (made["errors"], made["plan"]) == ([], None)
    assert made["changeSet"]["changes"] == planned["plan"]["changes"]


async def test_a_plan_is_carried_out_once(carnet: Carnet) -> None:
    for call in CALLS.values():
        asked = await call(carnet)
        token = (await send(carnet, asked, dryRun=True))["plan"]["token"]
        await done(carnet, asked, planToken=token)
        assert await refused(carnet, asked, planToken=token) != []


async def test_a_token_that_never_was_given_is_refused(carnet: Carnet) -> None:
    for call in CALLS.values():
        asked = await call(carnet)
        for token in ("", "x", f"{'0' * 32}-{'0' * 64}"):
            assert await refused(carnet, asked, planToken=token) == [OUTDATED]


@pytest.mark.parametrize("moved", ["contact", "card", "other", "person", "another person", "another card"])
async def test_a_plan_of_a_link_is_refused_once_anything_that_it_read_has_changed(carnet: Carnet, moved: str) -> None:
    contact, card, (other, *_) = await apart(carnet, Kind.CUSTOMER)
    person = await carnet.person(contact)
    asked = linking(contact, card, "CARD")
    token = (await send(carnet, asked, dryRun=True))["plan"]["token"]
    records = {"contact": contact, "card": card, "other": other, "person": person}
    if moved in records:
        await changed(carnet, records[moved], {"name2": "Halle 7"})
    elif moved == "another person":
        await carnet.person(contact)
    else:
        await carnet.add(Kind.BANK_ACCOUNT, linked=contact)
    assert await refused(carnet, asked, planToken=token) == [OUTDATED]
    await done(carnet, asked, planToken=(await send(carnet, asked, dryRun=True))["plan"]["token"])


async def test_a_plan_of_a_link_is_refused_for_another_input(carnet: Carnet) -> None:
    contact, card, _ = await apart(carnet, Kind.CUSTOMER)
    token = (await send(carnet, linking(contact, card), dryRun=True))["plan"]["token"]
    for asked in (linking(contact, card, "CARD"), linking(contact, card, PHONE="CARD")):
        assert await refused(carnet, asked, planToken=token) == [OUTDATED]
    assert len(await done(carnet, linking(contact, card, "CONTACT", PHONE="CONTACT"), planToken=token)) == 20


@pytest.mark.parametrize("moved", ["company", "customer", "account", "anna", "bea", "own"])
async def test_a_plan_of_a_deletion_is_refused_once_anything_that_it_read_has_changed(
    carnet: Carnet, moved: str
) -> None:
    records = await _company(carnet)
    asked = deleting(records["company"], persons="DETACH")
    token = (await send(carnet, asked, dryRun=True))["plan"]["token"]
    await changed(carnet, records[moved], {"fax": "040 7"})
    assert await refused(carnet, asked, planToken=token) == [OUTDATED]


async def test_a_plan_of_one_choice_for_persons_does_not_allow_the_other(carnet: Carnet) -> None:
    records = await _company(carnet)
    token = (await send(carnet, deleting(records["company"], persons="DETACH"), dryRun=True))["plan"]["token"]
    assert await refused(carnet, deleting(records["company"], persons="DELETE"), planToken=token) == [OUTDATED]


async def test_a_plan_of_an_unlinking_is_refused_once_the_card_has_changed(carnet: Carnet) -> None:
    records = await _company(carnet)
    asked = await parting(carnet, records["customer"])
    token = (await send(carnet, asked, dryRun=True))["plan"]["token"]
    await changed(carnet, records["customer"], {"primaryContactId": None})
    assert await refused(carnet, asked, planToken=token) == [OUTDATED]
