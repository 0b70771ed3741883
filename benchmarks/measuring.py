"""Let the load generator ask one contender, from a process of its own on the other CPU."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.contenders import LOAD_CPU, Contender
from benchmarks.databases import ROOT
from benchmarks.operations import MEASURED, Pool

WARM_UP_S = 0.5
_COUNTERS = count(100_000, 100_000)
"""Where each measurement's edits begin to count, so that none repeats another's numbers."""


@dataclass(frozen=True)
class Options:
    """How to measure."""

    seconds: float = 3.0
    rounds: int = 3
    connections: int = 16
    operations: tuple[str, ...] = MEASURED


@dataclass(frozen=True)
class Questions:
    """Files with what each contender is asked, one body a line."""

    folder: Path

    def of(self, contender: Contender, operation: str) -> Path:
        """Return the file of one contender and operation."""
        return self.folder / f"{operation}-{contender.port}"

    def write(self, contender: Contender, pool: Pool, operations: tuple[str, ...]) -> None:
        """Write a contender's files."""
        for operation in operations:
            lines = [contender.body(operation, variables) for variables in pool.variables(operation)]
            self.of(contender, operation).write_bytes(b"\n".join(lines))


@contextmanager
def questions() -> Iterator[Questions]:
    """Yield a place for the files, which are removed at the end."""
    with TemporaryDirectory() as folder:
        yield Questions(Path(folder))


def begin(contender: Contender, bodies: Path, options: Options, *more: str) -> "subprocess.Popen[str]":
    """Start the load generator."""
    command = [sys.executable, "-m", "benchmarks.load", str(bodies), "--port", str(contender.port)]
    command += ["--counter", str(next(_COUNTERS)), "--connections", str(options.connections)]
    command += ["--warm-up", str(WARM_UP_S), "--seconds", str(options.seconds), *more]
    if LOAD_CPU is not None:
        command += ["--cpu", str(LOAD_CPU)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(load: "subprocess.Popen[str]", contender: Contender) -> dict[str, float]:
    """Return what the load generator measured.

    Raises:
        RuntimeError: an answer was not what it should be.
    """
    printed, problem = load.communicate(timeout=600)
    if load.returncode:
        raise RuntimeError(f"{contender.name}: {problem[-3000:]}")
    measured: dict[str, float] = json.loads(printed)
    return measured


def measure(contender: Contender, bodies: Path, options: Options) -> dict[str, float]:
    """Load one contender for a while."""
    return finish(begin(contender, bodies, options), contender)
