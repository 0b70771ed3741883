"""Name the golden queries that no index can make cheap, and why: docs/reference/queries.md tells clients the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field

MOST = {"sqlite": 25_000, "postgresql": 2_500}
"""Steps and pages that a query may cost: a page of a list whose rows lie scattered takes some hundred pages."""


@dataclass(frozen=True)
class Costly:
    """Why a query costs more than MOST, on which engines, and which tables it reads from end to end there."""

    reason: str
    engines: frozenset[str]
    scanned: Mapping[str, set[str]] = field(default_factory=dict)


BOTH, SQLITE = frozenset({"sqlite", "postgresql"}), frozenset({"sqlite"})
EXCEPTIONS = {
    "customers_without_contact": Costly(
        "few cards have no contact: all are compared with all links",
        BOTH,
        {"postgresql": {"customer", "contact_relation"}},
    ),
    "filter_name_contains": Costly("what may begin anywhere is in no index: the list is walked in its order", BOTH),
    "filter_and_or_not": Costly("what an index finds is sorted, unless the list is in the index's order", SQLITE),
    "vendors_of_a_purchaser": Costly("what an index finds is sorted, unless the list is in the index's order", SQLITE),
    "total_of_everything": Costly("a total counts the entries of an index, each of them", SQLITE),
    "total_with_a_filter": Costly("a total counts the entries of an index, each of them", SQLITE),
}
