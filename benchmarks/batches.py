"""Measure how many customers get their contact per second: set-based, beside row by row in one transaction.

The batch goes the whole way from the operation's text to its answer, only HTTP is left out; the rows are spared that.
Both write the journal, and both are durable at the end. Each size has a process of its own, so that the memory it takes
is its own.
"""

import argparse
import asyncio
import json
import resource
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from benchmarks.databases import empty
from benchmarks.row_by_row import create_each
from benchmarks.rows import SHARED, Fixture, Row, Sizes, completed
from benchmarks.seed import Content, fill
from db import tables
from db.database import open_database
from db.unit_of_work import unit_of_work
from schema.operations import Asked, Operations

CUSTOMERS, ROW_BY_ROW = 100_000, 2_000
_SMALL = Sizes(2_000, 600, 0, 0)
"""A fixture to take companies from; its own rows are not stored."""
MUTATION = """mutation {
  createContactsFromCustomers(input: {}) { createdCount skippedCount errors { code message } } }"""


def measure(engine: str, customers: int = CUSTOMERS, row_by_row: int = ROW_BY_ROW) -> dict[str, float]:
    """Return contacts per second set-based and row by row, and their ratio, on a new database of one engine."""
    with empty(engine) as url:
        asyncio.run(fill(url, _content(customers + row_by_row)))
        return asyncio.run(_measure(url, customers, row_by_row))


def show(engine: str, measured: dict[str, float]) -> None:
    """Print what was measured."""
    print(
        f"{engine}: contacts for {measured['customers']:,.0f} customers: {measured['set_based']:,.0f} per second, "
        f"row by row {measured['row_by_row']:,.0f} per second: {measured['ratio']:.0f} times as many, "
        f"{measured['memory_mb']:.0f} MB more memory than before"
    )


def _content(customers: int) -> Content:
    yield tables.Customer, _customers(Fixture(_SMALL), customers)


def _customers(fixture: Fixture, count: int) -> Iterator[Row]:
    """Yield customers that are companies, with the values of the fixture's companies, and no contact."""
    for place in range(count):
        company = fixture._company(place)  # noqa: SLF001 - the same rows as elsewhere
        shared = {name: company[name] for name in (*SHARED, "salesperson_code", "created_at") if name in company}
        own = {"id": fixture.new_id(), "number": f"CU{place + 1:06d}", "contact_type": "COMPANY", "blocked": "NONE"}
        yield completed(shared | own)


async def _measure(url: str, customers: int, row_by_row: int) -> dict[str, float]:
    database = await open_database(url)
    operations = Operations(database)
    try:
        singles = [f"CU{place:06d}" for place in range(customers + 1, customers + row_by_row + 1)]
        started = time.perf_counter()
        async with unit_of_work(database) as work:
            await create_each(work, singles)
            await work.commit()
        single = row_by_row / (time.perf_counter() - started)
        started, peak = time.perf_counter(), _peak_mb()
        await _run(operations, customers)
        whole, grown = customers / (time.perf_counter() - started), _peak_mb() - peak
    finally:
        await database.close()
    return {
        "customers": customers,
        "set_based": whole,
        "row_by_row": single,
        "ratio": whole / single,
        "memory_mb": grown,
    }


def _peak_mb() -> float:
    """Return the most memory that this process has had so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def _run(operations: Operations, expected: int) -> None:
    answer = json.loads(await operations.answer(Asked(MUTATION, {})))
    payload = answer["data"]["createContactsFromCustomers"]
    if payload["errors"] or payload["createdCount"] != expected:
        raise RuntimeError(f"{payload}, not {expected} contacts")


def main() -> None:
    """Measure on the engines that the command line names."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--engine", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--customers", type=int, nargs="+", default=[CUSTOMERS])
    parser.add_argument("--row-by-row", type=int, default=ROW_BY_ROW)
    asked = parser.parse_args()
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as process:
        for engine in ["sqlite", "postgresql"] if asked.engine == "both" else [asked.engine]:
            for customers in asked.customers:
                show(engine, process.submit(measure, engine, customers, asked.row_by_row).result())


if __name__ == "__main__":
    main()
