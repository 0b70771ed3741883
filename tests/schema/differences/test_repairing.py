"""What differs is made equal, by the contact's values or the cards', as one change set. Source: product.md §2.12."""

import asyncio
from typing import Any

import pytest

from domain import repairing
from domain.access import ROLES, Role
from domain.change import CARD_KINDS, Kind
from tests.carnet import Carnet, id_of
from tests.replay import replay
from tests.schema.differences.differing import asked, found, made_differing, repair, rule
from tests.schema.linking.linking import FIRST, SECOND, shared_by
from tests.schema.test_permissions import As
from tests.schema.updating import changed, unchanged, versions

PHONES = {"phone": "030 9"}


@pytest.mark.parametrize("master", ["CONTACT", "CARD"])
@pytest.mark.parametrize("kind", CARD_KINDS)
async def test_all_fields_are_made_equal_by_the_side_that_counts(carnet: Carnet, kind: Kind, master: str) -> None:
    contact, card = await made_differing(carnet, kind)
    count = len(await found(carnet))
    payload = await repair(carnet, master)
    assert (payload["errors"], payload["repairedCount"]) == ([], count)
    assert payload["changeSet"]["operation"] == "repairDifferences"
    assert {change["reason"] for change in payload["changeSet"]["changes"]} == {"REPAIRED"}
    assert len(payload["changeSet"]["changes"]) == count
    wins = FIRST if master == "CONTACT" else SECOND
    values = (await carnet.stored(card)).values
    for shared in shared_by(kind):
        assert values[shared.on[kind]] == wins[shared.on[Kind.CONTACT]], shared.code
    assert await replay(carnet) == []
    assert await versions(carnet, contact, card) == ([1, 2] if master == "CONTACT" else [2, 1])


async def test_what_follows_from_a_change_follows_here_too(carnet: Carnet) -> None:
    contact, customer = await made_differing(carnet, Kind.CUSTOMER, **PHONES)
    vendor = await carnet.add(Kind.VENDOR, linked=contact)
    person = await carnet.person(contact, phone=contact.values["phone"])
    payload = await repair(carnet, "CARD")
    changes = [(each["recordNumber"], each["reason"]) for each in payload["changeSet"]["changes"]]
    assert changes == [
        (contact.number, "REPAIRED"),
        (vendor.number, "REPAIRED"),
        (person.number, "INHERITED"),
    ]
    assert (await carnet.stored(person)).values["phone"] == customer.values["phone"]


async def test_of_several_cards_the_first_one_counts_and_all_are_equal_afterwards(carnet: Carnet) -> None:
    contact, customer = await made_differing(carnet, Kind.CUSTOMER, phone="030 8")
    vendor = await carnet.add(Kind.VENDOR, linked=contact, phone="030 9")
    assert (await repair(carnet, "CARD"))["repairedCount"] == 2
    phones = {(await carnet.stored(each)).values["phone"] for each in (contact, customer, vendor)}
    assert phones == {"030 8"}


async def test_a_rule_decides_which_way_a_value_may_go(carnet: Carnet) -> None:
    contact, customer = await made_differing(carnet, Kind.CUSTOMER, phone="030 9", fax="040 9", email="x@contoso.com")
    await rule(carnet, "CUSTOMER", "PHONE", "CONTACT_TO_CARD")
    await rule(carnet, "CUSTOMER", "FAX", "CARD_TO_CONTACT")
    assert (await repair(carnet, "CARD"))["repairedCount"] == 2
    ours, theirs = (await carnet.stored(contact)).values, (await carnet.stored(customer)).values
    assert (ours["phone"], theirs["phone"]) == (contact.values["phone"], contact.values["phone"])
    assert (ours["fax"], theirs["fax"]) == (contact.values["fax"], "040 9"), "no difference, so it is left"
    assert ours["email"] == theirs["email"] == "x@contoso.com"


@pytest.mark.parametrize("master", ["CONTACT", "CARD"])
async def test_a_privacy_block_counts_on_whichever_side_it_is(carnet: Carnet, master: str) -> None:
    contact, customer = await made_differing(carnet, Kind.CUSTOMER, privacyBlocked=True, blocked="ALL")
    other = await carnet.add(Kind.CONTACT, privacyBlocked=True)
    vendor = await carnet.add(Kind.VENDOR, linked=other, privacyBlocked=False)
    assert (await repair(carnet, master))["repairedCount"] == 2
    values = [(await carnet.stored(each)).values for each in (contact, customer, other, vendor)]
    assert all(each["privacyBlocked"] for each in values)
    assert values[3]["blocked"] == "ALL"


async def test_only_what_is_named_is_mended(carnet: Carnet) -> None:
    for kind in CARD_KINDS:
        await made_differing(carnet, kind, **PHONES)
    [first, second, _] = (await asked(carnet))["nodes"]
    assert (await repair(carnet, linkIds=[first["link"]["id"]]))["repairedCount"] == 1
    assert (await repair(carnet, kind="BANK_ACCOUNT"))["repairedCount"] == 1
    assert (await asked(carnet))["nodes"] == [second]
    assert (await repair(carnet, linkIds=[first["link"]["id"]]))["repairedCount"] == 0
    assert (await repair(carnet, linkIds=[]))["repairedCount"] == 0
    assert (await repair(carnet, kind="CUSTOMER", linkIds=[second["link"]["id"]]))["repairedCount"] == 0
    assert (await repair(carnet))["repairedCount"] == 1


async def test_what_is_no_link_is_refused(carnet: Carnet) -> None:
    contact, _ = await made_differing(carnet, Kind.CUSTOMER, **PHONES)
    link = (await asked(carnet))["nodes"][0]["link"]["id"]
    async with unchanged(carnet):
        payload = await repair(carnet, linkIds=["x", link, id_of(contact)])
    assert [(error["code"], error["path"]) for error in payload["errors"]] == [
        ("NOT_FOUND", ["input", "linkIds", "0"]),
        ("NOT_FOUND", ["input", "linkIds", "2"]),
    ]
    assert payload["repairedCount"] == 0
    await repair(carnet)


async def test_so_many_links_are_mended_at_once_and_the_rest_by_the_next_call(
    carnet: Carnet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repairing, "MOST", 2)
    for kind in (*CARD_KINDS, *CARD_KINDS):
        await made_differing(carnet, kind, **PHONES)
    assert [(await repair(carnet))["repairedCount"] for _ in range(4)] == [2, 2, 2, 0]


async def test_where_nothing_differs_nothing_is_written(carnet: Carnet) -> None:
    await carnet.star()
    async with unchanged(carnet):
        payload = await repair(carnet)
    assert (payload["repairedCount"], payload["changeSet"], payload["errors"]) == (0, None, [])


async def test_what_is_planned_is_what_is_then_done_unless_something_changed(carnet: Carnet) -> None:
    contact, _ = await made_differing(carnet, Kind.CUSTOMER)
    async with unchanged(carnet):
        planned = await repair(carnet, "CARD", options={"dryRun": True})
    outdated = planned["plan"]["token"]
    assert planned["repairedCount"] > 15
    await changed(carnet, contact, {"name2": "Halle 7"})
    async with unchanged(carnet):
        payload = await repair(carnet, "CARD", options={"planToken": outdated})
        assert [error["code"] for error in payload["errors"]] == ["PLAN_OUTDATED"]
        planned = await repair(carnet, "CARD", options={"dryRun": True})
    made = await repair(carnet, "CARD", options={"planToken": planned["plan"]["token"]})
    assert made["changeSet"]["changes"] == planned["plan"]["changes"] != []


async def test_under_a_key_it_is_done_once_and_answered_the_same(carnet: Carnet) -> None:
    await made_differing(carnet, Kind.CUSTOMER)
    first = await repair(carnet, options={"idempotencyKey": "k"})
    async with unchanged(carnet):
        assert await repair(carnet, options={"idempotencyKey": "k"}) == first


async def test_two_who_mend_the_same_at_once_mend_it_once(carnet: Carnet) -> None:
    contact, customer = await made_differing(carnet, Kind.CUSTOMER, **PHONES)
    answers = await asyncio.gather(*(repair(carnet, "CARD") for _ in range(6)))
    assert sorted(answer["repairedCount"] for answer in answers) == [0, 0, 0, 0, 0, 1]
    assert await versions(carnet, contact, customer) == [2, 1]


async def test_a_repair_is_not_taken_back_because_the_two_would_differ_again(carnet: Carnet) -> None:
    await made_differing(carnet, Kind.CUSTOMER, **PHONES)
    made = (await repair(carnet, "CONTACT"))["changeSet"]["id"]
    revert = "mutation ($id: ID!) { revertChangeSet(input: {id: $id}) { errors { code message } } }"
    async with unchanged(carnet):
        [error] = (await carnet.ask(revert, id=made))["revertChangeSet"]["errors"]
    assert error["code"] == "INVALID_VALUE"
    assert error["message"].endswith("they would differ again. Edit one; the other follows.")


async def test_it_takes_the_rights_to_what_is_changed(carnet: Carnet) -> None:
    await made_differing(carnet, Kind.VENDOR, **PHONES)
    mend: Any = "mutation { repairDifferences(input: {master: CONTACT}) { repairedCount errors { code } } }"
    refused = await As(carnet, ROLES[Role.SALES])(mend)
    assert refused == {"repairDifferences": {"repairedCount": 0, "errors": [{"code": "FORBIDDEN"}]}}
    made = await As(carnet, ROLES[Role.PURCHASING])(mend)
    assert made == {"repairDifferences": {"repairedCount": 1, "errors": []}}
