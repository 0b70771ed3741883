"""Link, part and delete over HTTP, and store contacts and cards whose shared fields differ."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from db.tables import metadata
from db.unit_of_work import unit_of_work
from domain.change import CARD_KINDS, Kind, Record, as_text
from domain.ids import public_id
from domain.sync.apply import apply
from domain.sync.fields import SHARED_FIELDS, SharedField
from domain.sync.writes import Link, Signed, Writes
from domain.tables import link_column
from tests.carnet import NOW, Carnet, id_of
from tests.schema.test_update_shared_fields import SHARED
from tests.schema.updating import CHANGE, Payload, shown, unchanged

LINK = "link { id kind contact { id } card { id } businessRelation { code } } contact { id version }"
SHOWN = {"linkContact": LINK, "unlinkContact": "contact { id version }"}
INPUTS = {
    "linkContact": "LinkContactInput",
    "unlinkContact": "UnlinkContactInput",
    "deleteContact": "DeleteContactInput",
}
DELETIONS = {
    Kind.CONTACT: "deleteContact",
    Kind.CUSTOMER: "deleteCustomer",
    Kind.VENDOR: "deleteVendor",
    Kind.BANK_ACCOUNT: "deleteBankAccount",
}
ANSWER = f"""changeSet {{ id operation actor changes {{ {CHANGE} }} }} plan {{ token changes {{ {CHANGE} }} }}
  warnings {{ code }} errors {{ code path ids message conflicts {{ field base yours theirs changedBy }} }}"""
UNKNOWN = "00000000-0000-7000-8000-999999999999"

FIRST = {name: before for name, (_, before, _) in SHARED.items()}
SECOND = {name: after or "PS" for name, (_, _, after) in SHARED.items()}
"""Two values for each shared field, by its name on the contact; type and privacy have rules of their own."""

Asked = tuple[str, Mapping[str, Any]]
"""A mutation and its input."""
Error = tuple[str, str, list[str], str]
"""Code, path, ids and message of a refusal."""


def linking(contact: Record, card: Record, master: str | None = None, **exceptions: str) -> Asked:
    """Ask to link; exceptions are masters by shared field."""
    given: dict[str, Any] = {"contactId": id_of(contact), "cardId": id_of(card)}
    if master:
        given["master"] = master
    if exceptions:
        given["fieldMasters"] = [{"field": field, "master": wins} for field, wins in exceptions.items()]
    return "linkContact", given


async def parting(carnet: Carnet, card: Record) -> Asked:
    """Ask to end a card's link."""
    return "unlinkContact", {"linkId": await link_id(carnet, card)}


def deleting(record: Record, **more: Any) -> Asked:
    """Ask to delete a record."""
    return DELETIONS[record.kind], {"id": id_of(record), **more}


async def send(carnet: Carnet, asked: Asked, **options: Any) -> Payload:
    """Send a mutation; options are `dryRun`, `planToken`, `idempotencyKey`. Return the answer's payload."""
    mutation, given = asked
    query = f"""mutation ($input: {INPUTS.get(mutation, "DeleteCardInput")}!,
        $dryRun: Boolean! = false, $planToken: String, $idempotencyKey: String) {{
      {mutation}(input: $input, dryRun: $dryRun, planToken: $planToken, idempotencyKey: $idempotencyKey) {{
        {SHOWN.get(mutation, "deletedId")} {ANSWER} }} }}"""
    payload: Payload = (await carnet.ask(query, input=given, **options))[mutation]
    return payload


async def done(carnet: Carnet, asked: Asked, **options: Any) -> list[tuple[Any, ...]]:
    """Send what must succeed; its changes as (number, field, before, after, reason, source's number)."""
    payload = await send(carnet, asked, **options)
    assert payload["errors"] == []
    assert payload["changeSet"]["operation"] == asked[0]
    return shown(payload["changeSet"])


async def refused(carnet: Carnet, asked: Asked, **options: Any) -> list[Error]:
    """Send what must be refused with nothing changed; its errors as (code, path, ids, message)."""
    async with unchanged(carnet):
        payload = await send(carnet, asked, **options)
    assert payload["changeSet"] is None
    assert payload["plan"] is None
    assert payload["errors"] != []
    return [(error["code"], ".".join(error["path"]), error["ids"], error["message"]) for error in payload["errors"]]


async def run_sql(carnet: Carnet, *statements: Any) -> None:
    """Change the database by hand."""
    async with unit_of_work(carnet.database) as work:
        for statement in statements:
            await work.connection.execute(statement)
        await work.commit()


async def link_id(carnet: Carnet, card: Record) -> str:
    """Return the id of a card's link."""
    table = metadata.tables["contact_relation"]
    async with unit_of_work(carnet.database) as work:
        key = await work.connection.scalar(select(table.c.id).where(table.c[link_column(card.kind)] == card.id))
    return public_id("Link", str(key))


async def classified(carnet: Carnet, contact: Record, key: str = UNKNOWN) -> str:
    """Give a contact the relation PRESS by hand, journalled; return the id that its row would have were it a link."""
    async with unit_of_work(carnet.database) as work:
        link = Link(contact, None, await carnet._relation(work, None), "PRESS", key)
        await apply(work, Writes(links=[link]), Signed("tests", "classify", NOW))
        await work.commit()
    return public_id("Link", key)


def shared_by(kind: Kind) -> list[SharedField]:
    """Return what cards of a kind share with both values of the tables above."""
    return [each for each in SHARED_FIELDS if kind in each.on and each.on[Kind.CONTACT] in FIRST]


def values_on(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as `Carnet.add` takes them, as far as records of a kind have these fields."""
    fields = [each for each in SHARED_FIELDS if kind in each.on and each.on[Kind.CONTACT] in values]
    return {each.on[kind].replace(".", "_"): values[each.on[Kind.CONTACT]] for each in fields}


async def apart(carnet: Carnet, kind: Kind) -> tuple[Record, Record, list[Record]]:
    """Store a contact with its other cards, and a card of this kind that differs from it in every shared field.

    Of bank accounts the contact has one already: a bank may have several.
    """
    contact = await carnet.add(Kind.CONTACT, **values_on(Kind.CONTACT, FIRST))
    others = [each for each in CARD_KINDS if each is not kind or kind is Kind.BANK_ACCOUNT]
    linked = [await carnet.add(other, linked=contact) for other in others]
    return contact, await carnet.add(kind, **values_on(kind, SECOND)), linked


def copied(source: Record, target: Record, fields: list[SharedField]) -> list[tuple[Any, ...]]:
    """Return the changes that make these fields of a record equal another's."""
    names = [(each.on[target.kind], each.on[source.kind]) for each in fields if target.kind in each.on]
    return [
        (target.number, to, as_text(target.values[to]), as_text(source.values[of]), "SYNCHRONISED", source.number)
        for to, of in names
        if target.values[to] != source.values[of]
    ]


def joined(contact: Record, card: Record) -> tuple[Any, ...]:
    """Return the change that tells of a new link."""
    return (card.number, "linkedContact", None, id_of(contact), "ENTERED", contact.number)


def parted(contact: Record, card: Record) -> tuple[Any, ...]:
    """Return the change that tells of a link's end."""
    return (card.number, "linkedContact", id_of(contact), None, "ENTERED", contact.number)


async def gone(carnet: Carnet, record: Record) -> list[tuple[Any, ...]]:
    """Return the changes that tell of a record's deletion: every value that it has now."""
    held = (await carnet.stored(record)).values.items()
    return [(record.number, name, as_text(value), None, "ENTERED", None) for name, value in held if value is not None]


async def exists(carnet: Carnet, record: Record) -> bool:
    """Tell whether a client can still read a record."""
    return (await carnet.ask("query ($id: ID!) { node(id: $id) { id } }", id=id_of(record)))["node"] is not None
