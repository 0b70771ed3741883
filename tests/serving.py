"""Run the real `carnet serve` as a process of its own, and speak to it in bytes."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

CARNET = Path(sys.executable).with_name("carnet")


@dataclass
class Served:
    """A server process and where it listens; `log` is the file that it writes its log to."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        """End the process at once, in the middle of whatever it does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> int:
        """Ask the process to end, and return its exit code."""
        if self.process.poll() is None:
            self.process.terminate()
        return self.process.wait(30)


def start(database_url: str, log: Path, **settings: str) -> Served:
    """Start a server on a free port and return once it answers."""
    with log.open("ab") as errors:
        process = subprocess.Popen(
            [CARNET, "serve", "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=errors,
            env={**os.environ, "CARNET_DATABASE_URL": database_url, **settings},
        )
    assert process.stdout is not None
    line = process.stdout.readline().decode()
    process.stdout.close()
    found = re.search(r"http://[\d.]+:(\d+)/graphql", line)
    if found is None:
        process.kill()
        raise AssertionError(f"the server did not start: {log.read_text()}")
    return Served(process, int(found[1]), log)


@contextmanager
def serving(database_url: str, log: Path, **settings: str) -> Iterator[Served]:
    """Start a server; stop it on leaving."""
    served = start(database_url, log, **settings)
    try:
        yield served
    finally:
        served.stop()


@dataclass(frozen=True)
class Reply:
    """An HTTP response as it came over the wire."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return orjson.loads(self.body)

    @property
    def codes(self) -> list[str]:
        """The codes of all errors in the body."""
        return [error["extensions"]["code"] for error in self.json.get("errors", [])]


def exchange(port: int, *pieces: bytes, timeout_s: float = 20) -> Reply:
    """Send bytes on a new connection and read one response, to its end."""
    with socket.create_connection(("127.0.0.1", port), timeout=timeout_s) as connection:
        for piece in pieces:
            try:
                connection.sendall(piece)
            except (BrokenPipeError, ConnectionResetError):
                break  # it has answered without reading everything
        return read_reply(connection, head=pieces[0].startswith(b"HEAD"))


def read_reply(connection: socket.socket, *, head: bool = False) -> Reply:
    """Read one response with a content-length."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += _some(connection)
    top, _, body = received.partition(b"\r\n\r\n")
    status, *lines = top.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    length = 0 if head else int(headers.get("content-length", 0))
    while len(body) < length:
        body += _some(connection)
    return Reply(int(status.split()[1]), headers, body)


def _some(connection: socket.socket) -> bytes:
    piece = connection.recv(65536)
    if not piece:
        raise ConnectionError("the server closed the connection without a response")
    return piece


def request(method: str = "POST", path: str = "/graphql", body: bytes | None = None, **headers: str | None) -> bytes:
    """Return a request as bytes; a header of None is left out, '_' in its name stands for '-'."""
    usual: dict[str, str | None] = {"host": "127.0.0.1", "connection": "close"}
    if body is not None:
        usual |= {"content-type": "application/json", "content-length": str(len(body))}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"{name}: {value}" for name, value in (usual | named).items() if value is not None]
    return "\r\n".join([f"{method} {path} HTTP/1.1", *lines, "", ""]).encode("utf-8", "surrogateescape") + (body or b"")
