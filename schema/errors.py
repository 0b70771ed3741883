"""Declare refusals and warnings. Source: domain/errors."""

from datetime import datetime
from inspect import cleandoc

import strawberry

from domain import errors, warned
from domain.access import Rights, visible
from domain.errors import Language
from schema.declaring import about, describe_values, object_type

_WRONG_VALUES = {
    "INVALID_VALUE": "A value breaks a rule of its field; the message says which.",
    "INVALID_PHONE": "A phone number has other characters than digits and separators, or cannot be dialled.",
    "INVALID_EMAIL": "An e-mail address is not well formed; several are separated by semicolons.",
    "INVALID_VAT_NUMBER": "A VAT number breaks the rules of its country, or its check digits are wrong.",
    "INVALID_IBAN": "An IBAN is not well formed, or its check digits are wrong.",
    "INVALID_BIC": "A BIC is not well formed.",
    "INVALID_COUNTRY": "A country is no ISO 3166-1 alpha-2 code.",
    "INVALID_CURRENCY": "A currency is no ISO 4217 code.",
    "INVALID_LANGUAGE": "A language is neither a BCP 47 tag nor one of NAV's codes.",
}
_RESERVED = {
    "RESERVED_RELATION_CODE": "no mutation gives a contact a relation without a card",
    "TEMPLATE_AMBIGUOUS": "where several templates fit, none is used, and the warning NO_TEMPLATE_MATCH says so",
    "TEMPLATE_INCOMPLETE": "templates have no value without which a card could not be made",
    "CONTACT_IN_USE": "nothing needs a contact so that it could not be deleted",
    "DOCUMENT_HAS_LINES": "no mutation takes the party from a document",
}
"""Codes of the API's contract that nothing is refused with, and why."""


def error_meanings() -> dict[str, str]:
    """Describe each code by the docstring of the refusal that carries it."""
    carriers = [refusal for refusal in errors.Refusal.__subclasses__() if "code" in vars(refusal)]
    said = {refusal.code.name: cleandoc(refusal.__doc__ or "") for refusal in carriers} | _WRONG_VALUES
    said |= {name: f"Reserved, nothing is refused with it yet: {why}." for name, why in _RESERVED.items()}
    return {code.name: said[code.name] for code in errors.ErrorCode}


WARNING_MEANINGS = {
    "CONTACT_SERIES_NOT_CONFIGURED": "No contact was made: the marketing set-up has no number series for contacts.",
    "NO_TEMPLATE_MATCH": "No template was used: none fits, or several do and none was named.",
    "NUMBER_SERIES_NEARLY_EXHAUSTED": "The number series has reached its warning number.",
    "VAT_NUMBER_IN_USE": "A record that is not linked has the same VAT number.",
    "TARGET_SKIPPED": "A record that should have followed was left as it was.",
    "PRICE_IN_OTHER_CURRENCY": "An item's price, kept in our own currency, was taken as one in the document's.",
    "INTERACTION_NOT_LOGGED": "The operation was not recorded as an interaction; the message says why.",
    "POSSIBLE_DUPLICATE": "Reserved, nothing is warned of with it yet: duplicates are not looked for.",
    "DIFFERENCES_FOUND": "Linked pairs differ where the new rule says that they should not.",
}
ErrorCode = describe_values(
    strawberry.enum(errors.ErrorCode, description="Why something was refused. Codes are only ever added."),
    error_meanings(),
)
WarningCode = describe_values(
    strawberry.enum(warned.WarningCode, description="What to know about what was written."), WARNING_MEANINGS
)


@object_type
class FieldConflict:
    """One field that somebody else changed since the version that the caller read."""

    field: str = about("The field as this API names it.")
    base: str | None = about("Its value at the expected version.")
    yours: str | None = about("The value that this call asked for.")
    theirs: str | None = about("Its value now.")
    changed_by: str = about("Who changed it last.")
    changed_at: datetime = about("When.")


@object_type
class UserError:
    """One reason why nothing was written."""

    code: errors.ErrorCode = about("For programs.")
    message: str = about("For people, in the language of the request (English or French); says what to do.")
    path: list[str] = about("Where in the input, e.g. ['input', 'address', 'countryCode']; empty for the whole.")
    conflicts: list[FieldConflict] = about("For CONFLICT: one entry per field that was changed meanwhile.")
    ids: list[strawberry.ID] = about("The records that stand in the way, where there are any; at most 100.")


@object_type
class Warning:  # noqa: A001 - the contract's name
    """Something to know; it was written all the same."""

    code: warned.WarningCode = about("For programs.")
    message: str = about("For people, in the language of the request.")
    path: list[str] = about("Where in the input; empty for the whole.")


def shown_refusal(refusal: errors.Refusal, language: Language, rights: Rights) -> UserError:
    """Return a refusal as clients with these rights see it."""
    conflicts = refusal.conflicts if isinstance(refusal, errors.Conflict) else ()
    return UserError(
        code=refusal.code,
        message=refusal.message(language),
        path=list(refusal.path),
        conflicts=[_shown_conflict(conflict, rights) for conflict in conflicts],
        ids=[strawberry.ID(key) for key in refusal.ids],
    )


def _shown_conflict(conflict: errors.FieldConflict, rights: Rights) -> FieldConflict:
    """Return a conflict without what others wrote into a field that is a secret from the caller."""
    stored = {name: visible(conflict.field, getattr(conflict, name), rights) for name in ("base", "theirs")}
    return FieldConflict(**{**vars(conflict), **stored})


def shown_warning(known: warned.Warned, language: Language) -> Warning:
    """Return a warning as clients see it."""
    return Warning(code=known.code, message=known.message(language), path=list(known.path))
