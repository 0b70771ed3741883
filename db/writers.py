"""Let the writers of one SQLite file go one at a time and in fair turns, whatever process they belong to.

Source: reliability.md §2.1.
"""

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from db.races import PATIENCE_S, Busy

POLL_S = 0.001
"""How often a process asks for a lock that another one holds. At most one writer of a process asks."""


class WriterQueue:
    """Give each writer its turn: in order of arrival within a process, one each where several processes wait.

    SQLite's own lock makes other processes ask in growing intervals, so that one which never rests starves them. Here
    whoever waits for its turn holds the place of the next one, and who has just written must queue behind it. The
    kernel releases both locks when a process dies. They are advice: what keeps the file whole is SQLite's lock, which
    a foreign program may hold all the same.
    """

    def __init__(self, path: str) -> None:
        self._here = asyncio.Lock()
        self._next, self._turn = FileLock(f"{path}-next"), FileLock(f"{path}-turn")

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for the turn, keep it, and give it up on leaving.

        Raises:
            Busy: it did not come within `PATIENCE_S`.
        """
        async with AsyncExitStack() as held:
            try:
                async with asyncio.timeout(PATIENCE_S):
                    await held.enter_async_context(self._here)
                    async with self._next.held():
                        await held.enter_async_context(self._turn.held())
            except TimeoutError:
                raise Busy from None
            yield

    def close(self) -> None:
        """Let go of the files."""
        self._next.close()
        self._turn.close()


class FileLock:
    """An advisory lock between processes. The file is its own: a lock on the database's would disturb SQLite's."""

    def __init__(self, path: str) -> None:
        self._file = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o644)

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """Wait for the lock without holding up the event loop, and release it on leaving."""
        while not self._is_taken():  # noqa: ASYNC110 - no event crosses processes
            await asyncio.sleep(POLL_S)
        try:
            yield
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._file)

    def _is_taken(self) -> bool:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
