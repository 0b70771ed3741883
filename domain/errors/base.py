"""Say what a refusal is: a code for programs, a path, and words in two languages; and how it travels."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar, Literal, Self

Language = Literal["en", "fr"]
Path = tuple[str, ...]


class ErrorCode(StrEnum):
    """Name a reason for a refusal, for programs. Codes are only ever added."""

    NOT_FOUND = "NOT_FOUND"
    REQUIRED = "REQUIRED"
    INVALID_VALUE = "INVALID_VALUE"
    VALUE_TOO_LONG = "VALUE_TOO_LONG"
    NOT_UNIQUE = "NOT_UNIQUE"
    CONFLICT = "CONFLICT"
    PLAN_OUTDATED = "PLAN_OUTDATED"
    INVALID_PHONE = "INVALID_PHONE"
    INVALID_EMAIL = "INVALID_EMAIL"
    INVALID_VAT_NUMBER = "INVALID_VAT_NUMBER"
    INVALID_IBAN = "INVALID_IBAN"
    INVALID_BIC = "INVALID_BIC"
    INVALID_COUNTRY = "INVALID_COUNTRY"
    INVALID_CURRENCY = "INVALID_CURRENCY"
    INVALID_LANGUAGE = "INVALID_LANGUAGE"
    CONTACT_ALREADY_LINKED = "CONTACT_ALREADY_LINKED"
    CARD_ALREADY_LINKED = "CARD_ALREADY_LINKED"
    COMPANY_REQUIRED = "COMPANY_REQUIRED"
    CONTACT_NOT_RELATED = "CONTACT_NOT_RELATED"
    CONTACT_PRIVACY_BLOCKED = "CONTACT_PRIVACY_BLOCKED"
    TYPE_CHANGE_REFUSED = "TYPE_CHANGE_REFUSED"
    NOT_A_PERSON = "NOT_A_PERSON"
    NOT_A_COMPANY = "NOT_A_COMPANY"
    KEY_REUSED = "KEY_REUSED"
    NUMBER_SERIES_MISSING = "NUMBER_SERIES_MISSING"
    NUMBER_SERIES_EXHAUSTED = "NUMBER_SERIES_EXHAUSTED"
    MANUAL_NUMBER_NOT_ALLOWED = "MANUAL_NUMBER_NOT_ALLOWED"
    AUTOMATIC_NUMBER_NOT_ALLOWED = "AUTOMATIC_NUMBER_NOT_ALLOWED"
    RELATION_CODE_NOT_CONFIGURED = "RELATION_CODE_NOT_CONFIGURED"
    CONTACT_SERIES_NOT_CONFIGURED = "CONTACT_SERIES_NOT_CONFIGURED"
    TEMPLATE_TYPE_MISMATCH = "TEMPLATE_TYPE_MISMATCH"
    COMPANY_HAS_PERSONS = "COMPANY_HAS_PERSONS"
    CARD_IN_USE = "CARD_IN_USE"
    TEMPLATE_REQUIRED = "TEMPLATE_REQUIRED"
    CONTACT_NOT_RELATED_TO_CUSTOMER = "CONTACT_NOT_RELATED_TO_CUSTOMER"
    CONTACT_NOT_RELATED_TO_VENDOR = "CONTACT_NOT_RELATED_TO_VENDOR"
    CONTACT_OF_DIFFERENT_COMPANY = "CONTACT_OF_DIFFERENT_COMPANY"
    CUSTOMER_BLOCKED = "CUSTOMER_BLOCKED"
    VENDOR_BLOCKED = "VENDOR_BLOCKED"
    DOCUMENT_NOT_OPEN = "DOCUMENT_NOT_OPEN"
    DOCUMENT_WRONG_TYPE = "DOCUMENT_WRONG_TYPE"
    DOCUMENT_IN_USE = "DOCUMENT_IN_USE"
    NOTHING_TO_RELEASE = "NOTHING_TO_RELEASE"
    NOTHING_TO_CREATE = "NOTHING_TO_CREATE"
    ITEM_BLOCKED = "ITEM_BLOCKED"
    INTERACTION_TEMPLATE_MISSING = "INTERACTION_TEMPLATE_MISSING"
    PHONE_NUMBER_REQUIRED = "PHONE_NUMBER_REQUIRED"
    EMAIL_REQUIRED = "EMAIL_REQUIRED"
    EMAIL_NOT_CONFIGURED = "EMAIL_NOT_CONFIGURED"
    CHANGED_SINCE = "CHANGED_SINCE"
    ALREADY_REVERTED = "ALREADY_REVERTED"
    FORBIDDEN = "FORBIDDEN"
    RESERVED_RELATION_CODE = "RESERVED_RELATION_CODE"
    TEMPLATE_AMBIGUOUS = "TEMPLATE_AMBIGUOUS"
    TEMPLATE_INCOMPLETE = "TEMPLATE_INCOMPLETE"
    CONTACT_IN_USE = "CONTACT_IN_USE"
    DOCUMENT_HAS_LINES = "DOCUMENT_HAS_LINES"


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """One reason why something was not done; `path` says where in the input, empty for the whole.

    `ids` are the records that stand in the way, as clients know them.
    """

    code: ErrorCode = ErrorCode.INVALID_VALUE
    path: Path = ()
    ids: tuple[str, ...] = ()

    english: ClassVar[str] = ""
    french: ClassVar[str] = ""

    def message(self, language: Language = "en") -> str:
        """Tell a person what is wrong and what to do."""
        template = self.french if language == "fr" else self.english
        return template.format_map(vars(self))

    def at(self, *path: str) -> Self:
        """Return the same refusal below the given path."""
        return replace(self, path=(*path, *self.path))


class Refused(Exception):  # noqa: N818 - it is an answer, not an error of the program
    """Carry every reason for a refusal up to the resolver. Raised before anything is written."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__("; ".join(refusal.message() for refusal in self.refusals))


def refuse(*refusals: Refusal) -> None:
    """Raise Refused if there is a reason to; do nothing otherwise."""
    if refusals:
        raise Refused(refusals)
