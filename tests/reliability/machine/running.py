"""Carry out steps against the real application, and compare what becomes of them with the model."""

import asyncio
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from domain.change import Kind
from schema.build import build_schema
from tests.carnet import Carnet
from tests.reliability.machine import steps
from tests.reliability.machine.asking import Asked, Known, asked
from tests.reliability.machine.checks import wrong
from tests.reliability.machine.model import Model
from tests.reliability.machine.setting_up import start_again
from tests.reliability.machine.stored import Stored, code_of, read_all

_CHANGES = "changes { recordKind recordNumber field before after reason sourceKind sourceNumber }"
MUTATION = f"""mutation ($input: INPUT, $dryRun: Boolean! = false, $planToken: String) {{
    answer: MUTATION(input: $input, dryRun: $dryRun, planToken: $planToken) {{
        changeSet {{ id {_CHANGES} }} plan {{ token {_CHANGES} }} errors {{ code path message }} }} }}"""
REVERSAL = """mutation ($id: ID!) { revertChangeSet(input: {id: $id}) {
    changeSet { id } skipped { field } errors { code path message } } }"""
UNLINKABLE = {"RELATION_CODE_NOT_CONFIGURED", "CONTACT_PRIVACY_BLOCKED"}
"""Why a link that ended may not begin again, although nothing happened since."""
SET_UP = "mutation ($input: INPUT) { answer: MUTATION(input: $input) { errors { code path message } } }"
_FIELDS: Any = build_schema().core.mutation_type
INPUTS = {name: str(field.args["input"].type) for name, field in _FIELDS.fields.items()}


class Run:
    """One run from an empty database: what is known so far, and which shared fields may differ since a rule said so."""

    def __init__(self, carnet: Carnet) -> None:
        self.carnet = carnet
        self.loosened: set[tuple[str, Kind]] = set()

    async def start(self) -> None:
        """Begin with an empty database."""
        await start_again(self.carnet)
        self.known = Known(Model(), await read_all(self.carnet))
        assert self.known.stored.model() == self.known.model

    async def one(self, step: steps.Step) -> None:
        """Carry out a step; Carnet must do what the model does."""
        what = asked(step, self.known)
        if what is None:
            return
        self._loosen(step)
        model, before = deepcopy(self.known.model), self.known.stored
        predicted = what.predict(model)
        answer = await self._send(what)
        codes = codes_of(answer)
        stored = await read_all(self.carnet)
        found = wrong(stored, self.loosened)
        assert not found, "; ".join(found)
        assert codes == predicted, f"refused with {codes}, predicted {predicted}"
        if predicted or what.how == "only shown":
            assert stored == before, "nothing was to change"
            return
        found = not_as_predicted(stored.model(), model)
        assert not found, "; ".join(found)
        if what.how == "and back again" and answer["changeSet"]:
            undone = await self._revert(answer["changeSet"]["id"], before.model(), stored)
            stored = await read_all(self.carnet)
            if undone:
                await self._revert(undone, model, stored)
                stored = await read_all(self.carnet)
        self._now(stored.model(), stored)

    async def _revert(self, change_set: str, wanted: Model, stored: Stored) -> str | None:
        """Take an operation back right after it; all is as `wanted`, or nothing could be linked."""
        answer = (await self.carnet.post(REVERSAL, {"id": change_set})).json()
        assert "errors" not in answer, f"an internal error: {answer['errors']}"
        payload, now = answer["data"]["revertChangeSet"], await read_all(self.carnet)
        found = wrong(now, self.loosened)
        assert not found, "; ".join(found)
        assert payload["skipped"] == [], "nothing was changed since"
        if payload["errors"]:
            assert now == stored, "nothing was to change"
            assert codes_of(payload) <= UNLINKABLE, f"refused with {payload['errors']}"
            return None
        found = not_as_predicted(now.model(), replace(wanted, drawn=now.drawn))  # numbers are not given back
        assert not found, "; ".join(found)
        return str(payload["changeSet"]["id"])

    async def several(self, at_once: Sequence[steps.Step]) -> None:
        """Let several callers take a step each at once; whatever the order, what always holds must hold."""
        mutations = [what for step in at_once if (what := asked(step, self.known))]
        for step in at_once:
            self._loosen(step)
        answers = await asyncio.gather(*map(self._send, mutations), return_exceptions=True)  # none goes on meanwhile
        for answer in answers:
            if isinstance(answer, BaseException):
                raise answer
        stored = await read_all(self.carnet)
        found = wrong(stored, self.loosened)
        assert not found, "; ".join(found)
        self._now(stored.model(), stored)

    def _now(self, model: Model, stored: Any) -> None:
        self.known.model, self.known.stored = model, stored
        self.known.learn()

    def _loosen(self, step: steps.Step) -> None:
        if isinstance(step, steps.Rule) and step.direction in {"NEVER", "CARD_TO_CONTACT"}:
            self.loosened.add((code_of(step.name), step.kind))

    async def _send(self, what: Asked) -> Any:
        """Send a mutation the way that it is to be sent, and return the payload of the last answer."""
        if what.how in {"plainly", "and back again"}:
            return await self._post(what)
        shown = await self._post(what, dryRun=True)
        if shown["errors"] or what.how == "only shown":
            assert shown["changeSet"] is None
            return shown
        done = await self._post(what, planToken=shown["plan"]["token"])
        if not done["errors"]:
            changes = done["changeSet"]["changes"] if done["changeSet"] else []
            pairs = zip_longest(shown["plan"]["changes"], changes)
            otherwise = [pair for pair in pairs if pair[0] != pair[1]]
            assert not otherwise, f"planned and done: {otherwise[:3]}"
        return done

    async def _post(self, what: Asked, **options: Any) -> Any:
        query = MUTATION if what.of_records else SET_UP
        named = query.replace("INPUT", INPUTS[what.mutation]).replace("MUTATION", what.mutation)
        answer = (await self.carnet.post(named, {"input": what.input, **options})).json()
        assert "errors" not in answer, f"an internal error: {answer['errors']}"
        return answer["data"]["answer"]


def codes_of(payload: Any) -> set[str]:
    """Return the codes of a payload's errors."""
    return {error["code"] for error in payload["errors"]}


def not_as_predicted(stored: Model, predicted: Model) -> list[str]:
    """Return where the database is not as the model, in words."""
    found = []
    for number in sorted(stored.records.keys() | predicted.records.keys()):
        now, wanted = (each.records.get(number, {}) for each in (stored, predicted))
        found += [
            f"{name} of {number} is {now.get(name)!r}, predicted {wanted.get(name)!r}"
            for name in sorted(now.keys() | wanted.keys())
            if now.get(name) != wanted.get(name)
        ]
    if not found and stored != predicted:
        found.append(f"links or the set-up are {stored}, predicted {predicted}")
    return found
