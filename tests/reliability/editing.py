"""Edit the same linked cards from many clients at once, and find whatever was lost, torn or made up afterwards."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import httpx2 as httpx
from sqlalchemy import select

from db.tables import RecordChange
from db.unit_of_work import unit_of_work
from domain.change import as_text
from domain.sync.packing import unpacked
from domain.tables import TABLES, record_of
from tests.carnet import Carnet, Kind, Record, id_of

EDITORS = 32
MUTATIONS = {
    Kind.CONTACT: ("updateContact", "UpdateContactInput"),
    Kind.CUSTOMER: ("updateCustomer", "UpdateCustomerInput"),
    Kind.VENDOR: ("updateVendor", "UpdateVendorInput"),
    Kind.BANK_ACCOUNT: ("updateBankAccount", "UpdateBankAccountInput"),
}


@dataclass(frozen=True)
class Acknowledged:
    """An edit that was answered without an error."""

    record: Record
    phone: str
    change_set: str
    version: int


@dataclass
class Tally:
    """What came back to all editors."""

    acknowledged: list[Acknowledged] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    unanswered: int = 0


def edit_query(kind: Kind) -> str:
    """Return a mutation that changes a card of this kind."""
    name, input_type = MUTATIONS[kind]
    card = name.removeprefix("update")
    return f"""mutation ($input: {input_type}!) {{ answer: {name}(input: $input) {{
        card: {card[0].lower()}{card[1:]} {{ version phone }} changeSet {{ id }} errors {{ code }} }} }}"""


async def edit(client: httpx.AsyncClient, record: Record, phone: str, tally: Tally, **more: Any) -> None:
    """Change a card's phone number and note what came back."""
    variables = {"input": {"id": id_of(record), "phone": phone, **more}}
    body = {"query": edit_query(record.kind), "variables": variables}
    try:
        answer = (await client.post("/graphql", json=body, timeout=30)).json()
    except httpx.TransportError:
        tally.unanswered += 1
        raise
    if "errors" in answer:
        tally.failed += [error["extensions"]["code"] for error in answer["errors"]]
        return
    payload = answer["data"]["answer"]
    if payload["errors"]:
        tally.refused += [error["code"] for error in payload["errors"]]
        return
    made = Acknowledged(record, phone, payload["changeSet"]["id"].partition("-")[2], payload["card"]["version"])
    tally.acknowledged.append(made)


async def edit_at_once(clients: Iterable[httpx.AsyncClient], cards: Iterable[Record], each: int) -> Tally:
    """Let `EDITORS` editors change the phone number of these cards, `each` times, through these clients in turn."""
    tally, through, edited = Tally(), list(clients), list(cards)

    async def editor(number: int) -> None:
        record, client = edited[number % len(edited)], through[number % len(through)]
        for turn in range(each):
            await edit(client, record, phone_of(number, turn), tally)

    await asyncio.gather(*map(editor, range(EDITORS)))
    return tally


def phone_of(editor: int, turn: int) -> str:
    """Return a number that no other edit uses."""
    return f"+49 {editor:02} {turn:06}"


async def damage(carnet: Carnet, acknowledged: Iterable[Acknowledged]) -> list[str]:
    """Return every way in which the stored records and the journal deny what was acknowledged, or each other."""
    async with unit_of_work(carnet.database) as work:
        journal = (await work.connection.execute(select(RecordChange.__table__))).mappings()
        changes = [change for row in journal for change in unpacked(row)]
        rows = {
            record.id: record
            for kind, table in TABLES.items()
            for record in (record_of(kind, row) for row in (await work.connection.execute(select(table))).mappings())
        }
    by_record: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for change in sorted(changes, key=lambda change: (change["record_version"], change["position"])):
        by_record[change["record_id"]].append(change)
    found = [*_missing(changes, acknowledged)]
    for record in rows.values():
        found += [*_wrong_versions(record, by_record[record.id]), *_wrong_values(record, by_record[record.id])]
    return found + [
        f"{card} differs from {contact} in {code}" for contact, card, code, *_ in await carnet.differences()
    ]


def _missing(changes: Iterable[Mapping[str, Any]], acknowledged: Iterable[Acknowledged]) -> Iterable[str]:
    """An acknowledged edit is in the journal: its change set, its record, its value, the version it was told."""
    kept = {(row["change_set_id"], row["record_id"], row["after"], row["record_version"]) for row in changes}
    for made in acknowledged:
        if (made.change_set, made.record.id, made.phone, made.version) not in kept:
            yield f"{made.phone} of {made.record.number} was acknowledged and is not in the journal"


def _wrong_versions(record: Record, changes: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    """Each change set that touches a record makes exactly one version of it."""
    versions = sorted({(change["record_version"], change["change_set_id"]) for change in changes})
    if [version for version, _ in versions] != list(range(1, record.version + 1)):
        yield f"{record.number} is at version {record.version} after {len(versions)} change sets"


def _wrong_values(record: Record, changes: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    """Replaying the journal gives the stored values, and each change begins where the last one ended."""
    by_field: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for change in changes:
        by_field[change["field"]].append(change)
    for name, value in record.values.items():
        steps = by_field.get(name, [])
        if any(earlier["after"] != later["before"] for earlier, later in pairwise(steps)):
            yield f"a change of {name} of {record.number} was overwritten unseen"
        last = steps[-1]["after"] if steps else None
        if last != as_text(value) and not (last is None and value is False):
            yield f"{name} of {record.number} is {value!r} and {last!r} in the journal"
