"""Run the benchmark: the same data, the same questions, the contenders in turns, the median of the rounds."""

import argparse
import json
import os
import platform
import sys
from contextlib import ExitStack
from dataclasses import asdict
from typing import Any

from benchmarks import batches, endurance, goals, report, scale, starts
from benchmarks.agreement import check
from benchmarks.contenders import NAMES, Contender, running
from benchmarks.databases import KEPT, database
from benchmarks.measuring import Options, Questions, measure, questions
from benchmarks.operations import MEASURED
from benchmarks.pools import linked_numbers, pool_of
from benchmarks.rows import Sizes

USUAL = ["carnet", "postgraphile", "plain", "limit"]


def measure_engine(engine: str, sizes: Sizes, names: list[str], options: Options, requests: int) -> dict[str, Any]:
    """Measure every operation for every contender on one engine, then Carnet's memory and its start.

    Raises:
        Disagreement: the contenders do not give the same answers.
    """
    with database(engine, sizes) as url, ExitStack() as stack:
        asked = stack.enter_context(questions())
        contenders = [stack.enter_context(running(name, url)) for name in names]
        print(f"{engine}: {', '.join(names)} answer; looking for ids and cursors", file=sys.stderr)
        numbers = linked_numbers(url)
        pools = {contender.name: pool_of(contender, numbers, sizes) for contender in contenders}
        check(contenders, pools)
        for contender in contenders:
            asked.write(contender, pools[contender.name], options.operations)
        print(f"{engine}: all give the same answers; measuring", file=sys.stderr)
        results = report.medians(_rounds(contenders, asked, options))
        measured = {
            "conditions": f"{sizes.contacts:,} contacts, {options.connections} connections, median of "
            f"{options.rounds} rounds of {options.seconds:g} s",
            "sizes": asdict(sizes),
            "operations": results,
            "ratios": report.ratios(results),
            "memory_mb": {contender.name: contender.memory_mb() for contender in contenders},
        }
        if requests and "carnet" in pools:
            with running("carnet", url) as fresh:
                measured["memory"] = endurance.measure(fresh, pools["carnet"], requests)
            measured["starts"] = starts.measure(url)
        return measured


def _rounds(contenders: list[Contender], asked: Questions, options: Options) -> report.Rounds:
    """Take turns within every operation, so that a slow minute of the machine hits all alike. Edits come last."""
    rounds: report.Rounds = {}
    for operation in options.operations:
        by_contender = rounds.setdefault(operation, {contender.name: [] for contender in contenders})
        for _ in range(options.rounds):
            for contender in contenders:
                measured = measure(contender, asked.of(contender, operation), options)
                by_contender[contender.name].append(measured)
    return rounds


def _names(asked: list[str], engine: str) -> list[str]:
    """Return the contenders that serve an engine: PostGraphile is PostgreSQL's alone."""
    return [name for name in asked if engine == "postgresql" or name != "postgraphile"]


def _run(engine: str, asked: argparse.Namespace) -> dict[str, Any]:
    options = Options(asked.seconds, asked.rounds, asked.connections, tuple(asked.operations))
    names = _names(asked.contenders, engine)
    result = measure_engine(engine, Sizes.of(asked.contacts), names, options, asked.requests)
    report.show(engine, result)
    if "memory" in result:
        endurance.show(engine, result["memory"])
        starts.show(engine, result["starts"])
    if asked.customers:
        result["batch"] = batches.measure(engine, asked.customers)
        batches.show(engine, result["batch"])
    if asked.scale:
        result["scale"] = scale.measure_engine(engine, [name for name in names if name in scale.SCALED], options)
        scale.show(engine, result["scale"])
    return result


def main() -> None:
    """Measure as the command line says, print the tables, keep the numbers in build/bench/results.json."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--engine", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--contacts", type=int, default=Sizes.contacts, help="2,000 or more")
    parser.add_argument("--seconds", type=float, default=Options.seconds)
    parser.add_argument("--rounds", type=int, default=Options.rounds)
    parser.add_argument("--connections", type=int, default=Options.connections)
    parser.add_argument("--contenders", nargs="+", choices=NAMES, default=USUAL)
    parser.add_argument("--customers", type=int, default=batches.CUSTOMERS, help="of the batch; 0 leaves it out")
    parser.add_argument("--requests", type=int, default=endurance.REQUESTS, help="0 leaves out memory and start")
    parser.add_argument("--operations", nargs="+", choices=MEASURED, default=list(MEASURED))
    parser.add_argument("--scale", action="store_true", help="also at 20,000 and 2,000,000 contacts")
    asked = parser.parse_args()
    results: dict[str, Any] = {"machine": f"{platform.processor() or platform.machine()}, {os.cpu_count()} CPUs"}
    for engine in ["sqlite", "postgresql"] if asked.engine == "both" else [asked.engine]:
        results[engine] = _run(engine, asked)
        (KEPT / "results.json").write_text(json.dumps(results, indent=2))
    goals.show(results)


if __name__ == "__main__":
    main()
