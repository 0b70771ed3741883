"""Run the benchmark: the same data, the same questions, the contenders in turns, the median of the rounds."""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks import batches, report
from benchmarks.agreement import check
from benchmarks.contenders import COMMANDS, LOAD_CPU, Contender, running
from benchmarks.databases import KEPT, ROOT, database
from benchmarks.operations import MEASURED, Pool, body
from benchmarks.pools import linked_numbers, pool_of
from benchmarks.rows import Sizes

WARM_UP_S = 0.5
USUAL = ["carnet", "plain", "limit"]


@dataclass(frozen=True)
class Options:
    """How to measure."""

    seconds: float
    rounds: int
    connections: int
    operations: tuple[str, ...]


def measure_engine(engine: str, sizes: Sizes, names: list[str], options: Options) -> dict[str, Any]:
    """Measure every operation for every contender on one engine.

    Raises:
        Disagreement: the contenders do not give the same answers.
    """
    with database(engine, sizes) as url, ExitStack() as stack:
        contenders = [stack.enter_context(running(name, url)) for name in names]
        print(f"{engine}: {', '.join(names)} answer; looking for ids and cursors", file=sys.stderr)
        numbers = linked_numbers(sizes)
        pools = {contender.name: pool_of(contender, numbers, sizes) for contender in contenders}
        check(contenders, pools)
        print(f"{engine}: all give the same answers; measuring", file=sys.stderr)
        results = report.medians(_rounds(contenders, pools, options))
        return {
            "conditions": f"{sizes.contacts:,} contacts, {options.connections} connections, median of "
            f"{options.rounds} rounds of {options.seconds:g} s",
            "sizes": asdict(sizes),
            "operations": results,
            "ratios": report.ratios(results),
            "memory_mb": {contender.name: contender.memory_mb() for contender in contenders},
        }


def _rounds(contenders: list[Contender], pools: dict[str, Pool], options: Options) -> report.Rounds:
    """Take turns within every operation, so that a slow minute of the machine hits all alike. Edits come last."""
    rounds: report.Rounds = {}
    counter = 100_000
    with tempfile.TemporaryDirectory() as folder:
        for operation in options.operations:
            by_contender = rounds.setdefault(operation, {contender.name: [] for contender in contenders})
            for _ in range(options.rounds):
                for contender in contenders:
                    bodies = Path(folder) / f"{operation}-{contender.name}"
                    if not bodies.exists():
                        asked = pools[contender.name].variables(operation)
                        bodies.write_bytes(b"\n".join(body(operation, variables) for variables in asked))
                    measured = _measure(contender, bodies, counter, options)
                    counter = int(measured.pop("counter"))
                    by_contender[contender.name].append(measured)
    return rounds


def _measure(contender: Contender, bodies: Path, counter: int, options: Options) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.load", str(bodies), "--port", str(contender.port)]
    command += ["--counter", str(counter), "--connections", str(options.connections)]
    command += ["--warm-up", str(WARM_UP_S), "--seconds", str(options.seconds)]
    if LOAD_CPU is not None:
        command += ["--cpu", str(LOAD_CPU)]
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    if finished.returncode:
        raise RuntimeError(f"{bodies.name}: {finished.stderr[-3000:]}")
    measured: dict[str, float] = json.loads(finished.stdout)
    return measured


def main() -> None:
    """Measure as the command line says, print the tables, keep the numbers in build/bench/results.json."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--engine", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--contacts", type=int, default=Sizes.contacts, help="2,000 or more")
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--contenders", nargs="+", choices=list(COMMANDS), default=USUAL)
    parser.add_argument("--customers", type=int, default=batches.CUSTOMERS, help="of the batch; 0 leaves it out")
    parser.add_argument("--operations", nargs="+", choices=MEASURED, default=list(MEASURED))
    asked = parser.parse_args()
    options = Options(asked.seconds, asked.rounds, asked.connections, tuple(asked.operations))
    engines = ["sqlite", "postgresql"] if asked.engine == "both" else [asked.engine]
    results: dict[str, Any] = {"machine": f"{platform.processor() or platform.machine()}, {os.cpu_count()} CPUs"}
    for engine in engines:
        results[engine] = measure_engine(engine, Sizes.of(asked.contacts), asked.contenders, options)
        report.show(engine, results[engine])
        if asked.customers:
            results[engine]["batch"] = batches.measure(engine, asked.customers)
            batches.show(engine, results[engine]["batch"])
        (KEPT / "results.json").write_text(json.dumps(results, indent=2))


if __name__ == "__main__":
    main()
