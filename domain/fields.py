"""Say of every field of every record where it is stored, what kind of value it holds and how that is checked.

Names are those of the API. Lengths: reference-contacts.md §2. Checks: product.md §1.5.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

from pydantic.alias_generators import to_snake

from domain.change import Kind, Value
from domain.errors import Refused, Required
from domain.ids import key_of, public_id
from domain.values.banks import bic, iban
from domain.values.countries import country_code
from domain.values.currencies import currency_code
from domain.values.decimals import amount
from domain.values.emails import email
from domain.values.home_pages import home_page
from domain.values.languages import language_code
from domain.values.phones import phone
from domain.values.texts import code, refuse_endless, text
from domain.values.vat_numbers import vat_number

Check: TypeAlias = Callable[[Any, Mapping[str, Value]], Value]
"""Return the value as it is kept; the second argument is the record as it will be, for checks that depend on it.

Raises Refused with paths below the field."""


@dataclass(frozen=True)
class RecordField:
    """One field: its column, its check, and what a reference or a code of the set-up points at."""

    name: str
    column: str
    check: Check
    required: bool = False
    refers_to: str | None = None
    listed_in: str | None = None

    @property
    def path(self) -> tuple[str, ...]:
        """Return where the field stands in an input."""
        return tuple(self.name.split("."))

    def checked(self, value: Any, record: Mapping[str, Value]) -> Value:
        """Return the value as it is kept.

        Raises:
            Refused: it breaks a rule.
        """
        if isinstance(value, str) and not self.refers_to:
            refuse_endless(value)
        kept = None if value is None else self.check(value, record)
        if kept is None and self.required:
            raise Refused([Required()])
        return kept

    def load(self, stored: Any) -> Value:
        """Turn a column's value into the field's."""
        return public_id(self.refers_to, stored) if self.refers_to and stored is not None else stored

    def store(self, value: Value) -> Any:
        """Turn the field's value into the column's."""
        return key_of(self.refers_to, str(value)) if self.refers_to and value is not None else value


def _column(name: str) -> str:
    return to_snake(name.rpartition(".")[2])


def _texts(check: Callable[[str], str | None]) -> Check:
    return lambda value, _record: check(value)


def _text(name: str, limit: int, column: str = "", **options: Any) -> RecordField:
    return RecordField(name, column or _column(name), _texts(partial(text, limit=limit)), **options)


def _code(name: str, limit: int, **options: Any) -> RecordField:
    return RecordField(name, _column(name), _texts(partial(code, limit=limit)), **options)


def _checked(name: str, check: Callable[[str], str | None], column: str = "") -> RecordField:
    return RecordField(name, column or _column(name), _texts(check))


def _flag(name: str) -> RecordField:
    return RecordField(name, _column(name), lambda value, _record: bool(value), required=True)


def _choice(name: str) -> RecordField:
    """Declare a field that holds an enum's value; the schema lets no other through."""
    return RecordField(name, _column(name), lambda value, _record: str(value), required=True)


def _reference(name: str, type_name: str, column: str = "") -> RecordField:
    """Declare a field that holds a record's id. A blank clears it; whether there is such a record is asked later."""
    return RecordField(
        name, column or _column(name), lambda value, _record: value if value.strip() else None, refers_to=type_name
    )


def _vat(value: str, record: Mapping[str, Value]) -> Value:
    country = record.get("address.countryCode")
    return vat_number(value, str(country) if country else None)


_BILLING_CODES = (
    _code("billing.generalBusinessPostingGroup", 20),
    _code("billing.vatBusinessPostingGroup", 20),
    _code("billing.paymentTermsCode", 10, listed_in="payment_terms"),
    _code("billing.paymentMethodCode", 10),
    _flag("billing.pricesIncludeVat"),
)
_CARD = (
    _code("number", 20, required=True),
    _text("name", 100, required=True),
    _text("name2", 50, "name2"),
    _text("address.line1", 100, "address_line1"),
    _text("address.line2", 50, "address_line2"),
    _text("address.city", 30, "city"),
    _text("address.postCode", 20, "post_code"),
    _text("address.county", 30, "county"),
    _checked("address.countryCode", country_code, "country_code"),
    _checked("phone", phone),
    _checked("mobilePhone", phone),
    _checked("fax", phone),
    _checked("email", email),
    _checked("homePage", home_page),
    _checked("languageCode", language_code),
    _checked("currencyCode", currency_code),
    _code("territoryCode", 10),
)
_TAXED = (
    *_CARD,
    RecordField("vatNumber", "vat_number", _vat),
    _text("registrationNumber", 20),
    _flag("privacyBlocked"),
)


def _by_name(*fields: RecordField) -> Mapping[str, RecordField]:
    return {field.name: field for field in fields}


FIELDS: Mapping[Kind, Mapping[str, RecordField]] = {
    Kind.CONTACT: _by_name(
        *_TAXED,
        _choice("type"),
        _reference("companyId", "Contact"),
        _text("firstName", 30),
        _text("middleName", 30),
        _text("lastName", 30),
        _text("jobTitle", 30),
        _code("salespersonCode", 20, listed_in="salesperson"),
    ),
    Kind.CUSTOMER: _by_name(
        *_TAXED,
        _choice("contactType"),
        _code("salespersonCode", 20, listed_in="salesperson"),
        _reference("primaryContactId", "Contact"),
        _text("contactName", 100),
        _choice("blocked"),
        _code("billing.customerPostingGroup", 20),
        *_BILLING_CODES,
        RecordField("billing.creditLimit", "credit_limit", lambda value, _record: amount(value)),
        _reference("billing.billToCustomerId", "Customer"),
    ),
    Kind.VENDOR: _by_name(
        *_TAXED,
        _code("purchaserCode", 20, listed_in="salesperson"),
        _reference("primaryContactId", "Contact"),
        _text("contactName", 100),
        _choice("blocked"),
        _code("billing.vendorPostingGroup", 20),
        *_BILLING_CODES,
        _reference("billing.payToVendorId", "Vendor"),
    ),
    Kind.BANK_ACCOUNT: _by_name(
        *_CARD,
        _code("ourContactCode", 20, listed_in="salesperson"),
        _text("contactName", 100),
        _flag("blocked"),
        _text("bankAccountNumber", 30),
        _text("bankBranchNumber", 20),
        _checked("iban", iban),
        _checked("bic", bic),
        _code("bankAccountPostingGroup", 20),
    ),
}
