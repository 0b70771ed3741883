"""Say what to know about something that was written all the same: the parallel of `domain.errors`."""

from dataclasses import dataclass
from enum import StrEnum

from domain.errors import Language, Path


class WarningCode(StrEnum):
    """Name something that was written all the same and that the caller should know."""

    CONTACT_SERIES_NOT_CONFIGURED = "CONTACT_SERIES_NOT_CONFIGURED"
    NO_TEMPLATE_MATCH = "NO_TEMPLATE_MATCH"
    NUMBER_SERIES_NEARLY_EXHAUSTED = "NUMBER_SERIES_NEARLY_EXHAUSTED"
    VAT_NUMBER_IN_USE = "VAT_NUMBER_IN_USE"
    TARGET_SKIPPED = "TARGET_SKIPPED"
    POSSIBLE_DUPLICATE = "POSSIBLE_DUPLICATE"
    DIFFERENCES_FOUND = "DIFFERENCES_FOUND"
    PRICE_IN_OTHER_CURRENCY = "PRICE_IN_OTHER_CURRENCY"
    INTERACTION_NOT_LOGGED = "INTERACTION_NOT_LOGGED"


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
