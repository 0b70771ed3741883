"""Amounts, moments and texts come back as they were stored, and compare and sort alike on both engines."""

import random
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, insert, select, type_coerce

from db.database import Database
from db.tables import ChangeSet, Item, Salesperson
from db.types import Money, format_instant
from db.unit_of_work import unit_of_work
from tests.db.engines import FAILED

MOST = Decimal(10) ** 13
"""The greatest amount that the domain lets through."""
STEP = Decimal("0.00001")
AMOUNTS = [Decimal(text) for text in ("0", "1.005", "-1.005", "0.1", "0.2", "0.3", "2.675", "1234567.89", "10", "9")]
AMOUNTS += [sign * amount for sign in (1, -1) for amount in (STEP, MOST, MOST - STEP, Decimal("9007199254.74993"))]
MOMENTS = [
    datetime(1, 1, 1, tzinfo=UTC),
    datetime(1, 1, 1, 0, 0, 0, 1, tzinfo=UTC),
    datetime(999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    datetime(1752, 12, 31, tzinfo=UTC),
    datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    datetime(2026, 3, 29, 1, 30, 0, 100000, tzinfo=UTC),
    datetime(2026, 3, 29, 1, 30, 0, 100001, tzinfo=UTC),
    datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
]
TEXTS = [
    "",
    " ",
    "A",
    "Z",
    "a",
    "z",
    "Ä",
    "ä",
    "É",
    "ß",
    "Ω",
    "я",
    "ﬁ",
    "\uffff",
    "\U0001d538",
    "😀",
    "10",
    "9",
    "a b",
    "a-b",
]


class TestMoney:
    async def test_amounts_come_back_exactly(self, database: Database) -> None:
        await store_prices(database, AMOUNTS)
        assert await prices(database, Item.number) == AMOUNTS

    async def test_amounts_sort_and_compare_as_numbers(self, database: Database) -> None:
        chance = random.Random(2026)
        exact = [*AMOUNTS, *(chance.randint(-(10**18), 10**18) * STEP for _ in range(200))]
        await store_prices(database, exact)
        price = Item.__table__.c.unit_price
        assert await prices(database, price) == sorted(exact)
        for limit in AMOUNTS:
            assert await prices(database, price, price < limit) == sorted(one for one in exact if one < limit)
            assert await prices(database, price, price == limit) == [one for one in exact if one == limit]

    async def test_sums_in_sql_are_exact(self, database: Database) -> None:
        await store_prices(database, [Decimal("0.1"), Decimal("0.2"), MOST])
        async with unit_of_work(database) as work:
            total = await work.connection.scalar(select(type_coerce(func.sum(Item.unit_price), Money)))
        assert total == MOST + Decimal("0.3")


class TestInstants:
    async def test_moments_come_back_to_the_microsecond(self, database: Database) -> None:
        await store_moments(database, MOMENTS)
        found = await moments(database)
        assert found == MOMENTS
        assert {moment.utcoffset() for moment in found} == {timedelta(0)}

    async def test_moments_sort_by_time_from_year_1_to_9999(self, database: Database) -> None:
        shuffled = random.Random(7).sample(MOMENTS, len(MOMENTS))
        await store_moments(database, shuffled)
        assert await moments(database, ChangeSet.at) == MOMENTS

    async def test_a_moment_told_in_another_zone_is_the_same_moment(self, database: Database) -> None:
        told = datetime(2026, 10, 25, 2, 30, 0, 5, tzinfo=timezone(timedelta(hours=5, minutes=30)))
        await store_moments(database, [told])
        assert await moments(database) == [datetime(2026, 10, 24, 21, 0, 0, 5, tzinfo=UTC)]

    def test_the_text_of_a_moment_has_a_fixed_width(self) -> None:
        assert {len(format_instant(moment)) for moment in MOMENTS} == {27}
        assert format_instant(MOMENTS[1]) == "0001-01-01T00:00:00.000001Z"


class TestTexts:
    async def test_texts_sort_by_code_point(self, database: Database) -> None:
        await store_names(database, TEXTS)
        async with unit_of_work(database) as work:
            found = await work.connection.scalars(select(Salesperson.name).order_by(Salesperson.name))
        assert list(found) == sorted(TEXTS)

    async def test_texts_that_differ_in_case_or_accents_differ(self, database: Database) -> None:
        await store_names(database, TEXTS)
        async with unit_of_work(database) as work:
            for name in TEXTS:
                found = await work.connection.scalars(select(Salesperson.name).where(Salesperson.name == name))
                assert list(found) == [name]

    @pytest.mark.parametrize("letter", ["x", "é", "😀"])
    async def test_the_limit_counts_code_points(self, database: Database, letter: str) -> None:
        await store_names(database, [letter * 100])
        with pytest.raises(FAILED):
            await store_names(database, [letter * 101], first=2)

    async def test_a_text_with_a_zero_byte_is_refused(self, database: Database) -> None:
        with pytest.raises(FAILED):
            await store_names(database, ["a\0" + "b" * 98])


async def store_prices(database: Database, amounts: list[Decimal]) -> None:
    rest = {"description": "x", "unit_cost": Decimal(0), "vat_percent": Decimal(0), "blocked": False}
    rows = [{"id": key(at), "number": f"{at:04}", "unit_price": amount, **rest} for at, amount in enumerate(amounts)]
    await store(database, Item, rows)


async def prices(database: Database, order: Any, *conditions: Any) -> list[Decimal]:
    async with unit_of_work(database) as work:
        return list(await work.connection.scalars(select(Item.unit_price).where(*conditions).order_by(order)))


async def store_moments(database: Database, given: list[datetime]) -> None:
    rows = [{"id": key(at), "at": moment, "actor": "x", "operation": "x"} for at, moment in enumerate(given)]
    await store(database, ChangeSet, rows)


async def moments(database: Database, order: Any = ChangeSet.id) -> list[datetime]:
    async with unit_of_work(database) as work:
        return list(await work.connection.scalars(select(ChangeSet.at).order_by(order)))


async def store_names(database: Database, names: list[str], first: int = 1) -> None:
    rows = [{"id": key(at), "code": f"{at}", "name": name} for at, name in enumerate(names, first)]
    await store(database, Salesperson, rows)


async def store(database: Database, table: Any, rows: list[dict[str, Any]]) -> None:
    async with unit_of_work(database) as work:
        await work.connection.execute(insert(table), rows)
        await work.commit()


def key(number: int) -> str:
    return f"00000000-0000-7000-8000-{number:012}"
