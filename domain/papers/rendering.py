"""Make a PDF of a page: PDF/A-2a and PDF/UA-1, the same bytes for the same page, in threads beside the event loop.

The renderer gets one template, which is ours, and texts. It is given no folder, no font of the system and no network:
its fonts are those inside typst. Source: reliability.md §3.4.
"""

import asyncio
import json
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import mkdtemp

import typst

from domain.papers.page import Page

STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]
WORKERS = 2
LONGEST_S = 10.0
KEPT = 64
"""How many PDFs are remembered between their making and the transaction that issues them."""


class Unrendered(Exception):  # noqa: N818 - answered by rendering, and running the transaction again
    """A transaction needs the PDF of a page that was not made yet; it must not wait for it under its locks."""

    def __init__(self, page: Page) -> None:
        self.page = page
        super().__init__(page["title"])


class Press:
    """Make PDFs and remember the last ones."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(WORKERS, thread_name_prefix="carnet-press")
        self._made: OrderedDict[str, bytes] = OrderedDict()
        self._making: dict[str, asyncio.Future[bytes]] = {}

    def made(self, page: Page) -> bytes:
        """Return the PDF of a page.

        Raises:
            Unrendered: it was not made yet.
        """
        found = self._made.get(as_json(page))
        if found is None:
            raise Unrendered(page)
        return found

    async def make(self, page: Page) -> bytes:
        """Make the PDF of a page, once for all who ask at the same time, and remember it.

        Raises:
            TimeoutError: it takes too long; it is made all the same, for whoever asks again.
        """
        written = as_json(page)
        making = self._making.get(written) or self._begin(written)
        async with asyncio.timeout(LONGEST_S):
            return await asyncio.shield(making)

    def _begin(self, written: str) -> asyncio.Future[bytes]:
        making = asyncio.get_running_loop().run_in_executor(self._threads, render, written)
        self._making[written] = making
        making.add_done_callback(lambda done: self._end(written, done))
        return making

    def _end(self, written: str, done: asyncio.Future[bytes]) -> None:
        del self._making[written]
        if not done.cancelled() and done.exception() is None:
            self._made[written] = done.result()
            if len(self._made) > KEPT:
                self._made.popitem(last=False)

    def close(self) -> None:
        """Let the threads end."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def render(written: str) -> bytes:
    """Return the PDF of a page that is written as JSON.

    Where a text has a letter that no font of ours has, such as a Chinese one, a box stands for it, and the PDF is an
    ordinary one: the standards forbid such boxes.
    """
    try:
        return _compiled(written, STANDARDS)
    except typst.TypstError:
        return _compiled(written, [])


def _compiled(written: str, standards: "list[typst.PDFStandard]") -> bytes:
    """Return a PDF that says it was made on the document's day: a clock would make other bytes of the same page."""
    made = datetime.fromisoformat(json.loads(written)["made"]).replace(tzinfo=UTC)
    compiler = typst.Compiler(_template(), root=_nothing(), font_paths=_fonts(), ignore_system_fonts=True)
    pdf = compiler.compile(format="pdf", sys_inputs={"page": written}, pdf_standards=standards, timestamp=made)
    assert isinstance(pdf, bytes)  # noqa: S101 - it is one file, and no path was given
    return pdf


def as_json(page: Page) -> str:
    """Write a page as the template reads it; equal pages are written the same."""
    return json.dumps(page, ensure_ascii=False, sort_keys=True)


@cache
def _template() -> bytes:
    return files("domain.papers").joinpath("page.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


@cache
def _nothing() -> Path:
    """Return an empty folder, the only one that the renderer might read from."""
    return Path(mkdtemp(prefix="carnet-press-"))
