"""Refuse to take an operation back."""

from dataclasses import dataclass
from typing import Self

from domain.errors.base import ErrorCode, Path, Refusal
from domain.errors.values import NotUnique

_ID: Path = ("input", "id")


@dataclass(frozen=True, kw_only=True)
class ChangedSince(Refusal):
    """What the operation made was changed since; `records` names the records."""

    code: ErrorCode = ErrorCode.CHANGED_SINCE
    path: Path = _ID
    records: str
    english = "Changed since, so that it cannot be taken back: {records}. Take back the later operations first."
    french = "Modifié depuis et donc impossible à annuler : {records}. Annulez d'abord les opérations ultérieures."


@dataclass(frozen=True, kw_only=True)
class AlreadyReverted(Refusal):
    """The operation was taken back before, by the change set that `ids` names."""

    code: ErrorCode = ErrorCode.ALREADY_REVERTED
    path: Path = _ID
    english = "This operation was taken back already. To do it again, take back what took it back."
    french = "Cette opération a déjà été annulée. Pour la refaire, annulez son annulation."


@dataclass(frozen=True, kw_only=True)
class NumberTakenSince(NotUnique):
    """Another record has the number that a record had before."""

    path: Path = _ID
    english = "The number {value} has gone to another record since. Give that one another number first."
    french = "Le numéro {value} a été attribué depuis à un autre enregistrement. Renumérotez d'abord celui-ci."


@dataclass(frozen=True, kw_only=True)
class NotReverted(Refusal):
    """A change set that cannot be taken back, whatever happened since."""

    path: Path = _ID
    reason: str
    raison: str
    english = "{reason}"
    french = "{raison}"

    @classmethod
    def too_large(cls, most: int) -> Self:
        """Return the refusal of what changed more records than are taken back at once."""
        return cls(
            reason=f"This operation changed more than {most} records, and no more are taken back at once. "
            "Edit or delete them themselves.",
            raison=f"Cette opération a modifié plus de {most} enregistrements, maximum annulable en une fois. "
            "Modifiez-les ou supprimez-les eux-mêmes.",
        )

    @classmethod
    def of_other_kinds(cls) -> Self:
        """Return the refusal of what changed other records than contacts and cards."""
        return cls(
            reason="This operation changed documents or interactions, and only changes of contacts, customers, vendors "
            "and bank accounts are taken back. Change the document, or cancel the interaction, itself.",
            raison="Cette opération a modifié des documents ou des interactions, or seules celles des contacts, "
            "clients, fournisseurs et comptes bancaires s'annulent. Modifiez le document, ou annulez l'interaction.",
        )

    @classmethod
    def of_a_repair(cls) -> Self:
        """Return the refusal of what made linked records equal."""
        return cls(
            reason="This operation made linked records equal, and they would differ again. "
            "Edit one; the other follows.",
            raison="Cette opération a rendu égales des fiches liées, qui différeraient à nouveau. Modifiez-en une ; "
            "l'autre suit.",
        )
