"""Find the contact that an entry is for: that of the document, else that of the customer or vendor.

Nothing is locked: an entry keeps its contact as it is when it is written. Source: product.md §5,
reference-documents.md §14.
"""

from dataclasses import dataclass

from sqlalchemy import or_, select

from db.tables import ContactRelation, Interaction
from db.unit_of_work import UnitOfWork
from domain.change import Kind, Record, Value
from domain.errors import ContactPrivacyBlocked, NotFound, Path, Refused
from domain.ids import key_of
from domain.interactions.events import Event, side_of
from domain.tables import TABLES, TYPE_NAMES, id_of, link_column, record_of

_CONTACTS = TABLES[Kind.CONTACT]
_ENTRIES = Interaction.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_LINKS = ContactRelation.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
CONTACT = ("input", "contactId")


@dataclass(frozen=True)
class Subject:
    """A contact, and the company that it belongs to, if any."""

    contact: Record
    company: Record | None = None

    @property
    def private(self) -> Record | None:
        """Return whichever of the two takes part in nothing new."""
        both = (self.contact, self.company)
        return next((each for each in both if each is not None and each.values["privacyBlocked"]), None)

    def values(self) -> dict[str, Value]:
        """Return what an entry keeps of it."""
        contact = self.contact
        return {
            "contactId": id_of(contact),
            "companyContactId": id_of(self.company or contact),
            "contactNumber": contact.number,
            "contactName": contact.values["name"],
        }


async def subject_of(work: UnitOfWork, event: Event) -> Subject | None:
    """Return the contact that an event is recorded with, None where there is none."""
    if event.contact is not None:
        return await _with_company(work, event.contact)
    document = event.document
    assert document is not None  # noqa: S101 - an event has one of the two
    contact = await _contact(work, key_of("Contact", str(document.values["contactId"])))
    contact = contact or await _contact(work, await _linked(work, document))
    return await _with_company(work, contact) if contact else None


async def named_subject(work: UnitOfWork, contact_id: str) -> Subject:
    """Return the contact that a caller names.

    Raises:
        Refused: NotFound, or ContactPrivacyBlocked for the contact or its company.
    """
    contact = await _contact(work, key_of("Contact", contact_id))
    if contact is None:
        raise Refused([NotFound(what="Contact", path=CONTACT)])
    subject = await _with_company(work, contact)
    _refuse_private(subject, CONTACT)
    return subject


def _refuse_private(subject: Subject, path: Path) -> None:
    if subject.private:
        raise Refused([ContactPrivacyBlocked(contact=subject.private.number, path=path)])


async def _contact(work: UnitOfWork, key: str | None) -> Record | None:
    query = select(_CONTACTS).where(_CONTACTS.c.id == key)
    row = (await work.connection.execute(query)).mappings().first() if key else None
    return record_of(Kind.CONTACT, row) if row else None


async def _linked(work: UnitOfWork, document: Record) -> str | None:
    """Return the key of the contact that the document's customer or vendor is linked with."""
    side = side_of(document)
    card = key_of(TYPE_NAMES[side.card_kind], str(document.values[side.card]))
    query = select(_LINKS.c.contact_id).where(_LINKS.c[link_column(side.card_kind)] == card)
    return await work.connection.scalar(query) if card else None


async def _with_company(work: UnitOfWork, contact: Record) -> Subject:
    return Subject(contact, await _contact(work, key_of("Contact", str(contact.values["companyId"]))))


async def has_interactions(work: UnitOfWork, contact: Record) -> bool:
    """Tell whether an entry is for a contact, or for whoever belonged to it then."""
    of_contact = or_(_ENTRIES.c.contact_id == contact.id, _ENTRIES.c.company_contact_id == contact.id)
    return await work.connection.scalar(select(_ENTRIES.c.id).where(of_contact).limit(1)) is not None
