"""Do things that are recorded, from many clients at once, each exactly once, and find whatever is lost or doubled."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx2 as httpx
from sqlalchemy import select

from db.tables import Interaction
from db.unit_of_work import unit_of_work
from tests.carnet import Carnet, Kind, Record, id_of

CLIENTS = 16
MUTATIONS = ("logInteraction", "logPhoneCall", "createServiceOrder")
_SENT = """mutation ($input: @Input!, $key: String) { answer: @(input: $input, idempotencyKey: $key) {
  interaction { entryNumber description } warnings { code } errors { code } } }"""
_TABLE = Interaction.__table__


@dataclass
class Doings:
    """What is to be done, known by descriptions, and what was answered: entry numbers, refusals, errors."""

    waiting: list[str]
    numbers: dict[str, int] = field(default_factory=dict)
    refused: int = 0
    failed: list[str] = field(default_factory=list)


def wanted(many: int) -> Doings:
    """Return so many things that are to be done."""
    return Doings([f"{at:04}" for at in range(many)])


async def customers(carnet: Carnet) -> list[Record]:
    """Store contacts of four customers: two companies, and a person of each of the others."""
    companies = [await carnet.add(Kind.CONTACT, phone="030 12345") for _ in range(4)]
    for company in companies:
        await carnet.add(Kind.CUSTOMER, linked=company)
    return [*companies[:2], *[await carnet.person(company, phone="030 12346") for company in companies[2:]]]


async def do_at_once(
    clients: Sequence[httpx.AsyncClient], contacts: Sequence[Record], doings: Doings, *, keyed: bool = True
) -> None:
    """Let `CLIENTS` clients do what waits; every third time one of them asks for what is refused.

    Raises:
        TransportError: a server died; what it did not answer waits again, and is asked again in the same words.
    """

    async def client(number: int) -> None:
        turn = 0
        while doings.waiting:
            what, turn = doings.waiting.pop(), turn + 1
            try:
                await _do(
                    clients[number % len(clients)], contacts[int(what) % len(contacts)], what, doings, keyed=keyed
                )
            except httpx.TransportError:
                doings.waiting.append(what)
                raise
            if turn % 3 == 0:
                await _refused(clients[number % len(clients)], contacts[0], doings)

    ended = await asyncio.gather(*map(client, range(CLIENTS)), return_exceptions=True)
    problems = [problem for problem in ended if isinstance(problem, BaseException)]
    for problem in sorted(problems, key=lambda problem: isinstance(problem, httpx.TransportError)):
        raise problem


async def _do(client: httpx.AsyncClient, contact: Record, what: str, doings: Doings, *, keyed: bool) -> None:
    mutation = MUTATIONS[int(what) % len(MUTATIONS)]
    given = {"contactId": id_of(contact), "description": what}
    answer = await _send(client, mutation, _with_template(mutation, given), what if keyed else None)
    if "errors" in answer:
        codes = [error["extensions"]["code"] for error in answer["errors"]]
        if codes == ["BUSY"]:  # nothing was written, and one may ask again
            doings.waiting.append(what)
        else:
            doings.failed += codes
        return
    payload = answer["data"]["answer"]
    assert (payload["errors"], payload["warnings"]) == ([], []), payload
    assert payload["interaction"]["description"] == what
    doings.numbers[what] = payload["interaction"]["entryNumber"]


def _with_template(mutation: str, given: dict[str, Any]) -> dict[str, Any]:
    return {**given, "templateCode": "ONSITE"} if mutation == "logInteraction" else given


async def _refused(client: httpx.AsyncClient, contact: Record, doings: Doings) -> None:
    answer = await _send(client, "logInteraction", {"contactId": id_of(contact), "templateCode": "NOTHING"}, None)
    if "errors" not in answer:
        assert [error["code"] for error in answer["data"]["answer"]["errors"]] == ["INTERACTION_TEMPLATE_MISSING"]
        doings.refused += 1


async def _send(client: httpx.AsyncClient, mutation: str, given: dict[str, Any], key: str | None) -> Any:
    kind = f"{mutation[0].upper()}{mutation[1:]}"
    query = _SENT.replace("@Input", f"{kind}Input").replace("@", mutation)
    return (
        await client.post("/graphql", json={"query": query, "variables": {"input": given, "key": key}}, timeout=60)
    ).json()


async def faults(carnet: Carnet, doings: Doings) -> list[str]:
    """Return every gap and every double, and every entry that was answered and is not stored as it was answered."""
    async with unit_of_work(carnet.database) as work:
        rows = (await work.connection.execute(select(_TABLE.c.entry_number, _TABLE.c.description))).all()
    stored: dict[int, str] = dict(tuple(row) for row in rows)
    return [*_wrong_numbers(stored), *_lost(stored, doings)]


def _wrong_numbers(stored: dict[int, str]) -> Iterator[str]:
    for number in range(1, max(stored, default=0) + 1):
        if number not in stored:
            yield f"entry {number} is missing"
    for what, times in Counter(stored.values()).items():
        if times > 1:
            yield f"{what} was recorded {times} times"


def _lost(stored: dict[int, str], doings: Doings) -> Iterator[str]:
    for what, number in doings.numbers.items():
        if stored.get(number) != what:
            yield f"entry {number} was answered for {what} and is of {stored.get(number)}"
