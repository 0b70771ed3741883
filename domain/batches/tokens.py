"""Name the plan of a batch by all that it was made from, read a portion at a time."""

import hashlib
import json
from collections.abc import AsyncIterator, Sequence
from typing import Any

from sqlalchemy import text

from db.unit_of_work import UnitOfWork
from domain.batches.worklist import Counts
from domain.calls import Call
from domain.setup import Setup
from domain.sync.fields import SharedField

_PORTION = 5_000
_NEXT = text(
    "SELECT b.n, b.card_id, b.card_version, m.number FROM batch_new b JOIN batch_number m ON m.n = b.n"
    " WHERE b.n > :n ORDER BY b.n LIMIT :portion"
)


async def token_of(
    work: UnitOfWork, call: Call, seed: str, counts: Counts, in_force: tuple[Sequence[SharedField], Setup]
) -> str:
    """Return the token: every card with its version, every number, the rules and the set-up make it another one."""
    rules, setup = in_force
    named = {shared.code: {str(kind): str(rule) for kind, rule in shared.rules.items()} for shared in rules}
    whole = [call.operation, repr(counts), named, repr(setup.inheritance), repr(setup.relations)]
    digest = hashlib.sha256(json.dumps(whole).encode())
    async for rows in _portions(work):
        digest.update(json.dumps(rows).encode())
    return f"{seed}-{digest.hexdigest()}"


async def _portions(work: UnitOfWork) -> AsyncIterator[list[list[Any]]]:
    last = 0
    while rows := (await work.connection.execute(_NEXT, {"n": last, "portion": _PORTION})).all():
        last = rows[-1].n
        yield [[row.n, str(row.card_id), row.card_version, row.number] for row in rows]
