"""A batch's condition means what it means in the lists."""

from typing import Any

import pytest

from tests.carnet import Carnet, Kind
from tests.schema.batches.asking import created
from tests.schema.updating import unchanged


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (None, ["Alpha", "Beta", "Çelik"]),
        ({}, ["Alpha", "Beta", "Çelik"]),
        ({"name": {"startsWith": "cel"}}, ["Çelik"]),
        ({"or": [{"name": {"eq": "Alpha"}}, {"city": {"contains": "KIE"}}]}, ["Alpha", "Beta"]),
        ({"not": {"name": {"in": ["Alpha", "Beta"]}}}, ["Çelik"]),
        ({"hasContact": True}, []),
        ({"updatedAt": {"lt": "2027-01-01T00:00:00Z"}, "vatNumber": {"isNull": True}}, ["Alpha", "Beta", "Çelik"]),
    ],
)
async def test_the_condition_means_what_it_means_in_the_list(
    carnet: Carnet, where: dict[str, Any] | None, expected: list[str]
) -> None:
    for name, city in (("Alpha", None), ("Beta", "Kiel"), ("Çelik", None)):
        await carnet.add(Kind.CUSTOMER, name=name, address_city=city)
    listed = await carnet.ask("query ($w: CustomerFilter) { customers(where: $w) { nodes { name } } }", w=where)
    assert [node["name"] for node in listed["customers"]["nodes"]] == expected
    payload = await created(carnet, where=where)
    assert [node["name"] for node in payload["contacts"]["nodes"]] == expected


async def test_a_condition_may_be_written_in_the_document(carnet: Carnet) -> None:
    for name in ("Alpha", "Beta"):
        await carnet.add(Kind.CUSTOMER, name=name)
    query = """mutation ($name: String) { createContactsFromCustomers(input: {where: {name: {eq: $name}}})
      { contacts { nodes { name } } errors { code } } }"""
    answer = (await carnet.ask(query, name="Beta"))["createContactsFromCustomers"]
    assert answer == {"contacts": {"nodes": [{"name": "Beta"}]}, "errors": []}


async def test_a_condition_that_asks_too_much_is_an_error_of_the_request(carnet: Carnet) -> None:
    query = "mutation ($w: CustomerFilter) { createContactsFromCustomers(input: {where: $w}) { createdCount } }"
    async with unchanged(carnet):
        (error,) = await carnet.refused(query, w={"name": {"in": ["x"] * 101}})
    assert error["extensions"] == {"code": "BAD_USER_INPUT", "argument": "where"}
