"""Carry out each operation of the page on what is recorded, in each of its situations, over HTTP."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from domain.change import Kind, Record
from tests.carnet import Carnet, id_of
from tests.schema.documents.documenting import KINDS, Payload, make
from tests.schema.updating import update

SHOWN = """interaction { contact { number } documentKind templateCode groupCode description correspondenceType
  informationFlow initiatedBy cost durationMinutes } warnings { code } errors { code }"""


@dataclass
class Situation:
    """The firm that an operation is for: a company with its cards, a person of it; `contact` is whom it is about."""

    carnet: Carnet
    contact: Record
    names: dict[str, str] = field(default_factory=dict)
    document: Payload | None = None


async def firm(carnet: Carnet) -> tuple[Record, Record]:
    """Store a company that is customer and vendor, and a person of it."""
    company, *_ = await carnet.star(phone="0431 555", email="firm@example.org")
    return company, await carnet.person(company, phone="0431 556", email="person@example.org")


async def company(carnet: Carnet, kind: str | None) -> Situation:
    about, _ = await firm(carnet)
    return await _with_document(carnet, kind, about, company=about)


async def person(carnet: Carnet, kind: str | None) -> Situation:
    _, about = await firm(carnet)
    return await _with_document(carnet, kind, about, person=about)


async def alone(carnet: Carnet, kind: str | None) -> Situation:
    about = await carnet.person(phone="0431 557", email="alone@example.org")
    await carnet.add(Kind.CUSTOMER, linked=about, contactType="PERSON")
    return await _with_document(carnet, kind, about, person=about)


async def person_deleted(carnet: Carnet, kind: str | None) -> Situation:
    employer, about = await firm(carnet)
    found = await _with_document(carnet, kind, about, company=employer)
    await _delete(carnet, about)
    return found


async def contact_deleted(carnet: Carnet, kind: str | None) -> Situation:
    about, somebody = await firm(carnet)
    found = await _with_document(carnet, kind, about, company=about)
    await _delete(carnet, somebody)
    await _delete(carnet, about)
    return found


async def company_blocked(carnet: Carnet, kind: str | None) -> Situation:
    about, _ = await firm(carnet)
    found = await _with_document(carnet, kind, about, company=about)
    assert (await update(carnet, about, {"privacyBlocked": True}))["errors"] == []
    return found


async def persons_company_blocked(carnet: Carnet, kind: str | None) -> Situation:
    employer, about = await firm(carnet)
    found = await _with_document(carnet, kind, about, person=about)
    assert (await update(carnet, employer, {"privacyBlocked": True}))["errors"] == []
    return found


SITUATIONS: dict[str, Callable[[Carnet, str | None], Awaitable[Situation]]] = {
    "company": company,
    "person of a company": person,
    "person alone": alone,
    "person deleted since": person_deleted,
    "contact deleted since": contact_deleted,
    "company blocked since": company_blocked,
    "person of a company blocked since": persons_company_blocked,
    "no template set up": company,
}


async def _with_document(carnet: Carnet, kind: str | None, about: Record, **named: Record) -> Situation:
    """Make the document, if the operation needs one and there can be one."""
    names = {record.number: name for name, record in named.items()}
    if kind is None:
        return Situation(carnet, about, names)
    payload = await make(carnet, kind, about)
    return Situation(carnet, about, names, payload["document"])


async def _delete(carnet: Carnet, contact: Record) -> None:
    query = "mutation ($input: DeleteContactInput!) { deleteContact(input: $input) { errors { code } } }"
    assert await carnet.ask(query, input={"id": id_of(contact)}) == {"deleteContact": {"errors": []}}


async def _ask(carnet: Carnet, mutation: str, **given: Any) -> Payload:
    kind = f"{mutation[0].upper()}{mutation[1:]}Input"
    query = f"mutation ($input: {kind}!) {{ {mutation}(input: $input) {{ {SHOWN} }} }}"
    payload: Payload = (await carnet.ask(query, input=given))[mutation]
    return payload


async def printed(at: Situation) -> Payload:
    assert at.document
    return await _ask(at.carnet, "printDocument", documentId=at.document["id"])


async def emailed(at: Situation) -> Payload:
    assert at.document
    return await _ask(at.carnet, "emailDocument", documentId=at.document["id"], to="them@example.org")


async def created(at: Situation) -> Payload:
    return await _ask(at.carnet, "createServiceOrder", contactId=id_of(at.contact))


async def written(at: Situation) -> Payload:
    return await _ask(at.carnet, "sendEmail", contactId=id_of(at.contact), subject="Chairs", body="Hello")


async def called(at: Situation) -> Payload:
    return await _ask(at.carnet, "logPhoneCall", contactId=id_of(at.contact), description="About chairs")


Act = Callable[[Situation], Awaitable[Payload]]
OPERATIONS: dict[str, tuple[str | None, Act]] = {
    **{f"{kind} printed": (kind, printed) for kind in KINDS},
    **{f"{kind} e-mailed": (kind, emailed) for kind in KINDS},
    "service order created": (None, created),
    "e-mail sent": (None, written),
    "phone call": (None, called),
}
"""By its name on the page: the kind of document that it needs, and how it is carried out."""
