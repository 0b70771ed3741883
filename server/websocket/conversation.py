"""Hold one conversation: several operations of a client at a time, each answered as over HTTP."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from starlette.types import Message, Receive, Send

from domain.errors import Language
from domain.keys import Caller
from schema.failures import failed, shown_error
from schema.operations import Asked, Unanswerable
from schema.trusted_documents import Documents
from server.bodies import asked_in
from server.callers import Callers, by
from server.deadlines import Deadlines, Overdue
from server.endpoint import LATE
from server.negotiation import language
from server.refusals import Refusal
from server.settings import Settings
from server.websocket.connection import SHUTDOWN
from server.websocket.messages import (
    ACKNOWLEDGED,
    Closing,
    answered,
    error,
    id_of,
    invalid,
    payload_of,
    pong,
    read_message,
    refused,
)
from server.websocket.underway import Operation, UnderWay

AT_ONCE = 16
"""Operations of one client that are carried out at a time; each has its turn until the client has read its answer."""
LONGEST_LANGUAGE = 1000
TOO_MANY = "Too many operations of this connection wait for their answers. Wait for some of them."


class Gone(Exception):  # noqa: N818 - caught where the conversation ends
    """The client is gone."""


@dataclass(frozen=True)
class Service:
    """What answers all conversations."""

    answer: Callable[[Asked], Awaitable[bytes]]
    callers: Callers
    documents: Documents
    settings: Settings
    deadlines: Deadlines


class Conversation:
    """What is said on one WebSocket."""

    def __init__(
        self, receive: Receive, send: Send, service: Service, *, spoken: Language, authorization: bytes
    ) -> None:
        self._receive = receive
        self._send = send
        self._answer = service.answer
        self._callers = service.callers
        self._documents = service.documents
        self._settings = service.settings
        self._deadlines = service.deadlines
        self._language = spoken
        self._authorization = authorization
        self._is_greeted = False
        self._sending = asyncio.Lock()
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._under_way: UnderWay

    async def hold(self) -> None:
        """Listen and answer until one side ends it; return when nothing of it goes on."""
        async with asyncio.TaskGroup() as group:
            self._under_way = UnderWay(group, self._settings.body_limit)
            try:
                await self._listen()
            except Closing as end:
                self._under_way.drop_all()
                with suppress(OSError):  # ASGI: the client is gone
                    await self._send({"type": "websocket.close", "code": end.code, "reason": end.reason})
            except (Gone, OSError):
                self._under_way.drop_all()

    async def _listen(self) -> None:
        try:
            with self._deadlines.within(self._settings.body_timeout_s):
                while not self._is_greeted:
                    await self._take(await self._next())
        except Overdue:
            raise Closing(4408, "Connection initialisation timeout") from None
        while True:
            await self._take(await self._next())

    async def _next(self) -> str | None:
        """Return the text of the next message, None if it is binary.

        Raises:
            Gone: there will be none.
            Closing: the server stops, and all that was asked is answered.
        """
        event: Message = await self._receive()
        if event["type"] == "websocket.receive":
            return event.get("text")
        if event["type"] != SHUTDOWN:
            raise Gone
        await self._under_way.settle()
        raise Closing(1001, "The server stops.")

    async def _take(self, text: str | None) -> None:
        """Do what a message says.

        Raises:
            Closing: it is against the protocol.
        """
        message = read_message(text)
        payload = payload_of(message)
        match message.get("type"):
            case "connection_init":
                await self._greet(payload)
            case "ping":
                await self._say(pong(payload))
            case "pong":
                pass
            case "subscribe":
                await self._subscribe(id_of(message), payload, len(text or ""))
            case "complete":
                self._under_way.drop(id_of(message))
            case _:
                raise invalid("There is no message of this type.")

    async def _greet(self, payload: dict[str, object]) -> None:
        if self._is_greeted:
            raise Closing(4429, "Too many initialisation requests")
        if liked := _text(payload, "acceptLanguage"):
            self._language = language(liked[:LONGEST_LANGUAGE])
        if shown := _text(payload, "authorization") or _text(payload, "Authorization"):
            self._authorization = shown.encode("latin-1", "replace")
        await self._caller()
        self._is_greeted = True
        await self._say(ACKNOWLEDGED)

    async def _caller(self) -> Caller:
        """Return who is at the other end; a key may end while the conversation goes on.

        Raises:
            Closing: nobody knows.
        """
        try:
            return await self._callers.of(self._authorization)
        except Refusal as refusal:
            raise Closing(4403, refusal.message) from None

    async def _subscribe(self, key: str, payload: dict[str, object], size: int) -> None:
        if not self._is_greeted:
            raise Closing(4401, "Unauthorized")
        if key in self._under_way:
            raise Closing(4409, f"Subscriber for {key} already exists")
        try:
            asked = by(await self._caller(), asked_in(payload, self._language, self._documents))
        except Refusal as refusal:
            raise invalid(refusal.message) from None
        except Unanswerable as problem:
            await self._say(refused(key, [shown_error(wrong) for wrong in problem.errors]))
            return
        if self._under_way.has_room_for(size):
            deadline = self._deadlines.within(self._settings.request_timeout_s)
            self._under_way.begin(Operation(key, asked, size, deadline), self._carry_out)
        else:
            await self._say(refused(key, [error(TOO_MANY, "TOO_MANY_OPERATIONS")]))

    async def _carry_out(self, operation: Operation) -> None:
        async with self._turns:
            operation.is_at_work = True
            messages = await self._outcome(operation)
            operation.is_at_work = False
            if operation.is_wanted:
                with suppress(OSError):  # ASGI: the client is gone
                    await self._say(*messages)
            self._under_way.forget(operation)  # at once: the client knows that the id is free

    async def _outcome(self, operation: Operation) -> list[bytes]:
        key = operation.key
        try:
            with operation.deadline:
                return answered(key, await self._answer(operation.asked))
        except Overdue:
            return [refused(key, [error(LATE, "TIMEOUT")])]
        except Unanswerable as problem:
            return [refused(key, [shown_error(wrong) for wrong in problem.errors])]
        except Exception as problem:  # noqa: BLE001 - masked, and logged under an id
            return answered(key, failed(problem))

    async def _say(self, *messages: bytes) -> None:
        """Send messages in one go, once the client has read enough of the earlier ones."""
        async with self._sending:
            for message in messages:
                await self._send({"type": "websocket.send", "text": message.decode()})


def _text(payload: dict[str, object], member: str) -> str | None:
    """Return a member that must be a text.

    Raises:
        Closing: it is none.
    """
    value = payload.get(member)
    if value is not None and not isinstance(value, str):
        raise invalid(f"The member '{member}' must be a string.")
    return value
