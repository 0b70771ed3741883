"""Measure the time of a query at 20,000, 200,000 and 2,000,000 contacts: all sizes are up, and take turns.

One connection, one request at a time: what is measured is the query, not the queue before it.
"""

from contextlib import ExitStack
from statistics import median

from rich.console import Console
from rich.table import Table

from benchmarks.contenders import running
from benchmarks.databases import database
from benchmarks.measuring import Options, measure, questions
from benchmarks.pools import linked_numbers, pool_of
from benchmarks.rows import Sizes

CONTACTS = (20_000, 200_000, 2_000_000)
OPERATIONS = ("Q1", "Q2", "Q3")
MOST_SECONDS = 1.0
"""Hundreds of queries at least; a run has 81 such measurements for each engine."""
SCALED = ("carnet", "postgraphile", "limit")
Times = dict[str, dict[str, dict[str, float]]]
"""Milliseconds by contender, operation and number of contacts, which JSON wants to be text."""


def measure_engine(engine: str, names: list[str], options: Options, contacts: tuple[int, ...] = CONTACTS) -> Times:
    """Return the median time of each query at each size."""
    options = Options(min(options.seconds, MOST_SECONDS), options.rounds, connections=1, operations=OPERATIONS)
    rounds: dict[str, dict[str, dict[str, list[float]]]] = {
        name: {operation: {str(size): [] for size in contacts} for operation in OPERATIONS} for name in names
    }
    with ExitStack() as stack:
        asked = stack.enter_context(questions())
        running_at = []
        for size in contacts:
            sizes = Sizes.of(size)
            url = stack.enter_context(database(engine, sizes))
            numbers = linked_numbers(url)
            for name in names:
                contender = stack.enter_context(running(name, url))
                asked.write(contender, pool_of(contender, numbers, sizes), OPERATIONS)
                running_at.append((str(size), contender))
        for operation in OPERATIONS:
            for _ in range(options.rounds):
                for size, contender in running_at:
                    measured = measure(contender, asked.of(contender, operation), options)
                    rounds[contender.name][operation][size].append(measured["p50_ms"])
    return {
        name: {
            operation: {size: median(times) for size, times in by_size.items()} for operation, by_size in all_.items()
        }
        for name, all_ in rounds.items()
    }


def growth(by_size: dict[str, float]) -> float:
    """Return how many times the smallest size's time the largest one takes."""
    times = list(by_size.values())
    return times[-1] / times[0]


def show(engine: str, times: Times) -> None:
    """Print one engine's table."""
    sizes = list(next(iter(next(iter(times.values())).values())))
    table = Table(title=f"{engine}: median ms on one connection, by contacts", title_justify="left")
    for heading in ("", "", *(f"{int(size):,}" for size in sizes), "growth"):
        table.add_column(heading, justify="left" if heading == "" else "right", no_wrap=True)
    for operation in OPERATIONS:
        for place, (name, all_) in enumerate(times.items()):
            shown = [f"{all_[operation][size]:.3f}" for size in sizes]
            last = place == len(times) - 1
            head = operation if place == 0 else ""
            table.add_row(head, name, *shown, f"{growth(all_[operation]):.2f}", end_section=last)
    Console(width=max(140, Console().width), highlight=False).print(table)
