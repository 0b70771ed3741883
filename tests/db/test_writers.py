"""Writers of one SQLite file take fair turns, and nobody who gives up, fails or dies keeps the others waiting."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from db import writers
from db.races import Busy
from db.writers import FileLock, WriterQueue

TURNS = 60


@pytest.fixture
def path(tmp_path: Path) -> str:
    """The database file whose writers take turns; it need not exist."""
    return str(tmp_path / "carnet.db")


@pytest.fixture
def queue(path: str) -> Iterator[WriterQueue]:
    """The queue of this process."""
    made = WriterQueue(path)
    yield made
    made.close()


@pytest.fixture
def another(path: str) -> Iterator[WriterQueue]:
    """A queue with files of its own: to the kernel it is another process's."""
    made = WriterQueue(path)
    yield made
    made.close()


class TestInOneProcess:
    async def test_turns_come_in_the_order_of_arrival(self, queue: WriterQueue) -> None:
        order: list[int] = []
        waiting = [asyncio.create_task(write(queue, order, number)) for number in range(20)]
        await asyncio.gather(*waiting)
        assert order == list(range(20))

    async def test_one_has_the_turn_at_a_time(self, queue: WriterQueue) -> None:
        inside = most = 0

        async def enter() -> None:
            nonlocal inside, most
            async with queue.turn():
                inside += 1
                most = max(most, inside)
                await asyncio.sleep(0)
                inside -= 1

        await asyncio.gather(*(enter() for _ in range(50)))
        assert (inside, most) == (0, 1)

    async def test_who_has_just_written_queues_behind_those_who_wait(self, queue: WriterQueue) -> None:
        order: list[int] = []

        async def greedy() -> None:
            for _ in range(5):
                await write(queue, order, 0)

        await asyncio.gather(greedy(), *(write(queue, order, number) for number in (1, 2, 3)))
        assert order == [0, 1, 2, 3, 0, 0, 0, 0]

    async def test_a_writer_that_fails_gives_up_its_turn(self, queue: WriterQueue) -> None:
        with pytest.raises(ZeroDivisionError):
            async with queue.turn():
                raise ZeroDivisionError
        await takes_the_turn(queue)


class TestGivingUp:
    async def test_a_turn_that_does_not_come_in_time_is_busy(
        self, queue: WriterQueue, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(writers, "PATIENCE_S", 0.05)
        async with queue.turn():
            with pytest.raises(Busy):
                await takes_the_turn(queue)
        await takes_the_turn(queue)

    async def test_a_turn_that_another_process_keeps_is_busy_and_its_place_is_left(
        self, path: str, queue: WriterQueue, another: WriterQueue, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(writers, "PATIENCE_S", 0.05)
        async with another.turn():
            with pytest.raises(Busy):
                await takes_the_turn(queue)
            assert is_free(f"{path}-next")
            assert not is_free(f"{path}-turn")
        await takes_the_turn(queue)

    async def test_the_time_is_for_waiting_and_not_for_writing(
        self, queue: WriterQueue, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(writers, "PATIENCE_S", 0.01)
        async with queue.turn():
            await asyncio.sleep(0.05)

    async def test_an_error_of_the_writer_is_not_taken_for_a_time_out(self, queue: WriterQueue) -> None:
        with pytest.raises(TimeoutError):
            async with queue.turn():
                raise TimeoutError

    async def test_a_cancelled_waiter_leaves_the_queue_to_those_behind_it(self, queue: WriterQueue) -> None:
        order: list[int] = []
        async with queue.turn():
            waiting = [asyncio.create_task(write(queue, order, number)) for number in range(3)]
            await asyncio.sleep(0)
            waiting[0].cancel()
            await asyncio.gather(waiting[0], return_exceptions=True)
        await asyncio.gather(*waiting[1:])
        assert order == [1, 2]

    async def test_a_waiter_that_is_cancelled_while_it_is_next_leaves_that_place(
        self, path: str, queue: WriterQueue, another: WriterQueue
    ) -> None:
        async with another.turn():
            waiting = asyncio.create_task(takes_the_turn(queue))
            await asyncio.sleep(0)
            assert not is_free(f"{path}-next"), "it holds the place"
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
            assert waiting.cancelled()
            assert is_free(f"{path}-next")
        await takes_the_turn(queue)

    async def test_a_writer_that_is_cancelled_gives_up_its_turn(self, path: str, queue: WriterQueue) -> None:
        has_it = asyncio.Event()

        async def keep() -> None:
            async with queue.turn():
                has_it.set()
                await asyncio.Event().wait()

        writing = asyncio.create_task(keep())
        await has_it.wait()
        assert not is_free(f"{path}-turn")
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)
        assert is_free(f"{path}-turn")
        assert is_free(f"{path}-next")


class TestBetweenProcesses:
    async def test_whoever_waits_gets_the_turn_before_who_has_just_written(
        self, path: str, queue: WriterQueue, another: WriterQueue
    ) -> None:
        order: list[int] = []
        for _ in range(30):
            async with another.turn():
                order.append(1)
                waiting = asyncio.create_task(write(queue, order, 2))
                await asyncio.sleep(0)
                assert not is_free(f"{path}-next"), "the other one waits"
            await write(another, order, 3)
            await waiting
        assert order == [1, 2, 3] * 30

    def test_two_processes_that_never_rest_write_alternately(self, path: str) -> None:
        with started(path, "A", TURNS) as first, started(path, "B", TURNS) as second:
            for process in (first, second):
                say(process, "go")
            assert [first.wait(60), second.wait(60)] == [0, 0]
        order = Path(f"{path}.log").read_text()
        assert (order.count("A"), order.count("B")) == (TURNS, TURNS)
        together = order[order.index("B" if order[0] == "A" else "A") :]
        together = together[: min(together.rindex("A"), together.rindex("B")) + 1]
        assert len(together) >= TURNS // 2, f"they did not run at the same time: {order}"
        assert alternations(together) >= 0.7 * (len(together) - 1), order

    async def test_a_killed_writer_gives_up_its_turn(self, path: str, queue: WriterQueue) -> None:
        with started(path, "A", 0) as holder:
            say(holder, "go")
            heard(holder, "mine")
            assert not is_free(f"{path}-turn")
            waiting = asyncio.create_task(takes_the_turn(queue))
            await asyncio.sleep(0)
            holder.kill()
            await asyncio.wait_for(waiting, 4)

    async def test_a_killed_waiter_gives_up_its_place(self, path: str, queue: WriterQueue) -> None:
        with started(path, "A", 0) as waiter:
            async with queue.turn():
                say(waiter, "go")
                async with asyncio.timeout(20):
                    while is_free(f"{path}-next"):  # noqa: ASYNC110 - no event crosses processes
                        await asyncio.sleep(0.002)
                waiter.kill()
                waiter.wait(10)
                assert is_free(f"{path}-next")
            await takes_the_turn(queue)


async def write(queue: WriterQueue, order: list[int], number: int) -> None:
    async with queue.turn():
        order.append(number)
        await asyncio.sleep(0)


async def takes_the_turn(queue: WriterQueue) -> None:
    async with queue.turn():
        pass


def is_free(path: str) -> bool:
    """Tell whether nobody holds a lock."""
    lock = FileLock(path)
    try:
        return lock._is_taken()
    finally:
        lock.close()


def alternations(order: str) -> int:
    """Count how often another one followed."""
    return sum(one != next_one for one, next_one in pairwise(order))


@contextmanager
def started(path: str, name: str, turns: int) -> Iterator["subprocess.Popen[str]"]:
    """Start a process that takes turns once it is told to; kill it on leaving."""
    command = [sys.executable, "-m", "tests.db.queueing", path, name, str(turns)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            heard(process, "ready")
            yield process
        finally:
            process.kill()


def say(process: "subprocess.Popen[str]", line: str) -> None:
    assert process.stdin
    process.stdin.write(f"{line}\n")
    process.stdin.flush()


def heard(process: "subprocess.Popen[str]", line: str) -> None:
    assert process.stdout
    assert process.stdout.readline() == f"{line}\n"
