"""Fold the journal into values, and compare them with what is stored: every record, every field, every link."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select

from db.tables import metadata
from db.unit_of_work import UnitOfWork, unit_of_work
from domain.change import Kind, as_text
from domain.documents.lines import told
from domain.documents.sides import SIDES
from domain.documents.stored import lines_of
from domain.ids import public_id
from domain.sync.packing import unpacked
from domain.sync.writes import LINKED_CONTACT, RELATION
from domain.tables import TABLES, link_column, record_of
from tests.carnet import Carnet

_LINKS, _CODES, _CHANGES = (
    metadata.tables[name] for name in ("contact_relation", "business_relation", "record_change")
)
Values = dict[str, Any]


async def replay(carnet: Carnet) -> list[str]:
    """Return everything in which the journal, replayed from the start, is not what is stored; nothing, if all is well.

    Deleted records must come out without any value, and each change must begin where the last one ended.
    """
    async with unit_of_work(carnet.database) as work:
        changes = await _changes(work)
        stored = await stored_values(work)
    told = [line for key in changes for line in _broken(changes[key], *stored.get(key, (None, {})))]
    silent = [f"{key} is not in the journal" for key in stored if key not in changes]
    return told + silent


async def _changes(work: UnitOfWork) -> dict[tuple[str, str], list[Mapping[Any, Any]]]:
    """Return the changes of each record, in the order in which they were made."""
    query = select(_CHANGES).order_by(_CHANGES.c.record_id, _CHANGES.c.record_version, _CHANGES.c.position)
    found: dict[tuple[str, str], list[Mapping[Any, Any]]] = defaultdict(list)
    for row in (await work.connection.execute(query)).mappings():
        found[row["record_kind"], row["record_id"]] += unpacked(row)
    return found


async def stored_values(work: UnitOfWork) -> dict[tuple[str, str], tuple[int | None, Values]]:
    """Return version and values of every record, as the journal writes them, links and relations included."""
    found: dict[tuple[str, str], tuple[int | None, Values]] = {}
    for kind, table in TABLES.items():
        for row in (await work.connection.execute(select(table))).mappings():
            record = record_of(kind, row)
            values = {name: as_text(value) for name, value in record.values.items() if value is not None}
            found[str(kind), record.id] = record.version, values
    for side in SIDES.values():
        for key in [key for kind, key in found if kind == side.kind]:
            found[side.kind, key][1].update(told(await lines_of(work, side, key)))
    query = select(_LINKS, _CODES.c.code).join(_CODES, _CODES.c.id == _LINKS.c.business_relation_id)
    for row in (await work.connection.execute(query)).mappings():
        if row["kind"]:
            card = row[link_column(Kind(row["kind"]))]
            found[row["kind"], card][1][LINKED_CONTACT] = public_id("Contact", row["contact_id"])
        else:
            found["CONTACT", row["contact_id"]][1].setdefault(RELATION, set()).add(row["code"])
    return found


def _broken(changes: list[Mapping[Any, Any]], version: int | None, stored: Values) -> Iterator[str]:
    number, values = changes[-1]["record_number"], Values()
    for change in changes:
        yield from _applied(change, values)
    if values != stored:
        for name in sorted(values.keys() | stored.keys()):
            if values.get(name) != stored.get(name):
                yield f"{name} of {number} is {stored.get(name)!r} and {values.get(name)!r} in the journal"
    made = sorted({(change["record_version"], change["change_set_id"]) for change in changes})
    last = version or len(made)  # of a deleted record nothing but the journal knows the version
    if [each for each, _ in made] != list(range(1, last + 1)):
        yield f"{number} is at version {last} after the versions {[each for each, _ in made]}"


def _applied(change: Mapping[Any, Any], values: Values) -> Iterator[str]:
    """Apply one change; a contact has any number of relations, everything else one value."""
    name, before, after = change["field"], change["before"], change["after"]
    held = values.pop(name, None)
    if name == RELATION:
        held = held or set()
        if (before is None) == (after is None) or not {before} - {None} <= held or after in held:
            yield f"a change of {name} of {change['record_number']} from {before!r} to {after!r} finds {held!r}"
        left = (held - {before}) | ({after} - {None})
        values |= {name: left} if left else {}
        return
    if held != before:
        yield f"a change of {name} of {change['record_number']} begins with {before!r}, the last ended with {held!r}"
    if after is not None:
        values[name] = after
