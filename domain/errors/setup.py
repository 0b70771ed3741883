"""Refuse what the set-up does not allow: numbers, relations, templates."""

from dataclasses import dataclass

from domain.errors.base import ErrorCode, Refusal


@dataclass(frozen=True, kw_only=True)
class SeriesMissing(Refusal):
    """No number was given, and no series is set up that one could be drawn from."""

    code: ErrorCode = ErrorCode.NUMBER_SERIES_MISSING
    what: str
    english = "There is no number series for {what}. Set one up with updateNumberSetup, or give a number."
    french = (
        "Aucune souche de numéros n'est définie pour {what}. Définissez-la avec updateNumberSetup, ou donnez un numéro."
    )


@dataclass(frozen=True, kw_only=True)
class SeriesExhausted(Refusal):
    """The series has no number left, or none that begins today or earlier."""

    code: ErrorCode = ErrorCode.NUMBER_SERIES_EXHAUSTED
    series: str
    english = "The number series {series} has no number left for today. Add a line to it with saveNumberSeries."
    french = "La souche {series} n'a plus de numéro pour aujourd'hui. Ajoutez-y une ligne avec saveNumberSeries."


@dataclass(frozen=True, kw_only=True)
class NumberNotManual(Refusal):
    """The series of these records allows no number typed by hand."""

    code: ErrorCode = ErrorCode.MANUAL_NUMBER_NOT_ALLOWED
    series: str
    english = "The number series {series} allows no numbers typed by hand. Leave the number out."
    french = "La souche {series} n'admet pas de numéro saisi à la main. Omettez le numéro."


@dataclass(frozen=True, kw_only=True)
class NumberNotAutomatic(Refusal):
    """The series gives no numbers of its own: one must be typed."""

    code: ErrorCode = ErrorCode.AUTOMATIC_NUMBER_NOT_ALLOWED
    series: str
    english = "No numbers are drawn from the series {series}. Give a number, or choose an automatic series."
    french = "Aucun numéro n'est tiré de la souche {series}. Donnez un numéro, ou choisissez une souche automatique."


@dataclass(frozen=True, kw_only=True)
class RelationNotConfigured(Refusal):
    """The marketing set-up has no business relation for this kind of card, so contacts are not linked with it."""

    code: ErrorCode = ErrorCode.RELATION_CODE_NOT_CONFIGURED
    setting: str
    english = "The marketing set-up has no {setting}. Set one with updateMarketingSetup."
    french = "Les paramètres marketing n'ont pas de {setting}. Définissez-le avec updateMarketingSetup."


@dataclass(frozen=True, kw_only=True)
class ContactSeriesNotConfigured(Refusal):
    """The marketing set-up has no number series for contacts."""

    code: ErrorCode = ErrorCode.CONTACT_SERIES_NOT_CONFIGURED
    english = (
        "There is no number series for contacts. Set contactNumbersCode with updateMarketingSetup, or give a number."
    )
    french = "Aucune souche de numéros n'est définie pour les contacts. Définissez contactNumbersCode avec updateMarketingSetup, ou donnez un numéro."  # noqa: E501


@dataclass(frozen=True, kw_only=True)
class TemplateTypeMismatch(Refusal):
    """The template is for the other type of contact."""

    code: ErrorCode = ErrorCode.TEMPLATE_TYPE_MISMATCH
    template: str
    wanted: str
    english = "The template {template} is not for contacts of type {wanted}. Choose one that is."
    french = "Le modèle {template} n'est pas destiné aux contacts de type {wanted}. Choisissez-en un qui le soit."
