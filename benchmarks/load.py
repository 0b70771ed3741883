"""Ask one server the same kind of question over and over, on connections kept alive, and time every answer.

A process of its own, so that it takes nothing from the server that it measures. Prints one JSON object.
"""

import argparse
import asyncio
import json
import os
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

import httptools
import uvloop

from benchmarks.operations import COUNTER

TOKEN = COUNTER.encode()
_DATA = re.compile(rb'\{\s*"data"\s*:')
_ERRORS = re.compile(rb'"errors"\s*:(?!\s*\[\])')
"""Errors of the request or of the payload; an empty list of them is none."""


class WrongAnswer(Exception):  # noqa: N818 - what went wrong is the server's answer
    """The server refused, failed or answered with errors: what was measured means nothing."""


@dataclass
class Requests:
    """The requests of one measurement, in turn; each edit gets a number of its own."""

    bodies: list[bytes]
    counter: int
    _turn: Iterator[bytes] = field(init=False)

    def __post_init__(self) -> None:
        self._turn = cycle([_http(body) for body in self.bodies])

    def next(self) -> bytes:
        """Return the next request."""
        request = next(self._turn)
        if TOKEN in request:
            self.counter += 1
            return request.replace(TOKEN, b"%07d" % (self.counter % 10_000_000))
        return request


@dataclass
class Tally:
    """What was answered between two moments of `perf_counter`."""

    begin: float
    end: float
    most: int = sys.maxsize
    """The tally is over when so many have come."""
    latencies: list[float] = field(default_factory=list)
    bytes: int = 0

    def add(self, sent: float, received: float, size: int) -> None:
        """Count an answer if it came in time."""
        if self.begin <= received <= self.end:
            self.latencies.append(received - sent)
            self.bytes += size
            if len(self.latencies) == self.most:
                self.end = received

    def result(self) -> dict[str, float]:
        """Return rates and quantiles; times in milliseconds."""
        ordered = sorted(self.latencies)
        if not ordered:
            raise WrongAnswer("no answer came in time")
        seconds = self.end - self.begin
        return {
            "requests": len(ordered),
            "requests_per_s": len(ordered) / seconds,
            "p50_ms": ordered[len(ordered) // 2] * 1000,
            "p99_ms": ordered[min(len(ordered) * 99 // 100, len(ordered) - 1)] * 1000,
            "bytes_per_answer": self.bytes / len(ordered),
        }


class Client(asyncio.Protocol):
    """One connection: it sends the next request as soon as the last one is answered."""

    def __init__(self, requests: Requests, tally: Tally) -> None:
        self._requests, self._tally = requests, tally
        self._parser = httptools.HttpResponseParser(self)
        self._pieces: list[bytes] = []
        self._sent = 0.0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = transport
        self._send()

    def data_received(self, data: bytes) -> None:
        """Parse; the parser calls the methods below."""
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserCallbackError as problem:
            self._fail(problem.__context__ or problem)

    def connection_lost(self, exc: Exception | None) -> None:
        """Fail unless it was us who closed."""
        self._fail(exc or WrongAnswer("the server closed the connection"))

    def on_body(self, body: bytes) -> None:
        """Keep a piece of the answer."""
        self._pieces.append(body)

    def on_message_complete(self) -> None:
        """Check and count the answer, then go on until the time is over."""
        received, answer = time.perf_counter(), b"".join(self._pieces)
        self._pieces.clear()
        self._check(answer)
        self._tally.add(self._sent, received, len(answer))
        if received < self._tally.end:
            self._send()
        elif not self.done.done():
            self.done.set_result(None)
            self._transport.close()

    def _check(self, answer: bytes) -> None:
        status = self._parser.get_status_code()
        errors = b'"errors"' in answer and _ERRORS.search(answer)
        if status != 200 or errors or not _DATA.match(answer):
            raise WrongAnswer(f"{status}: {answer[:1000].decode(errors='replace')}")

    def _send(self) -> None:
        self._sent = time.perf_counter()
        self._transport.write(self._requests.next())  # type: ignore[attr-defined]

    def _fail(self, problem: BaseException) -> None:
        if not self.done.done():
            self.done.set_exception(problem)
            self._transport.abort()  # type: ignore[attr-defined]


def _http(body: bytes) -> bytes:
    head = f"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    return head.encode() + b"\r\nAccept: application/json\r\n\r\n" + body


async def measure(
    port: int, requests: Requests, *, connections: int, warm_up_s: float, seconds: float, most: int = sys.maxsize
) -> Tally:
    """Load the server for a while, or until so many answers; what comes before the warm-up is over is not counted.

    Raises:
        WrongAnswer: an answer was not 200, or had errors.
    """
    begin = time.perf_counter() + warm_up_s
    tally, loop = Tally(begin, begin + seconds, most), asyncio.get_running_loop()
    pairs = [
        await loop.create_connection(lambda: Client(requests, tally), "127.0.0.1", port) for _ in range(connections)
    ]
    async with asyncio.timeout(warm_up_s + seconds + 60):
        await asyncio.gather(*(client.done for _, client in pairs))
    return tally


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("bodies", type=Path, help="a file with one JSON body a line")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--counter", type=int, default=0)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--warm-up", type=float, default=0.5)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--requests", type=int, default=sys.maxsize, help="end after so many")
    parser.add_argument("--cpu", type=int)
    options = parser.parse_args()
    if options.cpu is not None:
        os.sched_setaffinity(0, {options.cpu})
    requests = Requests(options.bodies.read_bytes().splitlines(), options.counter)
    load = measure(
        options.port,
        requests,
        connections=options.connections,
        warm_up_s=options.warm_up,
        seconds=options.seconds,
        most=options.requests,
    )
    tally = uvloop.run(load)
    print(json.dumps(tally.result()))


if __name__ == "__main__":
    main()
