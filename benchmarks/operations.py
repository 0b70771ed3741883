"""State what is asked of every contender: four operations, and the ones that find cursors and ids for them.

Texts are valid against shared/contract/schema.graphql. Ids and cursors are opaque, so each contender is asked for its
own; which records and which pages they stand for is the same for all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, TypeVar

import orjson

Text = TypeVar("Text", str, str | None)

PAGE, STRIDE = 50, 200
"""Size of a measured page, and the distance between the places where pages may begin."""

CARDS = """
  id number name phone email
  address { line1 city postCode countryCode }
  linkedCustomer { number name phone blocked }
  linkedVendor { number name phone }
  linkedBankAccount { number name iban }
"""
PAGE_INFO = "pageInfo { hasNextPage endCursor }"

TEXTS = {
    "Q1": f"query Q1($number: String!) {{ contact(number: $number) {{ {CARDS} }} }}",
    "Q2": (
        f"query Q2($after: String) {{ contacts(first: {PAGE}, after: $after, orderBy: [{{field: NAME}}])"
        f" {{ nodes {{ {CARDS} }} {PAGE_INFO} }} }}"
    ),
    "Q3": (
        f"query Q3($after: String) {{ contacts(first: {PAGE}, after: $after, where: {{type: COMPANY}},"
        " orderBy: [{field: NUMBER}]) { nodes { number name persons(first: 5) { nodes { number name email } }"
        " linkedCustomer { number name } } } }"
    ),
    "M1": (
        "mutation M1($id: ID!, $phone: String!) { updateContact(input: {id: $id, phone: $phone})"
        " { contact { phone version } errors { code message }"
        " changeSet { changes { recordKind recordNumber field after } } } }"
    ),
    "NameCursors": (
        f"query NameCursors($after: String) {{ contacts(first: {STRIDE}, after: $after, orderBy: [{{field: NAME}}])"
        f" {{ {PAGE_INFO} }} }}"
    ),
    "CompanyCursors": (
        f"query CompanyCursors($after: String) {{ contacts(first: {STRIDE}, after: $after, where: {{type: COMPANY}},"
        f" orderBy: [{{field: NUMBER}}]) {{ {PAGE_INFO} }} }}"
    ),
}
MEASURED = ("Q1", "Q2", "Q3", "M1")
TITLES = {
    "Q1": "one contact by number, with its three linked cards",
    "Q2": "a page of 50 contacts with them",
    "Q3": "a page of 50 companies, each with its first 5 persons and its customer",
    "M1": "a phone number edited on a contact with three linked cards",
}

COUNTER = "@@@@@@@"
"""In a request: seven digits that the load generator makes different every time, so that each edit is one."""
PHONE = f"+3247{COUNTER}"


@dataclass(frozen=True)
class Pool:
    """What one contender is asked with."""

    numbers: Sequence[str]
    ids: Sequence[str]
    name_cursors: Sequence[str | None]
    company_cursors: Sequence[str | None]

    def variables(self, operation: str) -> Iterator[dict[str, Any]]:
        """Yield the variables of every request of an operation, in a fixed mixed order."""
        match operation:
            case "Q1":
                yield from ({"number": number} for number in _mixed(self.numbers))
            case "Q2":
                yield from ({"after": cursor} for cursor in _mixed(self.name_cursors))
            case "Q3":
                yield from ({"after": cursor} for cursor in _mixed(self.company_cursors))
            case _:
                yield from ({"id": identity, "phone": PHONE} for identity in _mixed(self.ids))


def body(text: str, operation: str, variables: dict[str, Any]) -> bytes:
    """Return the JSON body of a request."""
    return orjson.dumps({"query": text, "operationName": operation, "variables": variables})


def _mixed(values: Sequence[Text]) -> list[Text]:
    return Random(7).sample(values, len(values))
