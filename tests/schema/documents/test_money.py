"""What documents come to, over HTTP: currencies, VAT, discounts; an order has the money of its quote."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.change import Kind
from tests.carnet import Carnet
from tests.running import holds_in_this_loop
from tests.schema.documents.documenting import change, changed, item, made, stock_item

MONEY = """currencyCode pricesIncludeVat
  lines { quantity unitPrice discountPercent vatPercent reverseCharge amount amountIncludingVat }
  totals { amount vatAmount amountIncludingVat invoiceDiscountAmount
    vat { vatPercent reverseCharge base vatAmount } }"""


async def customer(carnet: Carnet, **billing: Any) -> Any:
    """Store an item and a company that is a customer with this billing."""
    await stock_item(carnet)
    contact = await carnet.add(Kind.CONTACT)
    await carnet.add(Kind.CUSTOMER, linked=contact, **{f"billing_{name}": value for name, value in billing.items()})
    return contact


@pytest.mark.parametrize(
    ("currency", "amounts"),
    [
        ("EUR", ("33.33", "6.33", "39.66")),
        ("JPY", ("33", "6", "39")),
        ("KWD", ("33.333", "6.333", "39.666")),
        ("CLF", ("33.3333", "6.3333", "39.6666")),
    ],
)
async def test_amounts_are_rounded_to_the_minor_unit_of_the_currency(
    carnet: Carnet, currency: str, amounts: tuple[str, str, str]
):
    company = await customer(carnet)
    show = "currencyCode totals { amount vatAmount amountIncludingVat }"
    order = await made(carnet, "sales order", company, currencyCode=currency, lines=[item("1", "33.33333")], show=show)
    totals = dict(zip(("amount", "vatAmount", "amountIncludingVat"), amounts, strict=True))
    assert order == {"currencyCode": currency, "totals": totals}


async def test_prices_include_vat_where_the_customers_billing_or_the_call_says_so(carnet: Carnet):
    company = await customer(carnet, pricesIncludeVat=True)
    lines = [item("1", "119"), item("1")]

    by_billing = await made(carnet, "sales order", company, lines=lines, show=MONEY)
    by_call = await made(carnet, "sales order", company, lines=lines, pricesIncludeVat=False, show=MONEY)

    assert (by_billing["pricesIncludeVat"], by_call["pricesIncludeVat"]) == (True, False)
    # The item costs 12.50 without VAT, so 14.875 with it.
    assert [line["unitPrice"] for line in by_billing["lines"]] == ["119", "14.875"]
    assert by_billing["totals"]["amountIncludingVat"] == "133.88"
    assert by_billing["totals"]["vat"] == [
        {"vatPercent": "19", "reverseCharge": False, "base": "112.5", "vatAmount": "21.38"}
    ]
    assert [line["unitPrice"] for line in by_call["lines"]] == ["119", "12.5"]
    assert by_call["totals"]["amount"] == "131.5"


async def test_under_reverse_charge_a_line_carries_no_vat(carnet: Carnet):
    company = await customer(carnet)
    order = await made(
        carnet, "sales order", company, lines=[item("2", "50", reverseCharge=True), item("1", "100")], show=MONEY
    )
    assert order["totals"]["vat"] == [
        {"vatPercent": "19", "reverseCharge": False, "base": "100", "vatAmount": "19"},
        {"vatPercent": "19", "reverseCharge": True, "base": "100", "vatAmount": "0"},
    ]
    assert [line["amountIncludingVat"] for line in order["lines"]] == ["100", "119"]


async def test_an_invoice_discount_is_taken_from_the_lines_that_allow_one(carnet: Carnet):
    company = await customer(carnet)
    lines = [item("1", "100"), item("1", "100", allowInvoiceDiscount=False), item("1", "50", discountPercent="50")]
    order = await made(carnet, "sales order", company, lines=lines, invoiceDiscountAmount="12.50", show=MONEY)
    assert [line["amount"] for line in order["lines"]] == ["90", "100", "22.5"]
    assert order["totals"]["invoiceDiscountAmount"] == "12.5"


percents = st.decimals(0, 100, places=1).map(str)
priced = st.fixed_dictionaries(
    {"quantity": st.integers(-3, 40).map(str), "unitPrice": st.decimals(0, 500, places=3).map(str)},
    optional={
        "discountPercent": percents,
        "vatPercent": st.sampled_from(["0", "5.5", "7", "19", "20"]),
        "reverseCharge": st.booleans(),
        "allowInvoiceDiscount": st.booleans(),
    },
).map(lambda line: {"itemNumber": "1000", **line})


async def test_an_order_made_from_a_quote_has_the_quotes_money_and_other_lines_in_any_order_the_same(carnet: Carnet):
    company = await customer(carnet)

    @given(
        st.lists(priced, min_size=1, max_size=8).filter(lambda lines: any(line["quantity"] != "0" for line in lines)),
        st.sampled_from(["EUR", "JPY", "KWD"]),
        st.booleans(),
        percents | st.none(),
        st.randoms(use_true_random=False),
    )
    async def keeps_its_money(lines: Any, currency: str, including: bool, percent: str | None, random: Any) -> None:
        terms = {"currencyCode": currency, "pricesIncludeVat": including, "invoiceDiscountPercent": percent}
        quote = await made(carnet, "sales quote", company, lines=lines, show=f"id {MONEY}", **terms)
        payload = await change(carnet, "makeOrder", quote, show=f"id {MONEY}")
        assert payload["errors"] == []
        assert {**payload["document"], "id": quote["id"]} == quote
        shuffled = random.sample(lines, len(lines))
        again = await changed(carnet, "setDocumentLines", quote, lines=shuffled, show=MONEY)
        assert again["totals"] == quote["totals"]

    await holds_in_this_loop(keeps_its_money)
