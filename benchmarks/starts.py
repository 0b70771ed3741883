"""Measure how soon Carnet answers: from the process's beginning until it listens, and its first query after that.

Python's byte code is there already; every start is a new process, pinned as in the other measurements.
"""

import time
from statistics import median
from typing import Any

from benchmarks.contenders import running
from benchmarks.pools import linked_numbers

STARTS = 5
"""Per operation, of which the median counts."""


def measure(url: str, starts: int = STARTS) -> dict[str, float]:
    """Return seconds until it listens, and milliseconds of each operation asked first on a new connection."""
    asked: dict[str, dict[str, Any]] = {
        "Q1": {"number": linked_numbers(url)[0]},
        "Q2": {"after": None},
        "Q3": {"after": None},
    }
    started: list[float] = []
    first: dict[str, list[float]] = {operation: [] for operation in asked}
    for _ in range(starts):
        for operation, variables in asked.items():
            with running("carnet", url) as carnet:
                began = time.perf_counter()
                carnet.ask(operation, variables)
                first[operation].append((time.perf_counter() - began) * 1000)
                started.append(carnet.started_s)
    return {"start_s": median(started)} | {f"first_{name}_ms": median(times) for name, times in first.items()}


def show(engine: str, measured: dict[str, float]) -> None:
    """Print what was measured."""
    first = ", ".join(f"{name} {measured[f'first_{name}_ms']:.0f} ms" for name in ("Q1", "Q2", "Q3"))
    print(f"{engine}: Carnet listens {measured['start_s']:.2f} s after its start; first query after it: {first}")
