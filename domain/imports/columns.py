"""Say which field a column of a file of records fills, and how what stands in it is to be understood.

Columns are those of data/cronus, with some more for fields that NAV does not have. A column is taken before those
whose check depends on it: country_code before vat_number.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.change import Kind
from domain.imports.files import Subject
from domain.imports.translations import Translate, decimal, option, truth


@dataclass(frozen=True, slots=True)
class Column:
    """A field, by its name in `domain.fields`; with `of`, the cell is the number of a record of that kind."""

    field: str
    translate: Translate = str
    of: Kind | None = None
    blank: str | None = None
    """What a cell of blanks means; without it, such a cell gives nothing."""


RECORDS: Mapping[Subject, Kind] = {
    Subject.CONTACTS: Kind.CONTACT,
    Subject.CUSTOMERS: Kind.CUSTOMER,
    Subject.VENDORS: Kind.VENDOR,
    Subject.BANK_ACCOUNTS: Kind.BANK_ACCOUNT,
}

_CARD = {
    "number": Column("number"),
    "name": Column("name"),
    "name2": Column("name2"),
    "address": Column("address.line1"),
    "address2": Column("address.line2"),
    "post_code": Column("address.postCode"),
    "city": Column("address.city"),
    "county": Column("address.county"),
    "country_code": Column("address.countryCode"),
    "phone": Column("phone"),
    "mobile_phone": Column("mobilePhone"),
    "fax": Column("fax"),
    "email": Column("email"),
    "home_page": Column("homePage"),
    "currency_code": Column("currencyCode"),
    "language_code": Column("languageCode"),
    "territory_code": Column("territoryCode"),
}
_TAXED = {
    **_CARD,
    "vat_number": Column("vatNumber"),
    "registration_number": Column("registrationNumber"),
    "privacy_blocked": Column("privacyBlocked", truth),
}
_TRADING = {
    **_TAXED,
    "contact_name": Column("contactName"),
    "primary_contact_number": Column("primaryContactId", of=Kind.CONTACT),
    "gen_bus_posting_group": Column("billing.generalBusinessPostingGroup"),
    "vat_bus_posting_group": Column("billing.vatBusinessPostingGroup"),
    "payment_terms_code": Column("billing.paymentTermsCode"),
    "payment_method_code": Column("billing.paymentMethodCode"),
    "prices_include_vat": Column("billing.pricesIncludeVat", truth),
}
COLUMNS: Mapping[Kind, Mapping[str, Column]] = {
    Kind.CONTACT: {
        **_TAXED,
        "type": Column("type", option("COMPANY", "PERSON")),
        "company_number": Column("companyId", of=Kind.CONTACT),
        "first_name": Column("firstName"),
        "middle_name": Column("middleName"),
        "last_name": Column("lastName"),
        "job_title": Column("jobTitle"),
        "salesperson_code": Column("salespersonCode"),
    },
    Kind.CUSTOMER: {
        **_TRADING,
        "contact_type": Column("contactType", option("COMPANY", "PERSON")),
        "salesperson_code": Column("salespersonCode"),
        "blocked": Column("blocked", option("NONE", "SHIP", "INVOICE", "ALL"), blank="NONE"),
        "customer_posting_group": Column("billing.customerPostingGroup"),
        "credit_limit": Column("billing.creditLimit", decimal),
        "bill_to_customer_number": Column("billing.billToCustomerId", of=Kind.CUSTOMER),
    },
    Kind.VENDOR: {
        **_TRADING,
        "purchaser_code": Column("purchaserCode"),
        "blocked": Column("blocked", option("NONE", "PAYMENT", "ALL"), blank="NONE"),
        "vendor_posting_group": Column("billing.vendorPostingGroup"),
        "pay_to_vendor_number": Column("billing.payToVendorId", of=Kind.VENDOR),
    },
    Kind.BANK_ACCOUNT: {
        **_CARD,
        "contact_name": Column("contactName"),
        "our_contact_code": Column("ourContactCode"),
        "blocked": Column("blocked", truth),
        "bank_acc_posting_group": Column("bankAccountPostingGroup"),
        "bank_account_no": Column("bankAccountNumber"),
        "bank_branch_no": Column("bankBranchNumber"),
        "iban": Column("iban"),
        "swift": Column("bic"),
    },
}
LINK_COLUMNS = ("contact_number", "business_relation_code", "link_to", "number")
