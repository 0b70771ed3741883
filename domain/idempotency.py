"""Carry out a mutation once, however often it is sent with the same key. Source: product.md §2.13.

The key is claimed in the transaction of the mutation itself: it is kept if and only if the mutation is. Two at once:
the second waits for the first's transaction. A refused mutation was not carried out, so its key is free again.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from db.races import LostRace
from db.tables import IdempotencyKey
from db.unit_of_work import UnitOfWork
from domain.errors import KeyReused, Refused, Required
from domain.values.texts import text

_KEYS = IdempotencyKey.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_INSERT: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
LONGEST = 255
FORGOTTEN = 100
"""How many keys that have outlived their time are removed with each new one."""


@dataclass(frozen=True)
class Once:
    """What must be carried out once: whose key, for what, and for how long it is remembered."""

    actor: str
    key: str
    asked: str
    hours: float


def once(actor: str, key: str, asked: Any, hours: float) -> Once:
    """Name what is asked by a hash; `asked` is anything that JSON or `str` can write.

    Raises:
        Refused: the key is blank, too long, or has control characters.
    """
    checked = _checked(key)
    written = json.dumps(asked, sort_keys=True, default=str)
    return Once(actor, checked, hashlib.sha256(written.encode()).hexdigest(), hours)


async def claim(work: UnitOfWork, this: Once) -> Mapping[str, Any] | None:
    """Take the key and return None; return what was kept under it where it was carried out before.

    Raises:
        Refused: KeyReused, the key stands for something else.
    """
    now = datetime.now(UTC)
    oldest = now - timedelta(hours=this.hours)
    await _forget(work, oldest)
    await work.connection.execute(delete(_KEYS).where(_is(this), _KEYS.c.created_at < oldest))
    row = {"actor": this.actor, "key": this.key, "asked": this.asked, "created_at": now}
    taking = _INSERT[work.dialect](_KEYS).values(**row).on_conflict_do_nothing().returning(_KEYS.c.key)
    if (await work.connection.execute(taking)).first() is not None:
        return None
    found = (await work.connection.execute(select(_KEYS.c.asked, _KEYS.c.answer).where(_is(this)))).first()
    if found is None:
        raise LostRace
    if found.asked != this.asked:
        raise Refused([KeyReused()])
    kept: Mapping[str, Any] = json.loads(found.answer)
    return kept


async def keep(work: UnitOfWork, this: Once, answer: Mapping[str, Any]) -> None:
    """Keep what a repetition is answered with."""
    await work.connection.execute(update(_KEYS).where(_is(this)).values(answer=json.dumps(answer)))


async def _forget(work: UnitOfWork, before: datetime) -> None:
    """Remove keys that have outlived their time, passing over those that another transaction is removing."""
    old = select(_KEYS.c.actor, _KEYS.c.key).where(_KEYS.c.created_at < before).limit(FORGOTTEN)
    for actor, key in (await work.connection.execute(old.with_for_update(skip_locked=True))).all():
        await work.connection.execute(delete(_KEYS).where(_KEYS.c.actor == actor, _KEYS.c.key == key))


def _is(this: Once) -> ColumnElement[bool]:
    return and_(_KEYS.c.actor == this.actor, _KEYS.c.key == this.key)


def _checked(key: str) -> str:
    try:
        checked = text(key, LONGEST)
    except Refused as refused:
        raise Refused(refusal.at("idempotencyKey") for refusal in refused.refusals) from None
    if checked is None:
        raise Refused([Required(path=("idempotencyKey",))])
    return checked
