"""Record what an operation does, in the operation's own transaction. Source: product.md §5, reference-documents.md §14.

It never makes the operation fail: where nothing is recorded, a warning says why.
"""

from datetime import UTC, datetime

from domain.calls import Walk
from domain.change import Reason
from domain.interactions.entries import Entry, new_entry
from domain.interactions.events import Event
from domain.interactions.operations import CORRESPONDENCE
from domain.interactions.silence import NEVER, PRIVATE, UNRELATED, not_logged, not_set
from domain.interactions.subjects import Subject, subject_of
from domain.interactions.templates import Template, template_of
from domain.warned import Warned


async def log(walk: Walk, event: Event) -> Entry | None:
    """Plan the entry for an event; None, with a warning in `walk.warnings`, where nothing is recorded.

    Whoever calls this writes the changes of the entry along with its own, and calls it last: it draws a number.
    """
    template = await template_of(walk.work, event.row) if event.row else None
    subject = await subject_of(walk.work, event)
    if template is None or subject is None or subject.private:
        walk.warnings.append(_why_not(event, template, subject))
        return None
    values = {
        **template.values(),
        **subject.values(),
        **event.of_document(),
        "at": datetime.now(UTC),
        "description": event.description(template.description),
        "correspondenceType": CORRESPONDENCE.get(event.act),
        "salespersonCode": event.person() or subject.contact.values["salespersonCode"],
        **event.given,
    }
    return await new_entry(walk, values, Reason.DERIVED)


def _why_not(event: Event, template: Template | None, subject: Subject | None) -> Warned:
    if event.row is None:
        return not_logged(NEVER)
    if template is None:
        return not_logged(not_set(event.row))
    return not_logged(UNRELATED if subject is None else PRIVATE)
