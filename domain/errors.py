"""Say no in a way that programs and people understand: every refusal, its code, and its words in two languages.

    Refusal                       one reason, at one path of the input
    ├── NotFound                  NOT_FOUND
    ├── Required                  REQUIRED
    ├── InvalidValue              INVALID_VALUE, or the code of its kind of value: INVALID_PHONE, INVALID_IBAN …
    ├── ValueTooLong              VALUE_TOO_LONG
    ├── UnknownCode               INVALID_VALUE: a code that no record of the set-up has
    ├── NotUnique                 NOT_UNIQUE
    ├── Conflict                  CONFLICT, with one FieldConflict per field
    ├── PlanOutdated              PLAN_OUTDATED
    ├── KeyReused                 KEY_REUSED
    ├── ContactAlreadyLinked      CONTACT_ALREADY_LINKED
    ├── CardAlreadyLinked         CARD_ALREADY_LINKED
    ├── ContactNotRelated         CONTACT_NOT_RELATED
    ├── ContactPrivacyBlocked     CONTACT_PRIVACY_BLOCKED
    ├── NotAPerson                NOT_A_PERSON
    ├── NotACompany               NOT_A_COMPANY
    ├── TypeChangeRefused         TYPE_CHANGE_REFUSED
    └── SetOnContact              INVALID_VALUE, or TYPE_CHANGE_REFUSED for a customer's type

    Refused                       the exception: all reasons at once; whoever raises it has written nothing

Refusals are data, so that a caller sees every reason of a form together. Source: product.md §1.5, style.md "Errors".
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
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


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """One reason why something was not done; `path` says where in the input, empty for the whole."""

    code: ErrorCode = ErrorCode.INVALID_VALUE
    path: Path = ()

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


@dataclass(frozen=True, kw_only=True)
class NotFound(Refusal):
    """Nothing has this id. The answer is the same for an id that never existed and for a malformed one."""

    code: ErrorCode = ErrorCode.NOT_FOUND
    what: str
    english = "There is no {what} with this id. Query its list for the ids that exist."
    french = "Aucun enregistrement « {what} » n'a cet identifiant. Interrogez sa liste pour les identifiants existants."


@dataclass(frozen=True, kw_only=True)
class Required(Refusal):
    """A value that may not be empty was left out or cleared."""

    code: ErrorCode = ErrorCode.REQUIRED
    english = "This value may not be empty. Enter one."
    french = "Cette valeur ne peut pas être vide. Saisissez-en une."


@dataclass(frozen=True, kw_only=True)
class InvalidValue(Refusal):
    """A value breaks the rule of its kind. `reason` and `raison` say which, as sentences."""

    reason: str
    raison: str
    english = "{reason}"
    french = "{raison}"


@dataclass(frozen=True, kw_only=True)
class ValueTooLong(Refusal):
    """A text has more characters (code points) than its field holds; nothing is ever cut."""

    code: ErrorCode = ErrorCode.VALUE_TOO_LONG
    length: int
    limit: int
    english = "{length} characters are too many: the field holds {limit}. Shorten the value."
    french = "{length} caractères, c'est trop : le champ en contient {limit}. Raccourcissez la valeur."


@dataclass(frozen=True, kw_only=True)
class UnknownCode(Refusal):
    """A code names a record of the set-up (a salesperson, payment terms …) that does not exist."""

    what: str
    value: str
    english = "There is no {what} with the code {value}. Create it first, or choose an existing one."
    french = "Aucun enregistrement « {what} » n'a le code {value}. Créez-le d'abord, ou choisissez-en un existant."


@dataclass(frozen=True, kw_only=True)
class NotUnique(Refusal):
    """Another record of this kind has the number already."""

    code: ErrorCode = ErrorCode.NOT_UNIQUE
    value: str
    english = "The number {value} is taken. Choose another one."
    french = "Le numéro {value} est déjà pris. Choisissez-en un autre."


@dataclass(frozen=True, kw_only=True)
class FieldConflict:
    """One field that someone else changed since the caller read it."""

    field: str
    base: str | None
    yours: str | None
    theirs: str | None
    changed_by: str
    changed_at: datetime


@dataclass(frozen=True, kw_only=True)
class Conflict(Refusal):
    """The record was changed since `expectedVersion`, in fields that this edit changes too."""

    code: ErrorCode = ErrorCode.CONFLICT
    conflicts: tuple[FieldConflict, ...]
    version: int
    english = "Someone else changed the same fields meanwhile. Compare the conflicts, then send the edit again with expectedVersion {version}."  # noqa: E501
    french = "Quelqu'un d'autre a modifié les mêmes champs entre-temps. Comparez les conflits, puis renvoyez la modification avec expectedVersion {version}."  # noqa: E501


@dataclass(frozen=True, kw_only=True)
class PlanOutdated(Refusal):
    """What the plan token stands for is no longer what this mutation would do."""

    code: ErrorCode = ErrorCode.PLAN_OUTDATED
    path: Path = ("planToken",)
    english = "The records changed since this plan was made, or the input differs. Ask for a new plan with dryRun."
    french = (
        "Les enregistrements ont changé depuis ce plan, ou la saisie diffère. Demandez un nouveau plan avec dryRun."
    )


@dataclass(frozen=True, kw_only=True)
class KeyReused(Refusal):
    """The idempotency key was used for another input."""

    code: ErrorCode = ErrorCode.KEY_REUSED
    path: Path = ("idempotencyKey",)
    english = "Something else was carried out under this key. Use a new key for every new operation."
    french = "Une autre opération a été exécutée sous cette clé. Prenez une nouvelle clé pour chaque opération."


@dataclass(frozen=True, kw_only=True)
class ContactAlreadyLinked(Refusal):
    """The contact has a card of this kind already."""

    code: ErrorCode = ErrorCode.CONTACT_ALREADY_LINKED
    contact: str
    card: str
    english = "Contact {contact} is already linked with {card}. Unlink that card first."
    french = "Le contact {contact} est déjà lié à {card}. Supprimez d'abord ce lien."


@dataclass(frozen=True, kw_only=True)
class CardAlreadyLinked(Refusal):
    """The card belongs to another contact."""

    code: ErrorCode = ErrorCode.CARD_ALREADY_LINKED
    card: str
    contact: str
    english = "{card} is already linked with contact {contact}. Unlink it first."
    french = "{card} est déjà lié au contact {contact}. Supprimez d'abord ce lien."


@dataclass(frozen=True, kw_only=True)
class ContactNotRelated(Refusal):
    """The person does not belong to the contact that the card is linked with."""

    code: ErrorCode = ErrorCode.CONTACT_NOT_RELATED
    contact: str
    english = "Contact {contact} does not belong to the linked contact. Choose one of its persons."
    french = "Le contact {contact} n'appartient pas au contact lié. Choisissez l'une de ses personnes."


@dataclass(frozen=True, kw_only=True)
class ContactPrivacyBlocked(Refusal):
    """The contact takes part in nothing new while it is privacy-blocked."""

    code: ErrorCode = ErrorCode.CONTACT_PRIVACY_BLOCKED
    contact: str
    english = "Contact {contact} is privacy-blocked. Lift the block first, if you may."
    french = "Le contact {contact} est bloqué pour confidentialité. Levez d'abord ce blocage, si vous y êtes autorisé."


@dataclass(frozen=True, kw_only=True)
class NotAPerson(Refusal):
    """Only a person has name parts, a job title and a company."""

    code: ErrorCode = ErrorCode.NOT_A_PERSON
    contact: str
    english = "Contact {contact} is a company: this field is for persons only. Leave it out."
    french = "Le contact {contact} est une société : ce champ est réservé aux personnes. Ne le renseignez pas."


@dataclass(frozen=True, kw_only=True)
class NotACompany(Refusal):
    """A person can belong to a company only."""

    code: ErrorCode = ErrorCode.NOT_A_COMPANY
    contact: str
    english = "Contact {contact} is not a company. Choose a contact of type COMPANY."
    french = "Le contact {contact} n'est pas une société. Choisissez un contact de type COMPANY."


@dataclass(frozen=True, kw_only=True)
class TypeChangeRefused(Refusal):
    """The contact's type is fixed by what hangs on it. `reason` and `raison` say what, as sentences."""

    code: ErrorCode = ErrorCode.TYPE_CHANGE_REFUSED
    contact: str
    reason: str
    raison: str
    english = "The type of contact {contact} stays: {reason}"
    french = "Le type du contact {contact} ne change pas : {raison}"


@dataclass(frozen=True, kw_only=True)
class SetOnContact(Refusal):
    """The field of a linked card follows the contact and cannot be changed on the card."""

    contact: str
    english = "This field follows contact {contact}. Change it there."
    french = "Ce champ suit le contact {contact}. Modifiez-le sur ce contact."
