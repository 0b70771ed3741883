"""Take turns in a process of its own: `python -m tests.db.queueing FILE NAME TURNS`, begun by a line on its input.

Each turn writes the process's name to the file FILE.log; with 0 turns it keeps the first one until it is killed.
"""

import asyncio
import sys

from db.writers import WriterQueue

HELD_S = 0.002


async def take_turns(path: str, name: str, turns: int) -> None:
    queue = WriterQueue(path)
    with open(f"{path}.log", "a", buffering=1) as log:  # noqa: ASYNC230, PTH123 - a few bytes
        for _ in range(turns or 1):
            async with queue.turn():
                log.write(name)
                log.flush()
                print("mine", flush=True)  # noqa: T201 - this is what the test waits for
                await (asyncio.sleep(HELD_S) if turns else asyncio.Event().wait())
    queue.close()


if __name__ == "__main__":
    print("ready", flush=True)  # noqa: T201
    sys.stdin.readline()
    asyncio.run(take_turns(sys.argv[1], sys.argv[2], int(sys.argv[3])))
