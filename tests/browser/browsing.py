"""Start the application on a free port of this machine, and a Chromium that can reach nothing else."""

import shutil
import socket
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager

import uvicorn
from playwright.async_api import Page, async_playwright
from starlette.types import ASGIApp

from server.app import create_app
from server.importing import load_demo
from server.settings import Settings
from tests.running import run


@contextmanager
def application() -> Iterator[ASGIApp]:
    """The application that the browser visits: the real one, with the demo company."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/carnet.db"
        run(load_demo(url, if_empty=False))
        yield create_app(Settings(database_url=url))


CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
STARTS_WITHIN_S = 10


def chromium_path() -> str | None:
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


@asynccontextmanager
async def launched() -> AsyncIterator[Page]:
    """Open an empty page of a browser without any stored state."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_OPTIONS)
        yield await browser.new_page(viewport={"width": 1280, "height": 800})
        await browser.close()


@contextmanager
def served() -> Iterator[str]:
    """Serve the application by uvicorn, in a thread with a loop of its own; gives its address."""
    with application() as app, closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none"))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            _wait_for_start(server, thread)
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def _wait_for_start(server: uvicorn.Server, thread: threading.Thread) -> None:
    deadline = time.monotonic() + STARTS_WITHIN_S
    while not server.started and thread.is_alive() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert server.started, "The server did not start"
