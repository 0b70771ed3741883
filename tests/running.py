"""Run coroutines from code that is not one, and properties of Hypothesis over coroutines."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def run(work: Coroutine[Any, Any, Any]) -> None:
    """Run a coroutine on a loop of its own, also where another loop is running already."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, work).result()


async def holds_in_this_loop(prop: Any) -> None:
    """Check a property whose test is a coroutine: Hypothesis draws in a thread, the examples run in this loop."""
    loop, example = asyncio.get_running_loop(), prop.hypothesis.inner_test

    def run_in_loop(**drawn: Any) -> None:
        asyncio.run_coroutine_threadsafe(example(**drawn), loop).result()

    prop.hypothesis.inner_test = run_in_loop
    await asyncio.to_thread(prop)
