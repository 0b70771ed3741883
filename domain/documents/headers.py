"""Work out what a document takes over from whom it is for, field by field, with reasons.

All of it is a copy: later edits of contact and card never reach the document. Source: product.md §4,
reference-documents.md §2.4, §4.2, §5, §6.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.change import Reason, Record, Value
from domain.documents.drafts import Draft, Values
from domain.documents.fields import PARTY
from domain.documents.parties import Party
from domain.tables import id_of
from domain.templates import Template


@dataclass(frozen=True)
class Firm:
    """Our own firm: where purchases go, and what currency and language are where nothing else is known."""

    values: Values

    @property
    def currency(self) -> str:
        """Return our own currency."""
        return str(self.values["currencyCode"])


@dataclass(frozen=True)
class Header(Draft):
    """A document's header while it is planned from whom it is for; the template fills the gaps of a prospect."""

    party: Party
    template: Template
    firm: Firm

    def take_all(self) -> None:
        """Plan all that follows from the party."""
        self.take_prices()
        self.take_terms()
        self.take_contact()
        self.take_parties()

    def take_contact(self) -> None:
        """Plan the contact, by id, and by number and name, which stay when it is gone."""
        contact, company = self.party.contact, self.party.company
        self.put("contactId", id_of(contact), Reason.ENTERED)
        self.put("contactNumber", contact.number, source=contact)
        self.put("contactName", contact.values["name"], source=contact)
        self.put("companyContactId", id_of(company), source=company)

    def take_parties(self) -> None:
        """Plan the cards, and the copies of whoever orders, is billed and gets the goods."""
        side, party = self.side, self.party
        self.put(side.card, _id(party.card), source=party.card)
        self.put(side.billing_card, _id(party.billing), source=party.billing)
        if side.template is not None:
            self.put(side.template, None if party.card else self.template.code, Reason.DEFAULTED)
        orders = party_of(party.card or party.company, party)
        self.copy(side.party, orders, party.card or party.company)
        if party.billing is not None and party.billing != party.card:
            self.copy(side.billing, as_party(party.billing), party.billing)
        else:
            self.copy(side.billing, orders, party.card or party.company)
        self.copy("shipTo", *((as_party(self.firm), None) if side.ships_to_us else (orders, party.card)))

    def take_person_to_talk_to(self) -> None:
        """Plan who is talked to: name, phone and e-mail, wherever the document names the party that this belongs to."""
        side, values = self.side, self.values()
        billed = values[side.billing_card] == values[side.card]
        goes_along = [side.party, *([side.billing] if billed else []), *([] if side.ships_to_us else ["shipTo"])]
        talked_to = party_of(self.party.card or self.party.company, self.party)
        for name in goes_along:
            for field in ("contactName", "phone", "email"):
                self.put(f"{name}.{field}", talked_to.get(field), source=self.party.contact)

    def take_terms(self) -> None:
        """Plan language, terms of payment, and who of us is in charge."""
        side, billing = self.side, self.party.billing
        self._first("languageCode", billing, self.party.company, "languageCode", self.firm.values["languageCode"])
        self._first("paymentTermsCode", billing, None, "billing.paymentTermsCode")
        contact = self.party.contact if side.contact_decides_person else None
        name = side.person
        value = contact.values[name] if contact else None
        if value is not None:
            self.put(name, value, source=contact)
        else:
            self._first(name, self.party.card, None, name)

    def take_prices(self) -> None:
        """Plan currency, and whether prices include VAT."""
        billing = self.party.billing
        self._first("currencyCode", billing, self.party.company, "currencyCode", self.firm.currency)
        self._first("pricesIncludeVat", billing, None, "billing.pricesIncludeVat", otherwise=False)

    def _first(
        self, name: str, card: Record | None, contact: Record | None, field: str, otherwise: Value = None
    ) -> None:
        """Plan what the card says; without a card the contact, then the template; then what is always so."""
        if self.planning.is_asked(self.document, name):
            return
        source = contact if card is None else card
        value = source.values[field] if source else None
        if value is not None:
            self.put(name, value, source=source)
            return
        given = self.template.values.get(field) if self.party.card is None else None
        self.put(name, otherwise if given is None else given, Reason.DEFAULTED)


def _id(card: Record | None) -> str | None:
    return id_of(card) if card else None


def party_of(record: Record, party: Party) -> Values:
    """Return the party that orders: its card or company, with the person to talk to.

    The contact's phone and e-mail go before the card's, as far as it has any.
    """
    contact, values = party.contact, dict(as_party(record))
    if contact.values["type"] == "PERSON":
        values["contactName"] = contact.values["name"]
    values |= {name: contact.values[name] for name in ("phone", "email") if contact.values[name] is not None}
    return values if party.card else values | {"number": None}


def as_party(record: Record | Firm) -> Values:
    """Return what a document keeps of a card, a contact or our own firm."""
    number = {"number": record.number} if isinstance(record, Record) else {}
    return dict(_held(record.values)) | number


def _held(values: Values) -> Iterator[tuple[str, Value]]:
    return ((field, values[field]) for field in PARTY if field in values and field != "number")
