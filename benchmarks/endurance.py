"""Watch the memory of Carnet's process while 32 connections read pages: how much, and whether it grows."""

import time
from statistics import median

from benchmarks.contenders import Contender
from benchmarks.measuring import Options, begin, finish, questions
from benchmarks.operations import Pool

REQUESTS = 100_000
CONNECTIONS = 32
OPERATION = "Q2"
BETWEEN_S = 0.2


def measure(carnet: Contender, pool: Pool, requests: int = REQUESTS) -> dict[str, float]:
    """Return the peak of the resident memory, and the medians of the second and the last tenth of the time."""
    options = Options(seconds=500, connections=CONNECTIONS)
    sizes: list[float] = []
    with questions() as asked:
        asked.write(carnet, pool, (OPERATION,))
        load = begin(carnet, asked.of(carnet, OPERATION), options, "--requests", str(requests))
        while load.poll() is None:
            sizes.append(carnet.memory_mb())
            time.sleep(BETWEEN_S)
        measured = finish(load, carnet)
    tenth = max(len(sizes) // 10, 1)
    return {
        "requests": measured["requests"],
        "peak_mb": max(sizes),
        "early_mb": median(sizes[tenth : 2 * tenth] or sizes),
        "late_mb": median(sizes[-tenth:]),
        "own_mb": carnet.own_memory_mb(),
        "requests_per_s": measured["requests_per_s"],
        "p99_ms": measured["p99_ms"],
    }


def show(engine: str, measured: dict[str, float]) -> None:
    """Print what was measured."""
    print(
        f"{engine}: memory of Carnet, {measured['requests']:,.0f} requests of {OPERATION}, {CONNECTIONS} connections: "
        f"peak {measured['peak_mb']:.0f} MB, {measured['early_mb']:.0f} MB in the second tenth of the time, "
        f"{measured['late_mb']:.0f} MB in the last, of which {measured['own_mb']:.0f} MB are not shared or mapped"
    )
