"""Deliver the outbox for as long as the server runs; any number of processes may do so at once.

Source: reliability.md §2.2 no. 13.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from db.database import Database
from db.unit_of_work import UnitOfWork, in_transaction
from domain.outbox.delivering import note_failed, note_sent, take
from domain.outbox.messages import Mail, Undeliverable, envelope
from server.settings import Settings
from server.smtp import MailServer, Unsent

LOOK_S = 5.0
"""Seconds after which the outbox is looked into again, if nobody said that there is something in it."""
HELD = 3.0
"""For how many times as long as handing over may take an e-mail is held: nobody else takes it meanwhile."""
_LOG = logging.getLogger("carnet.outbox")


class Postman:
    """Take e-mails out of the outbox and hand them over to the mail server, one after the other."""

    def __init__(self, database: Database, settings: Settings, queued: asyncio.Event) -> None:
        self._database = database
        self._settings = settings
        self._queued = queued
        self._is_done = False

    async def work(self) -> None:
        """Deliver whatever is due, again and again, until told to stop."""
        while not self._is_done:
            self._queued.clear()
            try:
                await self.deliver()
            except Exception as problem:  # noqa: BLE001 - the database may be away for a while
                _LOG.warning("The outbox could not be delivered: %s", type(problem).__name__)
            try:
                async with asyncio.timeout(LOOK_S):
                    await self._queued.wait()
            except TimeoutError:
                continue

    def stop(self) -> None:
        """Let the e-mail that is being handed over be the last one."""
        self._is_done = True
        self._queued.set()

    async def deliver(self) -> int:
        """Deliver what is due now over one connection, and return how many e-mails were handed over."""
        server, sent = MailServer(self._settings), 0
        try:
            while not self._is_done and (mail := await self._take()):
                sent += await self._hand_over(server, mail)
        finally:
            await server.close()
        return sent

    async def _take(self) -> Mail | None:
        hold_s = self._settings.smtp_timeout_s * HELD

        async def walk(work: UnitOfWork) -> Mail | None:
            mail = await take(work, hold_s)
            await work.commit()
            return mail

        return await in_transaction(self._database, walk)

    async def _hand_over(self, server: MailServer, mail: Mail) -> bool:
        """Hand one e-mail over and note what became of it."""
        try:
            async with asyncio.timeout(self._settings.smtp_timeout_s):
                await server.hand_over(envelope(mail))
        except Exception as problem:  # noqa: BLE001 - whatever it is, the others must not wait for this one
            await server.close()
            reason, for_good = _why(problem)
            await self._note(partial(note_failed, mail=mail, reason=reason, for_good=for_good))
        else:
            await self._note(partial(note_sent, mail=mail))
            return True
        return False

    async def _note(self, note: "partial[Coroutine[Any, Any, None]]") -> None:
        async def walk(work: UnitOfWork) -> None:
            await note(work)
            await work.commit()

        await in_transaction(self._database, walk)


def _why(problem: Exception) -> tuple[str, bool]:
    """Return why an e-mail was not sent, and whether it never can be."""
    if isinstance(problem, Unsent):
        return problem.reason, problem.for_good
    if isinstance(problem, Undeliverable):
        return str(problem), True
    if isinstance(problem, TimeoutError):
        return "The mail server took too long.", False
    _LOG.error("An e-mail could not be handed over: %s", type(problem).__name__)
    return f"It could not be handed over: {type(problem).__name__}.", False


@asynccontextmanager
async def delivering(database: Database, settings: Settings, queued: asyncio.Event) -> AsyncIterator[None]:
    """Deliver the outbox meanwhile."""
    postman = Postman(database, settings, queued)
    task = asyncio.create_task(postman.work())
    try:
        yield
    finally:
        postman.stop()
        await task
