"""Random operations by several callers do what the model says; linked cards stay equal, and the journal is true."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st

from db import postgresql
from domain import deleting
from domain.change import Change, Kind, Record
from domain.reverting.fields import Standing
from domain.sync import apply as applying
from domain.sync import linking
from domain.sync.planning import Planning
from domain.sync.writes import LINKED_CONTACT, Writes
from tests.carnet import Carnet, open_carnet
from tests.reliability.machine.callers import ALL, Drawn, runs
from tests.reliability.machine.model import Model
from tests.reliability.machine.running import Run
from tests.reliability.machine.steps import Batch, Create, CreateFrom, Rule, SetUp, Step, edits
from tests.reliability.test_concurrent_edits import without_locks

RUNS = settings.get_profile("carnet").max_examples

NAMELESS = Rule("name", Kind.VENDOR, "NEVER")
FIRM = {"name": "Berg AG"}
ONCE_WRONG: dict[str, list[Step]] = {
    "the contact of a card whose name does not travel": [NAMELESS, Create(Kind.VENDOR, FIRM)],
    "a card of a contact whose name does not travel": [
        NAMELESS,
        Create(Kind.CONTACT, FIRM),
        CreateFrom(Kind.VENDOR, 0),
    ],
    "contacts of many cards whose names do not travel": [
        SetUp(Kind.VENDOR, value=False),
        Create(Kind.VENDOR, FIRM),
        SetUp(Kind.VENDOR, value=True),
        NAMELESS,
        Batch(Kind.VENDOR),
    ],
    "a template's country, which only the contact may give": [
        Rule("country", Kind.CUSTOMER, "CONTACT_TO_CARD"),
        Create(Kind.CONTACT, FIRM),
        CreateFrom(Kind.CUSTOMER, 0),
    ],
    "a plan in the order of the journal": [Create(Kind.CUSTOMER, FIRM, how="as shown before")],
}


@pytest.mark.timeout(1800)  # only where something is found: it is made as short as can be
async def test_random_operations_by_several_callers_do_what_the_model_says(carnet: Carnet) -> None:
    await runs(carnet, max_examples=RUNS, phases=set(Phase) - {Phase.explain})  # explaining takes as long again


@pytest.mark.parametrize("taken", ONCE_WRONG.values(), ids=ONCE_WRONG)
async def test_steps_that_once_went_wrong_do_what_the_model_says(carnet: Carnet, taken: list[Step]) -> None:
    run = Run(carnet)
    await run.start()
    for step in taken:
        await run.one(step)


class TestWithAFault:
    """Controls: each of these faults must be found by the same machine, or its silence proves nothing."""

    async def test_a_card_that_a_change_does_not_reach_is_found(
        self, carnet: Carnet, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        spread = Planning._spread

        def leave_out_the_last(planning: Planning, hub: Record, cards: Iterable[Record], travelling: Any) -> None:
            spread(planning, hub, list(cards)[:-1], travelling)

        monkeypatch.setattr(Planning, "_spread", leave_out_the_last)
        assert ", of its contact CT0" in await finding(carnet)

    @pytest.mark.parametrize("engine", ["postgresql"])  # SQLite without its locks mostly fails before it loses an edit
    async def test_edits_without_locks_are_found(self, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        without_locks(monkeypatch)
        monkeypatch.setitem(postgresql.SETTINGS, "deadlock_timeout", "5ms")
        async with open_carnet(database_url) as carnet:
            found = await finding(carnet, st.lists(edits(), min_size=3, max_size=3))
        assert "two change sets made version" in found or "the journal changes" in found

    async def test_a_change_that_the_journal_forgets_is_found(
        self, carnet: Carnet, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        journal = applying._journal

        def forget_the_last(by_record: Iterable[Sequence[Change]], *signed: Any) -> Any:
            *others, last = by_record
            kept = [last[:-1]] if len(last) > 1 else [] if others else [last]
            return journal([*others, *kept], *signed)

        monkeypatch.setattr(applying, "_journal", forget_the_last)
        assert ", by the journal " in await finding(carnet)

    async def test_an_unlinking_that_leaves_the_primary_contact_is_found(
        self, carnet: Carnet, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(linking, "unlink", lambda _planning, _card: None)
        assert ", but does not belong to its contact" in await finding(carnet)

    async def test_a_deletion_that_does_not_tell_of_the_link_is_found(
        self, carnet: Carnet, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        class Forgetful(Writes):
            def journalled(self) -> Any:
                return (change for change in super().journalled() if change.field != LINKED_CONTACT)

        monkeypatch.setattr(deleting, "Writes", Forgetful)
        assert "linkedContact of" in await finding(carnet)

    async def test_a_reversal_that_leaves_out_a_field_is_found(
        self, carnet: Carnet, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fields = Standing.fields
        monkeypatch.setattr(Standing, "fields", lambda *asked: dict(list(fields(*asked).items())[1:]))
        drawn = edits().map(lambda step: replace(step, how="and back again"))
        found = await finding(carnet, drawn)
        assert ", predicted " in found or "CHANGED_SINCE" in found  # where nothing else was changed

    async def test_a_wrong_prediction_is_found(self, carnet: Carnet, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Model, "follow", lambda *_: None)
        assert ", predicted " in await finding(carnet)


async def finding(carnet: Carnet, drawn: Drawn = ALL) -> str:
    """Let the machine run until it finds something, and return what it says. The runs are the same every time."""
    always = {"derandomize": True, "database": None, "phases": [Phase.generate], "report_multiple_bugs": False}
    with pytest.raises(AssertionError) as found:
        await runs(carnet, drawn, max_examples=100, **always)
    return str(found.value)
