"""Hostile values are refused with a typed error at their field, never with a failure, and change nothing."""

import json
from time import perf_counter
from typing import Any

import pytest

from domain.change import STAR_KINDS, Kind, Record, as_text
from domain.errors import Refused
from domain.fields import FIELDS
from tests.carnet import Carnet, id_of
from tests.schema.updating import changed, refused, unchanged, update
from tests.schema.values import fields_of, full_record, texts_of

CREDIT = """mutation ($id: ID!, $limit: Decimal) {
  updateCustomer(input: {id: $id, billing: {creditLimit: $limit}}) { changeSet { id } errors { code path } } }"""


DECEIVING = ("\0", "a\0b", "a\u202eb", "\u2066x\u2069", "a\u2028b", "\uffff", "\x1b[31m")
FILLINGS = ("x", "é", "\U0001f600", "e\u0301", "a;", "\u0300\u0316")


@pytest.mark.parametrize("kind", STAR_KINDS)
async def test_characters_that_deceive_are_refused_in_every_text(carnet: Carnet, kind: Kind) -> None:
    record, *_ = await full_record(carnet, kind)
    for hostile in DECEIVING:
        found = await refused(carnet, record, dict.fromkeys(texts_of(kind), hostile))
        assert found == [("INVALID_VALUE", f"input.{name}") for name in FIELDS[kind] if name in texts_of(kind)]


@pytest.mark.parametrize("kind", STAR_KINDS)
async def test_a_hundred_thousand_characters_are_refused_in_every_text(carnet: Carnet, kind: Kind) -> None:
    record, *_ = await full_record(carnet, kind)
    async with unchanged(carnet):
        for name in texts_of(kind):
            payload = await update(carnet, record, {name: "x" * 100_000})
            assert [(error["code"], error["path"]) for error in payload["errors"]] == [
                ("VALUE_TOO_LONG", ["input", *name.split(".")])
            ]


@pytest.mark.parametrize("length", [4_000, 100_000])
@pytest.mark.parametrize("kind", STAR_KINDS)
def test_no_check_of_a_text_takes_long(kind: Kind, length: int) -> None:
    """Ordering 100 000 combining characters took 7 s, and every other request waited."""
    for name in texts_of(kind):
        for filling in FILLINGS:
            began = perf_counter()
            with pytest.raises(Refused):
                FIELDS[kind][name].checked(filling * (length // len(filling)), {})
            assert perf_counter() - began < 0.5, (name, filling)


@pytest.mark.parametrize("kind", STAR_KINDS)
async def test_what_is_no_id_refers_to_nothing(carnet: Carnet, kind: Kind) -> None:
    record, *_ = await full_record(carnet, kind)
    references = [name for name in fields_of(kind) if name.endswith("Id")]
    for hostile in ("\0", "a\u202eb", "x" * 100_000, id_of(record).upper()):
        for name in references:
            assert await refused(carnet, record, {name: hostile}) == [("NOT_FOUND", f"input.{name}")]


async def _credit(carnet: Carnet, customer: Record, limit: str) -> tuple[int, dict[str, Any]]:
    """Send a credit limit as it would stand in JSON."""
    body = f'{{"query": {json.dumps(CREDIT)}, "variables": {{"id": "{id_of(customer)}", "limit": {limit}}}}}'
    response = await carnet.client.post("/graphql", content=body, headers={"content-type": "application/json"})
    return response.status_code, response.json()


@pytest.mark.parametrize("way", ["variable", "literal"])
async def test_what_is_no_plain_decimal_number_is_refused_before_the_operation(carnet: Carnet, way: str) -> None:
    customer = await carnet.add(Kind.CUSTOMER)
    texts = ["1e400", "1E5", "NaN", "sNaN", "Infinity", "-inf", "", " ", "1,5", "0x10", "١٢", "1_000", "9" * 34, "+1"]
    wrong = [json.dumps(text) for text in texts] + ["1e400", "true", "[1]", "NaN", "1e-400"]
    wrong += ["1.5", "12345678901234567890123456789012345678", "{}"] if way == "variable" else ["{a: 1}", "RED"]
    async with unchanged(carnet):
        for limit in wrong:
            if way == "variable":
                status, answer = await _credit(carnet, customer, limit)
            else:
                query = CREDIT.replace(", $limit: Decimal", "").replace("$limit", limit)
                response = await carnet.post(query, {"id": id_of(customer)})
                status, answer = response.status_code, response.json()
            assert status < 500, limit
            assert answer.get("data") is None, limit
            assert "INTERNAL" not in json.dumps(answer), limit


async def test_a_number_that_does_not_fit_is_refused_at_its_field(carnet: Carnet) -> None:
    customer = await carnet.add(Kind.CUSTOMER)
    edges = ("1.123456", "10000000000000.00001", "-10000000000001", f"0.{'0' * 32}1")
    for limit in (*edges, "9" * 33, f"{'9' * 33}.{'9' * 33}"):
        found = await refused(carnet, customer, {"billing.creditLimit": limit})
        assert found == [("INVALID_VALUE", "input.billing.creditLimit")], limit


async def test_numbers_at_the_edge_are_kept_exactly(carnet: Carnet) -> None:
    customer = await carnet.add(Kind.CUSTOMER)
    for sent, kept in {
        "10000000000000": "10000000000000",
        "-10000000000000": "-10000000000000",
        "9999999999999.99999": "9999999999999.99999",
        "0.00001": "0.00001",
        "-0": "0",
        "100.0000000": "100",
    }.items():
        made = await changed(carnet, customer, {"billing.creditLimit": sent})
        assert [change[3] for change in made] == [kept]
        assert as_text((await carnet.stored(customer)).values["billing.creditLimit"]) == kept
        assert await changed(carnet, customer, {"billing.creditLimit": kept}) == []
