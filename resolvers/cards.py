"""Declare how the fields are read that a contact, a customer, a vendor and a bank account have in common."""

from sqlmodel import SQLModel

from db.reading import tree
from domain.ids import PREFIXES
from domain.values.folding import fold
from resolvers.journal import HISTORY
from resolvers.reading.declarations import Declaration, Orders, Part, Related, columns
from resolvers.reading.filters import Filter, Has, Moment, Text

ADDRESS = {
    "line1": tree.Column("address_line1"),
    "line2": tree.Column("address_line2"),
    "city": tree.Column("city"),
    "postCode": tree.Column("post_code"),
    "county": tree.Column("county"),
    "countryCode": tree.Column("country_code"),
}

ORDERS = Orders(
    columns={
        "NUMBER": tree.Order("number", unique=True),
        "NAME": tree.Order("name_key"),
        "CITY": tree.Order("city_key"),
        "UPDATED_AT": tree.Order("updated_at", form="instant"),
        "CREATED_AT": tree.Order("created_at", form="instant"),
    },
    default=(tree.Order("number", unique=True),),
    tie=tree.Order("id", form="id", unique=True),
)


def _in_capitals(text: str) -> str:
    """Fold a text as country codes are stored."""
    return fold(text).upper()


FILTERS: dict[str, Filter] = {
    "number": Text("number", "number_key", is_indexed=True),
    "name": Text("name", "name_key"),
    "city": Text("city", "city_key"),
    "countryCode": Text("country_code", "country_code", is_indexed=True, folded=_in_capitals),
    "updatedAt": Moment("updated_at"),
}
TAXED_FILTERS: dict[str, Filter] = FILTERS | {
    "email": Text("email", "email_key"),
    "phone": Text("phone", "phone", is_indexed=True),
    "postCode": Text("post_code", "post_code_key"),
    "vatNumber": Text("vat_number", "vat_number_key"),
}
TAXED = ("vatNumber", "registrationNumber", "privacyBlocked")


def card_fields(type_name: str, model: type[SQLModel]) -> dict[str, Declaration]:
    """Declare the fields of the interface Card for one of its types."""
    return {
        "id": tree.Column("id", "id", PREFIXES[type_name]),
        "address": Part(ADDRESS),
        "history": HISTORY,
        **columns(model, "number", "name", "phone", "mobilePhone", "fax", "email", "homePage"),
        **columns(model, "languageCode", "currencyCode", "territoryCode", "version", "createdAt", "updatedAt"),
        "name2": tree.Column("name2"),
    }


def rows(table: str) -> tree.Source:
    """Return all rows of a card's table."""
    return tree.Source(f"{table} {{t}}")


def contact_of(kind: str) -> Related:
    """Find the contact that a card of this kind is linked with."""
    return Related(
        tree.Source(
            "contact_relation l{t} JOIN contact {t} ON {t}.id = l{t}.contact_id", f"l{{t}}.{kind}_id = {{p}}.id"
        )
    )


def is_linked(kind: str) -> Has:
    """Test whether a card of this kind has a contact."""
    return Has(tree.Raw(f"EXISTS (SELECT 1 FROM contact_relation l WHERE l.{kind}_id = {{t}}.id)"))


def key_source(table: str, column: str) -> tree.Source:
    """Return the row that a column of the row above points at."""
    return tree.Source(f"{table} {{t}}", f"{{t}}.id = {{p}}.{column}")
