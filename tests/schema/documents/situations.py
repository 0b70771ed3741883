"""Bring about each situation of the page on who a document is for."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from domain.change import Kind, Record
from tests.carnet import Carnet, id_of

BLOCKED = {"privacyBlocked": True}


@dataclass(frozen=True)
class Situation:
    """A contact that a document shall be made for, and the cards that it can be for."""

    contact: Record
    customer: Record | None = None
    vendor: Record | None = None
    own: Record | None = None


async def _firm(carnet: Carnet, *, customer: str = "NONE", vendor: str = "NONE") -> Situation:
    """Store a company that is customer and vendor, with what these are blocked for."""
    contact = await carnet.add(Kind.CONTACT)
    buyer = await carnet.add(Kind.CUSTOMER, linked=contact, blocked=customer)
    seller = await carnet.add(Kind.VENDOR, linked=contact, blocked=vendor)
    return Situation(contact, buyer, seller)


async def company_with_both(carnet: Carnet) -> Situation:
    return await _firm(carnet)


async def person_of_both(carnet: Carnet) -> Situation:
    firm = await _firm(carnet)
    return Situation(await carnet.person(firm.contact), firm.customer, firm.vendor)


async def customer_only(carnet: Carnet) -> Situation:
    contact = await carnet.add(Kind.CONTACT)
    return Situation(contact, customer=await carnet.add(Kind.CUSTOMER, linked=contact))


async def vendor_only(carnet: Carnet) -> Situation:
    contact = await carnet.add(Kind.CONTACT)
    return Situation(contact, vendor=await carnet.add(Kind.VENDOR, linked=contact))


async def bank_only(carnet: Carnet) -> Situation:
    contact = await carnet.add(Kind.CONTACT)
    await carnet.add(Kind.BANK_ACCOUNT, linked=contact)
    return Situation(contact)


async def person_with_own(carnet: Carnet) -> Situation:
    firm = await _firm(carnet)
    person = await carnet.person(firm.contact)
    own = await carnet.add(Kind.CUSTOMER, linked=person, contactType="PERSON")
    return Situation(person, firm.customer, firm.vendor, own)


async def lone_person_with_own(carnet: Carnet) -> Situation:
    person = await carnet.person()
    return Situation(person, own=await carnet.add(Kind.CUSTOMER, linked=person, contactType="PERSON"))


async def lone_person(carnet: Carnet) -> Situation:
    return Situation(await carnet.person())


async def prospect(carnet: Carnet) -> Situation:
    return Situation(await carnet.add(Kind.CONTACT))


async def person_of_prospect(carnet: Carnet) -> Situation:
    return Situation(await carnet.person(await carnet.add(Kind.CONTACT)))


async def private_firm(carnet: Carnet) -> Situation:
    contact = await carnet.add(Kind.CONTACT, **BLOCKED)
    customer = await carnet.add(Kind.CUSTOMER, linked=contact, blocked="ALL")
    return Situation(contact, customer, await carnet.add(Kind.VENDOR, linked=contact, blocked="ALL"))


async def private_prospect(carnet: Carnet) -> Situation:
    return Situation(await carnet.add(Kind.CONTACT, **BLOCKED))


async def private_person(carnet: Carnet) -> Situation:
    firm = await _firm(carnet)
    return Situation(await carnet.person(firm.contact, **BLOCKED), firm.customer, firm.vendor)


async def person_of_private(carnet: Carnet) -> Situation:
    return Situation(await carnet.person(await carnet.add(Kind.CONTACT, **BLOCKED)))


async def billed_to_blocked(carnet: Carnet) -> Situation:
    contact = await carnet.add(Kind.CONTACT)
    other = await carnet.add(Kind.CUSTOMER, blocked="ALL")
    customer = await carnet.add(Kind.CUSTOMER, linked=contact, billing_billToCustomerId=id_of(other))
    return Situation(contact, customer, await carnet.add(Kind.VENDOR, linked=contact))


async def paid_through_blocked(carnet: Carnet) -> Situation:
    contact = await carnet.add(Kind.CONTACT)
    other = await carnet.add(Kind.VENDOR, blocked="ALL")
    vendor = await carnet.add(Kind.VENDOR, linked=contact, billing_payToVendorId=id_of(other))
    return Situation(contact, await carnet.add(Kind.CUSTOMER, linked=contact), vendor)


def _blocked(**blocked: str) -> Callable[[Carnet], Awaitable[Situation]]:
    async def firm(carnet: Carnet) -> Situation:
        return await _firm(carnet, **blocked)

    return firm


SITUATIONS: dict[str, Callable[[Carnet], Awaitable[Situation]]] = {
    "company that is customer and vendor": company_with_both,
    "person of a company that is customer and vendor": person_of_both,
    "company that is a customer": customer_only,
    "company that is a vendor": vendor_only,
    "company that is our bank": bank_only,
    "person with a customer of its own, in a company that is customer and vendor": person_with_own,
    "person alone with a customer of its own": lone_person_with_own,
    "person alone": lone_person,
    "company without a card": prospect,
    "person of a company without a card": person_of_prospect,
    "privacy-blocked company that is customer and vendor": private_firm,
    "privacy-blocked company without a card": private_prospect,
    "privacy-blocked person of a company that is customer and vendor": private_person,
    "person of a privacy-blocked company": person_of_private,
    "customer blocked SHIP": _blocked(customer="SHIP"),
    "customer blocked INVOICE": _blocked(customer="INVOICE"),
    "customer blocked ALL": _blocked(customer="ALL"),
    "customer billed to a customer blocked ALL": billed_to_blocked,
    "vendor blocked PAYMENT": _blocked(vendor="PAYMENT"),
    "vendor blocked ALL": _blocked(vendor="ALL"),
    "vendor paid through a vendor blocked ALL": paid_through_blocked,
}
"""The situations by the words of the page."""
