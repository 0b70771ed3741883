"""Start the servers to compare, each as a process of its own on a free port of the loopback."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import psutil

from benchmarks import peer
from benchmarks.databases import KEPT, ROOT
from benchmarks.operations import TEXTS, body
from benchmarks.serving import URL_VARIABLE

OURS = {
    "carnet": [str(Path(sys.executable).with_name("carnet")), "serve"],
    "plain": [sys.executable, "-m", "benchmarks.plain"],
    "tuned": [sys.executable, "-m", "benchmarks.plain"],
    "limit": [sys.executable, "-m", "benchmarks.limit"],
}
NAMES = (*OURS, "postgraphile")
ENVIRONMENTS = {"tuned": {"BENCH_RARE_COLLECTION": "1"}, "postgraphile": peer.ENVIRONMENT}
"""`tuned` is the plain way with Python's garbage collector made lazy, which few servers do."""
START_TIMEOUT_S = 30
SERVER_CPU, LOAD_CPU = (0, 1) if (os.cpu_count() or 1) > 1 and hasattr(os, "sched_setaffinity") else (None, None)


@dataclass
class Contender:
    """A running server."""

    name: str
    port: int
    process: psutil.Popen
    started_s: float
    """Seconds from the process's beginning until its port took connections."""

    def body(self, operation: str, variables: dict[str, Any]) -> bytes:
        """Return the body of a request, in the words of the contender's schema."""
        texts = peer.TEXTS if self.name == "postgraphile" else TEXTS
        return body(texts[operation], operation, variables)

    def ask(self, operation: str, variables: dict[str, Any]) -> dict[str, Any]:
        """Return the data of an answer, in the shape of Carnet's.

        Raises:
            RuntimeError: the answer is not 200, or has errors.
        """
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            headers = {"Content-Type": "application/json", "Accept": "application/json"}
            connection.request("POST", "/graphql", self.body(operation, variables), headers)
            response = connection.getresponse()
            text = response.read()
        finally:
            connection.close()
        refusal = {"errors": text[:2000].decode(errors="replace")}
        answer: dict[str, Any] = orjson.loads(text) if response.status == 200 else refusal
        if answer.get("errors"):
            raise RuntimeError(f"{self.name} refuses {operation} {variables}: {answer['errors']}")
        data: dict[str, Any] = answer["data"]
        return peer.in_our_words(operation, data) if self.name == "postgraphile" else data

    def memory_mb(self) -> float:
        """Return the resident memory of the process and its children; PostgreSQL's own processes do not count."""
        return float(sum(info.rss for info in self._memories())) / 1e6

    def own_memory_mb(self) -> float:
        """Leave out what is shared: libraries and mapped files, which the system takes back when it needs the room."""
        return float(sum(info.rss - getattr(info, "shared", 0) for info in self._memories())) / 1e6

    def _memories(self) -> list[Any]:
        return [one.memory_info() for one in (self.process, *self.process.children(recursive=True))]


@contextmanager
def running(name: str, url: str) -> Iterator[Contender]:
    """Start a contender, wait until it answers, and stop it at the end. What it prints is in build/bench."""
    port = _free_port()
    KEPT.mkdir(parents=True, exist_ok=True)
    if name == "postgraphile":
        peer.install()
        peer.prepare(url)
    with (KEPT / f"{name}.log").open("ab") as log:
        began = time.perf_counter()
        process = psutil.Popen(
            [*command(name), "--port", str(port)],
            cwd=ROOT,
            env=os.environ | ENVIRONMENTS.get(name, {}) | {URL_VARIABLE: url},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=_pin if SERVER_CPU is not None else None,
        )
        try:
            _wait(name, process, port)
            yield Contender(name, port, process, time.perf_counter() - began)
        finally:
            _stop(process)


def command(name: str) -> list[str]:
    """Return what serves a contender; PostGraphile must have been installed."""
    return peer.command() if name == "postgraphile" else OURS[name]


def _pin() -> None:
    os.sched_setaffinity(0, {SERVER_CPU or 0})


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(name: str, process: psutil.Popen, port: int) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"{name} ended with {process.returncode}: {(KEPT / f'{name}.log').read_text()[-2000:]}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.002)
    raise RuntimeError(f"{name} did not listen within {START_TIMEOUT_S} s, see build/bench/{name}.log")


def _stop(process: psutil.Popen) -> None:
    process.terminate()
    try:
        process.wait(10)
    except psutil.TimeoutExpired:
        process.kill()
        process.wait(10)
