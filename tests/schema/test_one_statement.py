"""Every query is one statement for the engine, however deep, however long its pages, however many its root fields."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import orjson
import pytest

from schema.limits import LIMITS
from schema.operations import Asked, Operations
from tests.carnet import Carnet, Kind
from tests.schema.dataset import small_firm

STEPS = ("linkedCustomer", "linkedContact", "linkedVendor", "linkedContact", "linkedCustomer", "linkedContact")


@contextmanager
def counted(carnet: Carnet) -> Iterator[list[str]]:
    """Collect the statements that reach the reader and, on SQLite, that its connection runs."""
    reader: Any = carnet.database.reader
    plain, sent, traced = reader.fetch, [], []

    async def fetch(sql: str, parameters: Any) -> bytes:
        sent.append(sql)
        return await plain(sql, parameters)

    reader.fetch = fetch
    inline = getattr(reader, "_inline", None)
    if inline is not None:
        inline.set_trace_callback(traced.append)
    try:
        yield sent
    finally:
        reader.fetch = plain
        if inline is not None:
            inline.set_trace_callback(None)
    if inline is not None:
        assert len(traced) == len(sent)


def nested(depth: int) -> str:
    """Return a query of companies with persons and customers whose selections nest `depth` lists and objects deep."""
    inner = "number name"
    for step in reversed(STEPS[: depth - 2]):
        inner = f"number {step} {{ {inner} }}"
    return f"""query ($first: Int!) {{
      contacts(first: $first, where: {{type: COMPANY}}, orderBy: [{{field: NUMBER}}]) {{
      totalCount pageInfo {{ hasNextPage endCursor }}
      nodes {{ number persons(first: 5) {{ totalCount nodes {{ number company {{ {inner} }} }} }} {inner} }} }} }}"""


@pytest.mark.parametrize("depth", range(2, 9))
async def test_depth_and_page_size_cost_no_further_statement(carnet: Carnet, depth: int) -> None:
    await small_firm(carnet)
    operations = Operations(carnet.database, limits=replace(LIMITS, cost=100_000))
    for size in (1, 2, 17, 50, 200):
        with counted(carnet) as sent:
            answer = orjson.loads(await operations.answer(Asked(nested(depth), {"first": size})))
        assert len(sent) == 1
        assert len(answer["data"]["contacts"]["nodes"]) == min(size, 18)


async def test_several_root_fields_are_one_statement(carnet: Carnet) -> None:
    contacts = await small_firm(carnet, 6)
    query = """query ($number: String!, $ids: [ID!]!) {
      one: contact(number: $number) { number history { nodes { field after changeSet { actor } } } }
      contacts(first: 3) { nodes { name links { card { number } } } edges { cursor node { id } } }
      customers(last: 2, where: {hasContact: true}) { nodes { number linkedContact { name } } }
      bankAccounts { totalCount } salespeople { code } paymentTerms { code } items { nodes { unitPrice } }
      businessRelations { code } nodes(ids: $ids) { id ... on Card { name } } changeSets(first: 1) { nodes { id } } }"""
    with counted(carnet) as sent:
        data = await carnet.ask(query, number=contacts[0].number, ids=["nothing"])
    assert len(sent) == 1
    assert data["one"]["number"] == contacts[0].number
    assert data["nodes"] == [None]
    assert [item["unitPrice"] for item in data["items"]["nodes"]] == ["0", "1.5", "-0.00001", "123456789.12345"]


async def test_the_same_operation_again_is_one_statement_with_the_same_text(carnet: Carnet) -> None:
    await small_firm(carnet, 4)
    with counted(carnet) as sent:
        for size in (3, 1, 3):
            await carnet.ask(nested(4), first=size)
    assert len(sent) == 3
    assert sent[0] == sent[2] != sent[1], "only another size of page is another statement"


async def test_the_plan_for_plain_variables_outlives_one_for_an_absent_variable(carnet: Carnet) -> None:
    await carnet.add(Kind.CONTACT, name="Ada")
    query = "query ($after: String) { contacts(after: $after) { nodes { name } pageInfo { endCursor } } }"
    cursor = (await carnet.ask(query, after=None))["contacts"]["pageInfo"]["endCursor"]
    operations = Operations(carnet.database)
    for after, names in ((cursor, []), (None, ["Ada"]), (cursor, [])):
        answer = orjson.loads(await operations.answer(Asked(query, {"after": after})))
        assert [node["name"] for node in answer["data"]["contacts"]["nodes"]] == names
        (operation,) = operations._known.values()
        assert operation.settled is not None
