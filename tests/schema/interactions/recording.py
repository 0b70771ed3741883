"""Record, change and read interactions over HTTP."""

from collections.abc import Mapping
from typing import Any

from domain.change import Record
from tests.carnet import Carnet, id_of
from tests.schema.updating import Payload, unchanged

ANSWER = "changeSet { id operation } warnings { code path message } errors { code path message ids }"
SHOWN = """id entryNumber contact { number } company { number } contactNumber contactName description subject
  templateCode groupCode informationFlow initiatedBy correspondenceType contactVia evaluation cost durationMinutes
  salespersonCode actor attemptFailed canceled documentKind documentNumber document { number } pdfHash version"""
BY_HAND = {
    "entryNumber": 1,
    "subject": None,
    "correspondenceType": None,
    "contactVia": None,
    "evaluation": None,
    "salespersonCode": None,
    "actor": "anonymous",
    "attemptFailed": False,
    "canceled": False,
    "documentKind": None,
    "documentNumber": None,
    "document": None,
    "pdfHash": None,
    "version": 1,
}
"""What an interaction has where nothing else is said."""


async def send(
    carnet: Carnet, mutation: str, *, key: str | None = None, show: str = SHOWN, language: str = "en", **given: Any
) -> Payload:
    """Send a mutation of interactions; its payload."""
    kind = f"{mutation[0].upper()}{mutation[1:]}Input"
    query = f"""mutation ($input: {kind}!, $key: String) {{
      {mutation}(input: $input, idempotencyKey: $key) {{ interaction {{ {show} }} {ANSWER} }} }}"""
    answer = (await carnet.post(query, {"input": given, "key": key}, **{"accept-language": language})).json()
    assert "errors" not in answer, answer["errors"]
    payload: Payload = answer["data"][mutation]
    return payload


async def logged(carnet: Carnet, contact: Record, mutation: str = "logInteraction", **given: Any) -> Payload:
    """Record an interaction that must be recorded without a warning, by the template ONSITE unless another is given."""
    template = {"templateCode": "ONSITE"} if mutation == "logInteraction" else {}
    payload = await send(carnet, mutation, contactId=id_of(contact), **{**template, **given})
    assert (payload["errors"], payload["warnings"]) == ([], [])
    entry: Payload = payload["interaction"]
    return entry


async def refused(carnet: Carnet, mutation: str, **given: Any) -> list[tuple[str, str]]:
    """Send a mutation that must be refused with nothing changed; its (code, path) pairs, paths joined by dots."""
    async with unchanged(carnet):
        payload = await send(carnet, mutation, **given)
    assert (payload["interaction"], payload["changeSet"], payload["warnings"]) == (None, None, [])
    return codes(payload)


def codes(payload: Mapping[str, Any], what: str = "errors") -> list[tuple[str, str]]:
    """Return the (code, path) pairs of a payload's errors or warnings."""
    return [(each["code"], ".".join(each["path"])) for each in payload[what]]


async def listed(carnet: Carnet, contact: Record, arguments: str = "", show: str = "entryNumber") -> list[Payload]:
    """Return the interactions of a contact."""
    query = f"query ($id: ID!) {{ contact(id: $id) {{ interactions{arguments} {{ nodes {{ {show} }} totalCount }} }} }}"
    page = (await carnet.ask(query, id=id_of(contact)))["contact"]["interactions"]
    assert page["totalCount"] == len(page["nodes"])
    nodes: list[Payload] = page["nodes"]
    return nodes
