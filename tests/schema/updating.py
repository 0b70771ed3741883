"""Ask for updates over HTTP, and compare everything that is stored before and after."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import select

from db.tables import metadata
from db.unit_of_work import unit_of_work
from domain.change import Kind, Record
from tests.carnet import Carnet, id_of

MUTATIONS = {
    Kind.CONTACT: ("updateContact", "contact"),
    Kind.CUSTOMER: ("updateCustomer", "customer"),
    Kind.VENDOR: ("updateVendor", "vendor"),
    Kind.BANK_ACCOUNT: ("updateBankAccount", "bankAccount"),
}
CHANGE = "recordKind recordNumber field before after reason sourceKind sourceNumber"
ANSWER = f"""changeSet {{ id operation actor changes {{ {CHANGE} }} }} plan {{ token changes {{ {CHANGE} }} }}
  warnings {{ code path message }}
  errors {{ code path message conflicts {{ field base yours theirs changedBy changedAt }} }}"""

Payload = dict[str, Any]


async def update(
    carnet: Carnet,
    record: Record,
    asked: Mapping[str, Any] | None = None,
    *,
    dry_run: bool = False,
    plan_token: str | None = None,
    expected_version: int | None = None,
    language: str = "en",
    show: str = "id version",
) -> Payload:
    """Send an update of fields by their names in the API, 'address.city' for a part; the answer's payload."""
    mutation, field = MUTATIONS[record.kind]
    kind = f"{mutation[0].upper()}{mutation[1:]}Input"
    query = f"""mutation ($input: {kind}!, $dryRun: Boolean!, $planToken: String) {{
      {mutation}(input: $input, dryRun: $dryRun, planToken: $planToken) {{ {field} {{ {show} }} {ANSWER} }} }}"""
    given = {"id": id_of(record), **nested(asked or {})}
    if expected_version is not None:
        given["expectedVersion"] = expected_version
    variables = {"input": given, "dryRun": dry_run, "planToken": plan_token}
    response = await carnet.post(query, variables, **{"accept-language": language})
    answer = response.json()
    assert response.status_code == 200
    assert "errors" not in answer, answer["errors"]
    payload: Payload = answer["data"][mutation]
    return {**payload, "record": payload[field]}


def nested(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return an input object: {'address.city': 'Kiel'} as {'address': {'city': 'Kiel'}}."""
    given: dict[str, Any] = {}
    for name, value in asked.items():
        group, _, part = name.rpartition(".")
        (given.setdefault(group, {}) if group else given)[part] = value
    return given


async def changed(carnet: Carnet, record: Record, asked: Mapping[str, Any], **options: Any) -> list[tuple[Any, ...]]:
    """Send an update that must succeed; its changes as (number, field, before, after, reason, source's number)."""
    payload = await update(carnet, record, asked, **options)
    assert payload["errors"] == []
    return shown(payload["changeSet"])


def shown(change_set: Mapping[str, Any] | None) -> list[tuple[Any, ...]]:
    """Return the changes of a change set or a plan, short."""
    keys = ("recordNumber", "field", "before", "after", "reason", "sourceNumber")
    return [tuple(change[key] for key in keys) for change in change_set["changes"]] if change_set else []


async def refused(carnet: Carnet, record: Record, asked: Mapping[str, Any], **options: Any) -> list[tuple[str, str]]:
    """Send an update that must be refused with nothing changed; its (code, path) pairs, paths joined by dots."""
    async with unchanged(carnet):
        payload = await update(carnet, record, asked, **options)
    assert payload["changeSet"] is None
    assert payload["plan"] is None
    assert payload["errors"] != []
    return [(error["code"], ".".join(error["path"])) for error in payload["errors"]]


async def dump(carnet: Carnet) -> dict[str, list[str]]:
    """Return every row of every table."""
    rows: dict[str, list[str]] = {}
    async with unit_of_work(carnet.database) as work:
        for table in metadata.sorted_tables:
            found = (await work.connection.execute(select(table))).mappings()
            rows[table.name] = sorted(json.dumps(dict(row), default=str) for row in found)
    return rows


@asynccontextmanager
async def unchanged(carnet: Carnet) -> AsyncIterator[None]:
    """Check that nothing at all that is stored changes meanwhile."""
    before = await dump(carnet)
    yield
    assert await dump(carnet) == before


async def versions(carnet: Carnet, *records: Record) -> list[int]:
    """Return the versions that records are at."""
    return [(await carnet.stored(record)).version for record in records]
