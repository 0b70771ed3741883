"""Decide what a person takes over from its company. Source: reference-contacts.md §8, product.md §2.6."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain.change import Value

ADDRESS = ("address.line1", "address.line2", "address.postCode", "address.city", "address.county")
COMPARED_ADDRESS = ("address.line1", "address.line2", "address.postCode", "address.city")
COMMUNICATION = ("phone", "mobilePhone", "fax", "email", "homePage")
SINGLE = {
    "salesperson": "salespersonCode",
    "territory": "territoryCode",
    "country": "address.countryCode",
    "language": "languageCode",
}
INHERITABLE = frozenset((*ADDRESS, *COMMUNICATION, *SINGLE.values()))

Values = Mapping[str, Value]


@dataclass(frozen=True)
class Inheritance:
    """Which groups of fields persons take over: the switches of the marketing set-up."""

    salesperson: bool = True
    territory: bool = True
    country: bool = True
    language: bool = True
    address_details: bool = True
    communication_details: bool = True

    def singles(self) -> tuple[str, ...]:
        """Return the fields that are taken over one by one."""
        return tuple(field for switch, field in SINGLE.items() if getattr(self, switch))


def on_change(switches: Inheritance, old: Values, new: Values, person: Values) -> Iterator[tuple[str, Value]]:
    """Yield what follows when a company changes: where the person still has the company's old value."""
    single = (*switches.singles(), *(COMMUNICATION if switches.communication_details else ()))
    for field in single:
        if old[field] != new[field] and person[field] == old[field]:
            yield field, new[field]
    if switches.address_details and all(person[field] == old[field] for field in COMPARED_ADDRESS):
        yield from ((field, new[field]) for field in ADDRESS if old[field] != new[field])


def on_assignment(
    switches: Inheritance, company: Values, former: Values | None, person: Values
) -> Iterator[tuple[str, Value]]:
    """Yield what a person takes over when it is assigned to a company; `former` is the one it leaves."""
    yield from ((field, company[field]) for field in switches.singles())
    if switches.address_details and _takes_address(former, person):
        yield from ((field, company[field]) for field in ADDRESS)
    for field in COMMUNICATION if switches.communication_details else ():
        if person[field] is None or (former is not None and person[field] == former[field]):
            yield field, company[field]


def _takes_address(former: Values | None, person: Values) -> bool:
    if all(person[field] is None for field in ADDRESS):
        return True
    return former is not None and all(person[field] == former[field] for field in COMPARED_ADDRESS)
