"""An edit that fails at any of its statements has changed nothing, and says so without saying why."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count, groupby
from typing import Any, Literal, TypeAlias

import pytest

from db import loop_sqlite
from db.postgresql import PostgresConnection
from db.unit_of_work import UnitOfWork
from domain.change import Record
from domain.sync import apply as applying
from domain.sync.rows import Row, write
from tests.carnet import Carnet, id_of
from tests.schema.updating import dump

EDIT = """mutation ($id: ID!) { updateCustomer(input: {id: $id, phone: "030 5678", vatNumber: "DE136695976"}) {
  customer { phone } changeSet { id } errors { code } } }"""
Moment: TypeAlias = Literal["before", "after"]
SECRET = "what went wrong inside"


@contextmanager
def _failing(carnet: Carnet, at: int, moment: Moment = "before") -> Iterator[list[str]]:
    """Let the statement of this position fail before or after it is run; yield the statements that were begun."""
    begun: list[str] = []

    def failing(run: Callable[..., Any]) -> Callable[..., Any]:
        async def run_or_fail(driver: Any, sql: str = "BEGIN", *values: Any) -> Any:
            begun.append(sql)
            fails = len(begun) == at
            ran = await run(driver, *([sql, *values] if values else [])) if moment == "after" or not fails else None
            if fails:
                raise RuntimeError(SECRET)
            return ran

        return run_or_fail

    driver = {"sqlite": loop_sqlite.Connection, "postgresql": PostgresConnection}[carnet.database.dialect]
    with pytest.MonkeyPatch.context() as patched:
        for name in ("begin", "run", "run_many"):
            patched.setattr(driver, name, failing(getattr(driver, name)))
        yield begun


async def _star(carnet: Carnet) -> Record:
    company, customer, *_ = await carnet.star(phone="030 1234")
    await carnet.person(company, phone="030 1234")
    return customer


async def _fail_at_each_statement(carnet: Carnet, customer: Record, moment: Moment) -> list[str]:
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


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_an_edit_that_fails_at_any_statement_changes_nothing(carnet: Carnet, moment: Moment) -> None:
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
        await work.connection.driver.commit()
        return counts + await write(work, [row for row in rows if not row.at])

    monkeypatch.setattr(applying, "write", commit_between)
    with pytest.raises(AssertionError, match=r"BEGIN|INSERT INTO change_set"):
        await _fail_at_each_statement(carnet, await _star(carnet), "before")
