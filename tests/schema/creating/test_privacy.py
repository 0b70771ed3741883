"""A privacy-blocked contact blocks its customer and its vendor altogether, for as long as it is blocked.

Source: reference-contacts.md §13, product.md §2.4.
"""

from typing import Any

import pytest

from domain.change import Kind, Record
from tests.carnet import Carnet
from tests.schema.linking.linking import done, linking, parting
from tests.schema.updating import changed, refused, update

KINDS = (Kind.CUSTOMER, Kind.VENDOR)
LESSER = {Kind.CUSTOMER: ("NONE", "SHIP", "INVOICE"), Kind.VENDOR: ("NONE", "PAYMENT")}
BLOCK, LIFT = {"privacyBlocked": True}, {"privacyBlocked": False}


async def _blocked(carnet: Carnet, kind: Kind) -> tuple[Record, Record]:
    """Store a company that was privacy-blocked after it became a customer or vendor; the company and the card."""
    company, customer, vendor, _ = await carnet.star()
    await changed(carnet, company, BLOCK)
    return company, customer if kind is Kind.CUSTOMER else vendor


async def test_blocking_a_contact_blocks_its_cards_and_lifting_it_lifts_them(carnet: Carnet) -> None:
    company, *cards, account = await carnet.star()
    for asked, before, after, was, will_be in (
        (BLOCK, "false", "true", "NONE", "ALL"),
        (LIFT, "true", "false", "ALL", "NONE"),
    ):
        follows: list[tuple[Any, ...]] = []
        for card in cards:
            follows += [
                (card.number, "privacyBlocked", before, after, "SYNCHRONISED", company.number),
                (card.number, "blocked", was, will_be, "DERIVED", company.number),
            ]
        assert await changed(carnet, company, asked) == [
            (company.number, "privacyBlocked", before, after, "ENTERED", None),
            *follows,
        ]
    assert (await carnet.stored(account)).values["blocked"] is False


@pytest.mark.parametrize("kind", KINDS)
async def test_a_card_that_was_blocked_in_part_is_blocked_altogether_and_free_afterwards(
    carnet: Carnet, kind: Kind
) -> None:
    company, customer, vendor, _ = await carnet.star()
    card = customer if kind is Kind.CUSTOMER else vendor
    for before in LESSER[kind][1:]:
        await changed(carnet, card, {"blocked": before})
        await changed(carnet, company, BLOCK)
        assert (await carnet.stored(card)).values["blocked"] == "ALL"
        await changed(carnet, company, LIFT)
        assert (await carnet.stored(card)).values["blocked"] == "NONE"


async def test_a_card_that_was_blocked_altogether_already_has_nothing_to_change(carnet: Carnet) -> None:
    company, customer, *_ = await carnet.star()
    await changed(carnet, customer, {"blocked": "ALL"})
    made = await changed(carnet, company, BLOCK)
    assert [change[1] for change in made if change[0] == customer.number] == ["privacyBlocked"]


async def test_a_card_that_was_parted_stays_blocked_until_the_block_is_lifted_on_a_contact(carnet: Carnet) -> None:
    _, customer = await _blocked(carnet, Kind.CUSTOMER)
    await done(carnet, await parting(carnet, customer))
    assert await refused(carnet, customer, {"blocked": "NONE"}) == [("CONTACT_PRIVACY_BLOCKED", "input.blocked")]
    [error] = (await update(carnet, customer, {"blocked": "NONE"}))["errors"]
    assert error["message"] == (
        f"{customer.number} is privacy-blocked. Link it with its contact, and lift the block there, if you may."
    )
    contact = await carnet.add(Kind.CONTACT)
    await done(carnet, linking(contact, customer))
    await changed(carnet, contact, LIFT)
    assert (await carnet.stored(customer)).values["blocked"] == "NONE"


@pytest.mark.parametrize("kind", KINDS)
async def test_the_block_of_a_card_is_not_lowered_while_its_contact_is_blocked(carnet: Carnet, kind: Kind) -> None:
    company, card = await _blocked(carnet, kind)
    for lesser in LESSER[kind]:
        found = await refused(carnet, card, {"blocked": lesser, "phone": "030 1234"})
        assert found == [("CONTACT_PRIVACY_BLOCKED", "input.blocked")]
    assert await changed(carnet, card, {"blocked": "ALL"}) == []
    assert len(await changed(carnet, card, {"billing.paymentMethodCode": "BANK"})) == 1
    french = f"Le contact {company.number} est bloqué pour confidentialité."
    messages = [
        error["message"]
        for language in ("en", "fr")
        for error in (await update(carnet, card, {"blocked": "NONE"}, language=language))["errors"]
    ]
    assert messages == [
        f"Contact {company.number} is privacy-blocked. Lift the block first, if you may.",
        f"{french} Levez d'abord ce blocage, si vous y êtes autorisé.",
    ]


@pytest.mark.parametrize("kind", KINDS)
async def test_once_the_contact_is_free_the_card_may_be_blocked_as_one_likes(carnet: Carnet, kind: Kind) -> None:
    company, card = await _blocked(carnet, kind)
    await changed(carnet, company, LIFT)
    for lesser in reversed(LESSER[kind]):
        assert len(await changed(carnet, card, {"blocked": lesser})) == 1


async def test_another_change_of_a_blocked_contact_leaves_the_block_alone(carnet: Carnet) -> None:
    company, _ = await _blocked(carnet, Kind.CUSTOMER)
    assert {change[1] for change in await changed(carnet, company, {**BLOCK, "phone": "030 1234"})} == {"phone"}


async def test_the_privacy_of_a_company_does_not_reach_the_customers_of_its_persons(carnet: Carnet) -> None:
    company = await carnet.add(Kind.CONTACT)
    person = await carnet.person(company)
    own = await carnet.add(Kind.CUSTOMER, linked=person)
    assert await changed(carnet, company, BLOCK) == [
        (company.number, "privacyBlocked", "false", "true", "ENTERED", None)
    ]
    await changed(carnet, person, BLOCK)
    assert (await carnet.stored(own)).values["blocked"] == "ALL"
