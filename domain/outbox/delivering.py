"""Take e-mails out of the outbox, one process each, and note what became of them.

Whoever takes one holds it for a while: if it dies meanwhile, another takes it again, under the same Message-ID. So each
leaves at least once, and receivers know a second copy for one. Source: reliability.md §2.2 no. 13.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Select, Update, case, func, or_, select, update

from db.tables import Contact, OutgoingEmail, Paper
from db.unit_of_work import UnitOfWork
from domain.outbox.messages import Mail

OUTBOX = OutgoingEmail.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_PAPERS = Paper.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_CONTACTS = Contact.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
FIRST_PAUSE_S, LONGEST_PAUSE_S = 30, 3600
ATTEMPTS = 30
"""How often an e-mail is tried: for about a day."""
SAID = 500
"""Characters kept of a reason."""


async def take(work: UnitOfWork, hold_s: float) -> Mail | None:
    """Take the e-mail that has waited longest and hold it for some seconds; the caller commits. None is due: None."""
    now = datetime.now(UTC)
    taking = update(OUTBOX).where(OUTBOX.c.id == _next(now).scalar_subquery())
    held = {"due_at": now + timedelta(seconds=hold_s), "attempts": OUTBOX.c.attempts + 1}
    row = (await work.connection.execute(taking.values(**held).returning(*OUTBOX.c))).mappings().first()
    return await _mail(work, row) if row else None


def _next(now: datetime) -> Select[Any]:
    due = select(OUTBOX.c.id).where(OUTBOX.c.status == "QUEUED", OUTBOX.c.due_at <= now)
    return due.order_by(OUTBOX.c.due_at).limit(1).with_for_update(skip_locked=True)


async def _mail(work: UnitOfWork, row: Mapping[Any, Any]) -> Mail:
    paper = select(_PAPERS.c.name, _PAPERS.c.content).where(_PAPERS.c.id == row["paper_id"])
    attached = (await work.connection.execute(paper)).first() if row["paper_id"] else None
    company = select(_CONTACTS.c.company_id).where(_CONTACTS.c.id == row["contact_id"]).scalar_subquery()
    own = or_(_CONTACTS.c.id == row["contact_id"], _CONTACTS.c.id == company)
    blocked = select(_CONTACTS.c.id).where(own, _CONTACTS.c.privacy_blocked).limit(1)
    names = ("id", "message_id", "sender", "sender_name", "recipient", "subject", "body", "language_code")
    return Mail(
        **{name: row[name] for name in names},
        created_at=row["created_at"],
        attempts=row["attempts"],
        attachment=(attached.name, bytes(attached.content)) if attached else None,
        is_forbidden=await work.connection.scalar(blocked) is not None,
    )


async def note_sent(work: UnitOfWork, mail: Mail) -> None:
    """Note that an SMTP server has taken an e-mail over; the caller commits."""
    sent = {"status": "SENT", "sent_at": datetime.now(UTC), "reason": None}
    await work.connection.execute(update(OUTBOX).where(OUTBOX.c.id == mail.id).values(**sent))


async def note_failed(work: UnitOfWork, mail: Mail, reason: str, *, for_good: bool) -> None:
    """Note why an e-mail was not sent: it is tried again later, or never; the caller commits.

    Somebody else may have taken it since, if this took longer than it was held: then that one notes what becomes of it.
    """
    final = for_good or mail.attempts >= ATTEMPTS
    due = datetime.now(UTC) + timedelta(seconds=pause_s(mail.attempts))
    failed = {"status": "FAILED" if final else "QUEUED", "due_at": due, "reason": reason[:SAID]}
    await work.connection.execute(_still_ours(mail).values(**failed))


def _still_ours(mail: Mail) -> Update:
    ours = (OUTBOX.c.id == mail.id, OUTBOX.c.attempts == mail.attempts, OUTBOX.c.status == "QUEUED")
    return update(OUTBOX).where(*ours)


def pause_s(attempts: int) -> float:
    """Return how long to wait after so many attempts: half a minute, then twice as long each time, at most an hour."""
    return float(min(FIRST_PAUSE_S * 2 ** min(attempts - 1, 10), LONGEST_PAUSE_S))


async def listed(work: UnitOfWork, status: str | None, limit: int) -> list[Mapping[Any, Any]]:
    """Return e-mails of the outbox, those asked for last first."""
    query = select(OUTBOX).order_by(OUTBOX.c.created_at.desc(), OUTBOX.c.id.desc()).limit(limit)
    wanted = query if status is None else query.where(OUTBOX.c.status == status)
    return list((await work.connection.execute(wanted)).mappings())


async def counted(work: UnitOfWork) -> dict[str, int]:
    """Return how many e-mails the outbox has by status."""
    query = select(OUTBOX.c.status, func.count().label("emails")).group_by(OUTBOX.c.status)
    return {row.status: row.emails for row in await work.connection.execute(query)}


async def retry(work: UnitOfWork, keys: list[str] | None) -> int:
    """Let e-mails that failed for good, or lately, be tried at once; return how many. None: all of the former."""
    unsent = OUTBOX.c.status.in_(("FAILED", "QUEUED")) & OUTBOX.c.reason.is_not(None)
    chosen = OUTBOX.c.status == "FAILED" if keys is None else OUTBOX.c.id.in_(keys) & unsent
    attempts = case((OUTBOX.c.status == "FAILED", 0), else_=OUTBOX.c.attempts)
    again = {"status": "QUEUED", "due_at": datetime.now(UTC), "attempts": attempts}
    return (await work.connection.execute(update(OUTBOX).where(chosen).values(**again))).rowcount
