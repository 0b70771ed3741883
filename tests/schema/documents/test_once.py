"""Every mutation of documents with an idempotency key is carried out once. Source: product.md §2.13."""

from collections.abc import Mapping
from typing import Any

import pytest

from domain.change import Kind
from tests.carnet import Carnet, id_of
from tests.schema.documents.documenting import (
    KINDS,
    Payload,
    change,
    changed,
    item,
    made,
    make,
    refusals,
    stock_item,
)
from tests.schema.updating import unchanged

REUSED = [("KEY_REUSED", "idempotencyKey")]
CHANGES = ("setDocumentLines", "setDocumentContact", "releaseDocument", "deleteDocument", "makeOrder")


async def quote_and_given(carnet: Carnet, mutation: str) -> tuple[Any, Payload, dict[str, Any]]:
    """Store a company with a quote; the company, the quote, and what a mutation is given besides it."""
    await stock_item(carnet)
    company, *_ = await carnet.star()
    person = await carnet.person(company)
    quote = await made(carnet, "sales quote", company, lines=[item("2")])
    given: Mapping[str, dict[str, Any]] = {
        "setDocumentLines": {"lines": [item("3")]},
        "setDocumentContact": {"contactId": id_of(person)},
    }
    return company, quote, given.get(mutation, {})


@pytest.mark.parametrize("kind", KINDS)
async def test_a_document_is_made_once(carnet: Carnet, kind: str):
    await stock_item(carnet)
    company, *_ = await carnet.star()
    given: dict[str, Any] = {"lines": [item("2"), item("1", "3.5")], "yourReference": "Fair"}
    first = await make(carnet, kind, company, key="k", **given)
    assert first["errors"] == []

    async with unchanged(carnet):
        assert await make(carnet, kind, company, key="k", **given) == first
        assert refusals(await make(carnet, kind, company, key="k", **{**given, "yourReference": "Far"})) == REUSED
        assert refusals(await make(carnet, kind, company, key="k", **{**given, "lines": [item("2")]})) == REUSED
    other = await make(carnet, kind, company, key="l", **given)
    assert other["document"]["number"] != first["document"]["number"]


@pytest.mark.parametrize("mutation", CHANGES)
async def test_a_change_is_carried_out_once(carnet: Carnet, mutation: str):
    _company, quote, given = await quote_and_given(carnet, mutation)
    first = await change(carnet, mutation, quote, key="k", **given)
    assert first["errors"] == []
    assert first["changeSet"] is not None

    async with unchanged(carnet):
        assert await change(carnet, mutation, quote, key="k", **given) == first
        assert refusals(await change(carnet, "reopenDocument", quote, key="k")) == REUSED
        assert refusals(await change(carnet, mutation, quote, key="k", expectedVersion=1, **given)) == REUSED


async def test_a_repetition_answers_with_what_was_and_another_selection_with_what_is(carnet: Carnet):
    _company, quote, given = await quote_and_given(carnet, "setDocumentLines")
    first = await change(carnet, "setDocumentLines", quote, key="k", **given)
    await changed(carnet, "setDocumentLines", quote, lines=[item("9")])

    async with unchanged(carnet):
        assert await change(carnet, "setDocumentLines", quote, key="k", **given) == first
        other = await change(carnet, "setDocumentLines", quote, key="k", show="version lines { quantity }", **given)
    assert other["document"] == {"version": 3, "lines": [{"quantity": "9"}]}


async def test_a_repeated_order_is_answered_after_the_quote_is_gone(carnet: Carnet):
    _company, quote, _ = await quote_and_given(carnet, "makeOrder")
    first = await change(carnet, "makeOrder", quote, key="k")
    for document in (first["document"], quote):
        assert (await change(carnet, "deleteDocument", document))["errors"] == []
    async with unchanged(carnet):
        assert await change(carnet, "makeOrder", quote, key="k") == first


async def test_a_refused_call_leaves_its_key_free(carnet: Carnet):
    await stock_item(carnet)
    prospect = await carnet.add(Kind.CONTACT)
    async with unchanged(carnet):
        refused = await make(carnet, "sales order", prospect, key="k")
    assert refusals(refused) == [("CONTACT_NOT_RELATED_TO_CUSTOMER", "input.contactId")]

    await carnet.add(Kind.CUSTOMER, linked=prospect)
    assert (await make(carnet, "sales order", prospect, key="k"))["document"]["number"] == "SO00001"
