"""Give every field of the four inputs a value: as it is sent, and as it is kept."""

from decimal import Decimal
from typing import Any

from strawberry.types import get_object_definition

from domain.change import STAR_KINDS, Kind, Record, Value
from domain.fields import FIELDS
from schema.inputs import UpdateBankAccountInput, UpdateContactInput, UpdateCustomerInput, UpdateVendorInput, innermost
from tests.carnet import Carnet, id_of

INPUTS = {
    Kind.CONTACT: UpdateContactInput,
    Kind.CUSTOMER: UpdateCustomerInput,
    Kind.VENDOR: UpdateVendorInput,
    Kind.BANK_ACCOUNT: UpdateBankAccountInput,
}
SENT_AND_KEPT: dict[str, tuple[Any, Value]] = {
    "number": ("n-1", "N-1"),
    "name": (" Anna Berg\t", "Anna Berg"),
    "name2": ("Werk 1", "Werk 1"),
    "address.line1": ("Cafe\u0301 1", "Café 1"),
    "address.line2": ("Hof", "Hof"),
    "address.city": ("Kiel", "Kiel"),
    "address.postCode": ("24103", "24103"),
    "address.county": ("SH", "SH"),
    "address.countryCode": ("de", "DE"),
    "phone": ("+49 30 901820", "+49 30 901820"),
    "mobilePhone": ("0170 1234", "0170 1234"),
    "fax": ("030 9999", "030 9999"),
    "email": ("a@Contoso.com ; b@contoso.com", "a@contoso.com;b@contoso.com"),
    "homePage": ("https://contoso.com", "https://contoso.com"),
    "languageCode": ("FRA", "fr-FR"),
    "currencyCode": ("eur", "EUR"),
    "territoryCode": ("north", "NORTH"),
    "vatNumber": ("de136695976", "DE136695976"),
    "registrationNumber": ("HRB 1", "HRB 1"),
    "type": ("PERSON", "PERSON"),
    "firstName": ("Anna", "Anna"),
    "middleName": ("Maria", "Maria"),
    "lastName": ("Berg", "Berg"),
    "jobTitle": ("Owner", "Owner"),
    "salespersonCode": ("jr", "JR"),
    "purchaserCode": ("jr", "JR"),
    "ourContactCode": ("jr", "JR"),
    "privacyBlocked": (True, True),
    "contactType": ("PERSON", "PERSON"),
    "contactName": ("Anna Berg", "Anna Berg"),
    "billing.customerPostingGroup": ("domestic", "DOMESTIC"),
    "billing.vendorPostingGroup": ("domestic", "DOMESTIC"),
    "billing.generalBusinessPostingGroup": ("eu", "EU"),
    "billing.vatBusinessPostingGroup": ("eu", "EU"),
    "billing.paymentTermsCode": ("14d", "14D"),
    "billing.paymentMethodCode": ("cash", "CASH"),
    "billing.creditLimit": ("1250.50", Decimal("1250.5")),
    "billing.pricesIncludeVat": (True, True),
    "bankAccountNumber": ("12345678", "12345678"),
    "bankBranchNumber": ("10000000", "10000000"),
    "iban": ("de89 3704 0044 0532 0130 00", "DE89370400440532013000"),
    "bic": ("cobadeff", "COBADEFF"),
    "bankAccountPostingGroup": ("bank", "BANK"),
}
_BLOCKED = {Kind.CUSTOMER: "SHIP", Kind.VENDOR: "PAYMENT", Kind.BANK_ACCOUNT: True}
REFERENCES = {
    "companyId": Kind.CONTACT,
    "primaryContactId": Kind.CONTACT,
    "billing.billToCustomerId": Kind.CUSTOMER,
    "billing.payToVendorId": Kind.VENDOR,
}
REQUIRED = {
    kind: [name for name, field in FIELDS[kind].items() if field.required and name in SENT_AND_KEPT | {"blocked": 1}]
    for kind in STAR_KINDS
}


def fields_of(kind: Kind) -> dict[str, Any]:
    """Return every field of a kind's input by its name in the API, with its innermost type."""
    return _fields_below(INPUTS[kind], "")


def _fields_below(input_type: Any, prefix: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in get_object_definition(input_type, strict=True).fields:
        first, *rest = field.python_name.split("_")
        name = prefix + first + "".join(map(str.capitalize, rest))
        inner = innermost(field.type)
        group = get_object_definition(inner)
        found |= _fields_below(inner, f"{name}.") if group else {name: inner}
    return {name: inner for name, inner in found.items() if name not in {"id", "expectedVersion"}}


def texts_of(kind: Kind) -> list[str]:
    """Return the fields that take any text."""
    return [name for name, inner in fields_of(kind).items() if inner is str]


async def full_record(carnet: Carnet, kind: Kind) -> tuple[Record, dict[str, Any], dict[str, Value]]:
    """Store an empty record; return it, a value to send for every field that it can have, and those values as kept."""
    person = {"type": "PERSON", "firstName": "Old", "lastName": "Name"} if kind is Kind.CONTACT else {}
    record = await carnet.add(kind, name="Old Name", **person)
    both = {**SENT_AND_KEPT, "blocked": (_BLOCKED.get(kind),) * 2}
    for name, referred in REFERENCES.items():
        if name in fields_of(kind) and name != "primaryContactId":
            both[name] = (id_of(await carnet.add(referred)),) * 2
    sent = {name: both[name][0] for name in fields_of(kind) if name in both and name != "type"}
    if kind is Kind.CONTACT:
        sent["name"] = "Anna Maria Berg"
    kept = {name: both[name][1] for name in sent} | ({"name": "Anna Maria Berg"} if kind is Kind.CONTACT else {})
    return record, sent, kept
