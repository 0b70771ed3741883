"""Hostile values are refused with a typed error at their place in every operation of documents, and change nothing."""

from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.change import Kind
from domain.errors import ErrorCode
from tests.carnet import Carnet
from tests.running import holds_in_this_loop
from tests.schema.documents.documenting import KINDS, change, item, made, make, refusals, stock_item
from tests.schema.test_update_hostile import DECEIVING, FILLINGS
from tests.schema.updating import unchanged

HEADS = {
    "createSalesDocument": ("yourReference", "externalReference", "customerTemplateCode", "currencyCode"),
    "createPurchaseDocument": ("yourReference", "vendorReference", "vendorTemplateCode", "currencyCode"),
    "createServiceOrder": ("yourReference", "description", "currencyCode"),
}
TEXTS = ("itemNumber", "description", "unitOfMeasure")
NUMBERS = ("1.123456", "10000000000000.00001", "-10000000000001", "9" * 33, f"0.{'0' * 32}1")
NOBODY = "salesdocument-00000000-0000-7000-8000-999999999999"


async def firm(carnet: Carnet) -> Any:
    await stock_item(carnet)
    company, *_ = await carnet.star()
    return company


@pytest.mark.parametrize("kind", KINDS)
async def test_characters_that_deceive_are_refused_in_every_text_of_every_kind(carnet: Carnet, kind: str):
    company, names = await firm(carnet), HEADS[KINDS[kind][0]]
    priced = {"quantity": "1", "unitPrice": "1", "type": "RESOURCE"}
    async with unchanged(carnet):
        for hostile in DECEIVING:
            given = dict.fromkeys([name for name in names if not name.endswith("TemplateCode")], hostile)
            lines = [{**priced, "description": "x", name: hostile} for name in TEXTS]
            payload = await make(carnet, kind, company, **given, lines=lines)
            expected = {f"input.{name}" for name in given}
            expected |= {f"input.lines.{at}.{name}" for at, name in enumerate(TEXTS)}
            assert {path for _, path in refusals(payload)} == expected, hostile


@pytest.mark.parametrize("filling", FILLINGS)
async def test_endless_texts_are_refused_at_once(carnet: Carnet, filling: str):
    prospect = await carnet.add(Kind.CONTACT)
    endless = filling * (50_000 // len(filling))
    async with unchanged(carnet):
        for name in HEADS["createSalesDocument"]:
            began = perf_counter()
            payload = await make(carnet, "sales quote", prospect, **{name: endless})
            assert perf_counter() - began < 2
            assert [path for _, path in refusals(payload)] == [f"input.{name}"]


async def test_an_endless_idempotency_key_is_refused_at_once(carnet: Carnet):
    company, began = await firm(carnet), perf_counter()
    payload = await make(carnet, "sales quote", company, key="\u0300\u0316" * 25_000)
    assert perf_counter() - began < 2
    assert refusals(payload) == [("VALUE_TOO_LONG", "idempotencyKey")]


@pytest.mark.parametrize("number", NUMBERS)
async def test_numbers_that_do_not_fit_are_refused_at_their_place(carnet: Carnet, number: str):
    company = await firm(carnet)
    names = ("quantity", "unitPrice", "discountPercent", "vatPercent")
    async with unchanged(carnet):
        lines = [item("1", **{name: number}) for name in names[1:]]
        payload = await make(carnet, "sales order", company, lines=[item(number), *lines])
        assert refusals(payload) == [("INVALID_VALUE", f"input.lines.{at}.{name}") for at, name in enumerate(names)]
        for name in ("invoiceDiscountPercent", "invoiceDiscountAmount"):
            payload = await make(carnet, "sales order", company, lines=[item("1")], **{name: number})
            assert refusals(payload) == [("INVALID_VALUE", f"input.{name}")]


@pytest.mark.parametrize("id_", ["\0", "x" * 100_000, "salesdocument-", f"{NOBODY} ", NOBODY.upper()])
async def test_what_is_no_id_of_a_document_is_not_found(carnet: Carnet, id_: str):
    await firm(carnet)
    async with unchanged(carnet):
        for mutation in ("releaseDocument", "deleteDocument", "makeOrder"):
            assert refusals(await change(carnet, mutation, {"id": id_})) == [("NOT_FOUND", "input.documentId")]
    query = "query ($id: ID) { salesDocument(id: $id) { id } serviceOrder(id: $id) { id } }"
    assert await carnet.ask(query, id=id_) == {"salesDocument": None, "serviceOrder": None}


@pytest.mark.parametrize("number", ["\0", "x" * 10_000, "%", ""])
async def test_a_number_that_nothing_has_finds_nothing(carnet: Carnet, number: str):
    query = """query ($number: String) { salesDocument(type: ORDER, number: $number) { id }
      salesDocuments(where: {number: {contains: $number}}) { totalCount } }"""
    assert await carnet.ask(query, number=number) == {"salesDocument": None, "salesDocuments": {"totalCount": 0}}


@pytest.mark.parametrize("position", [0, -1, 2, 2**31 - 1, -(2**31)])
async def test_a_line_that_the_blanket_order_does_not_have_cannot_be_ordered(carnet: Carnet, position: int):
    company = await firm(carnet)
    blanket = await made(carnet, "sales blanket order", company, lines=[item("5")])
    async with unchanged(carnet):
        payload = await change(carnet, "makeOrder", blanket, lines=[{"position": position, "quantity": "1"}])
    assert refusals(payload) == [("INVALID_VALUE", "input.lines.0.position")]


@pytest.mark.parametrize("quantity", ["0", "-1", "5.00001", *NUMBERS])
async def test_a_quantity_that_is_not_left_cannot_be_ordered(carnet: Carnet, quantity: str):
    company = await firm(carnet)
    blanket = await made(carnet, "sales blanket order", company, lines=[item("5")])
    async with unchanged(carnet):
        payload = await change(carnet, "makeOrder", blanket, lines=[{"position": 1, "quantity": quantity}])
    assert {code for code, _ in refusals(payload)} <= {"INVALID_VALUE", "NOTHING_TO_CREATE"}
    assert payload["errors"]


@pytest.mark.parametrize("day", ["0001-01-01", "2027-01-01", "9999-12-31"])
async def test_the_first_and_the_last_day_are_kept_and_found(carnet: Carnet, day: str):
    company = await firm(carnet)
    show = "requestedDeliveryDate validUntil"
    quote = await made(carnet, "sales quote", company, requestedDeliveryDate=day, validUntil=day, show=show)
    assert quote == {"requestedDeliveryDate": day, "validUntil": day}
    query = "query ($day: Date) { salesDocuments(where: {validUntil: {eq: $day}}) { totalCount } }"
    assert (await carnet.ask(query, day=day))["salesDocuments"]["totalCount"] == 1


values = st.none() | st.text(max_size=12) | st.sampled_from([*DECEIVING, "EUR", "1000", "COMPANY"])
decimals = st.none() | st.decimals(-(10**15), 10**15, places=6).map(str) | st.integers(-3, 3).map(str)
lines = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "type": st.sampled_from(["ITEM", "COMMENT", "RESOURCE", "ACCOUNT"]),
            **dict.fromkeys(TEXTS, values),
            **dict.fromkeys(("quantity", "unitPrice", "discountPercent", "vatPercent"), decimals),
            "reverseCharge": st.none() | st.booleans(),
            "allowInvoiceDiscount": st.none() | st.booleans(),
            "blanketPosition": st.none() | st.integers(-(2**31), 2**31 - 1),
        },
    ),
    max_size=4,
)
heads = st.fixed_dictionaries(
    {},
    optional={
        "currencyCode": values,
        "yourReference": values,
        "pricesIncludeVat": st.none() | st.booleans(),
        **dict.fromkeys(("invoiceDiscountPercent", "invoiceDiscountAmount"), decimals),
        "lines": st.none() | lines,
    },
)


async def test_whatever_is_asked_is_made_or_refused_with_codes_that_exist(carnet: Carnet):
    company = await firm(carnet)
    codes = {code.name for code in ErrorCode}

    @given(st.sampled_from(list(KINDS)), heads)
    async def answered(kind: str, asked: dict[str, Any]) -> None:
        payload = await make(carnet, kind, company, **asked)
        assert {code for code, _ in refusals(payload)} <= codes
        assert (payload["document"] is None) == bool(payload["errors"])

    await holds_in_this_loop(answered)
