"""Interactions are listed newest first, by contact, by document, or all of them by filters."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from domain.change import Kind
from domain.ids import public_id
from tests.carnet import Carnet, id_of
from tests.schema.dataset import rows, small_firm
from tests.schema.documents.stock import some_documents
from tests.schema.interactions.recording import logged
from tests.schema.interactions.stock import some_interactions

ALL = """query ($where: InteractionFilter, $first: Int, $after: String) {
  interactions(where: $where, first: $first, after: $after) {
    nodes { entryNumber } pageInfo { endCursor hasNextPage } totalCount } }"""
Row = dict[str, Any]
FILTERS: list[tuple[str, Callable[[Row], bool]]] = [
    ("{}", lambda _row: True),
    ('{templateCode: {eq: "EMAIL"}}', lambda row: row["template_code"] == "EMAIL"),
    ('{groupCode: {contains: "eet"}}', lambda row: row["group_code"] == "MEETING"),
    ("{salespersonCode: {isNull: true}}", lambda row: row["salesperson_code"] is None),
    ("{canceled: true}", lambda row: row["canceled"]),
    ("{canceled: false, attemptFailed: true}", lambda row: row["attempt_failed"] and not row["canceled"]),
    ("{evaluation: POSITIVE}", lambda row: row["evaluation"] == "POSITIVE"),
    ("{documentKind: SERVICE_ORDER}", lambda row: row["document_kind"] == "SERVICE_ORDER"),
    ('{at: {gte: "2026-01-02T05:04:05.678901Z"}}', lambda row: row["entry_number"] > 6),
    ("{not: {or: [{canceled: true}, {evaluation: NEUTRAL}]}}", lambda row: not row["canceled"] and not neutral(row)),
]


def neutral(row: Row) -> bool:
    return bool(row["evaluation"] == "NEUTRAL")


def newest_first(found: list[Row]) -> list[int]:
    return [
        row["entry_number"] for row in sorted(found, key=lambda row: (row["at"], row["entry_number"]), reverse=True)
    ]


async def stock(carnet: Carnet) -> list[Row]:
    await small_firm(carnet, 4)
    await some_documents(carnet.database, 3)
    await some_interactions(carnet.database)
    return await rows(carnet.database, "interaction")


@pytest.mark.parametrize(("where", "holds"), FILTERS, ids=lambda value: value if isinstance(value, str) else "")
async def test_a_filter_finds_exactly_the_interactions_for_which_it_holds(
    carnet: Carnet, where: str, holds: Callable[[Row], bool]
) -> None:
    found = await stock(carnet)
    page = (await carnet.ask(f"{{ interactions(where: {where}) {{ nodes {{ entryNumber }} totalCount }} }}"))[
        "interactions"
    ]
    expected = newest_first([row for row in found if holds(row)])
    assert [node["entryNumber"] for node in page["nodes"]] == expected
    assert page["totalCount"] == len(expected) > 0


async def test_pages_lead_through_all_interactions_without_a_gap(carnet: Carnet) -> None:
    found, seen, after, more = await stock(carnet), [], None, True
    while more:
        page = (await carnet.ask(ALL, first=4, after=after))["interactions"]
        seen += [node["entryNumber"] for node in page["nodes"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert seen == newest_first(found)


async def test_each_contact_lists_its_own_and_its_persons_interactions(carnet: Carnet) -> None:
    found = await stock(carnet)
    shown = "nodes { entryNumber }"
    query = f"""query ($ids: [ID!]!, $with: Boolean) {{ nodes(ids: $ids) {{ ... on Contact {{
      interactions(includePersons: $with) {{ {shown} }} every: interactions {{ {shown} }} }} }} }}"""
    contacts = [row["id"] for row in await rows(carnet.database, "contact")]
    ids = [public_id("Contact", key) for key in contacts]
    for include in (True, False, None):
        nodes = (await carnet.ask(query, ids=ids, **{"with": include}))["nodes"]
        for key, node in zip(contacts, nodes, strict=True):
            every = [row for row in found if key in {row["contact_id"], row["company_contact_id"]}]
            own = [row for row in found if key == row["contact_id"]]
            listed = [each["entryNumber"] for each in node["interactions"]["nodes"]]
            assert listed == newest_first(own if include is False else every)
            assert [each["entryNumber"] for each in node["every"]["nodes"]] == newest_first(every)


async def test_each_document_lists_what_was_recorded_about_it(carnet: Carnet) -> None:
    found = await stock(carnet)
    for name, table in (
        ("SalesDocument", "sales_document"),
        ("PurchaseDocument", "purchase_document"),
        ("ServiceOrder", "service_order"),
    ):
        for row in await rows(carnet.database, table):
            key = public_id(name, row["id"])
            query = "query ($id: ID!) { node(id: $id) { ... on Document { interactions { nodes { entryNumber document { id } } } } } }"  # noqa: E501
            nodes = (await carnet.ask(query, id=key))["node"]["interactions"]["nodes"]
            about = newest_first([each for each in found if each[f"{table}_id"] == row["id"]])
            assert nodes == [{"entryNumber": number, "document": {"id": key}} for number in about]


async def test_an_interaction_is_found_by_its_id_and_as_a_node(carnet: Carnet) -> None:
    key = (await logged(carnet, await carnet.add(Kind.CONTACT)))["id"]
    query = (
        "query ($id: ID!) { interaction(id: $id) { entryNumber } node(id: $id) { ... on Interaction { entryNumber } } }"
    )
    assert await carnet.ask(query, id=key) == {"interaction": {"entryNumber": 1}, "node": {"entryNumber": 1}}
    nobody = id_of(await carnet.add(Kind.CONTACT))
    assert (await carnet.ask("query ($id: ID!) { interaction(id: $id) { id } }", id=nobody)) == {"interaction": None}


async def test_what_includes_persons_may_be_a_variable_of_one_plan(carnet: Carnet) -> None:
    """The value decides about the statement: a plan that was made for one may not serve the other."""
    company = await carnet.add(Kind.CONTACT)
    await logged(carnet, await carnet.person(company))
    query = (
        "query ($id: ID!, $with: Boolean!) { contact(id: $id) { interactions(includePersons: $with) { totalCount } } }"
    )
    for include in (True, False, True, False):
        answer = await carnet.ask(query, id=id_of(company), **{"with": include})
        assert json.dumps(answer["contact"]["interactions"]) == f'{{"totalCount": {int(include)}}}'
