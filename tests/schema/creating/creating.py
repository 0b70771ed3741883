"""Ask for new records over HTTP, and read everything that came into being with them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from db.tables import ContactRelation
from db.unit_of_work import unit_of_work
from domain.change import STAR_KINDS, Kind, Record, Value
from domain.creating import new_record
from domain.ids import parse_id
from domain.sync.fields import SHARED_FIELDS
from domain.tables import TABLES, link_column, record_of
from tests.carnet import Carnet
from tests.schema.updating import ANSWER, Payload, nested, unchanged

FIELDS = {Kind.CONTACT: "contact", Kind.CUSTOMER: "customer", Kind.VENDOR: "vendor", Kind.BANK_ACCOUNT: "bankAccount"}
CREATE = {kind: f"create{field[0].upper()}{field[1:]}" for kind, field in FIELDS.items()}
FROM_CONTACT = {kind: f"{CREATE[kind]}FromContact" for kind in (Kind.CUSTOMER, Kind.VENDOR, Kind.BANK_ACCOUNT)}
CARDS = tuple(FROM_CONTACT)
KIND_OF = {name: kind for names in (CREATE, FROM_CONTACT) for kind, name in names.items()}

EXAMPLES: dict[str, Value] = {
    "NAME": "Nordlicht GmbH",
    "NAME_2": "Werk 1",
    "ADDRESS_LINE1": "Am Kai 1",
    "ADDRESS_LINE2": "Hof",
    "CITY": "Kiel",
    "POST_CODE": "24103",
    "COUNTY": "SH",
    "COUNTRY_CODE": "AT",
    "PHONE": "030 1234",
    "MOBILE_PHONE": "0170 1234",
    "FAX": "030 9999",
    "EMAIL": "a@contoso.com",
    "HOME_PAGE": "https://contoso.com",
    "LANGUAGE_CODE": "de-DE",
    "CURRENCY_CODE": "EUR",
    "TERRITORY_CODE": "NORTH",
    "SALESPERSON_CODE": "JR",
    "VAT_NUMBER": "ATU13585627",
    "REGISTRATION_NUMBER": "HRB 1",
}
"""A value for each shared field that is entered on a card."""


def entered(kind: Kind, on: Kind | None = None) -> dict[str, Value]:
    """Return an example for every field shared with a card of this kind, by its name there or `on` the other side."""
    return {
        shared.on[on or kind]: EXAMPLES[shared.code]
        for shared in SHARED_FIELDS
        if kind in shared.on and shared.travels_from(kind)
    }


def whole(kind: Kind, values: Mapping[str, Value]) -> dict[str, Value]:
    """Return all values of a record that holds these: every other field is empty or as fields start."""
    return dict(new_record(kind, values).values)


async def create(
    carnet: Carnet,
    mutation: str,
    given: Mapping[str, Any],
    *,
    language: str = "en",
    show: str = "id number version",
    **options: Any,
) -> Payload:
    """Send a creation, fields by their names in the API, 'address.city' for a part; the answer's payload.

    `options` are the arguments dryRun, planToken and idempotencyKey.
    """
    name = f"{mutation[0].upper()}{mutation[1:]}Input"
    field = FIELDS[KIND_OF[mutation]]
    contact = "" if field == "contact" else "contact { id number }"
    query = f"""mutation ($input: {name}!, $dryRun: Boolean! = false, $planToken: String, $idempotencyKey: String) {{
      {mutation}(input: $input, dryRun: $dryRun, planToken: $planToken, idempotencyKey: $idempotencyKey) {{
        {field} {{ {show} }} {contact} {ANSWER.replace("conflicts", "ids conflicts")} }} }}"""
    response = await carnet.post(query, {"input": nested(given), **options}, **{"accept-language": language})
    answer = response.json()
    assert "errors" not in answer, answer["errors"]
    payload: Payload = answer["data"][mutation]
    return {**payload, "record": payload[field]}


async def made(carnet: Carnet, mutation: str, given: Mapping[str, Any], **options: Any) -> Record:
    """Send a creation that must succeed without a warning; the new record as it is stored."""
    payload = await create(carnet, mutation, given, **options)
    assert (payload["errors"], payload["warnings"]) == ([], [])
    return await found(carnet, payload["record"]["id"])


async def warned(carnet: Carnet, mutation: str, given: Mapping[str, Any]) -> tuple[Record, list[str]]:
    """Send a creation that must succeed; the new record, and the codes that it warns of."""
    payload = await create(carnet, mutation, given)
    assert payload["errors"] == []
    return await found(carnet, payload["record"]["id"]), [warning["code"] for warning in payload["warnings"]]


async def refused(carnet: Carnet, mutation: str, given: Mapping[str, Any], **options: Any) -> list[tuple[str, str]]:
    """Send a creation that must be refused with nothing changed; its (code, path) pairs, paths joined by dots."""
    async with unchanged(carnet):
        payload = await create(carnet, mutation, given, **options)
    assert (payload["record"], payload["changeSet"], payload["plan"]) == (None, None, None)
    assert payload["errors"] != []
    return [(error["code"], ".".join(error["path"])) for error in payload["errors"]]


async def told(carnet: Carnet, mutation: str, given: Mapping[str, Any]) -> list[str]:
    """Send a creation that must be refused; its messages in English and in French."""
    answers = [await create(carnet, mutation, given, language=language) for language in ("en", "fr")]
    return [error["message"] for payload in answers for error in payload["errors"]]


async def found(carnet: Carnet, public: str) -> Record:
    """Return the record with this public id as it is stored."""
    type_name, key = parse_id(public) or ("", "")
    kind = Kind(type_name.upper()) if type_name != "BankAccount" else Kind.BANK_ACCOUNT
    return (await _records(carnet, kind, id=key))[0]


async def contact_of(carnet: Carnet, card: Record) -> Record | None:
    """Return the contact that a card is linked with."""
    links = ContactRelation.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
    async with unit_of_work(carnet.database) as work:
        key = await work.connection.scalar(select(links.c.contact_id).where(links.c[link_column(card.kind)] == card.id))
    return (await _records(carnet, Kind.CONTACT, id=key))[0] if key else None


async def contacts(carnet: Carnet, **columns: Any) -> list[Record]:
    """Return the contacts with these values in these columns, by number."""
    return await _records(carnet, Kind.CONTACT, **columns)


async def all_records(carnet: Carnet) -> list[str]:
    """Return the number of every contact and card."""
    return [record.number for kind in STAR_KINDS for record in await _records(carnet, kind)]


async def _records(carnet: Carnet, kind: Kind, **columns: Any) -> list[Record]:
    table = TABLES[kind]
    query = select(table).where(*(table.c[name] == value for name, value in columns.items())).order_by(table.c.number)
    async with unit_of_work(carnet.database) as work:
        return [record_of(kind, row) for row in (await work.connection.execute(query)).mappings()]
