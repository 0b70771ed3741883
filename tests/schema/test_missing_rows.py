"""A row that somebody deleted past the constraints makes its field null, and what cannot be null, with an error.

Source: GraphQL specification, Handling Execution Errors.
"""

import sqlite3
from contextlib import closing
from typing import Any, cast

import orjson
import pytest
from graphql import GraphQLObjectType, is_list_type, is_non_null_type
from sqlalchemy import text

from db.reading import tree
from db.tables import metadata
from db.unit_of_work import unit_of_work
from resolvers.reading.declarations import AnyNode, Found, Keyed, Related, Switched
from resolvers.root import NODES, READING
from schema.build import build_schema
from schema.operations import Asked, Operations
from tests.carnet import Carnet, Kind, open_carnet
from tests.schema.ordinary import Both

CORE = build_schema().core

# Of each field that needs another row: the table that loses it, a query, what is null then.
NEEDING: dict[str, tuple[str, str, list[Any]]] = {
    "Link.contact": (
        "contact",
        "query ($k: ID!) { node(id: $k) { ... on Link { kind contact { number } } } salespeople { code } }",
        ["node"],
    ),
    "Link.card": (
        "bank_account",
        "query ($n: String) { contact(number: $n) { number links { card { id } } } salespeople { code } }",
        ["contact"],
    ),
    "Link.businessRelation": (
        "business_relation",
        'query ($k: ID!) { nodes(ids: [$k, "x"]) { ... on Link { businessRelation { code } } } salespeople { code } }',
        ["nodes", 0],
    ),
    "ContactBusinessRelation.businessRelation": (
        "business_relation",
        "{ contacts { nodes { number businessRelations { businessRelation { code } } } } salespeople { code } }",
        [],
    ),
    "Query.companyInformation": ("company_information", "{ companyInformation { name } salespeople { code } }", []),
    "Query.interactionTemplateSetup": (
        "interaction_template_setup",
        "{ interactionTemplateSetup { __typename } salespeople { code } }",
        [],
    ),
    "Query.marketingSetup": ("marketing_setup", "{ salespeople { code } marketingSetup { __typename } }", []),
    "Query.numberSetup": ("number_setup", "{ numberSetup { __typename } salespeople { code } }", []),
}


STORED = {
    **{name: table for name, table in NODES.items() if name != "Link"},
    "Link": "contact_relation",
    "FieldChange": "record_change",
    "DocumentLine": "sales_document_line",
    "VatSubtotal": "sales_document_vat",
    "DocumentTotals": "sales_document",
    "EmailDelivery": "outbox",
    "CustomerBilling": "customer",
    "VendorBilling": "vendor",
    "CompanyInformation": "company_information",
    "InheritanceSetup": "marketing_setup",
    "NumberSeriesLine": "number_series_line",
    "SyncRule": "sync_rule",
}
ALWAYS = ("InteractionTemplate.statistics", "InteractionGroup.statistics", "Query.consistency", "Difference.link")
"""Fields that add rows up, which has a result over none as well; and the link from which a difference is made."""
OTHERWISE = {
    **dict.fromkeys(
        ("InteractionStatistics.count", "InteractionStatistics.cost", "InteractionStatistics.durationMinutes"),
        "of no row: a sum, which is there over no rows as well",
    ),
    "Link.kind": "only rows that have one are links",
    "FieldChange.at": "a column of the change set, with which the row is joined",
    "FieldChange.actor": "likewise",
    "FieldChange.field": "an element of the row's list of changes, which has one for each",
    "FieldChange.reason": "an element of the row's list of causes, which every change names one of",
    "Plan.token": "of no row: a plan has one",
    **dict.fromkeys(
        ("Consistency.links", "Consistency.comparedFields", "Consistency.differences", "Consistency.checkedAt"),
        "of no row: counts, and the time",
    ),
    "Provenance.field": "of no row: it is what was asked for",
    "Difference.field": "a name in the table of rules with which the link is joined",
}
"""Fields whose value comes from elsewhere, and why it is always there."""


async def delete(carnet: Carnet, table: str) -> None:
    """Delete all rows of a table as a tool does that looks at no foreign keys."""
    if carnet.database.dialect == "sqlite":
        with closing(sqlite3.connect(str(carnet.database.url.database))) as connection:
            connection.execute(f"DELETE FROM {table}")
            connection.commit()
        return
    async with unit_of_work(carnet.database) as work:
        await work.connection.execute(text("SET LOCAL session_replication_role = replica"))
        await work.connection.execute(text(f"DELETE FROM {table}"))
        await work.commit()


async def _linked(carnet: Carnet) -> dict[str, str]:
    """Store a contact with a bank account; return its number and the id of their link."""
    await carnet.set_up()
    contact = await carnet.add(Kind.CONTACT)
    await carnet.add(Kind.BANK_ACCOUNT, linked=contact)
    query = "query ($n: String) { contact(number: $n) { links { id } } }"
    (link,) = (await carnet.ask(query, n=contact.number))["contact"]["links"]
    return {"n": contact.number, "k": link["id"]}


@pytest.mark.parametrize("field", NEEDING)
async def test_both_ways_say_which_field_lacks_its_row(database_url: str, field: str) -> None:
    table, query, null_at = NEEDING[field]
    async with open_carnet(database_url) as carnet:
        known = await _linked(carnet)
        asked = Asked(query, {name: value for name, value in known.items() if f"${name}:" in query})
        whole = [orjson.loads(answer) for answer in await Both(carnet.database).answers(asked)]
        assert whole[0] == whole[1]
        assert "errors" not in whole[0]
        await delete(carnet, table)
        compiled, ordinary = [orjson.loads(answer) for answer in await Both(carnet.database).answers(asked)]
    assert compiled == ordinary
    (error,) = compiled["errors"]
    assert error["extensions"] == {"code": "INCOMPLETE"}
    assert error["message"].endswith(f"there is no {field}.")
    assert error["path"][: len(null_at)] == null_at
    shown = compiled["data"]
    for step in null_at:
        assert shown["salespeople"] == [{"code": "JR"}] if step == null_at[0] else True
        shown = shown[step]
    assert shown is None


async def test_a_kept_plan_notices_a_row_that_is_deleted_later(database_url: str) -> None:
    query = "query ($n: String!) { contact(number: $n) { links { businessRelation { code } } } }"
    async with open_carnet(database_url) as carnet:
        number, operations = (await _linked(carnet))["n"], Operations(carnet.database)
        for _ in range(2):
            answer = orjson.loads(await operations.answer(Asked(query, {"n": number})))
            assert answer["data"] == {"contact": {"links": [{"businessRelation": {"code": "BANK"}}]}}
        (operation,) = operations._known.values()
        assert operation.settled is not None
        await delete(carnet, "business_relation")
        answer = orjson.loads(await operations.answer(Asked(query, {"n": number})))
        assert answer["data"] == {"contact": None}
        assert [error["extensions"]["code"] for error in answer["errors"]] == ["INCOMPLETE"]


def _required(kinds: tuple[type, ...]) -> set[str]:
    """Name the fields declared like this that may not be null."""
    return {
        f"{name}.{field}"
        for name, fields in READING.types.items()
        for field, declaration in fields.items()
        if isinstance(declaration, kinds)
        and is_non_null_type(type_ := cast("GraphQLObjectType", CORE.type_map[name]).fields[field].type)
        and not is_list_type(type_.of_type)
    }


def test_these_are_all_fields_that_need_another_row() -> None:
    assert _required((Related, Switched, Keyed, Found, AnyNode)) == {*NEEDING, *ALWAYS}


def test_every_column_of_a_field_that_may_not_be_null_has_a_value_in_every_row() -> None:
    nullable = set()
    for place in _required((tree.Column,)):
        name, field = place.split(".")
        declared = READING.types[name][field]
        table = metadata.tables[STORED[name]] if name in STORED else None
        if table is None or declared.name not in table.c or table.c[declared.name].nullable:
            nullable.add(place)
    assert nullable == set(OTHERWISE), sorted(nullable ^ set(OTHERWISE))
