"""Store linked records that differ, and ask for differences over HTTP."""

from typing import Any

from domain.change import Kind, Record
from tests.carnet import Carnet
from tests.schema.linking.linking import FIRST, SECOND, values_on
from tests.schema.updating import Payload

_LIST = """query ($kind: LinkKind, $first: Int, $after: String) {
  differences(kind: $kind, first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor }
    nodes { link { id kind contact { number } card { number } } field contactValue cardValue cause } } }"""


async def made_differing(carnet: Carnet, kind: Kind, **values: Any) -> tuple[Record, Record]:
    """Store a contact and a linked card with other values: these, or other ones in every field that can differ."""
    contact = await carnet.add(Kind.CONTACT, **values_on(Kind.CONTACT, FIRST))
    return contact, await carnet.add(kind, linked=contact, **(values or values_on(kind, SECOND)))


async def asked(carnet: Carnet, **variables: Any) -> Payload:
    """Return a page of differences."""
    page: Payload = (await carnet.ask(_LIST, **variables))["differences"]
    return page


async def found(carnet: Carnet) -> list[tuple[str, str, str, str]]:
    """Return the first 200 differences as (contact, card, field, cause)."""
    nodes = (await asked(carnet, first=200))["nodes"]
    return [
        (node["link"]["contact"]["number"], node["link"]["card"]["number"], node["field"], node["cause"])
        for node in nodes
    ]


async def repair(carnet: Carnet, master: str = "CONTACT", *, options: Any = None, **given: Any) -> Payload:
    """Ask to mend differences; options are `dryRun`, `planToken`, `idempotencyKey`. The answer's payload."""
    query = """mutation ($input: RepairDifferencesInput!, $dryRun: Boolean! = false, $planToken: String,
        $idempotencyKey: String) {
      repairDifferences(input: $input, dryRun: $dryRun, planToken: $planToken, idempotencyKey: $idempotencyKey) {
        repairedCount changeSet { id operation changes { recordNumber field before after reason sourceNumber } }
        plan { token changes { recordNumber field before after reason sourceNumber } }
        warnings { code } errors { code path message } } }"""
    payload: Payload = (await carnet.ask(query, input={"master": master, **given}, **(options or {})))[
        "repairDifferences"
    ]
    return payload


async def rule(carnet: Carnet, kind: str, field: str, direction: str) -> None:
    """Change a rule."""
    given = f"input: {{kind: {kind}, field: {field}, direction: {direction}}}"
    answer = await carnet.ask(f"mutation {{ updateSyncRule({given}) {{ errors {{ code }} }} }}")
    assert answer == {"updateSyncRule": {"errors": []}}
