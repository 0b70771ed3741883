"""Read from the journal what a change set did to each record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sqlalchemy import select

from db.tables import ChangeSet, RecordChange
from db.types import format_instant
from db.unit_of_work import UnitOfWork
from domain.change import STAR_KINDS, Kind
from domain.errors import AlreadyReverted, NotFound, NotReverted, Refused
from domain.ids import key_of, public_id
from domain.sync.packing import unpacked
from domain.sync.writes import LINKED_CONTACT, RELATION

_SETS, _CHANGES = ChangeSet.__table__, RecordChange.__table__  # type: ignore[attr-defined] # SQLModel makes them
REPAIR = "repairDifferences"
MOST = 500
"""Rows of the journal that are taken back at once: a record has one in most change sets, at times two."""
Listed: TypeAlias = Mapping[str, Any]
"""A field change as the API lists it."""


@dataclass
class Told:
    """What a change set did to one record: values as text by field, before and after; `version` is what it made.

    The link of a card is told as `LINKED_CONTACT`; relations without a card by their codes.
    """

    kind: Kind
    id: str
    number: str
    version: int
    before: dict[str, str | None] = field(default_factory=dict)
    after: dict[str, str | None] = field(default_factory=dict)
    link: tuple[str | None, str | None] | None = None
    begun: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    listed: dict[str, Listed] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        """Tell whether the record came into being: every record has a number."""
        return "number" in self.before and self.before["number"] is None

    @property
    def is_gone(self) -> bool:
        """Tell whether the record was deleted."""
        return "number" in self.after and self.after["number"] is None

    @property
    def linked_before(self) -> str | None:
        """Return the key of the contact whose link with this card ended."""
        return key_of("Contact", self.link[0]) if self.link and self.link[0] else None

    @property
    def linked_after(self) -> str | None:
        """Return the key of the contact whose link with this card began."""
        return key_of("Contact", self.link[1]) if self.link and self.link[1] else None

    def add(self, change: Listed) -> None:
        """Take up one field change."""
        name, before, after = change["field"], change["before"], change["after"]
        self.listed[name] = change
        if name == RELATION:
            self.begun += [after] if after else []
            self.ended += [before] if before else []
        elif name == LINKED_CONTACT:
            self.link = (self.link[0] if self.link else before), after
        else:
            self.before.setdefault(name, before)
            self.after[name] = after


async def told_by(work: UnitOfWork, change_set_id: str) -> tuple[str, Sequence[Told]]:
    """Return the key of a change set, which nobody else can take back meanwhile, and what it did, record by record.

    Raises:
        Refused: NotFound, AlreadyReverted, or NotReverted where it is none that can be taken back.
    """
    key = key_of("ChangeSet", change_set_id)
    locked = select(_SETS).where(_SETS.c.id == key).with_for_update()
    change_set = (await work.connection.execute(locked)).mappings().first() if key else None
    if key is None or change_set is None:
        raise Refused([NotFound(what="ChangeSet", path=("input", "id"))])
    by = await work.connection.scalar(select(_SETS.c.id).where(_SETS.c.reverts_id == key))
    if by is not None:
        raise Refused([AlreadyReverted(ids=(public_id("ChangeSet", by),))])
    if change_set["operation"] == REPAIR:
        raise Refused([NotReverted.of_a_repair()])
    rows = select(_CHANGES).where(_CHANGES.c.change_set_id == key).order_by(_CHANGES.c.position).limit(MOST + 1)
    found = (await work.connection.execute(rows)).mappings().all()
    if len(found) > MOST:
        raise Refused([NotReverted.too_large(MOST)])
    if any(row["record_kind"] not in STAR_KINDS for row in found):
        raise Refused([NotReverted.of_other_kinds()])
    by_whom = {"at": format_instant(change_set["at"]), "actor": change_set["actor"]}
    return key, _by_record(found, by_whom)


def _by_record(rows: Sequence[Any], by_whom: Mapping[str, str]) -> Sequence[Told]:
    found: dict[str, Told] = {}
    for row in rows:
        kind, key = Kind(row["record_kind"]), str(row["record_id"])
        told = found.setdefault(key, Told(kind, key, row["record_number"], row["record_version"]))
        for change in unpacked(row):
            told.add({**change, **by_whom, "change_set_id": str(change["change_set_id"]), "record_id": key})
    return list(found.values())
