"""Turn a step into what is sent over HTTP and what the model makes of it, in the state that there is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.change import Kind
from domain.ids import public_id
from domain.tables import TYPE_NAMES, id_of
from tests.reliability.machine import steps
from tests.reliability.machine.model import Model
from tests.reliability.machine.setting_up import SETTINGS
from tests.reliability.machine.state import CONTACT, PREFIXES, Values
from tests.reliability.machine.stored import Stored, code_of, in_api
from tests.schema.updating import nested

FEW = 9
"""Places below this one mean a record that fits, the others any."""


@dataclass(frozen=True)
class Asked:
    """A mutation with its input, how it is sent, what the model does, and whether the answer tells of records."""

    mutation: str
    input: Mapping[str, Any]
    predict: Callable[[Model], set[str]]
    how: steps.How = "plainly"
    of_records: bool = True


@dataclass
class Known:
    """What callers know: the model, what is stored, and each record as it was at the versions that were read."""

    model: Model
    stored: Stored
    read: dict[str, dict[int, Values]] = field(default_factory=dict)

    def id(self, number: str) -> str:
        """Return a record's id."""
        return id_of(self.stored.records[number])

    def learn(self) -> None:
        """Read every record."""
        for number, record in self.stored.records.items():
            self.read.setdefault(record.id, {})[record.version] = dict(self.model.records[number])

    def version(self, number: str, back: int | None) -> tuple[int | None, Values | None]:
        """Return a version that was read, so many before the last one; one that never was for -1, none for None."""
        record = self.stored.records[number]
        if back is None:
            return None, None
        if back < 0:
            return record.version + 1, None
        newest_first = sorted(self.read[record.id].items(), reverse=True)
        return newest_first[min(back, len(newest_first) - 1)]


def asked(step: steps.Step, known: Known) -> Asked | None:
    """Return what a step means now; None where there is nothing that it could be about."""
    for kind_of_step, means in _MEANINGS.items():
        if isinstance(step, kind_of_step):
            return means(step, known)
    raise TypeError(step)


def _at(place: int, fitting: Sequence[str], all_: Sequence[str]) -> str | None:
    among = fitting if place < FEW and fitting else all_
    return among[place % len(among)] if among else None


def _input(known: Known, kind: Kind, values: Values) -> Values:
    """Return values of the model as the API takes them."""
    ids = {name: known.id(values[name]) for name in ("company", "primary") if values.get(name)}
    return nested({in_api(kind, name): value for name, value in {**values, **ids}.items()})


def _create(step: steps.Create, known: Known) -> Asked:
    model, kind = known.model, step.kind
    companies = [number for number in model.of(CONTACT) if model.records[number]["type"] == "COMPANY"]
    company = None if step.company is None else _at(step.company, companies, model.of(CONTACT))
    values = {**step.given, **({"company": company} if company else {})}
    number = f"{PREFIXES[kind]}{step.number:05}" if step.number else None
    typed = {"number": number} if number else {}
    return Asked(
        f"create{TYPE_NAMES[kind]}",
        {**_input(known, kind, values), **typed},
        lambda model: model.create(kind, values, number),
        step.how,
    )


def _create_from(step: steps.CreateFrom, known: Known) -> Asked | None:
    kind, contact = step.kind, _at(step.contact, known.model.of(CONTACT), [])
    if contact is None:
        return None
    number = f"{PREFIXES[kind]}{step.number:05}" if step.number else None
    typed = {"number": number} if number else {}
    return Asked(
        f"create{TYPE_NAMES[kind]}FromContact",
        {"contactId": known.id(contact), **typed},
        lambda model: model.create_from(kind, contact, number),
        step.how,
    )


def _link(step: steps.Link, known: Known) -> Asked | None:
    model = known.model
    cards = [number for number in model.records if model.kind(number) is not CONTACT]
    card = _at(step.card, sorted(set(cards) - set(model.links)), sorted(cards))
    contact = _at(step.contact, model.of(CONTACT), [])
    if contact is None or card is None:
        return None
    masters = [{"field": code_of(name), "master": master} for name, master in step.exceptions.items()]
    return Asked(
        "linkContact",
        {"contactId": known.id(contact), "cardId": known.id(card), "master": step.master, "fieldMasters": masters},
        lambda model: model.link(contact, card, step.master, step.exceptions),
        step.how,
    )


def _unlink(step: steps.Unlink, known: Known) -> Asked | None:
    card = _at(step.link, sorted(known.model.links), [])
    if card is None:
        return None
    link = public_id("Link", known.stored.link_ids()[card])
    return Asked("unlinkContact", {"linkId": link}, lambda model: model.unlink(card), step.how)


def _edit(step: steps.Edit, known: Known) -> Asked | None:
    number = _at(step.record, known.model.of(step.kind), [])
    if number is None:
        return None
    values = {**step.given, **_references(step, known.model, number)}
    back = min(step.read, 0) if step.read and "company" in values else step.read
    version, read = known.version(number, back)
    return Asked(
        f"update{TYPE_NAMES[step.kind]}",
        {"id": known.id(number), "expectedVersion": version, **_input(known, step.kind, values)},
        lambda model: model.edit(number, values, read) | ({"INVALID_VALUE"} if version and read is None else set()),
        step.how,
    )


def _references(step: steps.Edit, model: Model, number: str) -> Values:
    contacts = model.of(CONTACT)
    values: Values = {}
    if step.company is not None:
        companies = [one for one in contacts if model.records[one]["type"] == "COMPANY"]
        values["company"] = None if step.company < 0 else _at(step.company, companies, contacts)
    if step.primary is not None:
        hub = model.links.get(number, "")
        values["primary"] = None if step.primary < 0 else _at(step.primary, model.persons(hub) if hub else [], contacts)
    return values


def _delete(step: steps.Delete, known: Known) -> Asked | None:
    number = _at(step.record, known.model.of(step.kind), [])
    if number is None:
        return None
    version, _ = known.version(number, step.read)
    outdated = version not in {None, known.stored.records[number].version}
    persons = {"persons": step.persons} if step.kind is CONTACT else {}
    return Asked(
        f"delete{TYPE_NAMES[step.kind]}",
        {"id": known.id(number), "expectedVersion": version, **persons},
        lambda model: model.delete(number, persons.get("persons"), outdated=outdated),
        step.how,
    )


def _batch(step: steps.Batch, known: Known) -> Asked:
    kind, cards = step.kind, known.model.of(step.kind)
    some = cards if step.since is None else cards[step.since % max(1, len(cards)) :]
    where = {} if step.since is None else {"where": {"number": {"in": some}}}
    mutation = f"createContactsFrom{TYPE_NAMES[kind]}s"
    return Asked(mutation, where, lambda model: model.batch(kind, some), step.how)


def _set_up(step: steps.SetUp, _known: Known) -> Asked:
    name, code = SETTINGS[step.what]
    value = (code if step.value else None) if code else step.value
    return Asked(
        "updateMarketingSetup",
        nested({name: value}),
        lambda model: model.set_up(step.what, step.value),
        of_records=False,
    )


def _rule(step: steps.Rule, _known: Known) -> Asked:
    rule = {"kind": step.kind, "field": code_of(step.name), "direction": step.direction}
    name, kind, direction = step.name, step.kind, step.direction
    return Asked("updateSyncRule", rule, lambda model: model.set_rule(name, kind, direction), of_records=False)


_MEANINGS: Mapping[type[steps.Step], Callable[[Any, Known], Asked | None]] = {
    steps.Create: _create,
    steps.CreateFrom: _create_from,
    steps.Link: _link,
    steps.Unlink: _unlink,
    steps.Edit: _edit,
    steps.Delete: _delete,
    steps.Batch: _batch,
    steps.SetUp: _set_up,
    steps.Rule: _rule,
}
