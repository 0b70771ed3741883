"""Pack the changes of one record into a row of the journal, and unpack them. The form is told by `db.journal`."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

import orjson

from domain.change import Change, as_text

Cause: TypeAlias = tuple[str, str | None, str | None]


def packed(changes: Iterable[Change]) -> dict[str, str]:
    """Return the columns that tell of these changes."""
    places: dict[Cause, int] = {}
    told = [_told(change, places) for change in changes]
    return {"causes": orjson.dumps(list(places)).decode(), "changes": orjson.dumps(told).decode()}


def _told(change: Change, places: dict[Cause, int]) -> tuple[str, str | None, str | None, int]:
    place = places.setdefault(cause_of(change), len(places))
    return change.field, as_text(change.before), as_text(change.after), place


def cause_of(change: Change) -> Cause:
    """Return why a field changes, and the kind and number of the record that its value comes from."""
    source = change.source
    return str(change.reason), str(source.kind) if source else None, source.number if source else None


def unpacked(row: Mapping[Any, Any]) -> Iterator[dict[str, Any]]:
    """Yield each field change of a row with the row's other columns, as if it had a row of its own."""
    causes = orjson.loads(row["causes"])
    for place, (field, before, after, cause) in enumerate(orjson.loads(row["changes"])):
        reason, kind, number = causes[cause]
        yield {
            **{name: value for name, value in row.items() if name not in {"causes", "changes"}},
            "position": row["position"] + place,
            "field": field,
            "before": before,
            "after": after,
            "reason": reason,
            "source_kind": kind,
            "source_number": number,
        }
