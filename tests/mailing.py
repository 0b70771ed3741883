"""Receive e-mails with a real SMTP server, which may end the process that sends them at a chosen step."""
# ruff: noqa: ARG002 - aiosmtpd calls its handlers with all there is

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from threading import Event
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

STEPS = ("CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "TAKEN", "ANSWERED")
"""When a process can be ended: as it connects, at a command, once the e-mail is taken over, after that is answered."""


@dataclass
class Received:
    """One e-mail as it arrived."""

    sender: str
    recipients: list[str]
    content: bytes

    @property
    def message(self) -> EmailMessage:
        return cast("EmailMessage", message_from_bytes(self.content, policy=POLICY))

    @property
    def message_id(self) -> str:
        return str(self.message["Message-ID"])


@dataclass
class MailBox:
    """What arrived; `answers` are given to commands instead of OK, `victim` is ended at `step` of its e-mail `nth`."""

    received: list[Received] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    victim: int = 0
    step: str | None = None
    nth: int = 0
    struck: Event = field(default_factory=Event)
    port: int = 0

    def arm(self, step: str, nth: int) -> None:
        """End the next process that sends, at this step of its e-mail so many."""
        self.step, self.nth, self.victim = step, nth, 0
        self.struck.clear()

    def reached(self, step: str, victim: int | None = None) -> bool:
        """Note a step, of this process or the one at hand, and end it if it is time; tell whether it was ended."""
        if step != self.step or victim not in {None, self.victim}:
            return False
        while not self.victim:
            time.sleep(0.001)  # it came before the test knew who it is
        if self.nth and step not in {"CONNECT", "EHLO"}:  # these come once per connection
            self.nth -= 1
            return False
        self.step = None
        os.kill(self.victim, signal.SIGKILL)
        self.struck.set()
        return True

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.reached("EHLO")
        return responses

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.reached("MAIL")
        envelope.mail_from = address
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.reached("RCPT")
        if "RCPT" not in self.answers:
            envelope.rcpt_tos.append(address)
        return self.answers.get("RCPT", "250 OK")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        if self.reached("DATA"):
            return "451 Never mind"
        if "DATA" in self.answers:
            return self.answers["DATA"]
        assert isinstance(envelope.content, bytes)
        self.received.append(Received(envelope.mail_from or "", envelope.rcpt_tos, envelope.content))
        if not self.reached("TAKEN"):
            asyncio.get_running_loop().call_later(0.001, self.reached, "ANSWERED", self.victim)
        return "250 OK"


class _Controller(Controller):
    def factory(self) -> SMTP:
        box: MailBox = self.handler

        class Listening(SMTP):
            def connection_made(self, transport: Any) -> None:
                box.reached("CONNECT")
                super().connection_made(transport)

        return Listening(box, **self.SMTP_kwargs)

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mail_server(**options: Any) -> Iterator[MailBox]:
    """Run a mail server on a free port."""
    box = MailBox()
    controller = _Controller(box, hostname="127.0.0.1", port=0, **options)
    controller.start()
    try:
        box.port = controller.port
        yield box
    finally:
        controller.stop(no_assert=True)
