"""Say what is special about contacts: companies and persons, names and types."""

from collections.abc import AsyncIterator, Iterator, Mapping

from sqlalchemy import select

from db.tables import ContactRelation
from db.unit_of_work import UnitOfWork
from domain.calls import Outcome, Walk
from domain.change import Kind, Record, Value
from domain.editing import Edit, Special, edit_record
from domain.errors import InvalidValue, NotACompany, NotAPerson, Refusal, Required, TypeChangeRefused
from domain.ids import key_of
from domain.interactions.subjects import has_interactions
from domain.references import has_persons
from domain.stars import Locked
from domain.sync.names import PARTS, parts_of
from domain.sync.star import Surroundings
from domain.tables import TABLES, record_of

_RECORDED = ("interactions are recorded with it.", "des interactions y sont enregistrées.")
_RELATIONS = ContactRelation.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time


async def update_contact(work: UnitOfWork, edit: Edit) -> Outcome:
    """Edit a contact; its linked cards and, where they inherit, its persons follow."""
    return await edit_record(work, edit, Special(contact_edit_refusals, _surroundings))


async def contact_edit_refusals(walk: Walk, locked: Locked, changed: Mapping[str, Value]) -> list[Refusal]:
    """Return why a contact may not get these values."""
    contact = locked.edited
    will_be = {**contact.values, **changed}
    company = locked.contacts.get(key_of("Contact", str(changed.get("companyId"))) or "")
    found = [
        *company_refusals(contact.number, company, will_be, changed),
        *person_refusals(contact.number, will_be, changed),
    ]
    if changed.get("type") == "PERSON":
        found += [_type_stays(contact, *why) async for why in _ties(walk.work, contact)]
    if changed.get("type") is not None and await has_interactions(walk.work, contact):
        found.append(_type_stays(contact, *_RECORDED))
    if changed.get("type") == "COMPANY" and locked.star.named:
        why = f"it is the primary contact of {locked.star.named[0].number}. Choose another one there first."
        pourquoi = f"c'est le contact principal de {locked.star.named[0].number}. Choisissez-en d'abord un autre."
        found.append(_type_stays(contact, why, pourquoi))
    return found


def company_refusals(
    number: str, company: Record | None, will_be: Mapping[str, Value], changed: Mapping[str, Value]
) -> Iterator[Refusal]:
    """Refuse a company for what is no person, and a company that is none. `number` is the contact's, blank if new."""
    if changed.get("companyId") is None:
        return
    path = ("input", "companyId")
    if will_be["type"] != "PERSON":
        yield NotAPerson(contact=number, path=path)
    elif company is not None and (company.values["type"] != "COMPANY" or company.number == number):
        yield NotACompany(contact=company.number, path=path)


def person_refusals(number: str, will_be: Mapping[str, Value], changed: Mapping[str, Value]) -> Iterator[Refusal]:
    """Refuse a person's fields for a company, and a name that its parts do not make."""
    if will_be["type"] == "COMPANY":
        for name in (*PARTS, "jobTitle"):
            if changed.get(name) is not None:
                yield NotAPerson(contact=number, path=("input", name))
        return
    given = [part for part in PARTS if part in changed]
    whole = parts_of(will_be).name
    if given and not whole:
        yield Required(path=("input", given[0]))
    elif given and "name" in changed and changed["name"] != whole:
        yield InvalidValue(
            path=("input", "name"),
            reason=f"The name of a person is made of its parts, here '{whole}'. Leave it out, or send no parts.",
            raison=f"Le nom d'une personne est formé de ses parties, ici « {whole} ». Omettez-le, ou omettez-les.",
        )


def _type_stays(contact: Record, reason: str, raison: str) -> Refusal:
    return TypeChangeRefused(contact=contact.number, reason=reason, raison=raison, path=("input", "type"))


async def _ties(work: UnitOfWork, contact: Record) -> AsyncIterator[tuple[str, str]]:
    """Yield what keeps a company from becoming a person. Source: reference-contacts.md §9."""
    if await has_persons(work, contact):
        yield "persons belong to it. Move them first.", "des personnes en font partie. Déplacez-les d'abord."
    if await work.connection.scalar(select(_RELATIONS.c.id).where(_RELATIONS.c.contact_id == contact.id).limit(1)):
        yield "it has business relations. Remove them first.", "il a des relations. Supprimez-les d'abord."
    if contact.values["currencyCode"] is not None:
        yield "it has a currency. Clear it first.", "il a une devise. Effacez-la d'abord."
    if contact.values["vatNumber"] is not None:
        yield "it has a VAT number. Clear it first.", "il a un numéro de TVA. Effacez-le d'abord."


async def _surroundings(walk: Walk, locked: Locked, changed: Mapping[str, Value]) -> Surroundings:
    wanted, former = changed.get("companyId"), locked.edited.values["companyId"]
    if wanted is None:
        return Surroundings(rules=walk.rules)
    return Surroundings(
        rules=walk.rules,
        company=locked.contacts[key_of("Contact", str(wanted)) or ""],
        former_company=await _load(walk.work, str(former)) if former else None,
    )


async def _load(work: UnitOfWork, contact_id: str) -> Record:
    table = TABLES[Kind.CONTACT]
    query = select(table).where(table.c.id == key_of("Contact", contact_id))
    return record_of(Kind.CONTACT, (await work.connection.execute(query)).mappings().one())
