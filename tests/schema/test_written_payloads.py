"""A mutation's payload goes to the client as the database wrote it, in the bytes that graphql-core makes of it."""

import json
import re
from typing import Any

import orjson
import pytest
from graphql import Executor, is_non_null_type

from db.races import Busy, OutcomeUnknown
from db.unit_of_work import UnitOfWork
from domain.access import EVERYTHING, Permission, Rights
from resolvers import updates
from schema.operations import Asked, Operations
from tests.carnet import Carnet, Kind, id_of
from tests.schema.documents.documenting import stock_item
from tests.schema.linking.linking import link_id
from tests.schema.mutating import CASES, UPDATES, WORDS, Case
from tests.schema.ordinary import CORE, UNLIMITED, Ordinary
from tests.schema.test_missing_rows import delete
from tests.schema.updating import update

_UUID = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_OTHERWISE_EACH_TIME = re.compile(
    rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z|[0-9a-f]{32}-[0-9a-f]{64}|with the id \w{32}"
)


def same_each_time(answer: bytes) -> bytes:
    """Return an answer without its times and tokens, new ids numbered in the order that they come in."""
    names: dict[bytes, bytes] = {}
    numbered = _UUID.sub(lambda found: names.setdefault(found[0], b"%d" % len(names)), answer)
    return re.sub(rb'"id":"\w{32}"', b"", _OTHERWISE_EACH_TIME.sub(b"", numbered))


def without_blanks(carnet: Carnet, answer: bytes) -> bytes:
    """Return an answer without the blanks that PostgreSQL puts between the elements of a list."""
    return orjson.dumps(orjson.loads(answer)) if carnet.database.dialect == "postgresql" else answer


def let_nothing_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Roll every transaction back from now on, so that each way finds the same rows."""

    async def keep_nothing(_work: UnitOfWork) -> None:
        return

    monkeypatch.setattr(UnitOfWork, "commit", keep_nothing)


class Watched:
    """What was done for an answer: objects that graphql-core completed, mutations that were carried out."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.completed = self.carried_out = 0
        complete, in_transaction = Executor.complete_object_value, updates.in_transaction

        def completing(*arguments: Any) -> Any:
            self.completed += 1
            return complete(*arguments)

        def carrying_out(*arguments: Any) -> Any:
            self.carried_out += 1
            return in_transaction(*arguments)

        monkeypatch.setattr(Executor, "complete_object_value", completing)
        monkeypatch.setattr(updates, "in_transaction", carrying_out)

    def taken(self) -> tuple[int, int]:
        """Return both numbers, and begin anew."""
        counted, self.completed, self.carried_out = (self.completed, self.carried_out), 0, 0
        return counted


async def known(carnet: Carnet) -> dict[str, str]:
    """Store what mutations are made of; return the ids that their texts name."""
    await carnet.set_up()
    await stock_item(carnet)
    await carnet.add(Kind.VENDOR, vatNumber="DE136695976", address_countryCode="DE")
    contact, customer, vendor, account = await carnet.star(
        phone="+49 30 9", address_city="Köln", address_countryCode="DE"
    )
    company = await carnet.add(Kind.CONTACT)
    await carnet.person(company)
    records = {
        "contact": contact,
        "customer": customer,
        "vendor": vendor,
        "bankAccount": account,
        "company": company,
        "other": await carnet.add(Kind.CONTACT, phone="1"),
        "alone": await carnet.add(Kind.CUSTOMER, phone="2"),
    }
    edit = (await update(carnet, company, {"phone": "1 234", "fax": "2 345"}))["changeSet"]["id"]
    await update(carnet, company, {"phone": "3 456"})
    ids = {name: id_of(record) for name, record in records.items()}
    return {"link": await link_id(carnet, vendor), "changeSet": edit, **ids}


def asked(case: Case, ids: dict[str, str], rights: Rights = EVERYTHING) -> Asked:
    """Return the request of a case, its ids filled in."""

    def filled(text: str) -> str:
        known = {**WORDS, **ids}
        while "<" in text:
            text = re.sub("<([a-zA-Z]+)>", lambda found: known[found[1]], text)
        return text

    variables = json.loads(filled(json.dumps(case.variables or {})))
    return Asked(filled(case.query), variables, language=case.language, rights=rights)


@pytest.mark.parametrize("rights", [EVERYTHING, EVERYTHING - {Permission.READ_ACCOUNTS}])
async def test_both_ways_give_the_same_bytes(carnet: Carnet, monkeypatch: pytest.MonkeyPatch, rights: Rights) -> None:
    ids = await known(carnet)
    let_nothing_stay(monkeypatch)
    watched = Watched(monkeypatch)
    written, ordinary = (kind(carnet.database, limits=UNLIMITED) for kind in (Operations, Ordinary))
    for name, case in CASES.items():
        answer = without_blanks(carnet, await written.answer(asked(case, ids, rights)))
        completed, carried_out = watched.taken()
        expected = await ordinary.answer(asked(case, ids, rights))
        assert same_each_time(answer) == same_each_time(expected), name
        assert (completed == 0) == case.is_written, name
        assert watched.taken()[1] == carried_out > 0, name


async def test_graphql_core_completes_every_payload_the_ordinary_way(
    carnet: Carnet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: what was counted above is what the ordinary way does."""
    ids = await known(carnet)
    watched = Watched(monkeypatch)
    await Ordinary(carnet.database).answer(asked(CASES["update"], ids))
    assert watched.taken()[0] > 3


async def test_later_root_fields_see_what_earlier_ones_wrote(carnet: Carnet) -> None:
    ids = await known(carnet)
    field = 'f{0}: updateContact(input: {{id: "<contact>", phone: "+49 30 {0}"}}) {{ contact {{ version phone }} }}'
    query = f"mutation {{ {' '.join(field.format(at) for at in (1, 2, 3))} }}"
    answer = json.loads(await Operations(carnet.database).answer(asked(Case(query), ids)))
    assert [made["contact"] for made in answer["data"].values()] == [
        {"version": at + 1, "phone": f"+49 30 {at}"} for at in (1, 2, 3)
    ]


@pytest.mark.parametrize("kind", [Operations, Ordinary])
@pytest.mark.parametrize("name", ["key", "warned, with a key"])
async def test_a_repetition_gives_the_same_bytes(carnet: Carnet, kind: type[Operations], name: str) -> None:
    ids, operations = await known(carnet), kind(carnet.database)
    first = await operations.answer(asked(UPDATES[name], ids))
    await operations.answer(asked(UPDATES["input in a variable"], ids))
    assert await operations.answer(asked(UPDATES[name], ids)) == first


LINKS = Case("""mutation {
  updateContact(input: <change>) { contact { links { businessRelation { code } } } changeSet { operation } }
  other: updateVendor(input: {id: "<vendor>", phone: "+49 30 2"}) { vendor { phone } } }""")


async def test_a_row_that_is_missing_is_said_the_same_way(carnet: Carnet, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = await known(carnet)
    await delete(carnet, "business_relation")
    let_nothing_stay(monkeypatch)
    answers = [await kind(carnet.database).answer(asked(LINKS, ids)) for kind in (Operations, Ordinary)]
    assert answers[0] == answers[1]
    answer = json.loads(answers[0])
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["INCOMPLETE"]
    assert answer["data"] == {
        "updateContact": {"contact": None, "changeSet": {"operation": "updateContact"}},
        "other": {"vendor": {"phone": "+49 30 2"}},
    }


@pytest.mark.parametrize("problem", [Busy, OutcomeUnknown, RuntimeError])
async def test_a_failure_is_said_the_same_way_and_the_next_one_is_carried_out(
    carnet: Carnet, monkeypatch: pytest.MonkeyPatch, problem: type[Exception]
) -> None:
    ids, in_transaction = await known(carnet), updates.in_transaction
    let_nothing_stay(monkeypatch)
    failing = iter([True, False] * 2)

    async def fail_at_first(*arguments: Any) -> Any:
        if next(failing):
            raise problem
        return await in_transaction(*arguments)

    monkeypatch.setattr(updates, "in_transaction", fail_at_first)
    answers = [await kind(carnet.database).answer(asked(LINKS, ids)) for kind in (Operations, Ordinary)]
    assert same_each_time(answers[0]) == same_each_time(answers[1])
    answer = json.loads(answers[0])
    assert [error["path"] for error in answer["errors"]] == [["updateContact"]]
    assert answer["data"] == {"updateContact": None, "other": {"vendor": {"phone": "+49 30 2"}}}


def test_every_mutation_may_be_null() -> None:
    """So a failure takes no other root field with it."""
    assert CORE.mutation_type
    assert not any(is_non_null_type(field.type) for field in CORE.mutation_type.fields.values())
