"""Check given values one by one: what is kept of them, and a reason for each that is wrong."""

from collections.abc import Mapping
from typing import Any

from domain.change import Kind, Value
from domain.errors import Refusal, Refused
from domain.fields import FIELDS


def checked(
    kind: Kind, record: Mapping[str, Value], given: Mapping[str, Any]
) -> tuple[dict[str, Value], list[Refusal]]:
    """Return the given values as they are kept, without those that are wrong, and a reason for each wrong one.

    `record` are the values that the record has before. Fields are checked in the order of their declaration, because a
    VAT number depends on the country before it.
    """
    will_be = dict(record)
    kept: dict[str, Value] = {}
    refusals: list[Refusal] = []
    for name, definition in FIELDS[kind].items():
        if name in given:
            try:
                kept[name] = will_be[name] = definition.checked(given[name], will_be)
            except Refused as refused:
                will_be[name] = None
                refusals += [refusal.at("input", *definition.path) for refusal in refused.refusals]
    return kept, refusals
