"""A role may do what `docs/reference/rights.md` says and nothing else: the page is the test. Source: product.md §6."""

import json
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    get_named_type,
    is_required_input_field,
)
from sqlalchemy import select

from db.tables import Interaction
from db.unit_of_work import unit_of_work
from domain.access import EVERYTHING, NEEDED, ROLES, Permission, Rights, Role
from domain.change import Kind, Record
from domain.ids import public_id
from schema.build import build_schema
from schema.operations import Asked, Operations, Unanswerable
from tests.carnet import Carnet, id_of
from tests.schema.documents.documenting import stock_item
from tests.schema.ordinary import UNLIMITED
from tests.schema.updating import MUTATIONS, unchanged

PAGE = Path(__file__).parents[2] / "docs/reference/rights.md"
FIELDS: Any = build_schema().core.mutation_type
CARDS = (Kind.CUSTOMER, Kind.VENDOR, Kind.BANK_ACCOUNT)


def _table(heading: str) -> dict[str, dict[Role, bool]]:
    """Return a table of the page: who may what."""
    part = PAGE.read_text().split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line.startswith("|")]
    roles = [Role(name) for name in rows[0][1:]]
    return {row[0].strip("`"): dict(zip(roles, [cell == "yes" for cell in row[1:]], strict=True)) for row in rows[2:]}


CALLS, KINDS, SEEN = map(
    _table, ("Which mutations a role may call", "Which records a role may change", "What a role sees")
)
NUMBER, IBAN = "532013000042", "DE89370400440532013000"


class As:
    """Ask as somebody with these rights."""

    def __init__(self, carnet: Carnet, rights: Rights) -> None:
        self._operations = Operations(carnet.database, limits=UNLIMITED)
        self._rights = rights

    async def __call__(self, query: str, **variables: Any) -> Any:
        answer = json.loads(await self._operations.answer(Asked(query, variables, actor="anna", rights=self._rights)))
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    async def edit(self, record: Record, **given: Any) -> list[tuple[str, str]]:
        """Edit a record; the errors as (code, message)."""
        mutation = MUTATIONS[record.kind][0]
        query = f"""mutation ($input: {mutation[0].upper()}{mutation[1:]}Input!) {{
          {mutation}(input: $input) {{ errors {{ code message }} }} }}"""
        payload = (await self(query, input={"id": id_of(record), **given}))[mutation]
        return [(error["code"], error["message"]) for error in payload["errors"]]


def test_every_mutation_says_what_it_needs_and_the_page_has_each() -> None:
    assert set(FIELDS.fields) == set(NEEDED) == set(CALLS)
    for name, field in FIELDS.fields.items():
        assert "\n\nNeeds " in field.description, name


def _least(type_: Any) -> Any:
    """Return the least value that an input may have."""
    if not isinstance(type_, GraphQLNonNull):
        return None
    of_type = type_.of_type
    if isinstance(of_type, GraphQLList):
        return [_least(of_type.of_type)]
    named = get_named_type(of_type)
    if isinstance(named, GraphQLEnumType):
        return next(iter(named.values))
    if isinstance(named, GraphQLInputObjectType):
        return {name: _least(field.type) for name, field in named.fields.items() if is_required_input_field(field)}
    return {"Int": 1, "Boolean": True, "Date": "2026-01-01", "Decimal": "1"}.get(named.name, "x")


@pytest.mark.parametrize("role", Role)
async def test_a_role_may_call_what_the_page_says(carnet: Carnet, role: Role) -> None:
    ask, found = As(carnet, ROLES[role]), {}
    for name, field in FIELDS.fields.items():
        given = field.args["input"].type
        query = f"mutation ($input: {given}) {{ {name}(input: $input) {{ errors {{ code path }} }} }}"
        async with unchanged(carnet) if not CALLS[name][role] else nullcontext():
            errors = (await ask(query, input=_least(given)))[name]["errors"]
        found[name] = {"code": "FORBIDDEN", "path": []} not in errors
        assert found[name] or {error["code"] for error in errors} == {"FORBIDDEN"}, name
    assert found == {name: may[role] for name, may in CALLS.items()}


async def _documents(carnet: Carnet) -> dict[str, tuple[str, dict[str, Any]]]:
    """Store a contact with cards of all kinds and a document of each; return how to change one record of each kind."""
    await carnet.set_up()
    await stock_item(carnet)
    contact, *_ = await carnet.star()
    alone = {kind: await carnet.add(kind) for kind in (Kind.CONTACT, *CARDS)}
    calls = {
        kind.lower().replace("_", " "): (MUTATIONS[kind][0], {"id": id_of(record), "name2": "x"})
        for kind, record in alone.items()
    }
    for kind, type_ in (("sales document", "SalesDocument"), ("purchase document", "PurchaseDocument")):
        query = f"""mutation ($id: ID!) {{ create{type_}(input: {{contactId: $id, type: QUOTE,
          lines: [{{itemNumber: "1000", quantity: 1}}]}}) {{ d: {type_[0].lower()}{type_[1:]} {{ id }} }} }}"""
        made = (await carnet.ask(query, id=id_of(contact)))[f"create{type_}"]["d"]["id"]
        calls[kind] = ("releaseDocument", {"documentId": made})
    query = "mutation ($id: ID!) { createServiceOrder(input: {contactId: $id}) { serviceOrder { id } } }"
    made = (await carnet.ask(query, id=id_of(contact)))["createServiceOrder"]["serviceOrder"]["id"]
    calls["service order"] = ("deleteDocument", {"documentId": made})
    async with unit_of_work(carnet.database) as work:
        key = await work.connection.scalar(select(Interaction.id).limit(1))
    calls["interaction"] = ("cancelInteraction", {"id": public_id("Interaction", str(key))})
    return calls


@pytest.mark.parametrize("role", Role)
async def test_a_role_may_change_the_records_that_the_page_says(carnet: Carnet, role: Role) -> None:
    ask, found = As(carnet, ROLES[role]), {}
    for kind, (name, given) in (await _documents(carnet)).items():
        given_type = FIELDS.fields[name].args["input"].type
        query = f"mutation ($input: {given_type}) {{ {name}(input: $input) {{ errors {{ code }} }} }}"
        errors = (await ask(query, input=given))[name]["errors"]
        assert errors in ([], [{"code": "FORBIDDEN"}]), kind
        found[kind] = not errors
    assert found == {kind: may[role] for kind, may in KINDS.items()}


@pytest.mark.parametrize("role", Role)
async def test_a_role_sees_what_the_page_says(carnet: Carnet, role: Role) -> None:
    """`test_rights` looks whether anything else leaves the database; here is what comes out."""
    account = await carnet.add(Kind.BANK_ACCOUNT, iban=IBAN, bankAccountNumber=NUMBER)
    operations = Operations(carnet.database)
    query = "query ($id: ID!) { bankAccount(id: $id) { iban bankAccountNumber } }"
    asked = Asked(query, {"id": id_of(account)}, rights=ROLES[role])
    seen = json.loads(await operations.answer(asked))["data"]["bankAccount"]
    found = {"iban": seen["iban"] == IBAN, "bankAccountNumber": seen["bankAccountNumber"] == NUMBER}
    try:
        found["extensions.plan"] = bool(await operations.answer(asked._replace(shows_plan=True)))
    except Unanswerable:
        found["extensions.plan"] = False
    assert found == {field: may[role] for field, may in SEEN.items()}


async def test_an_edit_that_reaches_what_its_caller_may_not_change_is_refused_with_the_fields(carnet: Carnet) -> None:
    contact, customer, vendor, account = await carnet.star(phone="030 1")
    ask = As(carnet, ROLES[Role.SALES])
    async with unchanged(carnet):
        found = await ask.edit(customer, phone="030 2", fax="040 2")
    assert found == [
        (
            "FORBIDDEN",
            f"This would also change {fields}, which needs the permission {permission}. Ask somebody who has it.",
        )
        for fields, permission in (
            (f"{vendor.number}.phone, {vendor.number}.fax", "vendor:write"),
            (f"{account.number}.phone, {account.number}.fax", "bank:write"),
        )
    ]
    assert await ask.edit(customer, blocked="INVOICE") == []
    assert (await carnet.stored(contact)).version == 1


async def test_a_preview_is_refused_as_the_edit_itself(carnet: Carnet) -> None:
    contact, *_ = await carnet.star()
    query = """mutation ($input: UpdateContactInput!, $dry: Boolean! = true, $token: String) {
      updateContact(input: $input, dryRun: $dry, planToken: $token) { plan { token } errors { code } } }"""
    given = {"id": id_of(contact), "phone": "030 1"}
    token = (await carnet.ask(query, input=given))["updateContact"]["plan"]["token"]
    ask = As(carnet, ROLES[Role.SALES])
    async with unchanged(carnet):
        for options in ({}, {"dry": False, "token": token}):
            payload = (await ask(query, input=given, **options))["updateContact"]
            assert payload == {"plan": None, "errors": [{"code": "FORBIDDEN"}] * 2}


async def test_a_link_and_its_end_and_a_reversal_need_the_rights_to_both_sides(carnet: Carnet) -> None:
    contact, vendor = await carnet.add(Kind.CONTACT), await carnet.add(Kind.VENDOR)
    sales, buyer = As(carnet, ROLES[Role.SALES]), As(carnet, ROLES[Role.PURCHASING])
    link = """mutation ($c: ID!, $v: ID!) { linkContact(input: {contactId: $c, cardId: $v}) {
      link { id } changeSet { id actor } errors { code } } }"""
    ids = {"c": id_of(contact), "v": id_of(vendor)}
    forbidden = [{"code": "FORBIDDEN"}]
    assert (await sales(link, **ids))["linkContact"]["errors"] == forbidden
    made = (await buyer(link, **ids))["linkContact"]
    assert (made["errors"], made["changeSet"]["actor"]) == ([], "anna")
    revert = "mutation ($id: ID!) { revertChangeSet(input: {id: $id}) { errors { code } } }"
    assert (await sales(revert, id=made["changeSet"]["id"]))["revertChangeSet"]["errors"] == forbidden
    part = "mutation ($id: ID!) { unlinkContact(input: {linkId: $id}) { errors { code } } }"
    assert (await sales(part, id=made["link"]["id"]))["unlinkContact"]["errors"] == forbidden
    assert (await buyer(revert, id=made["changeSet"]["id"]))["revertChangeSet"]["errors"] == []


async def test_one_permission_less_and_it_is_refused(carnet: Carnet) -> None:
    """The control of the tables: whoever lacks exactly what is needed, is refused."""
    contact = await carnet.add(Kind.CONTACT)
    assert await As(carnet, EVERYTHING).edit(contact, phone="030 1") == []
    [(code, message)] = await As(carnet, EVERYTHING - {Permission.WRITE_CONTACTS}).edit(contact, phone="030 2")
    assert (code, message) == (
        "FORBIDDEN",
        "You may not do this: it needs the permission contact:write. Ask somebody who has it.",
    )
