"""Ask for contacts of many cards over HTTP, and say what the domain would make of each card by itself."""

from collections.abc import Iterator, Mapping
from typing import Any

from db.unit_of_work import unit_of_work
from domain.change import Kind, Record
from domain.setup import read_setup
from domain.sync import creation
from domain.sync.planning import Planning
from domain.sync.star import Surroundings
from domain.sync.writes import described
from domain.sync_rules import rules
from tests.carnet import Carnet
from tests.schema.updating import ANSWER, Payload, shown

FIELDS = {
    Kind.CUSTOMER: "createContactsFromCustomers",
    Kind.VENDOR: "createContactsFromVendors",
    Kind.BANK_ACCOUNT: "createContactsFromBankAccounts",
}
KINDS = tuple(FIELDS)


async def create(
    carnet: Carnet,
    kind: Kind = Kind.CUSTOMER,
    where: Mapping[str, Any] | None = None,
    *,
    dry_run: bool = False,
    plan_token: str | None = None,
    key: str | None = None,
    language: str = "en",
    page: str = "first: 200",
    show: str = ANSWER,
) -> Payload:
    """Send the mutation; the answer's payload."""
    field = FIELDS[kind]
    input_type = f"{field[0].upper()}{field[1:]}Input"
    query = f"""mutation ($input: {input_type}!, $dryRun: Boolean!, $token: String, $key: String) {{
      {field}(input: $input, dryRun: $dryRun, planToken: $token, idempotencyKey: $key) {{
        createdCount skippedCount contacts({page}) {{ totalCount nodes {{ number name type company {{ number }} }}
        pageInfo {{ endCursor hasNextPage }} }} {show} }} }}"""
    variables = {"input": {"where": where}, "dryRun": dry_run, "token": plan_token, "key": key}
    answer = (await carnet.post(query, variables, **{"accept-language": language})).json()
    assert "errors" not in answer, answer["errors"]
    payload: Payload = answer["data"][field]
    return payload


async def created(carnet: Carnet, *arguments: Any, **options: Any) -> Payload:
    """Send the mutation, which must succeed."""
    payload = await create(carnet, *arguments, **options)
    assert payload["errors"] == []
    return payload


def counts(payload: Payload) -> tuple[int, int]:
    """Return how many cards got a contact, and how many were skipped."""
    return payload["createdCount"], payload["skippedCount"]


def codes(payload: Payload) -> tuple[list[str], list[str]]:
    """Return the codes of errors and of warnings."""
    return [each["code"] for each in payload["errors"]], [each["code"] for each in payload["warnings"]]


def numbers(payload: Payload) -> list[str]:
    """Return the numbers of the contacts that were made."""
    return [contact["number"] for contact in payload["contacts"]["nodes"]]


async def one_by_one(carnet: Carnet, cards: list[Record], first: int = 1) -> list[tuple[Any, ...]]:
    """Return what the domain plans for each of the cards, without their links: the oracle of the batch."""
    async with unit_of_work(carnet.database) as work:
        around = Surroundings(inheritance=(await read_setup(work)).inheritance, rules=await rules(work))
    following = iter(range(first, 10_000))
    planning = Planning(around)
    for card in cards:
        _plan(planning, card, following)
    keys = ("record_number", "field", "before", "after", "reason", "source_number")
    return sorted(tuple(described(change)[key] for key in keys) for change in planning.by_record())


def _plan(planning: Planning, card: Record, following: Iterator[int]) -> None:
    contact = _blank(next(following))
    creation.contact_of(planning, contact, card)
    if card.kind is Kind.BANK_ACCOUNT or card.values["primaryContactId"]:
        return
    if planning.values(contact)["type"] == "PERSON":
        planning.put(card, "primaryContactId", f"contact-{contact.id}", creation.Reason.DERIVED, contact)
        if card.values["contactName"] is None:
            planning.name_primary(card, contact)
    elif card.values["contactName"] is not None:
        creation.new_person(planning, _blank(next(following)), contact, card)


def _blank(number: int) -> Record:
    from domain.new_records import blank_values

    return Record(Kind.CONTACT, f"id-{number}", f"CT{number:05}", 0, blank_values(Kind.CONTACT))


def told(payload: Payload, *, ids: Mapping[str, str]) -> list[tuple[Any, ...]]:
    """Return a plan's or a change set's changes but links, with ids of contacts as the oracle has them."""
    rows = shown(payload["changeSet"] or payload["plan"])
    return sorted(tuple(ids.get(str(value), value) for value in row) for row in rows if row[1] != "linkedContact")


async def ids_of_contacts(payload: Payload) -> dict[str, str]:
    """Return how the oracle calls each contact that a plan or change set refers to."""
    rows = shown(payload["changeSet"] or payload["plan"])
    by_number = {row[5]: row[3] for row in rows if row[1] in {"linkedContact", "primaryContactId"}}
    return {key: f"contact-id-{int(number[2:])}" for number, key in by_number.items()}
