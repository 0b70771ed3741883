"""An edit that fails at any of its statements has changed nothing, and says so without saying why."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count, groupby
from typing import Any

import pytest
from sqlalchemy import event

from db.unit_of_work import UnitOfWork
from domain.change import Record
from domain.sync import apply as applying
from domain.sync.rows import Row, write
from tests.carnet import Carnet, id_of
from tests.schema.updating import dump

EDIT = """mutation ($id: ID!) { updateCustomer(input: {id: $id, phone: "030 5678", vatNumber: "DE136695976"}) {
  customer { phone } changeSet { id } errors { code } } }"""
SECRET = "what went wrong inside"


@contextmanager
def _failing(carnet: Carnet, at: int, moment: str = "before_cursor_execute") -> Iterator[list[str]]:
    """Let the statement of this position fail; yield the statements that were begun."""
    begun: list[str] = []

    def fail(*arguments: Any) -> None:
        begun.append(str(arguments[2]) if len(arguments) > 2 else moment)
        if len(begun) == at:
            raise RuntimeError(SECRET)

    engine = carnet.database.engine.sync_engine
    event.listen(engine, moment, fail)
    try:
        yield begun
    finally:
        event.remove(engine, moment, fail)


async def _star(carnet: Carnet) -> Record:
    company, customer, *_ = await carnet.star(phone="030 1234")
    await carnet.person(company, phone="030 1234")
    return customer


async def _fail_at_each_statement(carnet: Carnet, customer: Record, moment: str) -> list[str]:
    """Let an edit fail at its first statement, at its second and so on; return all of one that went through."""
    for at in count(1):
        before = await dump(carnet)
        with _failing(carnet, at, moment) as begun:
            answer = (await carnet.post(EDIT, {"id": id_of(customer)})).json()
        if len(begun) < at:
            assert answer["data"]["updateCustomer"]["customer"] == {"phone": "030 5678"}
            return begun
        _assert_masked(answer)
        assert await dump(carnet) == before, begun[-1]
    raise AssertionError


def _assert_masked(answer: dict[str, Any]) -> None:
    (error,) = answer["errors"]
    assert answer["data"] in (None, {"updateCustomer": None})
    assert error["extensions"]["code"] == "INTERNAL"
    assert re.fullmatch("[0-9a-f]{32}", error["extensions"]["id"])
    assert (
        error["message"] == f"The server failed and wrote nothing. Report it with the id {error['extensions']['id']}."
    )
    assert SECRET not in str(answer)


@pytest.mark.parametrize("moment", ["before_cursor_execute", "after_cursor_execute"])
async def test_an_edit_that_fails_at_any_statement_changes_nothing(carnet: Carnet, moment: str) -> None:
    customer = await _star(carnet)
    statements = await _fail_at_each_statement(carnet, customer, moment)
    writes = [table for statement in statements for table in re.findall(r"(?:UPDATE|INSERT INTO) (\w+)", statement)]
    assert [table for table, _ in groupby(writes)] == [
        "customer",
        "contact",
        "vendor",
        "bank_account",
        "contact",
        "change_set",
        "record_change",
    ]


async def test_an_edit_that_commits_too_early_is_found(carnet: Carnet, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control of this page: records that are kept before their journal are seen."""

    async def commit_between(work: UnitOfWork, rows: list[Row]) -> list[int]:
        counts = await write(work, [row for row in rows if row.at])
        await work.connection.commit()
        return counts + await write(work, [row for row in rows if not row.at])

    monkeypatch.setattr(applying, "write", commit_between)
    with pytest.raises(AssertionError, match=r"BEGIN IMMEDIATE|INSERT INTO change_set"):
        await _fail_at_each_statement(carnet, await _star(carnet), "before_cursor_execute")
