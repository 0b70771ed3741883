"""Documents made to be costly are refused within 10 ms of being parsed, before any rule compares them."""

from collections.abc import Callable
from time import perf_counter
from typing import Any

import pytest
from graphql import OperationDefinitionNode, parse, validate

from schema.build import build_schema
from schema.limits import LIMITS, TRUSTED
from schema.limits.visitor import Visitor
from schema.limits.weights import Measure
from schema.preparing import Unanswerable, operation_of
from tests.schema.limits.asking import chained, contact, nested

CORE = build_schema().core
QUICK_S = 0.010
HOSTILE = {
    "90 fragments that spread the next one twice": contact("...F0") + chained(90, "@ @"),
    "50 fragments that spread the next one twice": contact("...F0") + chained(50, "@ @"),
    "fragments that spread the next one in two objects": contact("...F0")
    + chained(40, "a: company { @ } b: company { @ }"),
    "fragments that merge": contact("...F0") + chained(40, "company { @ } company { @ }"),
    "introspection that doubles": "{ __schema { types { ...F0 } } }"
    + chained(40, "ofType { @ @ }")
    .replace("on Contact { id }", "on __Type { name }")
    .replace("on Contact", "on __Type"),
    "1,000 aliases": "{ " + " ".join(f"a{at}: __typename" for at in range(1_000)) + " }",
    "fields 150 deep": nested(150),
    "1,000 directives": "{ __typename" + " @skip(if: false)" * 1_000 + " }",
    "the same object 240 times": contact("address { city } " * 240),
    "a list of 5,000": f"{{ nodes(ids: [{'1 ' * 5_000}]) {{ id }} }}",
    "lists of lists": contact("id").replace("contacts", f"contacts(where: {'[' * 60}{'[],' * 800}{']' * 60})"),
    "pages of pages of pages": (
        "{ contacts(first: 100) { nodes { persons(first: 100) { nodes { persons(first: 100) { nodes { id } } } } } } }"
    ),
}


def least(work: Callable[[], Any], times: int = 5) -> float:
    """Return the seconds that something takes when nobody else needs the processor."""
    found = []
    for _ in range(times):
        start = perf_counter()
        work()
        found.append(perf_counter() - start)
    return min(found)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_refused_at_once(name: str) -> None:
    document = parse(HOSTILE[name])

    def refuse() -> None:
        with pytest.raises(Unanswerable) as refusal:
            operation_of(CORE, document, None, LIMITS)
        for error in refusal.value.errors:
            assert error.extensions["found"] > error.extensions["maximum"]

    assert least(refuse) < QUICK_S


@pytest.mark.parametrize("name", [name for name in HOSTILE if "fragments" in name and "object" not in name])
def test_what_grows_with_every_spread_is_refused_in_a_trusted_document_too(name: str) -> None:
    with pytest.raises(Unanswerable) as refusal:
        operation_of(CORE, parse(HOSTILE[name]), None, TRUSTED)
    assert [error.extensions["limit"] for error in refusal.value.errors] == ["fields"]


def test_the_validation_alone_would_take_longer() -> None:
    document = parse(HOSTILE["the same object 240 times"])
    assert least(lambda: validate(CORE, document), 1) > 5 * QUICK_S


class Counting(Visitor):
    """Count how many selection sets are walked through."""

    walked = 0

    def _selected(self, *arguments: Any) -> Measure:
        self.walked += 1
        return super()._selected(*arguments)


@pytest.mark.parametrize("count", [1, 10, 1_000])
def test_every_selection_is_walked_through_once_however_often_it_is_spread(count: int) -> None:
    document = parse(contact("...F0") + chained(count, "@ @ ... { @ }"))
    visitor = Counting(CORE, document, {})
    assert len(list(visitor.fragment_measures())) == count
    operation = next(node for node in document.definitions if isinstance(node, OperationDefinitionNode))
    visitor.operation(operation)
    assert visitor.walked == 3 + 2 * (count - 1) + 1
