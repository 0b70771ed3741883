"""The cost of an operation is known before it runs, stands in its answer, and is bounded."""

import re
from pathlib import Path

import orjson
import pytest
from graphql import get_introspection_query

from benchmarks.operations import TEXTS
from schema.build import build_schema
from schema.limits import LIMITS
from schema.operations import Asked, Operations
from schema.preparing import operation_of, parsed
from server.graphiql.examples import read_examples
from tests.answers import TYPENAME
from tests.carnet import Carnet, id_of
from tests.docs.printed import printed
from tests.schema.dataset import small_firm
from tests.schema.limits.asking import contact, refused

CORE = build_schema().core
ROOT = Path(__file__).parents[3]
PAGES = "query ($n: Int, $m: Int = 10) { contacts(first: $n) { nodes { id persons(first: $m) { edges { cursor } } } } }"

# 2 for an object, 1 for any other value, times the size of the page.
COSTS: dict[str, tuple[str, int]] = {
    "a scalar": ("{ __typename }", 1),
    "an object": ('{ contact(number: "x") { id name address { city } } }', 2 + 2 + 2 + 1),
    "a page": ("{ contacts(first: 7) { totalCount pageInfo { endCursor } nodes { id } } }", 2 + 1 + 3 + 7 * 3),
    "a page of the usual size": (contact("id"), 2 + 50 * 3),
    "a page from the end": ("{ contacts(last: 7) { edges { cursor node { id } } } }", 2 + 7 * (2 + 1 + 2 + 1)),
    "a page of none": ("{ contacts(first: 0) { nodes { id } } }", 2),
    "a page in a page": (
        "{ contacts(first: 3) { nodes { persons(first: 4) { nodes { id } } } } }",
        2 + 3 * (2 + 2 + 4 * 3),
    ),
    "a list": ("{ salespeople { code } }", 10 * 3),
    "records by id": ('{ nodes(ids: ["x", "y"]) { id ... on Card { name } ... on Contact { type } } }', 2 * 5),
    "a fragment spread twice": (
        '{ a: contact(number: "x") { ...F } b: contact(number: "y") { ...F } } fragment F on Contact { id name }',
        8,
    ),
    "a fragment on a page": (
        "{ contacts(first: 3) { ...F } } fragment F on ContactConnection { totalCount nodes { id } }",
        2 + 1 + 3 * 3,
    ),
    "a type": ('{ __type(name: "Contact") { name fields { name } } }', 100),
}


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("name", COSTS)
async def test_an_answer_says_what_it_cost(shared_carnet: Carnet, name: str) -> None:
    query, cost = COSTS[name]
    for _ in range(2):
        answer = (await shared_carnet.post(query)).json()
        assert list(answer) == ["data", "extensions"]
        assert answer["extensions"] == {"cost": {"requested": cost, "maximum": LIMITS.cost}}


async def test_the_cost_stands_in_every_answer_with_data(carnet: Carnet) -> None:
    contacts = await small_firm(carnet, 4)
    ways = {
        "compiled": ("query ($n: String!) { contact(number: $n) { id } }", {"n": contacts[0].number}, 3),
        "an error at a field": ("{ contacts(first: -1) { totalCount } salespeople { code } }", {}, 3 + 30),
        "mutation": (
            "mutation ($id: ID!) { updateContact(input: {id: $id, phone: null}) { contact { id } errors { code } } }",
            {"id": id_of(contacts[0])},
            2 + 3 + 30,
        ),
    }
    for name, (query, variables, cost) in ways.items():
        for _ in range(3):
            answer = (await carnet.post(query, variables)).json()
            assert answer["extensions"] == {"cost": {"requested": cost, "maximum": 5_000}}, name
            assert ("errors" in answer) == (name == "an error at a field")


async def test_sizes_of_pages_from_variables_count_with_their_values(carnet: Carnet) -> None:
    await small_firm(carnet, 4)
    for sizes, cost in (
        ({"n": 3, "m": 2}, 2 + 3 * (3 + 2 + 2 * 3)),
        ({"n": 3}, 2 + 3 * (3 + 2 + 10 * 3)),
        ({"n": None, "m": 1}, 2 + 50 * (3 + 2 + 3)),
        ({"m": None, "n": 1}, 2 + 3 + 2 + 50 * 3),
        ({"n": 0}, 2),
    ):
        for _ in range(2):
            answer = (await carnet.post(PAGES, sizes)).json()
            assert answer.get("extensions", answer) == {"cost": {"requested": cost, "maximum": 5_000}}
    expected = {
        "code": "COST_LIMIT_EXCEEDED",
        "found": 2 + 200 * (3 + 2 + 30),
        "maximum": 5_000,
        "path": ["contacts", "nodes", "persons", "edges"],
    }
    assert await refused(carnet, PAGES, n=200) == {"cost": expected}
    assert await refused(carnet, PAGES, n=200) == {"cost": expected}


async def test_the_answers_that_the_page_of_limits_prints_are_real(carnet: Carnet) -> None:
    page = (ROOT / "docs" / "reference" / "limits.md").read_text(encoding="utf-8")
    refusal, answer = (orjson.loads(text) for text in re.findall(r"```json\n(.*?)```", page, re.DOTALL))
    assert (await carnet.post(PAGES, {"n": 200})).json() == refusal
    assert answer == TYPENAME


async def test_sizes_of_pages_that_are_skipped_count_all_the_same(carnet: Carnet) -> None:
    query = "query ($n: Int!) { __typename contacts(first: $n) @skip(if: true) { nodes { id name version type } } }"
    for size in (1, 3, 1):
        answer = (await carnet.post(query, {"n": size})).json()
        assert answer["extensions"]["cost"]["requested"] == 1 + 2 + size * 6
    assert (await refused(carnet, query.replace("id name", "id " * 21), n=200))["cost"]["found"] == 3 + 200 * 25


async def test_a_plan_that_is_kept_keeps_its_cost(carnet: Carnet) -> None:
    operations = Operations(carnet.database)
    query = "query ($n: String!) { contact(number: $n) { id } }"
    for _ in range(3):
        answer = orjson.loads(await operations.answer(Asked(query, {"n": "x"})))
        assert answer == {"data": {"contact": None}, "extensions": {"cost": {"requested": 3, "maximum": 5_000}}}
        (operation,) = operations._known.values()
        assert operation.settled is not None


async def test_what_may_bring_too_many_list_elements_is_refused_with_its_path(carnet: Carnet) -> None:
    query = (
        "{ salespeople { code } all: contacts(first: 100) { totalCount edges { node { persons(first: 100) { nodes"
        " { persons(first: 100) { nodes { id } } } } } } } }"
    )
    path = ["all", "edges", "node", "persons", "nodes", "persons", "nodes"]
    expected = {"code": "TOO_MANY_NODES", "found": 10 + 100 + 100**2 + 100**3, "maximum": 10_000, "path": path}
    assert await refused(carnet, query) == {"nodes": expected}


def _texts() -> dict[str, str]:
    """Return what ordinary clients send: the benchmark, our pages, our examples, and GraphiQL itself."""
    found = dict(TEXTS)
    for page in ("README.md", "docs/how-to/three-ways.md"):
        found |= {f"{page} {at}": text for at, (text, _) in enumerate(printed(ROOT / page))}
    found |= {f"example {at}": example["query"] for at, example in enumerate(read_examples())}
    whole = get_introspection_query(
        specified_by_url=True, directive_is_repeatable=True, schema_description=True, input_value_deprecation=True
    )
    return found | {"GraphiQL's introspection": whole}


@pytest.mark.parametrize("text", _texts().values(), ids=_texts())
def test_what_ordinary_clients_send_stays_far_below_the_limits(text: str) -> None:
    cost = operation_of(CORE, parsed(text, LIMITS), None, LIMITS).cost.always
    assert cost.refusal is None
    assert orjson.loads(b"{" + cost.ending[1:])["extensions"]["cost"]["requested"] <= LIMITS.cost / 2
