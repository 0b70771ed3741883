"""Let Hypothesis draw what callers do, and shrink what went wrong to the few steps that it takes."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeAlias

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.errors import Flaky
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.carnet import Carnet
from tests.reliability.machine.running import Run
from tests.reliability.machine.setting_up import start_again
from tests.reliability.machine.steps import Step, openings, steps

LONG = 25
"""Steps of a run."""
Drawn: TypeAlias = st.SearchStrategy[Step | list[Step]]
AT_ONCE: Drawn = st.lists(steps(), min_size=2, max_size=3)
ALL: Drawn = st.sampled_from([steps()] * 4 + [AT_ONCE]).flatmap(lambda each: each)
"""One step after the other, and now and then several at once."""


def machine(
    carnet: Carnet, loop: asyncio.AbstractEventLoop, drawn: Drawn, found: list[str]
) -> type[RuleBasedStateMachine]:
    """Return a state machine that runs in Hypothesis's thread, and its steps in the loop of the application.

    It adds to `found` what it finds, with all the steps that were taken.
    """

    def wait(work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, loop).result()

    class Callers(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.run, self.taken = Run(carnet), list[Step | list[Step]]()
            wait(self.run.start())

        @initialize(opening=openings())
        def begin(self, opening: tuple[Step, ...]) -> None:
            for step in opening:
                self.take_one(step)

        @rule(taken=drawn)
        def take(self, taken: Step | list[Step]) -> None:
            self.take_one(taken)

        def take_one(self, taken: Step | list[Step]) -> None:
            self.taken.append(taken)
            try:
                wait(self.run.several(taken) if isinstance(taken, list) else self.run.one(taken))
            except AssertionError as problem:
                found.append(f"{problem}\nafter {self.taken}")
                raise

    return Callers


async def runs(carnet: Carnet, drawn: Drawn = ALL, **options: Any) -> None:
    """Let the machine run, on an empty database each time.

    Raises:
        AssertionError: something is wrong, also where it was not so again when the same steps were taken again.
    """
    found: list[str] = []
    chosen = settings(stateful_step_count=LONG, **options)
    callers = machine(carnet, asyncio.get_running_loop(), drawn, found)
    try:
        await asyncio.to_thread(run_state_machine_as_test, callers, settings=chosen)
    except Flaky:  # it tells what Hypothesis drew, but not what was wrong
        raise AssertionError(f"not every time, but once: {found[-1]}") from None
    finally:
        await start_again(carnet)
