"""Say what new contacts hold, column by column: a card's own contact (`k` is the card), and a person (`c` its company).

In both, `b` is a row of `batch_new`, `m` of `batch_number`, `p` of `batch_name`. Pure.
"""

from collections.abc import Iterable, Mapping, Sequence

from db.types import Flag
from domain.change import Kind
from domain.fields import FIELDS, RecordField
from domain.sync.fields import Direction, SharedField
from domain.sync.inheritance import INHERITABLE, Inheritance, on_assignment
from domain.tables import SEARCH_KEYS, TABLES

_CONTACT = FIELDS[Kind.CONTACT]
_KEYS = SEARCH_KEYS[Kind.CONTACT]
_MADE = {
    "id": "b.id",
    "version": "1",
    "created_at": ":at",
    "updated_at": ":at",
    "number": "m.number",
    "type": "b.type",
    "first_name": "p.first",
    "middle_name": "p.middle",
    "last_name": "p.last",
    **dict.fromkeys(_KEYS.values(), "''"),
    _KEYS["number"]: "m.number_key",
}


def shared_with(kind: Kind, rules: Iterable[SharedField]) -> dict[str, str]:
    """Return what a new contact takes over from a card, by the rules in force: contact's field, card's.

    Its name it takes over in any case.
    """
    return {
        shared.on[Kind.CONTACT]: shared.on[kind]
        for shared in rules
        if shared.code == "NAME" or shared.rules.get(kind, Direction.NEVER) is not Direction.NEVER
    }


def card_type(kind: Kind, rules: Iterable[SharedField], card: str) -> str:
    """Return the type that a card's contact gets."""
    name = shared_with(kind, rules).get("type")
    return f"{card}.{FIELDS[kind][name].column}" if name else "'COMPANY'"


def inherited(switches: Inheritance) -> list[str]:
    """Return the fields that a new person takes over from its company."""
    nothing = dict.fromkeys(INHERITABLE)
    return [name for name, _ in on_assignment(switches, nothing, None, nothing)]


def own_contact(kind: Kind, rules: Sequence[SharedField]) -> dict[str, str]:
    """Return the columns of a card's own contact: the card's values with their search keys."""
    shared = shared_with(kind, rules)
    copied = [(_CONTACT[name], FIELDS[kind][card]) for name, card in shared.items() if name != "type"]
    return {**_MADE, "privacy_blocked": _NO, **_copied("k", copied, SEARCH_KEYS[kind])}


def person(switches: Inheritance) -> dict[str, str]:
    """Return the columns of the person whose name was typed on a card."""
    taken = [(_CONTACT[name], _CONTACT[name]) for name in inherited(switches)]
    own = {"name": "b.name", _KEYS["name"]: "p.name_key", "company_id": "b.company_id", "privacy_blocked": _NO}
    return {**_MADE, **own, **_copied("c", taken, _KEYS)}


_NO = ":no"


def _copied(row: str, pairs: Iterable[tuple[RecordField, RecordField]], keys: Mapping[str, str]) -> dict[str, str]:
    columns = {}
    for target, source in pairs:
        columns[target.column] = f"{row}.{source.column}"
        if target.column in _KEYS:
            columns[_KEYS[target.column]] = f"{row}.{keys[source.column]}"
    return columns


def as_text(name: str) -> str:
    """Return a contact's value as the journal writes it; `c` is the contact."""
    field = _CONTACT[name]
    column = f"c.{field.column}"
    if isinstance(TABLES[Kind.CONTACT].c[field.column].type, Flag):
        return f"CASE WHEN {column} THEN 'true' ELSE 'false' END"
    return f"'contact-' || {column}" if field.refers_to else column
