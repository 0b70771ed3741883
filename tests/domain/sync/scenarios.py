"""Draw edits of random stars: a hub with cards, persons with cards of their own, cards that name a person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from domain.change import CARD_KINDS, Change, Kind, Record, Value
from domain.creating import new_record
from domain.fields import FIELDS
from domain.sync.fields import SHARED_FIELDS
from domain.sync.inheritance import Inheritance
from domain.sync.names import PARTS, guess
from domain.sync.plan import Plan, Star, Surroundings, plan_edit
from domain.tables import id_of

NAMES = ("Anna", "Anna Berg", "Anna Maria Berg", "Berg GmbH", "Ludwig van Beethoven", "x" * 40)
TEXTS = st.sampled_from([None, "a", "b", "c"])
FLAGS = st.booleans()
KEPT_BY_ITS_CARD = ("purchaserCode", "ourContactCode", "billing.customerPostingGroup", "billing.pricesIncludeVat")
SPECIAL = {"number", "type", "companyId", "contactType", "privacyBlocked", "primaryContactId", "blocked"}


@dataclass(frozen=True)
class Scenario:
    """An edit, with all that planning needs to know of it."""

    edited: Record
    asked: Mapping[str, Value]
    star: Star
    around: Surroundings

    def plan(self) -> Plan:
        return plan_edit(self.edited, self.asked, self.star, self.around)

    def afterwards(self, changes: tuple[Change, ...]) -> "Scenario":
        """Return the same edit once these changes are carried out."""
        values = {record.id: dict(record.values) for record in self.star.records()}
        for change in changes:
            values[change.record.id][change.field] = change.after

        def now(record: Record) -> Record:
            return replace(record, values=values[record.id], version=record.version + 1)

        star = _mapped(self.star, now)
        return replace(self, edited=now(self.edited), star=star)


def _mapped(star: Star, now: Any) -> Star:
    hub = now(star.hub) if star.hub else None
    named = tuple(now(card) for card in star.named)
    return Star(
        hub,
        tuple(map(now, star.cards)),
        tuple(_mapped(person, now) for person in star.persons),
        tuple(card for card in named if hub and card.values["primaryContactId"] == id_of(hub)),
    )


def links(star: Star) -> Iterator[tuple[Record, Record]]:
    """Return every contact of a star with each of its cards."""
    for contact in (star, *star.persons):
        if contact.hub:
            yield from ((contact.hub, card) for card in contact.cards)


def differences(star: Star) -> list[tuple[str, str]]:
    """Return what differs between contacts and their cards by the true table, whatever planning was told."""
    return [
        (shared.code, card.number)
        for contact, card in links(star)
        for shared in SHARED_FIELDS
        if shared.travels_to(card.kind) and contact.values[shared.on[Kind.CONTACT]] != card.values[shared.on[card.kind]]
    ]


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Draw an edit that is not refused."""
    draw_star = draw(st.sampled_from([_company, _company, _person, _person, _alone]))
    star: Star = draw_star(draw)
    around = Surroundings(inheritance=draw(st.builds(Inheritance, *[FLAGS] * 6)))
    edited = draw(st.sampled_from([*((star.hub,) if star.hub else ()), *star.cards]))
    asked = _asked(draw, edited, star)
    return Scenario(edited, asked, star, _referred(draw, star, edited, asked, around))


def contact(draw: st.DrawFn, number: str, type_: str, like: Record | None = None) -> Record:
    """Draw a contact, as a whole or like another one where the draw says so."""
    name = draw(st.sampled_from(NAMES))
    own = {field: draw(TEXTS) for field in ("phone", "email", "address.city", "address.county", "languageCode")}
    if like and draw(FLAGS):
        own = {field: like.values[field] for field in own}
    if type_ == "COMPANY":
        own |= {"vatNumber": draw(TEXTS), "currencyCode": draw(TEXTS), "salespersonCode": draw(TEXTS)}
    else:
        own |= guess(name).fields()
    return new_record(Kind.CONTACT, {"number": number, "name": name, "type": type_, **own})


def _company(draw: st.DrawFn) -> Star:
    hub = contact(draw, "C1", "COMPANY")
    persons = [contact(draw, f"P{at}", "PERSON", hub) for at in range(draw(st.integers(0, 2)))]
    stars = (
        Star(_belonging(person, hub), _cards(draw, person, kinds=(Kind.CUSTOMER, Kind.VENDOR))) for person in persons
    )
    return Star(hub, _cards(draw, hub), tuple(stars))


def _person(draw: st.DrawFn) -> Star:
    company = contact(draw, "C1", "COMPANY")
    hub = contact(draw, "P1", "PERSON", company)
    if draw(FLAGS):
        hub = _belonging(hub, company)
    if not draw(FLAGS):
        return Star(hub, _cards(draw, hub))
    own = tuple(_naming(draw, card, hub) for card in _cards(draw, hub))
    others = tuple(_naming(draw, _card(company, kind), hub) for kind in (Kind.CUSTOMER, Kind.VENDOR))
    return Star(hub, own, named=tuple(card for card in (*own, *others) if card.values.get("primaryContactId")))


def _alone(draw: st.DrawFn) -> Star:
    kind = draw(st.sampled_from(CARD_KINDS))
    return Star(None, (_card(contact(draw, "C1", "COMPANY"), kind),))


def _belonging(person: Record, company: Record) -> Record:
    return replace(person, values={**person.values, "companyId": id_of(company)})


def _naming(draw: st.DrawFn, card: Record, person: Record) -> Record:
    if card.kind is Kind.BANK_ACCOUNT or not draw(FLAGS):
        return card
    named = {"primaryContactId": id_of(person), "contactName": person.values["name"]}
    return replace(card, values={**card.values, **named})


def _cards(draw: st.DrawFn, hub: Record, kinds: tuple[Kind, ...] = CARD_KINDS) -> tuple[Record, ...]:
    return tuple(_card(hub, kind) for kind in kinds if draw(FLAGS))


def _card(hub: Record, kind: Kind) -> Record:
    shared = {one.on[kind]: hub.values[one.on[Kind.CONTACT]] for one in SHARED_FIELDS if one.travels_to(kind)}
    return new_record(kind, {"number": f"{kind[0]}-{hub.number}", **shared})


def _asked(draw: st.DrawFn, edited: Record, star: Star) -> dict[str, Value]:
    plain = [name for name in FIELDS[edited.kind] if name not in {*SPECIAL, "name", *PARTS, "jobTitle"}]
    asked: dict[str, Value] = draw(
        st.dictionaries(st.sampled_from([*plain, *KEPT_BY_ITS_CARD]).filter(plain.__contains__), TEXTS, max_size=6)
    )
    if draw(FLAGS):
        asked["name"] = draw(st.sampled_from(NAMES))
    if edited.kind is Kind.CONTACT:
        asked |= _asked_of_contact(draw, edited, star, asked)
    elif star.hub and edited.kind is not Kind.BANK_ACCOUNT and draw(FLAGS):
        persons = [person.hub for person in star.persons] if star.persons else [star.hub]
        asked["primaryContactId"] = draw(st.sampled_from([None, *(id_of(person) for person in persons if person)]))
    return asked


def _asked_of_contact(draw: st.DrawFn, edited: Record, star: Star, asked: Mapping[str, Value]) -> dict[str, Value]:
    more: dict[str, Value] = {"privacyBlocked": True} if draw(FLAGS) else {}
    person = edited.values["type"] == "PERSON"
    if person and not star.named and draw(FLAGS):
        return {**more, "type": "COMPANY"}
    if person and "name" not in asked and draw(FLAGS):
        more |= {"firstName": draw(st.sampled_from(["Anna", "Bea"])), "middleName": draw(TEXTS)}
    if person and draw(FLAGS):
        more["companyId"] = draw(st.sampled_from([None, "contact-of-another-company"]))
    return more


def _referred(
    draw: st.DrawFn, star: Star, edited: Record, asked: Mapping[str, Value], around: Surroundings
) -> Surroundings:
    if asked.get("companyId"):
        former = contact(draw, "C8", "COMPANY", edited) if edited.values["companyId"] else None
        return replace(around, company=contact(draw, "C9", "COMPANY"), former_company=former)
    persons = [one for one in (star.hub, *(person.hub for person in star.persons)) if one]
    primary = next((one for one in persons if id_of(one) == asked.get("primaryContactId")), None)
    return replace(around, primary_contact=primary)
