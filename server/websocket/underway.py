"""Keep count of what a client has asked on one WebSocket and not been answered yet."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from schema.operations import Asked
from server.deadlines import Deadline

OUTSTANDING = 100
"""Operations of one client that may be unanswered, those that wait for their turn included."""
MESSAGES = 4
"""How many of the longest messages they may be together, counted in characters."""


@dataclass(eq=False)
class Operation:
    """One operation from its message to its answer."""

    key: str
    asked: Asked
    size: int
    deadline: Deadline
    is_at_work: bool = False
    is_wanted: bool = True
    task: asyncio.Task[None] = field(init=False)

    def drop(self) -> None:
        """Answer it no more. What may be a mutation at work is not broken off: its commit may be on the way."""
        self.is_wanted = False
        if not self.is_at_work or "mutation" not in self.asked.query:
            self.task.cancel()


class UnderWay:
    """All operations of one client that are not answered, by the id that the client gave them."""

    def __init__(self, group: asyncio.TaskGroup, longest_message: int) -> None:
        self._group = group
        self._most = MESSAGES * longest_message
        self._size = 0
        self._by_key: dict[str, Operation] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._by_key

    def has_room_for(self, size: int) -> bool:
        """Tell whether one more may begin."""
        return len(self._by_key) < OUTSTANDING and self._size + size <= self._most

    def begin(self, operation: Operation, carry_out: Callable[[Operation], Coroutine[Any, Any, None]]) -> None:
        """Carry out an operation beside the others."""
        self._by_key[operation.key] = operation
        self._size += operation.size
        operation.task = self._group.create_task(carry_out(operation))
        operation.task.add_done_callback(lambda _: self.forget(operation))

    def forget(self, operation: Operation) -> None:
        """Let the client use the id again: the operation is answered, or will not be."""
        if self._by_key.get(operation.key) is operation:
            del self._by_key[operation.key]
            self._size -= operation.size

    def drop(self, key: str) -> None:
        """Give up what the client wants no more, if it is still under way."""
        if operation := self._by_key.get(key):
            self.forget(operation)
            operation.drop()

    def drop_all(self) -> None:
        """Give up everything."""
        for key in list(self._by_key):
            self.drop(key)

    async def settle(self) -> None:
        """Wait until everything is answered."""
        if self._by_key:
            await asyncio.wait([operation.task for operation in self._by_key.values()])
