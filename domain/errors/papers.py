"""Refuse what cannot be sent: nobody to send it to, or no way to send it."""

from dataclasses import dataclass

from domain.errors.base import ErrorCode, Refusal


@dataclass(frozen=True, kw_only=True)
class EmailRequired(Refusal):
    """Nobody to send the e-mail to: no address was given, and the party or contact has none."""

    code: ErrorCode = ErrorCode.EMAIL_REQUIRED
    english = "There is no e-mail address to send it to. Enter one on the contact, or give it as `to` for a document."
    french = "Aucune adresse e-mail à laquelle l'envoyer. Saisissez-en une sur le contact, ou donnez-la par `to` pour un document."  # noqa: E501


@dataclass(frozen=True, kw_only=True)
class EmailNotConfigured(Refusal):
    """The server has no SMTP settings, so that nothing can be sent; nothing was queued."""

    code: ErrorCode = ErrorCode.EMAIL_NOT_CONFIGURED
    english = "This server cannot send e-mail. Set CARNET_SMTP_HOST and CARNET_SMTP_SENDER, then try again."
    french = (
        "Ce serveur ne peut pas envoyer d'e-mails. Renseignez CARNET_SMTP_HOST et CARNET_SMTP_SENDER, puis réessayez."
    )
