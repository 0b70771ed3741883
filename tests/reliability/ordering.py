"""Make orders from many clients at once, each exactly once, and find whatever is lost, doubled or left out."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from zlib import crc32

import httpx2 as httpx
from sqlalchemy import insert, select

from db.tables import Item, SalesDocument
from db.unit_of_work import unit_of_work
from tests.carnet import Carnet, Kind, Record, id_of

CLIENTS = 32
MAKE = """mutation ($input: CreateSalesDocumentInput!, $key: String) {
  createSalesDocument(input: $input, idempotencyKey: $key) {
    salesDocument { number yourReference totals { amount } } errors { code } } }"""
LINES = [
    {"itemNumber": "N1", "quantity": "3", "discountPercent": "5"},
    {"type": "COMMENT", "description": "By lorry"},
    {"itemNumber": "N1", "quantity": "1", "unitPrice": "0.97"},
]
AMOUNT = "36.59"
"""What each order comes to."""
BLOCKED = [{"itemNumber": "N2", "quantity": "1"}]


@dataclass
class Orders:
    """Orders to be made, known by their references, and what was answered: their numbers, refusals, errors."""

    waiting: list[str]
    numbers: dict[str, str] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)


async def buyers(carnet: Carnet) -> list[Record]:
    """Store two items, the second one blocked, and contacts of eight customers: companies and persons."""
    async with unit_of_work(carnet.database) as work:
        await work.connection.execute(insert(Item), [_item(1), _item(2)])
        await work.commit()
    companies = [await carnet.add(Kind.CONTACT, phone="030 1") for _ in range(8)]
    for company in companies:
        await carnet.add(Kind.CUSTOMER, linked=company)
    return [*companies[:4], *[await carnet.person(company) for company in companies[4:]]]


def _item(at: int) -> dict[str, Any]:
    return {
        "id": f"00000000-0000-7000-8000-00000000070{at}",
        "number": f"N{at}",
        "description": "Notebook",
        "unit_price": Decimal("12.50"),
        "unit_cost": Decimal("8.25"),
        "vat_percent": Decimal(20),
        "blocked": at == 2,
    }


async def order_at_once(clients: Sequence[httpx.AsyncClient], contacts: Sequence[Record], orders: Orders) -> None:
    """Let `CLIENTS` clients make the waiting orders; every third time one of them asks for what is refused.

    Raises:
        TransportError: a server died; the orders that it did not answer wait again.
    """

    async def client(number: int) -> None:
        turn = 0
        while orders.waiting:
            reference, turn = orders.waiting.pop(), turn + 1
            try:
                # Asked again under its key, an order must be for the same contact.
                buyer = contacts[crc32(reference.encode()) % len(contacts)]
                await order(clients[number % len(clients)], buyer, reference, orders)
            except httpx.TransportError:
                orders.waiting.append(reference)
                raise
            if turn % 3 == 0:
                await _refused(clients[number % len(clients)], contacts[number % len(contacts)], orders)

    ended = await asyncio.gather(*map(client, range(CLIENTS)), return_exceptions=True)
    for problem in ended:
        if isinstance(problem, BaseException):
            raise problem


async def order(client: httpx.AsyncClient, contact: Record, reference: str, orders: Orders) -> None:
    """Make one order, under its reference as the key, and note what came back."""
    given = {"contactId": id_of(contact), "type": "ORDER", "yourReference": reference, "lines": LINES}
    answer = await _send(client, given, reference)
    if "errors" in answer:
        codes = [error["extensions"]["code"] for error in answer["errors"]]
        if codes == ["BUSY"]:  # on a machine with too much to do: nothing was written, and one may ask again
            orders.waiting.append(reference)
        else:
            orders.failed += codes
        return
    payload = answer["data"]["createSalesDocument"]
    assert payload["errors"] == [], payload
    document = payload["salesDocument"]
    assert (document["yourReference"], document["totals"]["amount"]) == (reference, AMOUNT)
    orders.numbers[reference] = document["number"]


async def _refused(client: httpx.AsyncClient, contact: Record, orders: Orders) -> None:
    answer = await _send(client, {"contactId": id_of(contact), "type": "ORDER", "lines": BLOCKED}, None)
    if "errors" in answer:
        orders.refused.update(error["extensions"]["code"] for error in answer["errors"])
        return
    orders.refused.update(error["code"] for error in answer["data"]["createSalesDocument"]["errors"])


async def _send(client: httpx.AsyncClient, given: Mapping[str, Any], key: str | None) -> Any:
    body = {"query": MAKE, "variables": {"input": given, "key": key}}
    return (await client.post("/graphql", json=body, timeout=60)).json()


async def faults(carnet: Carnet, orders: Orders) -> list[str]:
    """Return every gap, every double, and every order that was answered and is not stored as it was answered."""
    table = SalesDocument.__table__
    async with unit_of_work(carnet.database) as work:
        rows = (await work.connection.execute(select(table).order_by(table.c.number))).mappings().all()
    return [*_wrong_numbers([row["number"] for row in rows]), *_lost(rows, orders)]


def _wrong_numbers(numbers: Sequence[str]) -> Iterator[str]:
    for number, times in Counter(numbers).items():
        if times > 1:
            yield f"{number} was given {times} times"
    last = max((int(number[2:]) for number in numbers), default=0)
    for at in range(1, last + 1):
        if f"SO{at:05}" not in numbers:
            yield f"SO{at:05} is missing"


def _lost(rows: Sequence[Mapping[str, Any]], orders: Orders) -> Iterator[str]:
    stored = {row["number"]: row["your_reference"] for row in rows}
    for reference, number in orders.numbers.items():
        if stored.get(number) != reference:
            yield f"{number} was answered for {reference} and is of {stored.get(number)}"
    for reference, times in Counter(row["your_reference"] for row in rows).items():
        if times > 1:
            yield f"{reference} was made {times} times"
