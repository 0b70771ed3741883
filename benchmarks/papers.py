"""Measure how long the PDF of a document takes to make: `python -m benchmarks.papers`."""

import os
import statistics
import time
from collections.abc import Callable

from domain.papers.page import page_of
from domain.papers.rendering import as_json, render
from tests.domain.papers.contents import contents, line

LINES = (5, 50, 200)
TIMES = 20


def measured(work: Callable[[], object]) -> tuple[float, float, float]:
    """Return the median and the longest time of a piece of work, and its median of processor time, in ms."""
    walls, processors = [], []
    for _ in range(TIMES):
        wall, processor = time.perf_counter(), time.process_time()
        work()
        walls.append((time.perf_counter() - wall) * 1000)
        processors.append((time.process_time() - processor) * 1000)
    return statistics.median(walls), max(walls), statistics.median(processors)


def main() -> None:
    """Print a table."""
    render(as_json(page_of(contents())))  # the template and the fonts are read once
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors; milliseconds")
    print("lines   median  longest  processor  bytes")
    for count in LINES:
        lines = [line(description=f"Chair number {at}, beech, oiled, with arms") for at in range(count)]
        written = as_json(page_of(contents(lines=lines)))
        median, longest, processor = measured(lambda written=written: render(written))  # type: ignore[misc]
        print(f"{count:5}  {median:7.1f}  {longest:7.1f}  {processor:9.1f}  {len(render(written)):,}")


if __name__ == "__main__":
    main()
