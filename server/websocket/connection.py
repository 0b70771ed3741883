"""Keep one WebSocket connection within bounds: what it may send, what it may leave unread, how long it may be dead.

uvicorn's protocol speaks for it. It leaves a few ways open in which a client makes the server keep bytes or a
connection without end, and it breaks off operations in progress when the server stops.
"""

import asyncio
from typing import Any

from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import CloseCode, Frame

SHUTDOWN = "carnet.shutdown"
"""The type of the event by which the application learns that it should finish and close."""
CLOSE_S = 2.0
"""Seconds that a client gets to read and to answer the end of the conversation."""
PING_S = 20.0
"""Seconds between two pings."""
UNREAD_S = 15.0
"""Seconds that a client may take to answer a ping, or to read some of what was sent."""
MOST_FRAGMENTS = 1000
"""Into how many pieces a message may be cut."""


class WebSocketProtocol(WebSocketsSansIOProtocol):
    """One WebSocket connection with a client."""

    _unread_timer: asyncio.TimerHandle | None = None

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.close_timeout = CLOSE_S

    def data_received(self, data: bytes) -> None:
        """Take what arrived, and nothing more once it broke the rules."""
        if self.conn.parser_exc is None:
            super().data_received(data)

    def handle_cont(self, event: Frame) -> None:
        """Take one more piece of a message; even empty ones take memory."""
        if len(self.frames) < MOST_FRAGMENTS:
            super().handle_cont(event)
        else:
            self._fail(CloseCode.MESSAGE_TOO_BIG, f"more than {MOST_FRAGMENTS} fragments")

    def send_receive_event_to_app(self) -> None:
        """Pass a message on; uvicorn would log one that is not UTF-8 as an error of ours."""
        if self.curr_msg_data_type == "text":
            try:
                b"".join(self.frames).decode()
            except UnicodeDecodeError:
                self._fail(CloseCode.INVALID_DATA, "not UTF-8")
                return
        super().send_receive_event_to_app()

    def handle_ping(self) -> None:
        """Answer a ping; read no more of them while the client does not read the answers."""
        super().handle_ping()
        if not self.writable.is_set():
            self.transport.pause_reading()

    def pause_writing(self) -> None:
        """Give the client some time to read."""
        super().pause_writing()
        self._unread_timer = self.loop.call_later(self.ping_timeout or UNREAD_S, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on: it has read."""
        super().resume_writing()
        self._stop_unread_timer()
        if not self.read_paused and not self.transport.is_closing():
            self.transport.resume_reading()

    async def send(self, message: Any) -> None:
        """Send once the client has read enough.

        Raises:
            ClientDisconnected: it is gone, or the conversation is over.
        """
        await self.writable.wait()
        if self.close_sent:
            raise ClientDisconnected
        await super().send(message)
        if message["type"] == "websocket.close":
            self._end_soon()
        elif message["type"] == "websocket.http.response.body":
            self.handshake_complete = True  # by a refusal; uvicorn would log that it is not

    def _fail(self, code: CloseCode, reason: str) -> None:
        self.frames = []
        self.conn.fail(code, reason)
        self.handle_parser_exception()

    def handle_parser_exception(self) -> None:
        """Say what was wrong; hanging up with bytes unread would keep the client from reading it."""
        assert self.conn.close_sent is not None  # noqa: S101 - failing sends it
        code, reason = self.conn.close_sent.code, self.conn.close_sent.reason
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
        self.close_sent = True
        if not self.transport.is_closing():
            self.transport.write(b"".join(self.conn.data_to_send()))
            self.transport.write_eof()
            self.transport.resume_reading()
        self._end_soon()

    def handle_close(self, event: Frame) -> None:
        """Answer the client's farewell, and do not wait long for it to be read."""
        super().handle_close(event)
        if not self.close_sent:
            self._end_soon()

    def keepalive_timeout(self) -> None:
        """Give up a client that does not answer."""
        super().keepalive_timeout()
        self._end_soon()

    def shutdown(self) -> None:
        """Let the application finish what it has begun, and close."""
        if self.close_sent or self.transport.is_closing():
            self._end_soon()
        elif self.handshake_complete:
            told: Any = {"type": SHUTDOWN}  # an event of ours, which ASGI does not have
            self.queue.put_nowait(told)
        else:
            super().shutdown()

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell the application."""
        self._stop_unread_timer()
        super().connection_lost(exc)

    def _stop_unread_timer(self) -> None:
        if self._unread_timer is not None:
            self._unread_timer.cancel()
            self._unread_timer = None

    def _end_soon(self) -> None:
        """Hang up at last, whatever the client has not read: closing alone would wait for it for ever."""
        if self.disconnected:
            return
        if self.close_timer is not None:
            self.close_timer.cancel()
        self.close_timer = self.loop.call_later(self.close_timeout, self.transport.abort)
