"""Find what may never be, whatever was done: linked cards that differ, impossible links, a journal that lies."""

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from domain.change import Kind, as_text
from domain.ids import public_id
from domain.sync.fields import SHARED_FIELDS
from domain.tables import TYPE_NAMES, id_of
from tests.reliability.machine.stored import Row, Stored

Loosened = AbstractSet[tuple[str, Kind]]
"""Shared fields with the kinds of cards to which they did not always travel: old differences may remain."""


def wrong(stored: Stored, loosened: Loosened) -> list[str]:
    """Return everything that is wrong, in words."""
    return [*_differences(stored, loosened), *_relations(stored), *_persons(stored), *_journal(stored)]


def _differences(stored: Stored, loosened: Loosened) -> Iterator[str]:
    for link in stored.links:
        contact, card = stored.records[link["contact"]], stored.records[link["card"]]
        for shared in SHARED_FIELDS:
            if card.kind in shared.on and (shared.code, card.kind) not in loosened:
                theirs, ours = contact.values[shared.on[Kind.CONTACT]], card.values[shared.on[card.kind]]
                if theirs != ours:
                    yield f"{shared.code} of {card.number} is {ours!r}, of its contact {contact.number} {theirs!r}"


def _relations(stored: Stored) -> Iterator[str]:
    seen: set[tuple[str, str]] = set()
    for link in stored.links:
        ends = [("contact of", link["card"])]
        if link["kind"] != Kind.BANK_ACCOUNT:
            ends.append((link["kind"], link["contact"]))
        yield from (f"{end} has two of what it may have one: {role}" for role, end in ends if (role, end) in seen)
        seen.update(ends)


def _persons(stored: Stored) -> Iterator[str]:
    by_id, contact_of = stored.by_id(), {link["card"]: link["contact"] for link in stored.links}
    for record in stored.records.values():
        company = by_id[str(record.values["companyId"])] if record.values.get("companyId") else None
        if company and (company.values["type"] != "COMPANY" or record.values["type"] != "PERSON"):
            yield f"{record.number} belongs to {company.number}, but they are no person and no company"
        primary = by_id[str(record.values["primaryContactId"])] if record.values.get("primaryContactId") else None
        if primary:
            hub = stored.records.get(contact_of.get(record.number, ""))
            if hub is None or id_of(hub) not in {id_of(primary), primary.values["companyId"]}:
                yield f"{primary.number} is the primary contact of {record.number}, but does not belong to its contact"


def _journal(stored: Stored) -> Iterator[str]:
    """Replay the journal from empty: every change begins where the last one ended, and it ends at what is stored."""
    told: dict[str, dict[str, str | None]] = defaultdict(dict)
    versions: dict[str, dict[int, str]] = defaultdict(dict)
    for change in stored.journal:
        key, name = change["record_id"], change["field"]
        if told[key].get(name) != change["before"]:
            yield f"the journal changes {_name(change)} from {change['before']!r}, but it was {told[key].get(name)!r}"
        told[key][name] = change["after"]
        if versions[key].setdefault(change["record_version"], change["change_set_id"]) != change["change_set_id"]:
            yield f"two change sets made version {change['record_version']} of {change['record_number']}"
    yield from _told_wrong(stored, told)
    for record in stored.records.values():
        if list(versions[record.id]) != list(range(1, record.version + 1)):
            yield f"{record.number} is at version {record.version}, its change sets made {list(versions[record.id])}"


def _told_wrong(stored: Stored, told: dict[str, dict[str, str | None]]) -> Iterator[str]:
    contact_of = {link["card"]: public_id(TYPE_NAMES[Kind.CONTACT], link["contact_id"]) for link in stored.links}
    now = {record.id: record for record in stored.records.values()}
    for key in now.keys() | told.keys():
        record, number = now.get(key), now[key].number if key in now else "of a deleted record"
        is_ = {name: as_text(value) for name, value in record.values.items()} if record else {}
        is_["linkedContact"] = contact_of.get(number)
        for name in is_.keys() | told[key].keys():
            if is_.get(name) != told[key].get(name):
                yield f"{name} of {number} is {is_.get(name)!r}, by the journal {told[key].get(name)!r}"


def _name(change: Row) -> str:
    return f"{change['field']} of {change['record_number']}"
