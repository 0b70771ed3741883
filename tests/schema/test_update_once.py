"""A mutation with an idempotency key is carried out once, whoever repeats it, wherever and whenever."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from sqlalchemy import func, select, update

from db.tables import ChangeSet, IdempotencyKey
from db.unit_of_work import unit_of_work
from domain.idempotency import FORGOTTEN
from resolvers import updates
from tests.carnet import Carnet, Kind, Record, id_of
from tests.reliability.test_concurrent_edits import two_servers
from tests.schema.updating import MUTATIONS, unchanged

PHONES = [f"+49 {at:06}" for at in range(10)]
SHOWN = "changeSet { id } warnings { code message } errors { code message path }"


def query(kind: Kind, shown: str = "id version phone") -> str:
    name, field = MUTATIONS[kind]
    return f"""mutation ($input: {name[0].upper()}{name[1:]}Input!, $key: String, $dryRun: Boolean! = false) {{
      {name}(input: $input, idempotencyKey: $key, dryRun: $dryRun) {{ {field} {{ {shown} }} {SHOWN} }} }}"""


async def send(carnet: Carnet, record: Record, key: str | None, shown: str = "id version phone", **given: Any) -> Any:
    options = {"dryRun": given.pop("dryRun")} if "dryRun" in given else {}
    text, variables = query(record.kind, shown), {"input": {"id": id_of(record), **given}, "key": key, **options}
    return (await carnet.ask(text, **variables))[MUTATIONS[record.kind][0]]


def codes(payload: Any) -> list[tuple[str, list[str]]]:
    return [(error["code"], error["path"]) for error in payload["errors"]]


async def change_sets(carnet: Carnet) -> int:
    async with unit_of_work(carnet.database) as work:
        return (await work.connection.execute(select(func.count()).select_from(ChangeSet))).scalar_one()


async def keys(carnet: Carnet) -> set[str]:
    async with unit_of_work(carnet.database) as work:
        return set(await work.connection.scalars(select(IdempotencyKey.key)))


@pytest.mark.parametrize("kind", list(MUTATIONS))
async def test_a_repetition_changes_nothing_and_answers_what_the_first_call_answered(
    carnet: Carnet, kind: Kind
) -> None:
    star = {card.kind: card for card in await carnet.star(phone=PHONES[1])}
    first = await send(carnet, star[kind], "k", phone=PHONES[2])
    assert first["errors"] == []
    assert first[MUTATIONS[kind][1]] == {"id": id_of(star[kind]), "version": 2, "phone": PHONES[2]}
    await send(carnet, star[kind], None, phone=PHONES[3])
    async with unchanged(carnet):
        assert await send(carnet, star[kind], "k", phone=PHONES[2]) == first
    async with unchanged(carnet):
        again = await send(carnet, star[kind], "k", "phone", phone=PHONES[2])
    assert again[MUTATIONS[kind][1]] == {"phone": PHONES[3]}, "who selects something else reads the record as it is"
    assert again["changeSet"] == first["changeSet"]


async def test_without_a_key_the_same_edit_twice_is_two_edits(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT, phone=PHONES[1])
    made = [
        (await send(carnet, contact, None, phone=phone))["changeSet"] for phone in (PHONES[2], PHONES[3], PHONES[2])
    ]
    assert len({change_set["id"] for change_set in made}) == 3


async def test_the_same_key_with_another_input_is_refused(carnet: Carnet) -> None:
    contact, customer, *_ = await carnet.star(phone=PHONES[1])
    await send(carnet, contact, "k", phone=PHONES[2])
    for record, given in (
        (contact, {"phone": PHONES[3]}),
        (contact, {"phone": PHONES[2], "fax": None}),
        (customer, {"phone": PHONES[2]}),
    ):
        async with unchanged(carnet):
            assert codes(await send(carnet, record, "k", **given)) == [("KEY_REUSED", ["idempotencyKey"])]
    async with unchanged(carnet):
        refused = await send(carnet, contact, "k", phone=PHONES[2], expectedVersion=1)
    assert codes(refused) == [("KEY_REUSED", ["idempotencyKey"])]


async def test_a_refused_call_and_a_preview_keep_no_key(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT, phone=PHONES[1])
    async with unchanged(carnet):
        assert codes(await send(carnet, contact, "k", phone="x")) == [("INVALID_PHONE", ["input", "phone"])]
    async with unchanged(carnet):
        assert (await send(carnet, contact, "k", phone=PHONES[2], dryRun=True))["errors"] == []
    assert (await send(carnet, contact, "k", phone=PHONES[3]))["contact"]["phone"] == PHONES[3]
    assert await keys(carnet) == {"k"}


async def test_an_edit_that_changes_nothing_is_remembered_too(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT, phone=PHONES[1])
    first = await send(carnet, contact, "k", phone=PHONES[1])
    assert (first["changeSet"], first["errors"]) == (None, [])
    await send(carnet, contact, None, phone=PHONES[2])
    assert await send(carnet, contact, "k", phone=PHONES[1]) == first


async def test_warnings_are_repeated_in_the_language_of_the_repetition(carnet: Carnet) -> None:
    await carnet.add(Kind.VENDOR, vatNumber="DE136695976", address_countryCode="DE")
    contact = await carnet.add(Kind.CONTACT, address_countryCode="DE")
    first = await send(carnet, contact, "k", vatNumber="DE136695976")
    assert [warning["code"] for warning in first["warnings"]] == ["VAT_NUMBER_IN_USE"]
    assert await send(carnet, contact, "k", vatNumber="DE136695976") == first
    variables = {"input": {"id": id_of(contact), "vatNumber": "DE136695976"}, "key": "k"}
    answer = (await carnet.post(query(Kind.CONTACT), variables, **{"accept-language": "fr"})).json()
    assert answer["data"]["updateContact"]["warnings"][0]["message"].startswith("D'autres enregistrements")


@pytest.mark.parametrize(("key", "code"), [("", "REQUIRED"), (" ", "REQUIRED"), ("x" * 256, "VALUE_TOO_LONG")])
async def test_what_is_no_key_is_refused(carnet: Carnet, key: str, code: str) -> None:
    contact = await carnet.add(Kind.CONTACT, phone=PHONES[1])
    async with unchanged(carnet):
        assert codes(await send(carnet, contact, key, phone=PHONES[2])) == [(code, ["idempotencyKey"])]
        assert codes(await send(carnet, contact, "a\0b", phone=PHONES[2])) == [("INVALID_VALUE", ["idempotencyKey"])]
    assert (await send(carnet, contact, "é" * 255, phone=PHONES[2]))["errors"] == []


async def test_keys_are_forgotten_after_their_time(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT, phone=PHONES[1])
    for at in range(FORGOTTEN + 2):
        await send(carnet, contact, f"k{at}", phone=f"+49 {at:06}")
    async with unit_of_work(carnet.database) as work:
        past = datetime.now(UTC) - timedelta(hours=24, seconds=1)
        await work.connection.execute(update(IdempotencyKey).values(created_at=past))
        await work.commit()
    assert (await send(carnet, contact, "k0", phone=PHONES[5]))["contact"]["phone"] == PHONES[5]
    assert len(await keys(carnet)) <= 3
    await send(carnet, contact, "k", phone=PHONES[6])
    assert await keys(carnet) == {"k0", "k"}


async def test_60_keys_sent_8_times_at_once_through_two_servers_have_60_effects(
    database_url: str, tmp_path: Path
) -> None:
    async with two_servers(database_url, tmp_path) as (carnet, clients):
        stars = [await carnet.star(phone=PHONES[1]) for _ in range(3)]
        before = await change_sets(carnet)

        async def repeat(at: int, turn: int) -> httpx.Response:
            record = stars[at % 3][at % 4]
            variables = {"input": {"id": id_of(record), "phone": f"+49 {at + 100:06}"}, "key": f"key {at}"}
            body = {"query": query(record.kind), "variables": variables}
            return await clients[turn % 2].post("/graphql", json=body, timeout=30)

        answers = await asyncio.gather(*(repeat(at, turn) for turn in range(8) for at in range(60)))
        for at in range(60):
            assert len({answer.text for answer in answers[at::60]}) == 1
            assert '"errors":[]' in answers[at].text
        assert await change_sets(carnet) == before + 60
        assert await carnet.differences() == []


async def test_keys_that_are_not_claimed_are_found_out(carnet: Carnet, monkeypatch: pytest.MonkeyPatch) -> None:
    """Control: without the claim a repetition is carried out again."""

    async def nothing(*_: Any) -> None:
        return None

    monkeypatch.setattr(updates, "claim", nothing)
    monkeypatch.setattr(updates, "keep", nothing)
    contact = await carnet.add(Kind.CONTACT, phone=PHONES[1])
    made = [await send(carnet, contact, "k", phone=PHONES[at]) for at in (2, 3, 2)]
    assert len({payload["changeSet"]["id"] for payload in made}) == 3
