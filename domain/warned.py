"""Say what to know about something that was written all the same: the parallel of `domain.errors`."""

from dataclasses import dataclass
from enum import StrEnum

from domain.errors import Language, Path


class WarningCode(StrEnum):
    """Name something that was written all the same and that the caller should know."""

    VAT_NUMBER_IN_USE = "VAT_NUMBER_IN_USE"
    TARGET_SKIPPED = "TARGET_SKIPPED"


@dataclass(frozen=True, kw_only=True)
class Warned:
    """Something to know about what was written; the parallel of Refusal."""

    code: WarningCode
    path: Path = ()
    english: str
    french: str

    def message(self, language: Language = "en") -> str:
        """Tell a person what to know."""
        return self.french if language == "fr" else self.english
