"""Break off requests that take too long, by one look at all of them now and then instead of a timer for each.

A timer costs as much as a tenth of a small answer, and hardly any request needs it.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic
from typing import Self


class Overdue(Exception):  # noqa: N818 - an answer to the client
    """The request was broken off."""


class Deadline:
    """The moment by which one request must be done; it can be put off.

    Raises:
        Overdue: on leaving, if the request was broken off.
    """

    __slots__ = ("_task", "_under_way", "broken_off", "until")

    def __init__(self, under_way: "dict[asyncio.Task[object], Deadline]", seconds: float) -> None:
        self._under_way = under_way
        self.until = monotonic() + seconds
        self.broken_off = False

    def __enter__(self) -> Self:
        """Begin."""
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - requests run in tasks
        self._task = task
        self._under_way[task] = self
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """End, telling a cancellation of ours from any other."""
        del self._under_way[self._task]
        if self.broken_off and kind is asyncio.CancelledError and self._task.uncancel() == 0:
            raise Overdue


class Deadlines:
    """The deadlines of all requests under way."""

    def __init__(self, look_every_s: float) -> None:
        self._look_every_s = look_every_s
        self._under_way: dict[asyncio.Task[object], Deadline] = {}

    def within(self, seconds: float) -> "Deadline":
        """Let the current task go on for so long, give or take the time between two looks; enter what is returned."""
        return Deadline(self._under_way, seconds)

    @asynccontextmanager
    async def watched(self) -> AsyncIterator[None]:
        """Look at the deadlines as long as the application runs."""
        watcher = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            watcher.cancel()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(self._look_every_s)
            now = monotonic()
            for task, deadline in self._under_way.items():
                if now > deadline.until and not deadline.broken_off:
                    deadline.broken_off = True
                    task.cancel()
