"""A document copies what was agreed: who orders, who is billed, where it goes, on which terms; later edits stay out.

Source: product.md §4.3, reference-documents.md §2.4, §4.2, §6.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from db.tables import metadata
from db.unit_of_work import unit_of_work
from domain.change import Kind
from tests.carnet import Carnet, id_of
from tests.domain.documents.sides import BOTH, PURCHASE, SALES, Mirrored, kept
from tests.replay import replay
from tests.schema.creating.setting_up import only_template
from tests.schema.documents.documenting import item, made, send, stock_item

each_side = pytest.mark.parametrize("side", BOTH, ids=lambda side: side.word)
FULL = {
    "name": "Contoso",
    "name2": "Berlin branch",
    "address_line1": "Am Ufer 1",
    "address_line2": "3rd floor",
    "address_city": "Berlin",
    "address_postCode": "10115",
    "address_county": "Berlin",
    "address_countryCode": "DE",
    "phone": "030 1",
    "email": "firm@example.com",
    "vatNumber": "DE136695976",
    "currencyCode": "USD",
    "languageCode": "de-DE",
}
SHOWN = {
    "name": "Contoso",
    "name2": "Berlin branch",
    "vatNumber": "DE136695976",
    "address": {
        "line1": "Am Ufer 1",
        "line2": "3rd floor",
        "city": "Berlin",
        "postCode": "10115",
        "county": "Berlin",
        "countryCode": "DE",
    },
}
TODAY = datetime.now(UTC).date()


async def full(carnet: Carnet, side: Mirrored, **card: Any) -> tuple[Any, Any, Any]:
    """Store a company with all its fields, a person of it, and its card; in this order."""
    await carnet.set_up()
    company = await carnet.add(Kind.CONTACT, **FULL)
    person = await carnet.person(company, name="Ann Berg", phone="030 2", email="ann@example.com")
    terms = {"billing_paymentTermsCode": "14D", "billing_pricesIncludeVat": True}
    return company, person, await carnet.add(side.card_kind, linked=company, contactName="Front desk", **terms, **card)


@each_side
async def test_a_document_has_the_card_the_contact_and_the_terms_of_today(carnet: Carnet, side: Mirrored) -> None:
    _, person, card = await full(carnet, side)
    document = await made(carnet, f"{side.word} order", person, show=side.shown)
    talked_to = {"contactName": "Ann Berg", "phone": "030 2", "email": "ann@example.com"}
    assert document["party"] == {**SHOWN, **talked_to, "number": card.number}
    assert document["billing"] == document["party"]
    assert (document["contactNumber"], document["card"]["number"]) == (person.number, card.number)
    assert (document["currencyCode"], document["pricesIncludeVat"]) == ("USD", True)
    due = (TODAY + timedelta(days=14)).isoformat()
    assert (document["paymentTermsCode"], document["dueDate"]) == ("14D", due)
    values = (await kept(carnet, document))[0].values
    assert (values["languageCode"], values["orderDate"], values["documentDate"]) == ("de-DE", TODAY, TODAY)


@each_side
async def test_a_company_is_talked_to_through_the_cards_contact_name(carnet: Carnet, side: Mirrored) -> None:
    company, _, _ = await full(carnet, side)
    document = await made(carnet, f"{side.word} order", company, show=side.shown)
    talked_to = {name: document["party"][name] for name in ("contactName", "phone", "email")}
    assert talked_to == {"contactName": "Front desk", "phone": "030 1", "email": "firm@example.com"}


@each_side
async def test_a_person_without_phone_or_e_mail_leaves_the_cards(carnet: Carnet, side: Mirrored) -> None:
    company, _, _ = await full(carnet, side)
    silent = await carnet.person(company, name="Bob")
    document = await made(carnet, f"{side.word} order", silent, show=side.shown)
    assert (document["party"]["phone"], document["party"]["email"]) == ("030 1", "firm@example.com")


async def test_goods_that_are_sold_go_to_who_orders(carnet: Carnet) -> None:
    _, person, _ = await full(carnet, SALES)
    document = await made(carnet, "sales order", person, show=SALES.shown)
    assert document["shipTo"] == document["party"]


@pytest.mark.parametrize("prospect", [False, True])
async def test_goods_that_are_bought_come_to_us(carnet: Carnet, *, prospect: bool) -> None:
    own = {"name": "Cahiers SA", "phone": "03 1", "address": {"city": "Dijon", "countryCode": "FR"}}
    await carnet.ask(
        """mutation ($own: UpdateCompanyInformationInput!) {
          updateCompanyInformation(input: $own) { errors { code } } }""",
        own=own,
    )
    _, person, _ = await full(carnet, PURCHASE)
    contact = await carnet.add(Kind.CONTACT) if prospect else person
    document = await made(carnet, "purchase quote", contact, show=PURCHASE.shown)
    goes = document["shipTo"]
    assert (goes["name"], goes["phone"], goes["address"]["city"], goes["number"]) == (
        "Cahiers SA",
        "03 1",
        "Dijon",
        None,
    )


@each_side
async def test_who_is_billed_decides_money_and_terms(carnet: Carnet, side: Mirrored) -> None:
    terms = {"billing_paymentTermsCode": "30D", "billing_pricesIncludeVat": True, "currencyCode": "CHF"}
    payer = await carnet.add(
        side.card_kind, name="Payer", contactName="Accounts", languageCode="fr-FR", phone="031 1", **terms
    )
    billed = {Kind.CUSTOMER: "billing_billToCustomerId", Kind.VENDOR: "billing_payToVendorId"}[side.card_kind]
    _, person, card = await full(carnet, side, **{billed: id_of(payer)})
    document = await made(carnet, f"{side.word} order", person, show=side.shown)
    assert (document["card"]["number"], document["billingCard"]["number"]) == (card.number, payer.number)
    billing = document["billing"]
    assert (billing["number"], billing["name"], billing["contactName"]) == (payer.number, "Payer", "Accounts")
    assert (billing["phone"], document["party"]["phone"]) == ("031 1", "030 2")
    assert (document["currencyCode"], document["paymentTermsCode"]) == ("CHF", "30D")
    assert (await kept(carnet, document))[0].values["languageCode"] == "fr-FR"


async def test_the_salesperson_is_the_contacts_else_the_customers(carnet: Carnet) -> None:
    company = await carnet.add(Kind.CONTACT, salespersonCode="JR")
    await carnet.add(Kind.CUSTOMER, linked=company)
    for own, found in (("LC", "LC"), (None, "JR")):
        document = await made(carnet, "sales order", await carnet.person(company, salespersonCode=own))
        assert (await kept(carnet, document))[0].values["salespersonCode"] == found


async def test_the_purchaser_is_the_vendors(carnet: Carnet) -> None:
    company, _, _ = await full(carnet, PURCHASE, purchaserCode="JR")
    document = await made(carnet, "purchase order", await carnet.person(company, salespersonCode="XX"))
    assert (await kept(carnet, document))[0].values["purchaserCode"] == "JR"


@each_side
async def test_a_prospects_quote_has_its_own_data_and_the_templates_terms(carnet: Carnet, side: Mirrored) -> None:
    await only_template(
        carnet, side.card_kind, "STANDARD", payment_terms_code="30D", prices_include_vat=True, currency_code="CHF"
    )
    prospect = await carnet.add(Kind.CONTACT, **{**FULL, "currencyCode": None})
    person = await carnet.person(prospect, name="Ann Berg", email="ann@example.com")
    document = await made(carnet, f"{side.word} quote", person, show=side.shown)
    talked_to = {"contactName": "Ann Berg", "phone": "030 1", "email": "ann@example.com"}
    assert document["party"] == {**SHOWN, **talked_to, "number": None}
    assert document["billing"] == document["party"]
    assert (document["card"], document["template"]) == (None, "STANDARD")
    assert (document["currencyCode"], document["pricesIncludeVat"], document["paymentTermsCode"]) == (
        "CHF",
        True,
        "30D",
    )


@each_side
async def test_what_is_given_wins(carnet: Carnet, side: Mirrored) -> None:
    _, person, _ = await full(carnet, side)
    given = {"currencyCode": "jpy", "pricesIncludeVat": False}
    document = await made(carnet, f"{side.word} order", person, show=side.shown, **given)
    assert (document["currencyCode"], document["pricesIncludeVat"]) == ("JPY", False)


@each_side
async def test_the_end_of_the_month_is_a_due_date(carnet: Carnet, side: Mirrored) -> None:
    save = {"code": "EOM", "dueDays": 10, "endOfMonth": True}
    await carnet.ask(
        "mutation ($terms: SavePaymentTermsInput!) { savePaymentTerms(input: $terms) { errors { code } } }", terms=save
    )
    company = await carnet.add(Kind.CONTACT)
    await carnet.add(side.card_kind, linked=company, billing_paymentTermsCode="EOM")
    document = await made(carnet, f"{side.word} order", company, show=side.shown)
    due = datetime.fromisoformat(document["dueDate"]).date()
    assert (due + timedelta(days=1)).day == 1
    assert 0 <= (due - (TODAY + timedelta(days=10))).days < 31


@each_side
async def test_later_edits_never_reach_a_document_which_says_that_there_were_some(
    carnet: Carnet, side: Mirrored
) -> None:
    await stock_item(carnet)
    company, person, card = await full(carnet, side)
    document = await made(carnet, f"{side.word} order", person, lines=[item("2")], show=side.shown)
    assert document["partyChangedSince"] is False
    before = await kept(carnet, document)
    edits = [
        ("updateContact", {"id": id_of(company), "name": "Fabrikam", "phone": "040 1", "address": {"city": "Bonn"}}),
        ("updateContact", {"id": id_of(person), "name": "Cara", "email": "cara@example.com"}),
        (f"update{side.card_kind.capitalize()}", {"id": id_of(card), "currencyCode": "GBP"}),
    ]
    for mutation, given in edits:
        payload = await send(carnet, mutation, given, field="changeSet", show="id")
        assert payload["errors"] == []
    await stock_item(carnet, unitPrice="99", vatPercent="7")
    assert await kept(carnet, document) == before
    query = f"query ($id: ID!) {{ node(id: $id) {{ {side.show()} }} }}"
    now = (await carnet.ask(query, id=document["id"]))["node"]
    assert now == {**document, "partyChangedSince": True}
    assert await replay(carnet) == []


@each_side
async def test_a_deleted_contact_leaves_its_number_and_name(carnet: Carnet, side: Mirrored) -> None:
    _, person, _ = await full(carnet, side)
    document = await made(carnet, f"{side.word} order", person, show=side.shown)
    before = await kept(carnet, document)
    await send(carnet, "deleteContact", {"id": id_of(person)}, field="deletedId", show="")
    assert await kept(carnet, document) == before
    query = f"query ($id: ID!) {{ node(id: $id) {{ {side.show()} }} }}"
    now = (await carnet.ask(query, id=document["id"]))["node"]
    assert now == {**document, "contact": None}
    assert (now["contactNumber"], before[0].values["contactName"]) == (person.number, "Ann Berg")


@each_side
async def test_the_stored_vat_groups_are_the_sums_of_the_lines(carnet: Carnet, side: Mirrored) -> None:
    await stock_item(carnet)
    company, _, _ = await full(carnet, side)
    lines = [
        item("3", "9.99"),
        item("1", "5", vatPercent="7"),
        item("2", "1.11", reverseCharge=True),
        item("7", "0.01"),
    ]
    document = await made(carnet, f"{side.word} order", company, lines=lines, invoiceDiscountPercent="3")
    table = side.kind.lower()
    line, vat = metadata.tables[f"{table}_line"], metadata.tables[f"{table}_vat"]
    async with unit_of_work(carnet.database) as work:
        rows = (await work.connection.execute(line.select())).mappings().all()
        groups = (await work.connection.execute(vat.select().order_by(vat.c.position))).mappings().all()
    sums: dict[Any, list[Any]] = {}
    for row in rows:
        found = sums.setdefault((row["vat_percent"], row["reverse_charge"]), [0, 0])
        found[0] += row["amount"]
        found[1] += row["amount_including_vat"] - row["amount"]
    assert {(row["vat_percent"], row["reverse_charge"]): [row["base"], row["vat_amount"]] for row in groups} == sums
    values = (await kept(carnet, document))[0].values
    assert values["totals.amount"] == sum(base for base, _ in sums.values())
    assert values["totals.vatAmount"] == sum(vat for _, vat in sums.values())
