"""Plan what the rows of an import cause: new records, changes of stored ones with all that follows, differences."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from db.unit_of_work import UnitOfWork
from domain.change import CARD_KINDS, Kind, Record, Value
from domain.creating import NewId, new_record
from domain.errors import ContactNotRelated, NotACompany, NotAPerson, NotFound, Refusal, SetOnContact, TypeChangeRefused
from domain.ids import key_of
from domain.imports.parsing import Row
from domain.imports.results import Difference
from domain.imports.stock import Links, Stock
from domain.setup import inheritance
from domain.stars import Reach, lock_star
from domain.sync.fields import SHARED_FIELDS, SharedField, shared_on
from domain.sync.plan import plan_edit
from domain.sync.star import Surroundings
from domain.tables import TYPE_NAMES, id_of


@dataclass
class Planned:
    """What is decided of the rows so far; `shared` is what contacts' rows give, which wins over their cards' rows."""

    stock: Stock
    links: Links = field(default_factory=Links)
    rules: Sequence[SharedField] = SHARED_FIELDS
    changed: dict[int, tuple[str, ...]] = field(default_factory=dict)
    shared: dict[str, Mapping[str, Value]] = field(default_factory=dict)
    outvoted: dict[tuple[str, str], Value] = field(default_factory=dict)


def create(rows: Iterable[Row], stock: Stock, new_id: NewId) -> None:
    """Make new records of the rows whose number is not taken."""
    for row in rows:
        if not row.refused and (row.kind, row.number) not in stock.by_number:
            stock.create(new_record(row.kind, row.given, new_id))


def refer(rows: Iterable[Row], stock: Stock) -> None:
    """Turn the numbers that rows refer to into ids; what nothing has, or what may not be, is kept out."""
    for row in rows:
        for name, (kind, number) in row.refers.items():
            record = stock.by_number[row.kind, row.number]
            target = stock.by_number.get((kind, number))
            if name == "companyId" and target is not None and target.id == record.id:
                continue  # older programs give a company its own number
            refusal = _wrong_target(name, record, target)
            if refusal or target is None:
                row.keep_out(name, number, refusal or NotFound(what=TYPE_NAMES[kind]))
            else:
                row.given[name] = id_of(target)
                _complete(stock, record, name, id_of(target))


def _wrong_target(name: str, record: Record, target: Record | None) -> Refusal | None:
    if target is None or name not in {"companyId", "primaryContactId"}:
        return None
    if name == "primaryContactId":
        return None if target.values["type"] == "PERSON" else NotAPerson(contact=target.number)
    if record.values["type"] != "PERSON":
        return NotAPerson(contact=record.number)
    return None if target.values["type"] == "COMPANY" else NotACompany(contact=target.number)


def _complete(stock: Stock, record: Record, name: str, value: Value) -> None:
    """Give a new record a value that could not be known when it was made."""
    if record.id in stock.created:
        stock.create(replace(record, values={**record.values, name: value}))


def relate_primary_contacts(rows: Iterable[Row], stock: Stock, links: Links) -> None:
    """Keep out primary contacts that do not belong to the linked contact. Source: product.md §2.7."""
    for row in rows:
        wanted = row.given.get("primaryContactId")
        if wanted is None:
            continue
        record, person = stock.by_number[row.kind, row.number], stock.by_key[key_of("Contact", str(wanted)) or ""]
        hub = links.contact.get(record.id)
        if hub is None or hub not in {person.id, key_of("Contact", str(person.values["companyId"]))}:
            row.keep_out("primaryContactId", person.number, ContactNotRelated(contact=person.number))
            del row.given["primaryContactId"]
            _complete(stock, record, "primaryContactId", None)


async def change(work: UnitOfWork, rows: Iterable[Row], planned: Planned) -> None:
    """Plan the changes of stored records, contacts before their cards, each with what follows from it."""
    stock = planned.stock
    for row in rows:
        record = stock.by_number.get((row.kind, row.number))
        if row.refused or record is None or record.id in stock.created:
            continue
        if row.kind is Kind.CONTACT:
            planned.shared[record.id] = dict(row.given)
        asked = {name: value for name, value in row.given.items() if record.values[name] != value}
        asked = {name: value for name, value in asked.items() if not _kept_out(row, record, name, value, planned)}
        if asked:
            await _plan(work, record, asked, planned)
            planned.changed[id(row)] = tuple(asked)


def _kept_out(row: Row, record: Record, name: str, value: Value, planned: Planned) -> bool:
    """Tell whether a value of a stored record may not be taken from the file."""
    if name == "type":
        why, pourquoi = "an import does not change it.", "une importation ne le change pas."
        row.keep_out(name, str(value), TypeChangeRefused(contact=record.number, reason=why, raison=pourquoi))
        return True
    shared, hub = shared_on(record.kind, name, planned.rules), planned.links.contact.get(record.id)
    if record.kind is Kind.CONTACT or shared is None or hub is None:
        return False
    if shared.travels_to(record.kind) and not shared.travels_from(record.kind):
        row.keep_out(name, str(value), SetOnContact(contact=planned.stock.by_key[hub].number))
        return True
    if shared.on[Kind.CONTACT] in planned.shared.get(hub, {}):
        planned.outvoted[record.id, shared.code] = value
        return True
    return False


async def _plan(work: UnitOfWork, record: Record, asked: Mapping[str, Value], planned: Planned) -> None:
    stock = planned.stock
    locked = await lock_star(work, record.kind, record.id, Reach(persons=True, named=True))
    around = Surroundings(
        inheritance=await inheritance(work),
        rules=planned.rules,
        company=_named(stock, asked.get("companyId")),
        former_company=_named(stock, record.values.get("companyId")),
        primary_contact=_named(stock, asked.get("primaryContactId")),
    )
    stock.plan(plan_edit(stock.now(locked.edited), asked, stock.star_now(locked.star), around).changes)


def _named(stock: Stock, contact: Value) -> Record | None:
    return stock.by_key.get(key_of("Contact", str(contact)) or "") if contact else None


def differences(planned: Planned, touched: Iterable[str]) -> Iterator[Difference]:
    """Yield every shared field that a contact and a card do not have in common, for the links of these records."""
    stock, links, wanted = planned.stock, planned.links, set(touched)
    for card_key, contact_key in links.contact.items():
        if card_key in wanted or contact_key in wanted:
            contact, card = stock.by_key[contact_key], stock.by_key[card_key]
            for shared in planned.rules:
                if card.kind in CARD_KINDS and shared.travels_to(card.kind):
                    theirs = contact.values[shared.on[Kind.CONTACT]]
                    ours = planned.outvoted.get((card.id, shared.code), card.values[shared.on[card.kind]])
                    if theirs != ours:
                        yield Difference(contact.number, card.kind, card.number, shared.code, theirs, ours)
