"""Any operation gives the same JSON the compiled way and the ordinary way, on SQLite and on PostgreSQL."""

import json
import os
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from graphql import parse, validate
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis_graphql import nodes
from hypothesis_graphql import queries as drawn_from_the_sdl

from db.reading import DIALECTS
from domain.access import EVERYTHING, Permission
from domain.ids import public_id
from schema.build import build_schema, sdl
from schema.operations import Asked, Operations
from schema.preparing import RULES
from tests.carnet import Carnet, open_carnet
from tests.conftest import execute, named
from tests.running import holds_in_this_loop
from tests.schema.dataset import copy_rows, rows, scatter_values, small_firm
from tests.schema.documents.stock import some_documents
from tests.schema.interactions.stock import some_interactions
from tests.schema.ordinary import UNLIMITED, Both
from tests.schema.selecting import ORDERS, Known, Query, literal, queries, selections
from tests.schema.test_nodes import TABLES

CORE = build_schema().core
EXAMPLES = int(os.environ.get("CARNET_TEST_EXAMPLES", "50"))
RIGHTS = st.sampled_from([EVERYTHING, EVERYTHING - {Permission.READ_ACCOUNTS}])
LISTS = (
    *("contacts", "customers", "vendors", "bankAccounts", "items", "changeSets"),
    *("salesDocuments", "purchaseDocuments", "serviceOrders"),
)
ORDERED = LISTS[:4]
NOW = {"sqlite": "'2026-03-01T12:00:00.876544Z'", "postgresql": "TIMESTAMPTZ '2026-03-01T12:00:00.876544Z'"}
SCALARS = {
    "DateTime": st.just(nodes.String("2026-03-01T12:00:00.876544Z")),
    "Decimal": st.just(nodes.String("1.5")),
    "Date": st.just(nodes.String("2026-03-01")),
}


@pytest.fixture
async def twins(
    sqlite_template: bytes, postgresql: str, postgresql_template: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[Carnet, Carnet]]:
    """The same rows in SQLite and in PostgreSQL, where the time stands still."""
    for engine, now in NOW.items():
        monkeypatch.setattr(type(DIALECTS[engine]), "now", lambda _, now=now: now)
    path, name = tmp_path / "carnet.db", f"carnet_test_{uuid4().hex}"
    path.write_bytes(sqlite_template)
    await execute(postgresql, f"CREATE DATABASE {name} TEMPLATE {postgresql_template} STRATEGY FILE_COPY")
    async with open_carnet(f"sqlite:///{path}") as left, open_carnet(named(postgresql, name)) as right:
        await small_firm(left, 12)
        await scatter_values(left.database)
        await some_documents(left.database)
        await some_interactions(left.database)
        await copy_rows(left.database, right.database)
        yield left, right
    await execute(postgresql, f"DROP DATABASE {name} WITH (FORCE)")


async def known_in(carnet: Carnet) -> Known:
    """Return what queries of a database may look for."""
    ids, numbers = ["nothing"], ["C0001", "c0002 ", "I1", "D00", "d12", "nothing"]
    for name, table in TABLES.items():
        ids += [public_id(name, row["id"]) for row in (await rows(carnet.database, table))[:4]]
    for table in ("customer", "vendor", "bank_account"):
        numbers += [row["number"] for row in await rows(carnet.database, table)]
    cursors = {}
    for name in LISTS:
        for order in ORDERS if name in ORDERED else [None]:
            by = f"orderBy: {literal(order)}, " if order else ""
            page = (await carnet.ask(f"{{ page: {name}({by}first: 100) {{ edges {{ cursor }} }} }}"))["page"]
            found = [edge["cursor"] for edge in page["edges"]]
            cursors[name, json.dumps(order or None)] = found[:2] + found[-2:]
    some = await carnet.ask("{ contacts(first: 1) { nodes { history(first: 9) { edges { cursor } } } } }")
    for contact in some["contacts"]["nodes"]:
        cursors["history", "null"] = [edge["cursor"] for edge in contact["history"]["edges"]][::3]
    cursors["persons", "null"] = cursors["contacts", "null"]
    return Known(ids, numbers, cursors)


def text(answer: bytes) -> str:
    """Write an answer the same way whichever engine made it: without its blanks, keys in their order."""
    return json.dumps(json.loads(answer), ensure_ascii=False)


def agreeing(answers: list[bytes]) -> Any:
    """Return what all ways answer, on both engines."""
    texts = [text(answer) for answer in answers]
    for found, which in zip(texts[1:], ("SQLite, ordinary", "PostgreSQL", "PostgreSQL, ordinary"), strict=True):
        assert found == texts[0], which
    return json.loads(texts[0])


def is_valid(query: str) -> bool:
    """Tell whether a query is valid, which not all are that hypothesis-graphql draws."""
    return not validate(CORE, parse(query), RULES)


async def test_drawn_queries_are_valid(carnet: Carnet) -> None:
    known = await known_in(carnet)

    @given(asked=queries(CORE, known))
    def valid(asked: tuple[str, dict[str, Any]]) -> None:
        assert is_valid(asked[0])

    valid()


@pytest.mark.timeout(900)
async def test_both_ways_on_both_engines_give_the_same_json(twins: tuple[Carnet, Carnet]) -> None:
    both, known = Both(*(carnet.database for carnet in twins)), await known_in(twins[0])

    @settings(max_examples=40 * EXAMPLES)
    @given(asked=queries(CORE, known), rights=RIGHTS)
    async def agree(asked: tuple[str, dict[str, Any]], rights: Any) -> None:
        answer = agreeing(await both.answers(Asked(*asked, rights=rights)))
        assert "errors" not in answer, answer["errors"]
        assert both.was_compiled

    await holds_in_this_loop(agree)


@pytest.mark.timeout(900)
async def test_both_ways_give_the_same_errors_to_whatever_the_schema_allows(twins: tuple[Carnet, Carnet]) -> None:
    both = Both(*(carnet.database for carnet in twins))

    @settings(max_examples=2 * EXAMPLES)
    @given(query=drawn_from_the_sdl(sdl(), custom_scalars=SCALARS).filter(is_valid), rights=RIGHTS)
    async def agree(query: str, rights: Any) -> None:
        answer = agreeing(await both.answers(Asked(query, {}, rights=rights)))
        assert {error["extensions"]["code"] for error in answer.get("errors", ())} <= {"BAD_USER_INPUT"}

    await holds_in_this_loop(agree)


MUTATIONS = {
    "contact": "UpdateContactInput",
    "customer": "UpdateCustomerInput",
    "vendor": "UpdateVendorInput",
    "bankAccount": "UpdateBankAccountInput",
}


@pytest.mark.parametrize("field", MUTATIONS)
async def test_a_payload_shows_what_a_query_shows_afterwards(carnet: Carnet, field: str) -> None:
    await small_firm(carnet, 6)
    known, operations, numbers = await known_in(carnet), Operations(carnet.database, limits=UNLIMITED), count()
    type_ = field[0].upper() + field[1:]
    keys = [key for key in known.ids if key.startswith(f"{type_.lower()}-")]

    @given(selected=selections(CORE, known, type_), key=st.sampled_from(keys), rights=RIGHTS)
    async def agree(selected: Query, key: str, rights: Any) -> None:
        given_ = f'input: {{id: {json.dumps(key)}, phone: "+49 30 {next(numbers):06}"}}'
        shown = f"{field} {selected.body} errors {{ message }}"
        made = await _asked("mutation", f"{{ update{type_}({given_}) {{ {shown} }} }}", selected, rights)
        seen = await _asked("query", f"{{ {field}(id: {json.dumps(key)}) {selected.body} }}", selected, rights)
        assert made[f"update{type_}"].pop("errors") == []
        assert json.dumps(made[f"update{type_}"]) == json.dumps(seen)

    async def _asked(kind: str, body: str, selected: Query, rights: Any) -> Any:
        head = f"({', '.join(selected.definitions)})" if selected.definitions else ""
        query = f"{kind} {head} {body} {' '.join(selected.fragments)}"
        answer = json.loads(await operations.answer(Asked(query, selected.variables, rights=rights)))
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    await holds_in_this_loop(agree)
