"""One application for all requests of a module: what one of them does to it, the next ones notice."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.carnet import Carnet, open_carnet


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared_carnet(sqlite_template: bytes, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Carnet]:
    path = tmp_path_factory.mktemp("shared") / "carnet.db"
    path.write_bytes(sqlite_template)
    async with open_carnet(f"sqlite:///{path}") as opened:
        yield opened
