"""The journal keeps one row per record since revision 0005: what was written before reads the same, there and back."""

from collections.abc import Iterator
from typing import Any

from alembic import command
from pydantic.alias_generators import to_camel
from sqlalchemy import Connection, column, insert, select, table

from db import migrate as migrating
from db.database import parse_url
from db.engines import in_engine
from db.migrate import migrate
from db.types import Chars, Id, Instant
from tests.carnet import NOW, open_carnet
from tests.db.catalog import catalog

SETS = [f"00000000-0000-7000-8000-{at:012}" for at in (1, 2, 3)]
RECORDS = [f"00000000-0000-7000-8000-{at:012}" for at in (11, 12, 13)]
MANY = 11_000
"""Changes of the largest change set, more than the migration moves at a time."""
NAMES = ("field", "before", "after", "reason", "source_kind", "source_number")
TEXTS = ("record_kind", "record_number", *NAMES)
FIELD_CHANGE: Any = table(
    "field_change",
    *(column(name, Id()) for name in ("change_set_id", "record_id")),
    column("position"),
    column("record_version"),
    *(column(name, Chars()) for name in TEXTS),
)
CHANGE_SET: Any = table("change_set", column("id", Id()), column("at", Instant()), column("actor"), column("operation"))
QUERY = (
    f"""{{ changeSets(first: 10) {{ nodes {{ operation changes {{ actor {" ".join(map(to_camel, TEXTS))} }} }} }} }}"""
)


def field_change(change_set: int, position: int, record: int, version: int, *told: Any) -> dict[str, Any]:
    row = dict(zip(NAMES, (*told, None, None)[: len(NAMES)], strict=True))
    named = {"record_kind": "CONTACT", "record_id": RECORDS[record], "record_number": f"CT0000{record}"}
    return {"change_set_id": SETS[change_set], "position": position, "record_version": version, **named, **row}


def written_before() -> Iterator[dict[str, Any]]:
    """Yield what all ways of writing left: one record, several, one that comes twice, very many changes."""
    yield field_change(0, 1, 0, 1, "number", None, "CT00000", "DEFAULTED")
    yield field_change(0, 2, 0, 1, "name", None, 'Ä "quoted" \\ \n\u2028 🙂', "ENTERED")
    yield field_change(0, 3, 1, 1, "name", None, "", "SYNCHRONISED", "CUSTOMER", "D0001")
    yield field_change(0, 4, 1, 1, "phone", "1", None, "SYNCHRONISED", "CUSTOMER", "D0001")
    yield field_change(0, 5, 1, 1, "fax", "null", "[]", "INHERITED", "CONTACT", "CT00000")
    yield field_change(1, 64, 0, 2, "name", "A", "B", "ENTERED")
    yield field_change(1, 70, 1, 2, "linkedContact", None, "contact-1", "ENTERED", "CONTACT", "CT00000")
    yield field_change(1, 128, 0, 2, "phone", None, "B", "DERIVED")
    yield field_change(1, 129, 1, 2, "primaryContactId", None, "contact-1", "DERIVED", "CONTACT", "CT00000")
    for position in range(1, MANY + 1):
        yield field_change(2, position, position // 4_000, 3, f"f{position}", None, str(position), "IMPORTED")


def ran(revision: str, *, down: bool = False) -> Any:
    def run(connection: Connection) -> None:
        (command.downgrade if down else command.upgrade)(migrating._config(connection), revision)

    return run


async def on(url: str, work: Any) -> Any:
    return await in_engine(parse_url(url), work)


async def write_before(url: str) -> list[dict[str, Any]]:
    """Write a journal in the old form."""
    rows = list(written_before())
    sets = [{"id": key, "at": NOW, "actor": "tests", "operation": f"operation{at}"} for at, key in enumerate(SETS)]

    def fill(connection: Connection) -> None:
        connection.execute(insert(CHANGE_SET), sets)
        connection.execute(insert(FIELD_CHANGE), rows)

    await on(url, ran("0004"))
    await on(url, fill)
    return rows


async def test_a_journal_written_before_the_migration_reads_the_same_after_it(empty_url: str) -> None:
    rows = await write_before(empty_url)
    await migrate(empty_url)
    async with open_carnet(empty_url) as carnet:
        nodes = (await carnet.ask(QUERY))["changeSets"]["nodes"]
    for at, key in enumerate(SETS):
        (changes,) = [node["changes"] for node in nodes if node["operation"] == f"operation{at}"]
        expected = [tuple(row[name] for name in TEXTS) for row in rows if row["change_set_id"] == key]
        assert [tuple(change[to_camel(name)] for name in TEXTS) for change in changes] == expected
        assert {change["actor"] for change in changes} == {"tests"}


async def test_the_migration_back_gives_the_rows_of_before(empty_url: str) -> None:
    rows = await write_before(empty_url)
    before = await on(empty_url, catalog)
    await migrate(empty_url)
    await on(empty_url, ran("0004", down=True))
    query = select(FIELD_CHANGE).order_by(FIELD_CHANGE.c.change_set_id, FIELD_CHANGE.c.position)
    found = await on(empty_url, lambda connection: list(map(dict, connection.execute(query).mappings())))
    assert found == rows
    assert await on(empty_url, catalog) == before


async def test_a_record_that_comes_twice_in_a_change_set_keeps_its_places(empty_url: str) -> None:
    await write_before(empty_url)
    await migrate(empty_url)
    columns = ("position", "record_number", "causes", "changes")
    kept: Any = table("record_change", column("change_set_id", Id()), *map(column, columns))
    query = select(*(kept.c[name] for name in columns)).where(kept.c.change_set_id == SETS[1]).order_by("position")
    assert await on(empty_url, lambda connection: list(map(tuple, connection.execute(query)))) == [
        (64, "CT00000", '[["ENTERED",null,null]]', '[["name","A","B",0]]'),
        (70, "CT00001", '[["ENTERED","CONTACT","CT00000"]]', '[["linkedContact",null,"contact-1",0]]'),
        (128, "CT00000", '[["DERIVED",null,null]]', '[["phone",null,"B",0]]'),
        (129, "CT00001", '[["DERIVED","CONTACT","CT00000"]]', '[["primaryContactId",null,"contact-1",0]]'),
    ]
