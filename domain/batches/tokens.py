"""Name the plan of a batch by all that it was made from, a portion at a time."""

import hashlib
import json
from collections.abc import Sequence

from sqlalchemy import text

from db.unit_of_work import UnitOfWork
from domain.batches.worklist import Counts
from domain.calls import Call
from domain.setup import Setup
from domain.sync.fields import SharedField

_LISTED = text(
    "SELECT b.n, b.card_id, b.card_version, m.number FROM batch_new b JOIN batch_number m ON m.n = b.n ORDER BY b.n"
)


class Token:
    """The token while it is being made: every card with its version and every number make it another one."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()

    async def add(self, work: UnitOfWork) -> None:
        """Take in what is listed."""
        rows = [
            [row.n, str(row.card_id), row.card_version, row.number] for row in await work.connection.execute(_LISTED)
        ]
        self._digest.update(json.dumps(rows).encode())

    def name(self, call: Call, seed: str, counts: Counts, rules: Sequence[SharedField], setup: Setup) -> str:
        """Return the token; the rules and the set-up in force make it another one too."""
        named = {shared.code: {str(kind): str(rule) for kind, rule in shared.rules.items()} for shared in rules}
        whole = [call.operation, repr(counts), named, repr(setup.inheritance), repr(setup.relations)]
        self._digest.update(json.dumps(whole).encode())
        return f"{seed}-{self._digest.hexdigest()}"
