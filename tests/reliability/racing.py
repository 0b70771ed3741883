"""Send many links, unlinkings and deletions at once, and find every double link and dangling row afterwards."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import httpx2 as httpx
from sqlalchemy import func, select

from db.tables import metadata
from db.unit_of_work import unit_of_work
from domain.change import CARD_KINDS, Kind
from domain.consistency import consistency
from domain.tables import link_column
from tests.carnet import Carnet
from tests.replay import replay

INPUTS = {
    "linkContact": "LinkContactInput",
    "unlinkContact": "UnlinkContactInput",
    "deleteContact": "DeleteContactInput",
    "createContact": "CreateContactInput",
    "updateContact": "UpdateContactInput",
    "updateCustomer": "UpdateCustomerInput",
}
DONE = "done"
Asked = tuple[str, dict[str, Any]]


async def race(clients: Sequence[httpx.AsyncClient], asked: Iterable[Asked]) -> list[str]:
    """Send mutations at once, through these clients in turn; what became of each: `done`, or all its error codes.

    Codes of refusals stand with their path; what was no refusal but an error of the program or BUSY, with '!'.
    """
    sent = [_send(clients[at % len(clients)], mutation, given) for at, (mutation, given) in enumerate(asked)]
    return list(await asyncio.gather(*sent))


async def _send(client: httpx.AsyncClient, mutation: str, given: dict[str, Any]) -> str:
    input_type = INPUTS.get(mutation, "DeleteCardInput")
    query = f"""mutation ($input: {input_type}!) {{
        answer: {mutation}(input: $input) {{ changeSet {{ id }} errors {{ code path }} }} }}"""
    body = {"query": query, "variables": {"input": given}}
    answer = (await client.post("/graphql", json=body, timeout=60)).json()
    if "errors" in answer:
        return " ".join(f"!{error['extensions']['code']}" for error in answer["errors"])
    errors = answer["data"]["answer"]["errors"]
    return " ".join(f"{error['code']} {'.'.join(error['path'])}" for error in errors) or DONE


async def torn(carnet: Carnet) -> list[str]:
    """Return everything that no race may leave: double links, dangling rows, differences, a journal that lies."""
    async with unit_of_work(carnet.database) as work:
        links = (await work.connection.execute(select(metadata.tables["contact_relation"]))).mappings().all()
        counted = await consistency(work)
        dangling = [line async for line in _dangling(work)]
    found = [*_double(links), *dangling]
    if counted.differences:
        found.append(f"{counted.differences} differences")
    return found + [str(difference) for difference in await carnet.differences()] + await replay(carnet)


def _double(links: Sequence[Any]) -> Iterable[str]:
    for kind in CARD_KINDS:
        own = [link for link in links if link["kind"] == kind]
        for key, times in Counter(link[link_column(kind)] for link in own).items():
            if times > 1:
                yield f"{kind} {key} has {times} contacts"
        for key, times in Counter(link["contact_id"] for link in own).items():
            if times > 1 and kind is not Kind.BANK_ACCOUNT:
                yield f"contact {key} has {times} of {kind}"


async def _dangling(work: Any) -> Any:
    """Yield every reference that points at nothing."""
    for table in metadata.sorted_tables:
        for key in table.foreign_keys:
            target = key.column.table.alias("target")
            missing = ~select(target.c[key.column.name]).where(target.c[key.column.name] == key.parent).exists()
            query = select(func.count()).select_from(table).where(key.parent.is_not(None), missing)
            count = await work.connection.scalar(query)
            if count:
                yield f"{count} rows of {table.name} have a {key.parent.name} that points at nothing"
