"""Print what a run measured, with the ratios that the project promises."""

from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.operations import MEASURED, TITLES

Rounds = dict[str, dict[str, list[dict[str, float]]]]
"""By operation and contender: the rounds."""


def medians(rounds: Rounds) -> dict[str, dict[str, dict[str, float]]]:
    """Reduce the rounds of each operation and contender to their medians."""
    return {
        operation: {
            name: {key: median(one[key] for one in measured) for key in measured[0]}
            for name, measured in by_contender.items()
        }
        for operation, by_contender in rounds.items()
    }


def ratios(results: dict[str, dict[str, dict[str, float]]]) -> dict[str, dict[str, float]]:
    """Return for each operation how many times the others' requests per second the first of a pair answers."""
    pairs = [("carnet", other) for other in ("postgraphile", "limit", "plain", "tuned")]
    return {
        operation: {
            f"{one}/{other}": by_contender[one]["requests_per_s"] / by_contender[other]["requests_per_s"]
            for one, other in pairs
            if one in by_contender and other in by_contender
        }
        for operation, by_contender in results.items()
    }


def show(engine: str, result: dict[str, Any]) -> None:
    """Print one engine's table."""
    contenders = list(result["memory_mb"])
    compared = list(next(iter(result["ratios"].values())))
    table = Table(title=f"{engine}: {result['conditions']}", title_justify="left")
    for heading in ("", "", "requests/s", "p50 ms", "p99 ms", "bytes", *compared):
        table.add_column(heading, justify="left" if heading == "" else "right", no_wrap=True)
    for operation in [name for name in MEASURED if name in result["operations"]]:
        for place, name in enumerate(contenders):
            one = result["operations"][operation][name]
            numbers = [
                f"{one['requests_per_s']:,.0f}",
                f"{one['p50_ms']:.2f}",
                f"{one['p99_ms']:.2f}",
                f"{one['bytes_per_answer']:,.0f}",
            ]
            shown = [f"{result['ratios'][operation][pair]:.2f}" if place == 0 else "" for pair in compared]
            table.add_row(operation if place == 0 else "", name, *numbers, *shown, end_section=name == contenders[-1])
    console = Console(width=max(140, Console().width), highlight=False)
    console.print(table)
    console.print("memory: " + ", ".join(f"{name} {size:.0f} MB" for name, size in result["memory_mb"].items()))
    for operation, title in TITLES.items():
        console.print(f"{operation}: {title}")
    console.print("M1: Carnet checks, plans and writes its journal; the others write the four rows only.")
    if engine == "postgresql":
        console.print("PostgreSQL's own processes are not pinned: they share both CPUs with server and load.")
