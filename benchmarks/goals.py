"""Hold what a run measured against what the project promises, and print the closing table."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.scale import growth

READS = ("Q1", "Q2", "Q3")
AGAINST = {
    "postgraphile": {"Q1": 4.0, "Q2": 1.5, "Q3": 1.5, "M1": 1.0},
    "limit": dict.fromkeys(READS, 0.9),
    "plain": dict.fromkeys(READS, 25.0),
}
"""Carnet's requests per second over theirs, at least."""
MOST_MEMORY_MB, FLAT = 150, 1.05
"""A memory is flat if the last tenth of the time takes at most so many times what the second took."""
MOST_GROWTH = 1.3
MOST_START_S, MOST_FIRST_MS = 1.0, 50.0


@dataclass(frozen=True)
class Goal:
    """One promise, and what came out."""

    promise: str
    goal: str
    measured: str
    reached: bool


def goals(results: dict[str, Any]) -> Iterator[Goal]:
    """Yield every goal that the run has measured something for."""
    for engine in ("postgresql", "sqlite"):
        result = results.get(engine, {})
        yield from _speed(engine, result)
        if "memory" in result:
            yield from _memory(engine, result["memory"])
        if "starts" in result:
            yield from _starts(engine, result["starts"])
        yield from _growth(engine, result.get("scale", {}).get("carnet", {}))


def show(results: dict[str, Any]) -> None:
    """Print the closing table."""
    table = Table(title="Goals", title_justify="left")
    for heading in ("", "goal", "measured", ""):
        table.add_column(heading, justify="left" if heading == "" else "right", no_wrap=True)
    for one in goals(results):
        table.add_row(one.promise, one.goal, one.measured, "reached" if one.reached else "MISSED")
    Console(width=max(140, Console().width), highlight=False).print(table)


def _speed(engine: str, result: dict[str, Any]) -> Iterator[Goal]:
    for other, least in AGAINST.items():
        for operation, wanted in least.items():
            ratio = result.get("ratios", {}).get(operation, {}).get(f"carnet/{other}")
            if ratio is None:
                continue
            yield _at_least(f"{engine}: {operation}, requests per second over {other}'s", wanted, ratio)
            if other == "postgraphile" and operation in READS:
                yield _lower_p99(engine, operation, result["operations"][operation])


def _at_least(promise: str, wanted: float, measured: float) -> Goal:
    return Goal(promise, f"≥ {wanted:g}", f"{measured:.2f}", measured >= wanted)


def _at_most(promise: str, wanted: float, unit: str, measured: float) -> Goal:
    return Goal(promise, f"≤ {wanted:g}{unit}", f"{measured:.{2 if wanted < 10 else 0}f}{unit}", measured <= wanted)


def _lower_p99(engine: str, operation: str, by_contender: dict[str, dict[str, float]]) -> Goal:
    own, other = by_contender["carnet"]["p99_ms"], by_contender["postgraphile"]["p99_ms"]
    return Goal(f"{engine}: {operation}, p99 below postgraphile's", f"< {other:.2f} ms", f"{own:.2f} ms", own < other)


def _memory(engine: str, memory: dict[str, float]) -> Iterator[Goal]:
    promise = f"{engine}: memory over {memory['requests']:,.0f} requests of Q2 on 32 connections"
    yield _at_most(f"{promise}, peak", MOST_MEMORY_MB, " MB", memory["peak_mb"])
    yield _at_most(f"{promise}, late over early", FLAT, "", memory["late_mb"] / memory["early_mb"])


def _starts(engine: str, starts: dict[str, float]) -> Iterator[Goal]:
    yield _at_most(f"{engine}: from the process's start until it listens", MOST_START_S, " s", starts["start_s"])
    for operation in READS:
        first = starts[f"first_{operation}_ms"]
        yield _at_most(f"{engine}: {operation} as the first query", MOST_FIRST_MS, " ms", first)


def _growth(engine: str, carnet: dict[str, dict[str, float]]) -> Iterator[Goal]:
    for operation, by_size in carnet.items():
        smallest, *_, largest = (f"{int(size):,}" for size in by_size)
        yield _at_most(
            f"{engine}: {operation}, growth from {smallest} to {largest} contacts", MOST_GROWTH, "", growth(by_size)
        )
