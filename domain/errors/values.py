"""Refuse values: missing, wrong, too long, unknown, taken."""

from dataclasses import dataclass

from domain.errors.base import ErrorCode, Refusal


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
