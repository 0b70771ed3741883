"""Deliver an outbox in a process of its own, which a test can end; and in two wrong ways, for the controls."""

import asyncio
import multiprocessing
from dataclasses import replace
from typing import Any
from uuid import uuid4

from db.database import open_database
from domain.outbox import delivering
from domain.outbox.delivering import note_sent
from domain.outbox.messages import Mail
from server.postman import Postman, partial
from server.settings import Settings
from server.smtp import MailServer

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.delivering"])


class Hasty(Postman):
    """Notes that an e-mail is sent before it is."""

    async def _hand_over(self, server: MailServer, mail: Mail) -> bool:
        await self._note(partial(note_sent, mail=mail))
        return await super()._hand_over(server, mail)


class Forgetful(Postman):
    """Gives an e-mail another Message-ID at each attempt."""

    async def _hand_over(self, server: MailServer, mail: Mail) -> bool:
        return await super()._hand_over(server, replace(mail, message_id=f"<{uuid4()}@carnet.example>"))


def start(url: str, port: int, postman: type[Postman] = Postman) -> Any:
    """Start a process that delivers until it is ended."""
    process = _PROCESSES.Process(target=_deliver, args=(url, port, postman), daemon=True)
    process.start()
    return process


def _deliver(url: str, port: int, postman: type[Postman]) -> None:
    delivering.FIRST_PAUSE_S = 0.2  # a busy machine may be too slow once
    asyncio.run(_work(url, port, postman))


async def _work(url: str, port: int, postman: type[Postman]) -> None:
    database = await open_database(url)
    queued = asyncio.Event()
    loop = asyncio.get_running_loop()

    def look() -> None:
        queued.set()
        loop.call_later(0.05, look)

    look()
    await postman(database, settings(url, port), queued).work()


def settings(url: str, port: int, **more: Any) -> Settings:
    """Return settings by which e-mails are held for three seconds."""
    given = {"smtp_security": "none", "smtp_sender": "office@carnet.example", "smtp_timeout_s": 1, **more}
    return Settings(database_url=url, smtp_host="127.0.0.1", smtp_port=port, **given)
