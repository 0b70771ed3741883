"""Any query gives the same JSON the compiled way and the ordinary way, on SQLite and on PostgreSQL."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given

from domain.ids import public_id
from resolvers.reading import Operation
from schema.operations import Asked, Operations
from tests.carnet import Carnet, open_carnet
from tests.conftest import execute, named
from tests.running import holds_in_this_loop
from tests.schema.dataset import copy_rows, rows, small_firm
from tests.schema.documents.stock import some_documents
from tests.schema.interactions.stock import some_interactions
from tests.schema.selecting import queries
from tests.schema.test_nodes import TABLES


class Ordinary(Operations):
    """Answer everything the ordinary way."""

    def _prepare(self, query: str, name: str | None) -> Operation:
        operation = super()._prepare(query, name)
        operation.compilable = False
        return operation


@pytest.fixture
async def twins(
    sqlite_template: bytes, postgresql: str, postgresql_template: str, tmp_path: Path
) -> AsyncIterator[tuple[Carnet, Carnet]]:
    """The same rows in SQLite and in PostgreSQL."""
    path, name = tmp_path / "carnet.db", f"carnet_test_{uuid4().hex}"
    path.write_bytes(sqlite_template)
    await execute(postgresql, f"CREATE DATABASE {name} TEMPLATE {postgresql_template} STRATEGY FILE_COPY")
    async with open_carnet(f"sqlite:///{path}") as left, open_carnet(named(postgresql, name)) as right:
        await small_firm(left, 12)
        await some_documents(left.database)
        await some_interactions(left.database)
        await copy_rows(left.database, right.database)
        yield left, right
    await execute(postgresql, f"DROP DATABASE {name} WITH (FORCE)")


async def test_both_ways_on_both_engines_give_the_same_json(twins: tuple[Carnet, Carnet]) -> None:
    ways = [kind(carnet.database) for carnet in twins for kind in (Operations, Ordinary)]
    database = twins[0].database
    ids = ["nothing"]
    for name, table in TABLES.items():
        ids += [public_id(name, row["id"]) for row in (await rows(database, table))[:4]]
    numbers = ["C0001", "c0002 ", "I1", "D00", "d12", "nothing"]
    numbers += [
        row["number"] for table in ("customer", "vendor", "bank_account") for row in await rows(database, table)
    ]

    @given(asked=queries(ways[0].schema.core, ids, numbers))
    async def agree(asked: tuple[str, dict[str, object]]) -> None:
        answers = [json.loads(await way.answer(Asked(*asked))) for way in ways]
        assert "errors" not in answers[1], answers[1]["errors"]
        texts = [json.dumps(answer) for answer in answers]  # keeps the order of keys
        for text, which in zip(texts[1:], ("SQLite, ordinary", "PostgreSQL", "PostgreSQL, ordinary"), strict=True):
            assert text == texts[0], which

    await holds_in_this_loop(agree)
