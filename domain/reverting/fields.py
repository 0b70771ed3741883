"""Decide which field changes of a change set can be taken back: those whose values still stand. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeAlias

from domain.change import Kind, as_text
from domain.reverting.held import Held
from domain.reverting.told import Listed, Told
from domain.sync.fields import Direction, SharedField, shared_on
from domain.sync.names import PARTS

_NAME, _PRIMARY = ("name", *PARTS), ("primaryContactId", "contactName")
_Together: TypeAlias = tuple[str, str]
"""What is taken back together or not at all: a record, and a field of it or several that belong to each other."""


class Standing:
    """The fields that were changed and still stand as the change set left them, by record.

    A shared field stands if it does on the contact and on all of its cards; cards that are `leaving` stand alone.
    """

    def __init__(
        self, told: Iterable[Told], held: Held, in_force: Sequence[SharedField], leaving: Collection[str]
    ) -> None:
        self._told = {each.id: each for each in told if not each.is_new and not each.is_gone}
        self._held, self._in_force, self._leaving = held, in_force, leaving
        self._fallen = {
            self._together(each, name)
            for each in self._told.values()
            for name in each.after
            if not self._is_as_left(each, name)
        }

    def fields(self, record_id: str) -> Mapping[str, str | None]:
        """Return the fields of a record that can be taken back, with their values before."""
        each = self._told.get(record_id)
        return {name: value for name, value in each.before.items() if self._stands(each, name)} if each else {}

    def fallen(self) -> Iterable[Listed]:
        """Yield the changes that are left as they are."""
        for each in self._told.values():
            yield from (each.listed[name] for name in each.after if not self._stands(each, name))

    def _stands(self, each: Told, name: str) -> bool:
        return self._together(each, name) not in self._fallen

    def _is_as_left(self, each: Told, name: str) -> bool:
        """Tell whether a field holds what the change set gave it, and so the contact that it is shared with."""
        record = self._held.records.get(each.id)
        if record is None or as_text(record.values[name]) != each.after[name]:
            return False
        shared = self._shared(each, name)
        if shared is None or each.kind is Kind.CONTACT:
            return True
        contact = self._told.get(self._held.contact_of[each.id])
        return contact is not None and shared.on[Kind.CONTACT] in contact.after

    def _together(self, each: Told, name: str) -> _Together:
        if each.kind is Kind.CONTACT and name in _NAME:
            return each.id, "NAME"
        shared = self._shared(each, name)
        if shared is not None:
            return each.id if each.kind is Kind.CONTACT else self._held.contact_of[each.id], shared.code
        return each.id, "primaryContactId" if name in _PRIMARY else name

    def _shared(self, each: Told, name: str) -> SharedField | None:
        """Return the shared field that a field is as long as the record is linked."""
        shared = shared_on(each.kind, name, self._in_force)
        if shared is None or each.kind is Kind.CONTACT:
            return shared
        is_linked = each.id in self._held.contact_of and each.id not in self._leaving
        return shared if is_linked and shared.rules[each.kind] is not Direction.NEVER else None
