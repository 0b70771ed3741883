"""Fixtures: the server, a browser, and its visits to the page, which must all end without a complaint."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Page

from server.graphiql import files
from tests.browser.browsing import CHROMIUM_NAMES, chromium_path, launched, served
from tests.browser.visit import Visit


@pytest.fixture(scope="session")
def complete_machine() -> None:
    """Ask for a Chromium and a built page: fail without them where CI is set, skip elsewhere."""
    if chromium_path() is None:
        _give_up(f"No Chromium: install one of {', '.join(CHROMIUM_NAMES)} (Debian: apt-get install chromium).")
    if files.built_entry_files() is None:
        _give_up("GraphiQL is not built: run npm ci && npm run build in frontend/graphiql (Node.js 20 or newer).")


def _give_up(missing: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture(scope="session")
def server_url(complete_machine: None) -> Iterator[str]:
    with served() as url:
        yield url


@pytest.fixture
async def page(complete_machine: None) -> AsyncIterator[Page]:
    async with launched() as page:
        yield page


@pytest.fixture
async def visit(page: Page, server_url: str) -> AsyncIterator[Visit]:
    """GraphiQL, open and ready; whatever the test does there must leave the browser without a complaint."""
    visit = await Visit.start(page, f"{server_url}/graphql")
    await visit.until_ready()
    yield visit
    assert await visit.complaints() == []


@pytest.fixture
async def plain_visit(
    page: Page, server_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> AsyncIterator[Visit]:
    """The page that stands in where GraphiQL is not built."""
    monkeypatch.setattr(files, "BUILT", tmp_path)
    visit = await Visit.start(page, f"{server_url}/graphql")
    yield visit
    assert await visit.complaints() == []
