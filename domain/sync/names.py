"""Keep a person's name together with its parts. Source: product.md §1.2, reference-contacts.md §9."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass

from domain.change import Value

PARTS = ("firstName", "middleName", "lastName")
LONGEST_PART = 30
_TWO = 2


@dataclass(frozen=True)
class Parts:
    """First, middle and last name; any may be absent."""

    first: str | None = None
    middle: str | None = None
    last: str | None = None

    @property
    def name(self) -> str:
        """Return the whole name."""
        return " ".join(part for part in astuple(self) if part)

    def fields(self) -> dict[str, str | None]:
        """Return the parts by the name of their field."""
        return dict(zip(PARTS, astuple(self), strict=True))


def parts_of(values: Mapping[str, Value]) -> Parts:
    """Return the parts that a record holds."""
    first, middle, last = (str(values[part]) if values.get(part) else None for part in PARTS)
    return Parts(first, middle, last)


def guess(name: str) -> Parts:
    """Split a name on blanks: the last word is the last name, the last but one of three or more the middle name.

    A part that would not fit its field makes all parts absent: nothing is cut.
    """
    words = name.split()
    if len(words) <= _TWO:
        parts = Parts(next(iter(words), None), None, words[1] if words[1:] else None)
    else:
        parts = Parts(" ".join(words[:-2]), words[-2], words[-1])
    return parts if all(len(part or "") <= LONGEST_PART for part in astuple(parts)) else Parts()


def renamed(name: str, old_name: str, old: Parts) -> Parts:
    """Return the parts of a person's new name. Parts that somebody gave are kept where they still fit the new name.

    Parts that differ from what would have been guessed were given. If the new name still begins with the given first
    name, or ends with the given last name, that part stays and the other takes the rest.
    """
    if old == guess(old_name):
        return guess(name)
    if old.first and name.startswith(f"{old.first} "):
        return _fitting(Parts(old.first, None, name[len(old.first) + 1 :].strip()), name, old)
    if old.last and name.endswith(f" {old.last}"):
        return _fitting(Parts(name[: -len(old.last) - 1].strip(), None, old.last), name, old)
    return guess(name)


def _fitting(parts: Parts, name: str, old: Parts) -> Parts:
    if old.middle and parts.last and parts.last.startswith(f"{old.middle} "):
        parts = Parts(parts.first, old.middle, parts.last[len(old.middle) + 1 :].strip())
    fits = all(len(part or "") <= LONGEST_PART for part in astuple(parts))
    return parts if fits else guess(name)
