"""Documents are made for a contact in one mutation, over HTTP: what is answered, kept and refused, and where."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.change import Kind
from tests.carnet import Carnet, id_of
from tests.schema.documents.documenting import KINDS, item, made, make, refusals, stock_item
from tests.schema.updating import unchanged

PARTY = "number name name2 contactName address { line1 city postCode countryCode } phone email vatNumber"
HEAD = """kind number status contact { number } contactNumber contactName yourReference orderDate documentDate dueDate
  paymentTermsCode currencyCode languageCode pricesIncludeVat version printedCount lastEmailedAt partyChangedSince"""


async def firm(carnet: Carnet, **values: Any) -> Any:
    """Store an item, a company that is customer and vendor, and a person of it."""
    await stock_item(carnet)
    company, *cards = await carnet.star(address_city="Kiel", phone="+49 431 1", email="a@contoso.com", **values)
    person = await carnet.person(company, name="Ann Lee", phone="+49 431 2")
    return company, person, *cards


async def test_an_order_shows_all_that_was_agreed(carnet: Carnet):
    _company, person, customer, *_ = await firm(carnet)
    today = datetime.now(UTC).date().isoformat()

    order = await made(
        carnet,
        "sales order",
        person,
        yourReference="Fair",
        externalReference="PO 7",
        requestedDeliveryDate="2027-01-31",
        invoiceDiscountPercent="10",
        lines=[item("4"), {"type": "COMMENT", "description": "Thank you"}, item("1", "100", discountPercent="50")],
        show=f"""{HEAD} type customer {{ number }} billToCustomer {{ number }} customerTemplateCode externalReference
          requestedDeliveryDate validUntil madeFrom {{ id }}
          sellTo {{ {PARTY} }} billTo {{ {PARTY} }} shipTo {{ {PARTY} }}
          lines {{ position type itemNumber description quantity unitOfMeasure unitPrice discountPercent vatPercent
            amount amountIncludingVat quantityLeft }}
          totals {{ amount vatAmount amountIncludingVat invoiceDiscountAmount invoiceDiscountPercent
            vat {{ vatPercent base vatAmount }} }}""",
    )

    party = {
        "number": customer.number,
        "name": customer.values["name"],
        "name2": None,
        "contactName": "Ann Lee",
        "address": {"line1": None, "city": "Kiel", "postCode": None, "countryCode": None},
        "phone": "+49 431 2",
        "email": "a@contoso.com",
        "vatNumber": None,
    }
    line = {"type": "ITEM", "itemNumber": "1000", "description": "Chair", "unitOfMeasure": "PCS", "vatPercent": "19"}
    comment = dict.fromkeys(line) | {"type": "COMMENT", "description": "Thank you"}
    nothing = dict.fromkeys(("quantity", "unitPrice", "discountPercent", "quantityLeft"))
    assert order == {
        "kind": "SALES_ORDER",
        "type": "ORDER",
        "number": "SO00001",
        "status": "OPEN",
        "contact": {"number": person.number},
        "contactNumber": person.number,
        "contactName": "Ann Lee",
        "customer": {"number": customer.number},
        "billToCustomer": {"number": customer.number},
        "customerTemplateCode": None,
        "yourReference": "Fair",
        "externalReference": "PO 7",
        "requestedDeliveryDate": "2027-01-31",
        "validUntil": None,
        "orderDate": today,
        "documentDate": today,
        "dueDate": today,
        "paymentTermsCode": None,
        "currencyCode": "EUR",
        "languageCode": "en-GB",
        "pricesIncludeVat": False,
        "version": 1,
        "printedCount": 0,
        "lastEmailedAt": None,
        "partyChangedSince": False,
        "sellTo": party,
        "billTo": party,
        "shipTo": party,
        "madeFrom": None,
        "lines": [
            {
                **nothing,
                **line,
                "position": 1,
                "quantity": "4",
                "unitPrice": "12.5",
                "amount": "45",
                "amountIncludingVat": "53.55",
            },
            {**nothing, **comment, "position": 2, "amount": "0", "amountIncludingVat": "0"},
            {
                **nothing,
                **line,
                "position": 3,
                "quantity": "1",
                "unitPrice": "100",
                "discountPercent": "50",
                "amount": "45",
                "amountIncludingVat": "53.55",
            },
        ],
        "totals": {
            "amount": "90",
            "vatAmount": "17.1",
            "amountIncludingVat": "107.1",
            "invoiceDiscountAmount": "10",
            "invoiceDiscountPercent": "10",
            "vat": [{"vatPercent": "19", "base": "90", "vatAmount": "17.1"}],
        },
    }


async def test_a_purchase_costs_what_we_pay_and_comes_to_us(carnet: Carnet):
    company, _person, _customer, vendor, _bank = await firm(carnet)

    quote = await made(
        carnet,
        "purchase quote",
        company,
        vendorReference="V1",
        expectedReceiptDate="2027-02-01",
        validUntil="2027-01-01",
        lines=[item("2")],
        show="""kind number vendor { number } payToVendor { number } vendorReference expectedReceiptDate validUntil
          buyFrom { name } payTo { name } shipTo { name number } lines { unitPrice amount } totals { amount }""",
    )

    name = vendor.values["name"]
    assert quote == {
        "kind": "PURCHASE_QUOTE",
        "number": "PQ00001",
        "vendor": {"number": vendor.number},
        "payToVendor": {"number": vendor.number},
        "vendorReference": "V1",
        "expectedReceiptDate": "2027-02-01",
        "validUntil": "2027-01-01",
        "buyFrom": {"name": name},
        "payTo": {"name": name},
        "shipTo": {"name": "Our company", "number": None},
        "lines": [{"unitPrice": "8.25", "amount": "16.5"}],
        "totals": {"amount": "16.5"},
    }


async def test_a_service_order_says_what_is_to_be_done(carnet: Carnet):
    company, _person, customer, *_ = await firm(carnet)
    work = {"type": "RESOURCE", "itemNumber": "ann", "description": "Repair", "quantity": "1.5", "unitPrice": "80"}

    order = await made(
        carnet,
        "service order",
        company,
        description="Mend the chairs",
        lines=[work, {**work, "type": "ACCOUNT", "itemNumber": "8400", "description": "Travel", "vatPercent": "7"}],
        show="""kind number description customer { number } sellTo { name } billTo { name } totals { amount vatAmount }
          lines { type itemNumber description unitOfMeasure amount vatPercent quantityLeft }""",
    )

    priced = {"unitOfMeasure": None, "amount": "120", "quantityLeft": None}
    name = customer.values["name"]
    assert order == {
        "kind": "SERVICE_ORDER",
        "number": "SV00001",
        "description": "Mend the chairs",
        "customer": {"number": customer.number},
        "sellTo": {"name": name},
        "billTo": {"name": name},
        "totals": {"amount": "240", "vatAmount": "8.4"},
        "lines": [
            {"type": "RESOURCE", "itemNumber": "ANN", "description": "Repair", "vatPercent": "0", **priced},
            {"type": "ACCOUNT", "itemNumber": "8400", "description": "Travel", "vatPercent": "7", **priced},
        ],
    }


async def test_a_quote_for_nobody_yet_takes_its_terms_from_the_only_template_that_fits(carnet: Carnet):
    prospect = await carnet.add(Kind.CONTACT, currencyCode="USD", languageCode="fr-FR")
    show = (
        "customerTemplateCode paymentTermsCode dueDate currencyCode languageCode customer { id } sellTo { number name }"
    )

    payload = await make(carnet, "sales quote", prospect, show=show)

    assert payload["warnings"] == []
    assert payload["document"] == {
        "customerTemplateCode": "COMPANY",
        "paymentTermsCode": "14D",
        "dueDate": (datetime.now(UTC).date() + timedelta(days=14)).isoformat(),
        "currencyCode": "USD",
        "languageCode": "fr-FR",
        "customer": None,
        "sellTo": {"number": None, "name": prospect.values["name"]},
    }


async def test_a_template_is_named_or_refused_where_it_does_not_fit(carnet: Carnet):
    prospect = await carnet.add(Kind.CONTACT)
    for code, expected in (
        ("company", []),
        ("PERSON", [("TEMPLATE_TYPE_MISMATCH", "input.customerTemplateCode")]),
        ("NOBODY", [("INVALID_VALUE", "input.customerTemplateCode")]),
    ):
        payload = await make(carnet, "sales quote", prospect, customerTemplateCode=code)
        assert refusals(payload) == expected, code


@pytest.mark.parametrize("kind", KINDS)
async def test_null_is_as_good_as_left_out(carnet: Carnet, kind: str):
    company, *_ = await firm(carnet)
    plain = await made(carnet, kind, company, lines=[item("3")])
    nulls: dict[str, None] = dict.fromkeys(
        ("currencyCode", "pricesIncludeVat", "yourReference", "invoiceDiscountPercent", "invoiceDiscountAmount")
    )
    line: dict[str, None] = dict.fromkeys(
        ("description", "unitOfMeasure", "unitPrice", "discountPercent", "vatPercent", "reverseCharge")
    )

    again = await made(carnet, kind, company, lines=[{**item("3"), **line}], **nulls)

    own = ("id", "number")
    assert {**again, **dict.fromkeys(own)} == {**plain, **dict.fromkeys(own)}
    assert (await made(carnet, kind, company, lines=None))["lines"] == []


async def test_every_wrong_value_is_refused_at_its_place_and_no_number_is_used_up(carnet: Carnet):
    company, *_ = await firm(carnet)
    await stock_item(carnet, "2000", blocked=True)
    lines = [
        {},
        item("1", "-1"),
        item("1", discountPercent="100.01"),
        {"itemNumber": "nothing", "quantity": "1"},
        {"itemNumber": "2000", "quantity": "1"},
        {"type": "COMMENT"},
        {"type": "COMMENT", "description": "x", "quantity": "1"},
        {"type": "RESOURCE", "quantity": "1"},
        item("1", description="x" * 101),
        item("1.000001"),
        item("1", blanketPosition=1),
    ]
    async with unchanged(carnet):
        payload = await make(
            carnet,
            "sales order",
            company,
            currencyCode="XYZ",
            yourReference="x" * 36,
            invoiceDiscountPercent="1",
            invoiceDiscountAmount="1",
            lines=lines,
        )
    assert payload["document"] is None
    assert set(refusals(payload)) == {
        ("INVALID_CURRENCY", "input.currencyCode"),
        ("VALUE_TOO_LONG", "input.yourReference"),
        ("INVALID_VALUE", "input.invoiceDiscountAmount"),
        ("REQUIRED", "input.lines.0.itemNumber"),
        ("REQUIRED", "input.lines.0.quantity"),
        ("INVALID_VALUE", "input.lines.1.unitPrice"),
        ("INVALID_VALUE", "input.lines.2.discountPercent"),
        ("INVALID_VALUE", "input.lines.3.itemNumber"),
        ("ITEM_BLOCKED", "input.lines.4.itemNumber"),
        ("REQUIRED", "input.lines.5.description"),
        ("INVALID_VALUE", "input.lines.6.quantity"),
        ("REQUIRED", "input.lines.7.description"),
        ("REQUIRED", "input.lines.7.unitPrice"),
        ("VALUE_TOO_LONG", "input.lines.8.description"),
        ("INVALID_VALUE", "input.lines.9.quantity"),
        ("INVALID_VALUE", "input.lines.10.blanketPosition"),
    }
    assert (await made(carnet, "sales order", company))["number"] == "SO00001"


@pytest.mark.parametrize("given", [{"invoiceDiscountAmount": "12.51"}, {"lines": [item("10000000000000", "2")]}])
async def test_more_discount_than_there_is_and_more_money_than_can_be_kept_are_refused(
    carnet: Carnet, given: dict[str, Any]
):
    company, *_ = await firm(carnet)
    async with unchanged(carnet):
        payload = await make(carnet, "sales order", company, **{"lines": [item("1")], **given})
    assert [code for code, _ in refusals(payload)] == ["INVALID_VALUE"]


async def test_250_lines_are_as_many_as_a_document_has(carnet: Carnet):
    company, *_ = await firm(carnet)
    order = await made(
        carnet, "sales order", company, lines=[item("1", "0.04")] * 250, show="totals { amount vatAmount }"
    )
    assert order["totals"] == {"amount": "10", "vatAmount": "1.9"}


@pytest.mark.parametrize("contact", ["nothing", "contact-00000000-0000-7000-8000-999999999999"])
@pytest.mark.parametrize("kind", KINDS)
async def test_an_unknown_contact_is_refused(carnet: Carnet, kind: str, contact: str):
    assert refusals(await make(carnet, kind, contact)) == [("NOT_FOUND", "input.contactId")]


async def test_a_card_is_no_contact(carnet: Carnet):
    _company, _person, customer, *_ = await firm(carnet)
    assert refusals(await make(carnet, "sales order", id_of(customer))) == [("NOT_FOUND", "input.contactId")]


async def test_a_refusal_is_told_in_french(carnet: Carnet):
    prospect = await carnet.add(Kind.CONTACT, name="Contoso")
    query = """mutation ($id: ID!) { createSalesDocument(input: {contactId: $id, type: ORDER}) {
      errors { code message } } }"""
    answer = (await carnet.post(query, {"id": id_of(prospect)}, **{"accept-language": "fr"})).json()
    (error,) = answer["data"]["createSalesDocument"]["errors"]
    assert error["code"] == "CONTACT_NOT_RELATED_TO_CUSTOMER"
    assert error["message"].startswith(f"Le contact {prospect.number} (Contoso) n'est pas un client. Faites un devis")


async def test_a_documents_history_tells_every_field_that_it_was_made_of(carnet: Carnet):
    company, *_ = await firm(carnet)
    show = """number history(first: 200) { nodes { recordKind recordNumber field after record { id }
      document { kind number } changeSet { operation } } }"""

    order = await made(carnet, "sales order", company, lines=[item("2")], show=show)

    changes = order["history"]["nodes"]
    told = {change["field"]: change["after"] for change in changes}
    assert told["number"] == "SO00001"
    assert told["sellTo.address.city"] == "Kiel"
    assert told["totals.amount"] == "25"
    assert '"quantity":"2"' in told["lines.1"].replace(" ", "")
    shown = {"recordKind": "SALES_DOCUMENT", "recordNumber": "SO00001", "record": None}
    shown |= {
        "document": {"kind": "SALES_ORDER", "number": "SO00001"},
        "changeSet": {"operation": "createSalesDocument"},
    }
    for change in changes:
        assert {name: change[name] for name in shown} == shown
