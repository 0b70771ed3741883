"""Wait for what no event tells."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any


async def until(condition: Callable[[], Awaitable[Any]], within_s: float = 30) -> None:
    """Return once the condition holds.

    Raises:
        TimeoutError: it does not for too long.
    """
    async with asyncio.timeout(within_s):
        while not await condition():  # noqa: ASYNC110 - what other processes do sends no event
            await asyncio.sleep(0.002)
