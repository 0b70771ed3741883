"""Measure the time of a query at 20,000, 200,000 and 2,000,000 contacts: all sizes are up, and take turns.

One connection, one request at a time: what is measured is the query, not the queue before it.
"""

from contextlib import ExitStack
from statistics import median

from rich.console import Console
from rich.table import Table

from benchmarks.contenders import Contender, running
from benchmarks.databases import database
from benchmarks.measuring import Options, Questions, measure, questions
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
    with ExitStack() as stack:
        asked = stack.enter_context(questions())
        at_size = {str(size): _up(stack, engine, Sizes.of(size), names, asked) for size in contacts}
        rounds = [_round(at_size, asked, options) for _ in range(options.rounds)]
    return {
        name: {
            operation: {size: median(one[name, operation, size] for one in rounds) for size in at_size}
            for operation in OPERATIONS
        }
        for name in names
    }


def _up(stack: ExitStack, engine: str, sizes: Sizes, names: list[str], asked: Questions) -> list[Contender]:
    """Start the contenders on a database of one size, and write down what they will be asked."""
    url = stack.enter_context(database(engine, sizes))
    contenders = [stack.enter_context(running(name, url)) for name in names]
    numbers = linked_numbers(url)
    for contender in contenders:
        asked.write(contender, pool_of(contender, numbers, sizes), OPERATIONS)
    return contenders


def _round(
    at_size: dict[str, list[Contender]], asked: Questions, options: Options
) -> dict[tuple[str, str, str], float]:
    """Let each contender of each size answer each query for a while; the sizes of a query follow on each other."""
    return {
        (contender.name, operation, size): measure(contender, asked.of(contender, operation), options)["p50_ms"]
        for operation in OPERATIONS
        for alike in zip(*at_size.values(), strict=True)
        for size, contender in zip(at_size, alike, strict=True)
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
