"""Hand e-mails over to the mail server that the settings name, over TLS.

Source: reliability.md §4.
"""

from aiosmtplib import SMTP, SMTPAuthenticationError, SMTPException, SMTPRecipientsRefused, SMTPResponseException

from domain.outbox.messages import Envelope, Undeliverable
from server.settings import Settings

PERMANENT = range(500, 600)
"""Codes by which a mail server says that it will never take this e-mail."""


class Unsent(Exception):  # noqa: N818 - noted on the e-mail
    """The mail server did not take an e-mail, or could not be reached; `for_good` if it never will."""

    def __init__(self, reason: str, *, for_good: bool = False) -> None:
        self.reason, self.for_good = reason, for_good
        super().__init__(reason)


class MailServer:
    """One connection to the mail server, opened when the first e-mail is handed over."""

    def __init__(self, settings: Settings) -> None:
        password = settings.smtp_password
        self._smtp = SMTP(
            hostname=settings.smtp_host,
            port=settings.smtp_port,
            username=settings.smtp_user,
            password=password.get_secret_value() if password else None,
            use_tls=settings.smtp_security == "tls",
            start_tls=settings.smtp_security == "starttls",
            timeout=settings.smtp_timeout_s,
        )

    async def hand_over(self, envelope: Envelope) -> None:
        """Hand an e-mail over; on returning, the mail server answers for it.

        Raises:
            Unsent: it says why.
        """
        options = ["SMTPUTF8"] if envelope.is_utf8 else []
        try:
            if not self._smtp.is_connected:
                await self._smtp.connect()
            await self._smtp.sendmail(envelope.sender, [envelope.recipient], envelope.content, mail_options=options)
        except SMTPRecipientsRefused as refused:
            raise _refused(refused.recipients[0]) from refused
        except SMTPResponseException as refused:
            raise _refused(refused) from refused
        except (SMTPException, OSError, ValueError) as problem:
            raise Unsent(f"{type(problem).__name__}: {problem}") from problem

    async def close(self) -> None:
        """Take leave, if the connection is still there."""
        if self._smtp.is_connected:
            self._smtp.close()


def _refused(refused: SMTPResponseException) -> Unsent:
    """Return what a mail server's refusal means: that we may not log in is no property of the e-mail."""
    for_good = refused.code in PERMANENT and not isinstance(refused, SMTPAuthenticationError)
    return Unsent(f"{refused.code} {refused.message}", for_good=for_good)


__all__ = ["MailServer", "Undeliverable", "Unsent"]
