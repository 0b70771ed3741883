"""Statements of SQLAlchemy reach the driver with all their values, and its rows come back as the values of Python."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import bindparam, delete, func, insert, select, text, update

from db.database import Database
from db.tables import ChangeSet, Item, PaymentTerms, Salesperson
from db.unit_of_work import UnitOfWork, unit_of_work

ITEMS, TERMS, PEOPLE = Item.__table__, PaymentTerms.__table__, Salesperson.__table__
CHANGE_SETS = ChangeSet.__table__
CODES = ("A", "B", "C")


def key(number: int) -> str:
    return f"00000000-0000-7000-8000-{number:012}"


async def add(work: UnitOfWork, *codes: str) -> None:
    rows = [{"id": key(at), "code": code, "name": f"Person {code}"} for at, code in enumerate(codes)]
    await work.connection.execute(insert(PEOPLE), rows)


@pytest.mark.parametrize("wanted", [(), ("A",), ("A", "C"), ("A", "B", "C", "D")])
async def test_lists_of_any_length_are_bound(database: Database, wanted: tuple[str, ...]) -> None:
    async with unit_of_work(database) as work:
        await add(work, *CODES)
        literal = select(PEOPLE.c.code).where(PEOPLE.c.code.in_(wanted)).order_by(PEOPLE.c.code)
        bound = select(PEOPLE.c.code).where(PEOPLE.c.code.in_(bindparam("codes", expanding=True)))
        assert list(await work.connection.scalars(literal)) == [code for code in CODES if code in wanted]
        assert set(await work.connection.scalars(bound, {"codes": list(wanted)})) == set(CODES) & set(wanted)


async def test_one_statement_with_other_values_is_not_answered_with_the_first(database: Database) -> None:
    async with unit_of_work(database) as work:
        await add(work, *CODES)
        for code in CODES:
            query = select(PEOPLE.c.name).where(PEOPLE.c.code == code)
            assert await work.connection.scalar(query) == f"Person {code}"
            assert await work.connection.scalar(query) == f"Person {code}"


async def test_the_same_statement_takes_other_values(database: Database) -> None:
    query = select(PEOPLE.c.name).where(PEOPLE.c.code == bindparam("code"))
    async with unit_of_work(database) as work:
        await add(work, *CODES)
        assert [await work.connection.scalar(query, {"code": code}) for code in (*CODES, "D")] == [
            *(f"Person {code}" for code in CODES),
            None,
        ]


@pytest.mark.parametrize("columns", [("id", "code"), ("id", "code", "description"), ("code", "id", "due_days")])
async def test_one_insert_takes_other_columns(database: Database, columns: tuple[str, ...]) -> None:
    statement = insert(TERMS)
    values: dict[str, Any] = {"id": key(1), "code": "X", "description": "In a week", "due_days": 7}
    async with unit_of_work(database) as work:
        await work.connection.execute(statement, {"id": key(2), "code": "Y"})
        await work.connection.execute(statement, {column: values[column] for column in columns})
        row = (await work.connection.execute(select(TERMS).where(TERMS.c.code == "X"))).mappings().one()
    assert {column: row[column] for column in columns} == {column: values[column] for column in columns}
    assert row["due_days"] == (7 if "due_days" in columns else 0), "what is left out has its default"


@pytest.mark.parametrize("count", [1, 2, 500])
async def test_a_statement_is_run_for_each_of_many_rows(database: Database, count: int) -> None:
    async with unit_of_work(database) as work:
        await add(work, *(f"P{number}" for number in range(count)))
        rename = update(PEOPLE).where(PEOPLE.c.id == bindparam("key")).values(name=bindparam("name_now"))
        await work.connection.execute(rename, [{"key": key(at), "name_now": f"N{at}"} for at in range(count)])
        await work.commit()
    async with unit_of_work(database) as work:
        names = await work.connection.scalars(select(PEOPLE.c.name).order_by(PEOPLE.c.id))
        assert list(names) == [f"N{at}" for at in range(count)]


async def test_written_rows_are_counted(database: Database) -> None:
    async with unit_of_work(database) as work:
        await add(work, *CODES)
        chosen = PEOPLE.c.code.in_(("A", "B"))
        assert (await work.connection.execute(update(PEOPLE).where(chosen).values(name="N"))).rowcount == 2
        assert (await work.connection.execute(text("UPDATE salesperson SET name = 'M'"))).rowcount == 3
        gone = await work.connection.execute(delete(PEOPLE).where(PEOPLE.c.code == "C").returning(PEOPLE.c.code))
        assert list(gone.scalars()) == ["C"]
        assert (await work.connection.execute(delete(PEOPLE).where(PEOPLE.c.code == "D"))).rowcount == 0


async def test_values_come_back_as_they_went_in(database: Database) -> None:
    values = {"id": key(7), "number": "I1", "description": "a 'quoted' \\ one: 100%", "unit_price": Decimal("12.34567")}
    moment = datetime(2026, 11, 26, 7, 0, 0, 123456, UTC)
    async with unit_of_work(database) as work:
        await work.connection.execute(insert(ITEMS).values(**values))
        row = (await work.connection.execute(select(ITEMS).where(ITEMS.c.id == key(7)))).mappings().one()
        assert {name: row[name] for name in values} == values
        count, label = (await work.connection.execute(select(func.count(), text("'x' AS label")))).one()
        assert (count, label) == (1, "x")
        named = (await work.connection.execute(text("SELECT :one AS one"), {"one": "1"})).mappings().all()
        assert [dict(found) for found in named] == [{"one": "1"}]
        made = {"id": key(8), "at": moment, "actor": "tests", "operation": "none"}
        await work.connection.execute(insert(CHANGE_SETS).values(**made))
        assert await work.connection.scalar(select(CHANGE_SETS.c.at)) == moment
