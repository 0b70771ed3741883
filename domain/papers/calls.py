"""Say what is asked when a document is printed or sent."""

from dataclasses import dataclass

from domain.calls import Call
from domain.documents.calls import DocumentCall


@dataclass(frozen=True, kw_only=True)
class Printing(DocumentCall):
    """A document to be printed; `is_logged` is False where no interaction is wanted."""

    is_logged: bool = True


@dataclass(frozen=True, kw_only=True)
class Emailing(Printing):
    """A document to be sent: what is not given follows from the document."""

    to: str | None = None
    subject: str | None = None
    body: str | None = None


@dataclass(frozen=True, kw_only=True)
class Writing(Call):
    """An e-mail to a contact."""

    contact_id: str
    subject: str
    body: str


@dataclass(frozen=True, kw_only=True)
class Fetching(Call):
    """A paper that was issued and is to be fetched again."""

    paper_id: str
