"""Without the permission to see account numbers, none of them leaves the database, whichever way they are asked for."""

import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import orjson
import pytest

from db.reading import tree
from db.unit_of_work import UnitOfWork
from domain.access import EVERYTHING, ROLES, SECRETS, Permission, Rights, Role, secrets_from
from domain.change import Kind, Record
from resolvers.reading.declarations import Guarded, Orders, Paged, Part, Recorded
from resolvers.reading.filters import Has, Text, condition
from resolvers.reading.given import Forbidden, Given
from resolvers.reading.pages import chosen_order
from resolvers.root import READING
from schema.operations import Asked, Operations
from tests.carnet import Carnet, id_of
from tests.schema.ordinary import Ordinary

READER = ROLES[Role.READER]
BLIND = EVERYTHING - {Permission.READ_ACCOUNTS}
"""What no role has: to write account numbers without seeing any."""
NUMBER, IBAN = "532013000042", "DE89370400440532013000"
OTHER = "GB82WEST12345698765432"
RAW = (NUMBER, IBAN, OTHER, "37040044053", "WEST123456987")
SECRET = {"bankAccountNumber": "•••• 0042", "iban": "DE•• •••• …3000"}
OPEN = {"bankAccountNumber": NUMBER, "iban": IBAN}

SHOWN = "... on BankAccount { bankAccountNumber iban }"
CHANGES = "changes { field before after }"
QUERIES = {
    "by number": "query ($n: String, $id: ID!, $c: ID!) { bankAccount(number: $n) { bankAccountNumber iban } @ }",
    "by id": (
        f"query ($n: String, $id: ID!, $c: ID!) {{ node(id: $id) {{ {SHOWN} }} nodes(ids: [$id]) {{ {SHOWN} }} @ }}"
    ),
    "in a list": (
        "query ($n: String, $id: ID!, $c: ID!) { bankAccounts(where: {number: {eq: $n}}) { nodes { iban } edges {"
        " node { bankAccountNumber } } } @ }"
    ),
    "from its contact": (
        "query ($n: String, $id: ID!, $c: ID!) { node(id: $c) { ... on Contact { linkedBankAccount { iban }"
        f" linkedBankAccounts {{ bankAccountNumber }} links {{ card {{ {SHOWN} }} }} }} }} @ }}"
    ),
    "in its history": (
        "query ($n: String, $id: ID!, $c: ID!) { bankAccount(id: $id) { history { nodes { field before after } } } @ }"
    ),
    "in the journal": f"query ($n: String, $id: ID!, $c: ID!) {{ changeSets {{ nodes {{ {CHANGES} }} }} @ }}",
}
UNUSED = "u1: contact(id: $c) { id } u2: bankAccount(id: $id) { id } u3: bankAccount(number: $n) { id }"
EDIT = (
    "mutation ($input: UpdateBankAccountInput!, $dry: Boolean!) { updateBankAccount(input: $input, dryRun: $dry) {"
    f" bankAccount {{ bankAccountNumber iban }} changeSet {{ {CHANGES} }} plan {{ {CHANGES} }}"
    " errors { code message conflicts { field base yours theirs } } } }"
)


@pytest.fixture
async def account(carnet: Carnet) -> Record:
    """A bank account with its contact."""
    contact = await carnet.add(Kind.CONTACT)
    return await carnet.add(Kind.BANK_ACCOUNT, linked=contact, bankAccountNumber=NUMBER, iban=IBAN)


@contextmanager
def heard(carnet: Carnet, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Collect whatever statements of the compiler bring from the database."""
    reader: Any = carnet.database.reader
    plain, inside, brought = reader.fetch, UnitOfWork.fetch, []

    async def fetch(sql: str, parameters: Any) -> bytes:
        brought.append(bytes(found := await plain(sql, parameters)).decode())
        return found

    async def fetch_inside(work: UnitOfWork, sql: str, parameters: Any) -> Any:
        found = await inside(work, sql, parameters)
        brought.append(found.decode() if isinstance(found, bytes) else found)
        return found

    with monkeypatch.context() as patched:
        patched.setattr(reader, "fetch", fetch)
        patched.setattr(UnitOfWork, "fetch", fetch_inside)
        yield brought


def asking(carnet: Carnet, rights: Rights, kind: type[Operations] = Operations) -> Callable[..., Awaitable[str]]:
    """Return a function that asks as a caller with these rights."""
    operations = kind(carnet.database)

    async def ask(query: str, **variables: Any) -> str:
        return json.dumps(
            json.loads(await operations.answer(Asked(query, variables, rights=rights))), ensure_ascii=False
        )

    return ask


async def _variables(carnet: Carnet, account: Record) -> dict[str, str]:
    found = await carnet.ask(
        "query ($id: ID!) { bankAccount(id: $id) { number linkedContact { id } } }", id=id_of(account)
    )
    return {
        "n": found["bankAccount"]["number"],
        "id": id_of(account),
        "c": found["bankAccount"]["linkedContact"]["id"],
    }


@pytest.mark.parametrize("name", QUERIES)
@pytest.mark.parametrize("role", Role)
async def test_a_query_brings_account_numbers_to_those_who_may_see_them_only(
    carnet: Carnet, account: Record, name: str, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    query, variables = QUERIES[name].replace("@", UNUSED), await _variables(carnet, account)
    with heard(carnet, monkeypatch) as brought:
        ask, ask_ordinarily = asking(carnet, ROLES[role]), asking(carnet, ROLES[role], Ordinary)
        answer = await ask(query, **variables)
        assert await ask_ordinarily(query, **variables) == answer
        assert await ask(query, **variables) == answer
    assert "errors" not in orjson.loads(answer)
    may_see = role in {Role.FINANCE, Role.ADMINISTRATOR}
    expected, hidden = (OPEN, SECRET) if may_see else (SECRET, OPEN)
    assert all(value in answer for value in expected.values())
    assert len(brought) > 2
    assert not any(value in text for text in (answer, *brought) for value in hidden.values())
    assert may_see or not any(raw in text for raw in RAW for text in brought)


async def test_mutations_bring_no_account_number_to_who_may_not_see_it(
    carnet: Carnet, account: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {"id": id_of(account), "iban": OTHER, "expectedVersion": 1}
    masked = {"field": "iban", "before": "DE•• •••• …3000", "after": "GB•• •••• …5432"}
    with heard(carnet, monkeypatch) as brought:
        ask = asking(carnet, BLIND)
        planned, made, clash = [
            orjson.loads(await ask(EDIT, input=input_, dry=dry))["data"]["updateBankAccount"]
            for input_, dry in ((given, True), (given, False), ({**given, "iban": None}, False))
        ]
    assert len(brought) > 2
    assert not any(raw in text for raw in RAW for text in brought)
    assert planned["plan"]["changes"] == [masked]
    assert (made["errors"], made["changeSet"]["changes"]) == ([], [masked])
    assert made["bankAccount"] == {"bankAccountNumber": "•••• 0042", "iban": "GB•• •••• …5432"}
    assert [error["code"] for error in clash["errors"]] == ["CONFLICT"]
    assert clash["errors"][0]["conflicts"] == [
        {"field": "iban", "base": "DE•• •••• …3000", "yours": None, "theirs": "GB•• •••• …5432"}
    ]
    answer = await asking(carnet, EVERYTHING)(EDIT, input={**given, "iban": None}, dry=False)
    clash = orjson.loads(answer)["data"]["updateBankAccount"]
    assert clash["errors"][0]["conflicts"] == [{"field": "iban", "base": IBAN, "yours": None, "theirs": OTHER}]


async def test_one_operation_has_a_plan_for_each_set_of_rights(carnet: Carnet, account: Record) -> None:
    operations, query = Operations(carnet.database), "query ($id: ID!) { bankAccount(id: $id) { iban } }"
    for _ in range(3):
        for rights, iban in ((EVERYTHING, IBAN), (READER, SECRET["iban"])):
            answer = orjson.loads(await operations.answer(Asked(query, {"id": id_of(account)}, rights=rights)))
            assert answer["data"] == {"bankAccount": {"iban": iban}}
    plans = {key[-1]: operation.settled.sql for key, operation in operations._known.items()}
    assert plans.keys() == {EVERYTHING, READER}
    assert plans[EVERYTHING] != plans[READER]


def test_filters_and_orders_by_a_secret_need_its_permission() -> None:
    for secret in secrets_from(frozenset()).values():
        filters = {"secret": Text(secret.column, f"{secret.column}_key")}
        where = Given({"not": {"or": [{"secret": {"eq": "x"}}]}}, lambda _: None)
        condition(filters, where, EVERYTHING)
        with pytest.raises(Forbidden) as forbidden:
            condition(filters, where, READER)
        assert (forbidden.value.code, forbidden.value.argument) == ("FORBIDDEN", "where")
        order = tree.Order("number", unique=True)
        orders = Orders({"SECRET": tree.Order(f"{secret.column}_key")}, (order,), order)
        asked = {"orderBy": Given([{"field": "SECRET", "direction": "ASC"}], lambda _: None)}
        chosen_order(orders, asked, EVERYTHING)
        with pytest.raises(Forbidden) as forbidden:
            chosen_order(orders, asked, READER)
        assert forbidden.value.argument == "orderBy"


def _declarations(fields: Any) -> Iterator[Any]:
    for declaration in fields.values():
        yield declaration
        if isinstance(declaration, Part):
            yield from _declarations(declaration.fields)


EVERY = [declaration for fields in READING.types.values() for declaration in _declarations(fields)]


def test_every_secret_is_declared_as_one_wherever_it_is_shown() -> None:
    columns, journalled = {secret.column for secret in SECRETS.values()}, {"before", "after", "value"}
    assert [one for one in EVERY if isinstance(one, tree.Column) and one.name in columns | journalled] == []
    assert {one.secret.column for one in EVERY if isinstance(one, Guarded)} == columns
    assert {one.column for one in EVERY if isinstance(one, Recorded)} == journalled
    templates = [one.template for one in EVERY if isinstance(one, tree.Scalar)]
    assert [template for template in templates if any(column in template for column in columns)] == []


def test_no_list_compares_or_sorts_by_a_secret_in_a_way_of_its_own() -> None:
    pages = [one for one in EVERY if isinstance(one, Paged)]
    conditions = [has.condition for page in pages for has in (page.filters or {}).values() if isinstance(has, Has)]
    assert len(conditions) > 5
    for secret in SECRETS.values():
        assert not any(secret.column in str(condition) for condition in conditions)
        assert not any(secret.column in str(page.orders.default) for page in pages)
