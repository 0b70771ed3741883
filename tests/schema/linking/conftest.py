"""Replay the journal after each test of links and deletions: it must tell all that is stored, and no more."""

from collections.abc import AsyncIterator

import pytest

from tests.carnet import Carnet
from tests.replay import replay


@pytest.fixture
async def carnet(carnet: Carnet) -> AsyncIterator[Carnet]:
    """The real application; afterwards the journal must be what is stored."""
    yield carnet
    assert await replay(carnet) == []
