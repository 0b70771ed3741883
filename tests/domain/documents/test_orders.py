"""A quote becomes an order: with the same money, for the same party, once; a prospect becomes a customer or vendor.

Source: product.md §4.4, reference-documents.md §10, §11.
"""

from typing import Any

import pytest

from domain.change import Kind, Record
from tests.carnet import Carnet, id_of
from tests.domain.documents.sides import BOTH, SALES, Mirrored, firm, kept, numbers
from tests.replay import replay
from tests.schema.creating.setting_up import add_template, remove_templates
from tests.schema.documents.documenting import change, changed, item, made, refusals, stock_item

each_side = pytest.mark.parametrize("side", BOTH, ids=lambda side: side.word)
PATH = "input.documentId"
LINES = [item("3", "9.99", discountPercent="5"), {"type": "COMMENT", "description": "Thank you"}, item("2")]


async def order(carnet: Carnet, side: Mirrored, document: Any, **given: Any) -> Any:
    """Make an order that must not be refused."""
    return await changed(carnet, "makeOrder", document, show=side.show(), **given)


async def refuse(carnet: Carnet, document: Any, **given: Any) -> list[tuple[str, str]]:
    """Ask for an order that must be refused, with everything as it was; why."""
    before = await everything(carnet)
    payload = await change(carnet, "makeOrder", document, **given)
    assert (await everything(carnet), payload["document"]) == (before, None)
    return refusals(payload)


async def everything(carnet: Carnet) -> list[list[str]]:
    tables = ("contact", "customer", "vendor", "sales_document", "purchase_document", "change_set")
    return [await numbers(carnet, table) for table in tables[:-1]]


@each_side
async def test_an_order_has_the_money_and_the_party_of_its_quote_which_is_kept(carnet: Carnet, side: Mirrored) -> None:
    await stock_item(carnet)
    company, _ = await firm(carnet, side, currencyCode="USD")
    given = {"lines": LINES, "invoiceDiscountPercent": "2.5", "yourReference": "Ann", "validUntil": "2099-01-01"}
    quote = await made(carnet, f"{side.word} quote", await carnet.person(company), show=side.shown, **given)
    stored = await kept(carnet, quote)
    now = await order(carnet, side, quote)
    assert await kept(carnet, quote) == stored
    assert (now["number"], now["version"], now["status"]) == (f"{side.word[0].upper()}O00001", 1, "OPEN")
    assert now["madeFrom"] == {"number": quote["number"]}
    own = {"id", "number", "madeFrom"}
    assert {name: now[name] for name in now if name not in own} == {
        name: quote[name] for name in quote if name not in own
    }
    order_values = (await kept(carnet, now))[0].values
    assert (order_values["validUntil"], order_values["yourReference"]) == (None, "Ann")
    assert await replay(carnet) == []


@each_side
async def test_a_quote_is_ordered_once_as_long_as_its_order_exists(carnet: Carnet, side: Mirrored) -> None:
    company, _ = await firm(carnet, side)
    quote = await made(carnet, f"{side.word} quote", company)
    first = await order(carnet, side, quote)
    assert await refuse(carnet, quote) == [("NOTHING_TO_CREATE", PATH)]
    assert (await change(carnet, "makeOrder", quote))["errors"][0]["ids"] == [first["id"]]
    assert refusals(await change(carnet, "deleteDocument", quote)) == [("DOCUMENT_IN_USE", PATH)]
    await change(carnet, "deleteDocument", first)
    again = await order(carnet, side, quote)
    assert again["number"] == f"{side.word[0].upper()}O00002"


@each_side
async def test_an_order_is_made_of_no_order(carnet: Carnet, side: Mirrored) -> None:
    company, _ = await firm(carnet, side)
    document = await made(carnet, f"{side.word} order", company)
    assert await refuse(carnet, document) == [("DOCUMENT_WRONG_TYPE", PATH)]


async def test_an_order_is_made_of_no_service_order(carnet: Carnet) -> None:
    company, _ = await firm(carnet, SALES)
    document = await made(carnet, "service order", company)
    assert await refuse(carnet, document) == [("DOCUMENT_WRONG_TYPE", PATH)]


@each_side
async def test_blocks_are_looked_at_again(carnet: Carnet, side: Mirrored) -> None:
    await stock_item(carnet)
    company, card = await firm(carnet, side)
    person = await carnet.person(company)
    quote = await made(carnet, f"{side.word} quote", person, lines=[item()])
    update = f"update{side.card_kind.capitalize()}"
    await set_field(carnet, update, card, "blocked: ALL")
    assert await refuse(carnet, quote) == [(f"{side.card_kind}_BLOCKED", PATH)]
    await set_field(carnet, update, card, "blocked: NONE")
    await stock_item(carnet, blocked=True)
    assert await refuse(carnet, quote) == [("ITEM_BLOCKED", PATH)]
    await stock_item(carnet, blocked=False)
    await set_field(carnet, "updateContact", person, "privacyBlocked: true")
    assert await refuse(carnet, quote) == [("CONTACT_PRIVACY_BLOCKED", PATH)]
    await set_field(carnet, "updateContact", person, "privacyBlocked: false")
    await order(carnet, side, quote)


async def set_field(carnet: Carnet, mutation: str, record: Record, given: str) -> None:
    query = f"mutation ($id: ID!) {{ {mutation}(input: {{id: $id, {given}}}) {{ errors {{ code }} }} }}"
    assert (await carnet.ask(query, id=id_of(record)))[mutation]["errors"] == []


@each_side
async def test_an_order_can_be_made_when_the_contact_is_gone(carnet: Carnet, side: Mirrored) -> None:
    company, card = await firm(carnet, side)
    person = await carnet.person(company, name="Ann")
    quote = await made(carnet, f"{side.word} quote", person, show=side.shown)
    await delete_contact(carnet, person)
    now = await order(carnet, side, quote)
    assert (now["contact"], now["contactNumber"]) == (None, person.number)
    assert (now["card"]["number"], now["party"]) == (card.number, quote["party"])


async def delete_contact(carnet: Carnet, contact: Record) -> None:
    query = "mutation ($id: ID!) { deleteContact(input: {id: $id}) { errors { code } } }"
    assert (await carnet.ask(query, id=id_of(contact)))["deleteContact"]["errors"] == []


class TestProspects:
    @each_side
    async def test_the_company_becomes_the_customer_or_vendor_from_the_quotes_template(
        self, carnet: Carnet, side: Mirrored
    ) -> None:
        await stock_item(carnet)
        await add_template(carnet, side.card_kind, "WHOLESALE", payment_terms_code="30D", currency_code="USD")
        prospect = await carnet.add(Kind.CONTACT, name="Newcomer", phone="030 1")
        person = await carnet.person(prospect, name="Ann")
        given = {side.template: "wholesale", "lines": LINES}
        quote = await made(carnet, f"{side.word} quote", person, show=side.shown, **given)
        assert (quote["template"], quote["currencyCode"], quote["paymentTermsCode"]) == ("WHOLESALE", "USD", "30D")
        now = await order(carnet, side, quote)
        number = f"{side.card_kind[:1]}{'U' if side.card_kind is Kind.CUSTOMER else 'E'}00001"
        assert (now["card"]["number"], now["billingCard"]["number"], now["template"]) == (number, number, None)
        for name in ("lines", "totals", "currencyCode", "paymentTermsCode"):
            assert now[name] == quote[name]
        for name in ("party", "billing"):
            assert now[name] == quote[name] | {"number": number}
        assert await card_made(carnet, prospect) == {
            "number": number,
            "name": "Newcomer",
            "currencyCode": "USD",
            "primaryContact": {"number": person.number},
        }
        after = (await kept(carnet, quote))[0].values
        assert (after[side.template], after[f"{side.party}.number"]) == (None, number)
        assert await replay(carnet) == []

    async def test_a_lone_person_becomes_a_customer(self, carnet: Carnet) -> None:
        person = await carnet.person(name="Ann")
        quote = await made(carnet, "sales quote", person, show=SALES.shown)
        assert (quote["template"], quote["party"]["name"], quote["party"]["contactName"]) == ("PERSON", "Ann", "Ann")
        now = await order(carnet, SALES, quote)
        assert (now["card"]["number"], now["party"]["name"]) == ("CU00001", "Ann")

    async def test_a_lone_person_becomes_no_vendor(self, carnet: Carnet) -> None:
        quote = await made(carnet, "purchase quote", await carnet.person())
        assert await refuse(carnet, quote) == [("TEMPLATE_REQUIRED", PATH)]
        await add_template(carnet, Kind.VENDOR, "PERSONS", contact_type="PERSON")
        found = await refuse(carnet, quote, vendorTemplateCode="PERSONS")
        assert found == [("COMPANY_REQUIRED", PATH)]

    @each_side
    async def test_without_a_template_the_quote_is_made_with_a_warning_and_the_order_needs_one(
        self, carnet: Carnet, side: Mirrored
    ) -> None:
        await stock_item(carnet)
        await add_template(carnet, side.card_kind, "SECOND")
        prospect = await carnet.add(Kind.CONTACT)
        quote = await made(carnet, f"{side.word} quote", prospect, lines=LINES, show=side.shown)
        assert quote["template"] is None
        assert await refuse(carnet, quote) == [("TEMPLATE_REQUIRED", PATH)]
        wrong = await refuse(carnet, quote, **{side.template: "NONE"})
        assert wrong == [("INVALID_VALUE", f"input.{side.template}")]
        now = await order(carnet, side, quote, **{side.template: "second"})
        assert (now["totals"], now["card"] is None) == (quote["totals"], False)

    @each_side
    async def test_other_quotes_of_the_company_follow_where_their_template_agrees_and_are_named_where_not(
        self, carnet: Carnet, side: Mirrored
    ) -> None:
        await add_template(carnet, side.card_kind, "SECOND")
        prospect = await carnet.add(Kind.CONTACT)
        person, kind = await carnet.person(prospect), f"{side.word} quote"
        ordered = await made(carnet, kind, prospect, **{side.template: "COMPANY"})
        same = await made(carnet, kind, person, show=side.shown, **{side.template: "COMPANY"})
        other = await made(carnet, kind, person, **{side.template: "SECOND"})
        none = await made(carnet, kind, prospect)
        stranger = await made(carnet, kind, await carnet.add(Kind.CONTACT), **{side.template: "COMPANY"})
        before = [await kept(carnet, quote) for quote in (other, none, stranger)]
        payload = await change(carnet, "makeOrder", ordered, show=side.show())
        card = payload["document"]["card"]["number"]
        assert [(warning["code"], warning["path"]) for warning in payload["warnings"]] == [
            ("TARGET_SKIPPED", ["input", "documentId"])
        ] * 2
        for warning, quote in zip(payload["warnings"], (other, none), strict=True):
            assert quote["number"] in warning["message"]
        assert [await kept(carnet, quote) for quote in (other, none, stranger)] == before
        values = (await kept(carnet, same))[0].values
        assert (values[f"{side.party}.number"], values[f"{side.billing}.number"], values[side.template]) == (
            card,
            card,
            None,
        )
        assert values[f"{side.party}.name"] == same["party"]["name"]
        left = await order(carnet, side, other)
        assert left["card"]["number"] == card, "its company is a customer or vendor by now"
        assert await replay(carnet) == []

    @each_side
    async def test_a_card_made_by_hand_since_is_taken(self, carnet: Carnet, side: Mirrored) -> None:
        await remove_templates(carnet, side.card_kind)
        prospect = await carnet.add(Kind.CONTACT)
        quote = await made(carnet, f"{side.word} quote", await carnet.person(prospect))
        card = await carnet.add(side.card_kind, linked=prospect)
        now = await order(carnet, side, quote)
        assert now["card"]["number"] == card.number

    @each_side
    async def test_a_prospect_that_is_gone_or_private_becomes_nobody(self, carnet: Carnet, side: Mirrored) -> None:
        prospect = await carnet.add(Kind.CONTACT)
        quote = await made(carnet, f"{side.word} quote", prospect)
        await set_field(carnet, "updateContact", prospect, "privacyBlocked: true")
        assert await refuse(carnet, quote) == [("CONTACT_PRIVACY_BLOCKED", PATH)]
        await delete_contact(carnet, prospect)
        assert await refuse(carnet, quote) == [(side.not_related, PATH)]

    @each_side
    async def test_a_new_card_that_is_billed_to_another_one_bills_the_order_there(
        self, carnet: Carnet, side: Mirrored
    ) -> None:
        payer = await carnet.add(side.card_kind, name="Payer")
        billed = {Kind.CUSTOMER: "bill_to_customer_id", Kind.VENDOR: "pay_to_vendor_id"}[side.card_kind]
        await add_template(carnet, side.card_kind, "GROUP", **{billed: payer.id})
        quote = await made(
            carnet, f"{side.word} quote", await carnet.add(Kind.CONTACT, name="Newcomer"), **{side.template: "GROUP"}
        )
        now = await order(carnet, side, quote)
        assert (now["billing"]["name"], now["billingCard"]["number"]) == ("Payer", payer.number)
        assert (now["party"]["name"], now["card"]["number"] != payer.number) == ("Newcomer", True)


async def card_made(carnet: Carnet, contact: Record) -> Any:
    """Return the customer or vendor of a contact."""
    shown = "number name currencyCode primaryContact { number }"
    query = f"query ($id: ID!) {{ contact(id: $id) {{ linkedCustomer {{ {shown} }} linkedVendor {{ {shown} }} }} }}"
    found = (await carnet.ask(query, id=id_of(contact)))["contact"]
    return found["linkedCustomer"] or found["linkedVendor"]
