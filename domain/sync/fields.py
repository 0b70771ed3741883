"""The one table that decides which fields are shared, where each of them stands, and in which direction it travels.

Propagation, preview, differences and the reference page all read it. Source: product.md §2.3.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.change import CARD_KINDS, Kind


class Direction(StrEnum):
    """How a shared field behaves along one kind of link."""

    BOTH = "BOTH"
    CONTACT_TO_CARD = "CONTACT_TO_CARD"
    CARD_TO_CONTACT = "CARD_TO_CONTACT"
    NEVER = "NEVER"


@dataclass(frozen=True)
class SharedField:
    """A field that contact and cards have in common: its name in the API by kind, and its rule by kind of link."""

    code: str
    on: Mapping[Kind, str]
    rules: Mapping[Kind, Direction]

    def travels_to(self, kind: Kind) -> bool:
        """Tell whether the contact's value goes to cards of this kind."""
        return self.rules.get(kind, Direction.NEVER) in {Direction.BOTH, Direction.CONTACT_TO_CARD}

    def travels_from(self, kind: Kind) -> bool:
        """Tell whether the value of a card of this kind goes to the contact."""
        return self.rules.get(kind, Direction.NEVER) in {Direction.BOTH, Direction.CARD_TO_CONTACT}


def _shared(
    code: str,
    contact: str,
    *cards: Kind,
    rule: Direction = Direction.BOTH,
    card: str | None = None,
) -> SharedField:
    """Declare a field shared with these kinds of cards, all of them unless named, both ways unless ruled otherwise."""
    kinds = cards or CARD_KINDS
    names = dict.fromkeys(kinds, card or contact)
    return SharedField(code, {Kind.CONTACT: contact, **names}, dict.fromkeys(kinds, rule))


SHARED_FIELDS: tuple[SharedField, ...] = (
    _shared("NAME", "name"),
    _shared("NAME_2", "name2"),
    _shared("ADDRESS_LINE1", "address.line1"),
    _shared("ADDRESS_LINE2", "address.line2"),
    _shared("CITY", "address.city"),
    _shared("POST_CODE", "address.postCode"),
    _shared("COUNTY", "address.county"),
    _shared("COUNTRY_CODE", "address.countryCode"),
    _shared("PHONE", "phone"),
    _shared("MOBILE_PHONE", "mobilePhone"),
    _shared("FAX", "fax"),
    _shared("EMAIL", "email"),
    _shared("HOME_PAGE", "homePage"),
    _shared("LANGUAGE_CODE", "languageCode"),
    _shared("CURRENCY_CODE", "currencyCode"),
    _shared("TERRITORY_CODE", "territoryCode"),
    _shared("SALESPERSON_CODE", "salespersonCode", Kind.CUSTOMER),
    _shared("VAT_NUMBER", "vatNumber", Kind.CUSTOMER, Kind.VENDOR),
    _shared("REGISTRATION_NUMBER", "registrationNumber", Kind.CUSTOMER, Kind.VENDOR),
    _shared("CONTACT_TYPE", "type", Kind.CUSTOMER, rule=Direction.CONTACT_TO_CARD, card="contactType"),
    _shared("PRIVACY_BLOCKED", "privacyBlocked", Kind.CUSTOMER, Kind.VENDOR, rule=Direction.CONTACT_TO_CARD),
)


def shared_on(kind: Kind, field: str, rules: Iterable[SharedField] = SHARED_FIELDS) -> SharedField | None:
    """Return the shared field that this field of a record is, if it is one, by the rules in force."""
    return next((shared for shared in rules if shared.on.get(kind) == field), None)
