"""Record an interaction by hand, or a phone call. Source: product.md §5, reference-documents.md §16."""

from datetime import UTC, datetime

from db.unit_of_work import UnitOfWork
from domain.calls import Outcome, Walk, begin, finish
from domain.change import Kind, Reason, Value
from domain.errors import InteractionTemplateMissing, PhoneNumberRequired, Refusal, Refused, Required, refuse
from domain.fields import FIELDS
from domain.interactions.calls import Recording
from domain.interactions.entries import Entry, new_entry
from domain.interactions.events import Event
from domain.interactions.given import checked_entry
from domain.interactions.logging import log
from domain.interactions.operations import Act
from domain.interactions.subjects import Subject, named_subject
from domain.interactions.templates import Template, named_template
from domain.sync.writes import Writes
from domain.values.texts import code

_PHONES = ("phone", "mobilePhone")
_LONGEST_CODE = 10
TEMPLATE = ("input", "templateCode")


async def log_interaction(work: UnitOfWork, call: Recording) -> Outcome:
    """Record an interaction by a template; the caller commits. A refusal is an outcome, not an exception."""
    try:
        return await _log_interaction(await begin(work, call), call)
    except Refused as refused:
        return Outcome(refusals=refused.refusals)


async def log_phone_call(work: UnitOfWork, call: Recording) -> Outcome:
    """Record a phone call by the template of the set-up, if it names one; the caller commits."""
    try:
        return await _log_phone_call(await begin(work, call), call)
    except Refused as refused:
        return Outcome(refusals=refused.refusals)


async def _log_interaction(walk: Walk, call: Recording) -> Outcome:
    subject = await named_subject(walk.work, call.contact_id)
    given, wrong = await checked_entry(walk.work, call.given)
    template, missing = await _template(walk.work, call.template_code)
    refuse(*missing, *wrong)
    assert template is not None  # noqa: S101 - else it was refused
    entry = await new_entry(walk, {**_defaults(template, subject), **given}, Reason.ENTERED)
    return await _finish(walk, subject, entry)


async def _template(work: UnitOfWork, typed: str | None) -> tuple[Template | None, tuple[Refusal, ...]]:
    """Return the template with this code, or why there is none."""
    try:
        known_by = code(typed or "", _LONGEST_CODE)
    except Refused as refused:
        return None, tuple(refusal.at(*TEMPLATE) for refusal in refused.refusals)
    template = await named_template(work, known_by)
    return template, () if template else (InteractionTemplateMissing(template=known_by or "", path=TEMPLATE),)


def _defaults(template: Template, subject: Subject) -> dict[str, Value]:
    return {
        **template.values(),
        **subject.values(),
        "at": datetime.now(UTC),
        "description": template.description,
        "salespersonCode": subject.contact.values["salespersonCode"],
    }


async def _log_phone_call(walk: Walk, call: Recording) -> Outcome:
    asked = dict(call.given)
    subject = await named_subject(walk.work, call.contact_id)
    number = asked.pop("phone", None)
    given, wrong = await checked_entry(walk.work, asked)
    if "description" not in given and not any(refusal.path == ("input", "description") for refusal in wrong):
        wrong.append(Required(path=("input", "description")))
    try:
        given["contactVia"] = _called(subject, number)
    except Refused as refused:
        wrong += refused.refusals
    refuse(*wrong)
    entry = await log(walk, Event(act=Act.CALLED, contact=subject.contact, given=given))
    return await _finish(walk, subject, entry)


def _called(subject: Subject, typed: str | None) -> Value:
    """Return the number that was called: the one given, else the contact's, else its company's.

    Raises:
        Refused: it is no phone number, or there is none.
    """
    try:
        given = FIELDS[Kind.CONTACT]["phone"].checked(typed, {}) if typed else None
    except Refused as refused:
        raise Refused([refusal.at("input", "phone") for refusal in refused.refusals]) from None
    holders = [subject.contact, *([subject.company] if subject.company else [])]
    known = (holder.values[name] for holder in holders for name in _PHONES)
    number = given or next((value for value in known if value), None)
    if number is None:
        raise Refused([PhoneNumberRequired(contact=subject.contact.number, path=("input", "phone"))])
    return number


async def _finish(walk: Walk, subject: Subject, entry: Entry | None) -> Outcome:
    changes, key = (entry.changes, entry.key) if entry else ((), None)
    return await finish(walk, Writes(changes), [subject.contact], Outcome(contact=subject.contact.id, interaction=key))
