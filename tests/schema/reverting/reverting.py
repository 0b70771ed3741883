"""Send mutations of any kind, take them back over HTTP, and compare all that is stored."""

from collections.abc import Mapping
from typing import Any

from db.unit_of_work import unit_of_work
from domain.change import STAR_KINDS, Record
from tests.carnet import Carnet, id_of
from tests.replay import Values, stored_values
from tests.schema.updating import CHANGE, Payload, shown, unchanged

Asked = tuple[str, Mapping[str, Any]]
"""A mutation and its input."""
Error = tuple[str, str, list[str]]
"""Code, path and ids of a refusal."""
State = dict[tuple[str, str], Values]


async def carry_out(carnet: Carnet, asked: Asked) -> str:
    """Send a mutation that must change something; the id of its change set."""
    mutation, given = asked
    kind = "DeleteCard" if mutation in {"deleteCustomer", "deleteVendor", "deleteBankAccount"} else _titled(mutation)
    query = f"""mutation ($input: {kind}Input!) {{
      {mutation}(input: $input) {{ changeSet {{ id }} errors {{ code message path }} }} }}"""
    payload = (await carnet.ask(query, input=given))[mutation]
    assert payload["errors"] == [], payload["errors"]
    return str(payload["changeSet"]["id"])


async def edited(carnet: Carnet, mutation: str, record: Record, **given: object) -> str:
    """Edit a record; the id of the change set."""
    return await carry_out(carnet, (mutation, {"id": id_of(record), **given}))


async def revert(carnet: Carnet, change_set: str, *, language: str = "en", **options: Any) -> Payload:
    """Ask to take a change set back; options are `dryRun`, `planToken`, `idempotencyKey`. The answer's payload."""
    query = f"""mutation ($input: RevertChangeSetInput!, $dryRun: Boolean! = false, $planToken: String,
        $idempotencyKey: String) {{
      revertChangeSet(input: $input, dryRun: $dryRun, planToken: $planToken, idempotencyKey: $idempotencyKey) {{
        changeSet {{ id operation reverts {{ id }} changes {{ {CHANGE} }} }} plan {{ token changes {{ {CHANGE} }} }}
        skipped {{ {CHANGE} changeSet {{ id }} }} warnings {{ code }} errors {{ code path ids message }} }} }}"""
    variables = {"input": {"id": change_set}, **options}
    answer = (await carnet.post(query, variables, **{"accept-language": language})).json()
    assert "errors" not in answer, answer["errors"]
    payload: Payload = answer["data"]["revertChangeSet"]
    return payload


async def reverted(carnet: Carnet, change_set: str, **options: Any) -> Payload:
    """Take back what must be possible, whole or in part."""
    payload = await revert(carnet, change_set, **options)
    assert payload["errors"] == [], payload["errors"]
    made = payload["changeSet"]
    assert (made["operation"], made["reverts"]) == ("revertChangeSet", {"id": change_set})
    return payload


async def taken_back(carnet: Carnet, change_set: str) -> str:
    """Take back what must be possible altogether; the id of the change set that does."""
    payload = await reverted(carnet, change_set)
    assert payload["skipped"] == []
    return str(payload["changeSet"]["id"])


async def refused(carnet: Carnet, change_set: str, **options: Any) -> list[Error]:
    """Ask for what must be refused with nothing changed; its errors."""
    async with unchanged(carnet):
        payload = await revert(carnet, change_set, **options)
    assert (payload["changeSet"], payload["plan"], payload["skipped"]) == (None, None, [])
    assert payload["errors"] != []
    return [(error["code"], ".".join(error["path"]), error["ids"]) for error in payload["errors"]]


async def state(carnet: Carnet) -> State:
    """Return every value and every link of every contact and card."""
    async with unit_of_work(carnet.database) as work:
        stored = await stored_values(work)
    return {key: values for key, (_, values) in stored.items() if key[0] in STAR_KINDS}


def skipped(payload: Payload) -> list[tuple[Any, ...]]:
    """Return what was left, as (number, field, before, after)."""
    return [each[:4] for each in shown({"changes": payload["skipped"]})]


def _titled(name: str) -> str:
    return f"{name[0].upper()}{name[1:]}"
