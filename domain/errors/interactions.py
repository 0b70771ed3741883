"""Refuse what interactions do not allow."""

from dataclasses import dataclass

from domain.errors.base import ErrorCode, Refusal


@dataclass(frozen=True, kw_only=True)
class InteractionTemplateMissing(Refusal):
    """No interaction template has the code that was given."""

    code: ErrorCode = ErrorCode.INTERACTION_TEMPLATE_MISSING
    template: str
    english = "There is no interaction template {template}. Create it with saveInteractionTemplate, or choose one of interactionTemplates."  # noqa: E501
    french = "Il n'y a pas de modèle d'interaction {template}. Créez-le avec saveInteractionTemplate, ou choisissez-en un dans interactionTemplates."  # noqa: E501


@dataclass(frozen=True, kw_only=True)
class PhoneNumberRequired(Refusal):
    """Neither the call nor the contact nor its company has a phone number."""

    code: ErrorCode = ErrorCode.PHONE_NUMBER_REQUIRED
    contact: str
    english = "Contact {contact} has no phone number. Give the one that was called."
    french = "Le contact {contact} n'a pas de numéro de téléphone. Donnez celui qui a été appelé."
