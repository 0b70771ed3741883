"""A creation with an idempotency key happens once, whoever repeats it. Source: product.md §2.13."""

import asyncio
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest

from domain.change import Kind
from tests.carnet import Carnet, id_of
from tests.reliability.test_concurrent_edits import two_servers
from tests.schema.creating.creating import CREATE, FROM_CONTACT, all_records, create, made, refused
from tests.schema.updating import unchanged

ROOT = Path(__file__).parents[3]
GIVEN: dict[str, Any] = {"name": "Nordlicht GmbH"}
KEYS, TIMES = 30, 8
QUERY = """mutation ($input: CreateCustomerInput!, $key: String!) {
  createCustomer(input: $input, idempotencyKey: $key) {
    customer { id number primaryContact { id } } contact { id number } changeSet { id } errors { code } } }"""


@pytest.mark.parametrize("kind", CREATE)
async def test_a_repetition_makes_nothing_and_answers_with_the_same_ids(carnet: Carnet, kind: Kind) -> None:
    first = await create(carnet, CREATE[kind], GIVEN, idempotencyKey="k")
    assert first["errors"] == []
    async with unchanged(carnet):
        assert await create(carnet, CREATE[kind], GIVEN, idempotencyKey="k") == first
    async with unchanged(carnet):
        again = await create(carnet, CREATE[kind], GIVEN, idempotencyKey="k", show="id name")
    assert again["record"] == {"id": first["record"]["id"], "name": "Nordlicht GmbH"}


@pytest.mark.parametrize("kind", FROM_CONTACT)
async def test_a_repeated_creation_from_a_contact_is_not_told_that_the_contact_is_linked(
    carnet: Carnet, kind: Kind
) -> None:
    given = {"contactId": id_of(await carnet.add(Kind.CONTACT))}
    first = await create(carnet, FROM_CONTACT[kind], given, idempotencyKey="k")
    assert first["errors"] == []
    async with unchanged(carnet):
        assert await create(carnet, FROM_CONTACT[kind], given, idempotencyKey="k") == first


async def test_without_a_key_the_same_creation_twice_makes_two(carnet: Carnet) -> None:
    assert [(await made(carnet, "createCustomer", GIVEN)).number for _ in range(2)] == ["CU00001", "CU00002"]


async def test_the_same_key_for_something_else_is_refused(carnet: Carnet) -> None:
    contact = id_of(await carnet.add(Kind.CONTACT))
    await create(carnet, "createCustomer", GIVEN, idempotencyKey="k")
    for mutation, given in (
        ("createCustomer", {"name": "Südlicht"}),
        ("createCustomer", {**GIVEN, "fax": None}),
        ("createCustomer", {**GIVEN, "templateCode": "COMPANY"}),
        ("createVendor", GIVEN),
        ("createCustomerFromContact", {"contactId": contact}),
    ):
        assert await refused(carnet, mutation, given, idempotencyKey="k") == [("KEY_REUSED", "idempotencyKey")]


async def test_a_refused_creation_and_a_preview_keep_no_key(carnet: Carnet) -> None:
    assert await refused(carnet, "createCustomer", {"name": " "}, idempotencyKey="k") == [("REQUIRED", "input.name")]
    async with unchanged(carnet):
        assert (await create(carnet, "createCustomer", GIVEN, idempotencyKey="k", dryRun=True))["errors"] == []
    assert (await made(carnet, "createCustomer", GIVEN, idempotencyKey="k")).number == "CU00001"


async def test_30_keys_sent_8_times_at_once_through_two_servers_make_30_customers(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # the servers run the code that these tests stand beside
    async with two_servers(database_url, tmp_path) as (carnet, clients):

        async def repeat(at: int, turn: int) -> httpx.Response:
            variables = {"input": {"name": f"Firm {at}", "contactName": "Anna Berg"}, "key": f"key {at}"}
            body = {"query": QUERY, "variables": variables}
            return await clients[turn % 2].post("/graphql", json=body, timeout=60)

        answers = await asyncio.gather(*(repeat(at, turn) for turn in range(TIMES) for at in range(KEYS)))
        for at in range(KEYS):
            assert len({answer.text for answer in answers[at::KEYS]}) == 1
            assert '"errors":[]' in answers[at].text
        expected = [f"CT{at:05}" for at in range(1, 2 * KEYS + 1)] + [f"CU{at:05}" for at in range(1, KEYS + 1)]
        assert sorted(await all_records(carnet)) == expected
        assert await carnet.differences() == []
