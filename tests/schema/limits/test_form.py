"""What is written in a document is bounded: each limit holds exactly, and its refusal says what was found."""

from itertools import cycle, islice

import pytest

from schema.limits.bounds import CATALOGUE, LIMITS, UNCOUNTED
from tests.carnet import Carnet
from tests.schema.limits.asking import chained, contact, nested, refused

pytestmark = pytest.mark.asyncio(loop_scope="module")

SCALARS = "id number name name2 phone fax email homePage type version jobTitle firstName lastName vatNumber mobilePhone"
SCALARS += " languageCode currencyCode territoryCode createdAt updatedAt"


def one_contact(fields: int) -> str:
    """Return a query of ten tokens and these fields."""
    return f'{{ contact(number: "x") {{ {" ".join(islice(cycle(SCALARS.split()), fields))} }} }}'


FRAGMENTS = " ".join(f"fragment F{at} on Contact {{ id }}" for at in range(50))
SPREAD = " ".join(f"...F{at}" for at in range(50))
ALL_IDS = ", ".join('"x"' for _ in range(250))

# Of each limit: what is just allowed, what is not, what is found there.
EDGES: dict[str, tuple[str, str, int]] = {
    "characters": ("{ __typename" + " " * 14_987 + "}", "{ __typename" + " " * 14_988 + "}", 15_001),
    "tokens": (one_contact(990), one_contact(991), 1_001),
    "fragments": (
        contact(SPREAD) + FRAGMENTS,
        contact(SPREAD + " ...G") + FRAGMENTS + "fragment G on Contact { name }",
        51,
    ),
    "directives": (
        contact("... @skip(if: false) { id } " * 50),
        contact("... @skip(if: false) { id } " * 51),
        51,
    ),
    "depth": (nested(12), nested(13), 13),
    "aliases": (
        contact(" ".join(f"a{at}: id" for at in range(15))),
        contact(" ".join(f"a{at}: id" for at in range(16))),
        16,
    ),
    "queryFields": (
        "{ salespeople { code } paymentTerms { code } " + "__typename " * 9 + "businessRelations { code } " * 9 + "}",
        "{ salespeople { code } paymentTerms { code } " + "__typename " * 9 + "businessRelations { code } " * 10 + "}",
        21,
    ),
    "sameRootField": ("{ " + "__typename " * 10 + "}", "{ " + "__typename " * 11 + "}", 11),
    "sameField": (contact("id " * 50), contact("id " * 51), 51),
    "listItems": (f"{{ nodes(ids: [{ALL_IDS}]) {{ id }} }}", f"{{ nodes(ids: [{ALL_IDS}, 1]) {{ id }} }}", 251),
}


@pytest.mark.parametrize("name", EDGES)
async def test_each_limit_holds_exactly(shared_carnet: Carnet, name: str) -> None:
    allowed, beyond, found = EDGES[name]
    answer = (await shared_carnet.post(allowed)).json()
    assert "data" in answer, answer
    key = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
    expected = {"code": CATALOGUE[key].code, "found": found, "maximum": getattr(LIMITS, key)}
    assert (await refused(shared_carnet, beyond))[name] == expected


async def test_at_most_five_directives_stand_at_one_place(shared_carnet: Carnet) -> None:
    query = contact("id" + " @nope" * 6)
    expected = {"code": "TOO_MANY_DIRECTIVES", "found": 6, "maximum": 5}
    assert await refused(shared_carnet, query) == {"directivesAtOnePlace": expected}
    answer = (await shared_carnet.post(contact("id" + " @nope" * 5))).json()
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"GRAPHQL_VALIDATION_FAILED"}
    assert len(answer["errors"]) == 5


async def test_a_mutation_has_at_most_five_root_fields(shared_carnet: Carnet) -> None:
    field = 'a@: updateContact(input: {id: "x"}) { errors { code } }'
    query = "mutation { " + " ".join(field.replace("@", str(at)) for at in range(6)) + " }"
    expected = {"code": "TOO_MANY_ROOT_FIELDS", "found": 6, "maximum": 5}
    assert await refused(shared_carnet, query) == {"mutationFields": expected}
    assert len(await shared_carnet.ask(query[: query.index("a5")] + "}")) == 5


async def test_what_fragments_repeat_is_counted_as_often_as_it_is_spread(shared_carnet: Carnet) -> None:
    fragments = "fragment F on Contact { a: id b: name ...G } fragment G on Contact { c: id }"
    assert "data" in (await shared_carnet.post(contact("...F " * 5) + fragments)).json()
    limits = await refused(shared_carnet, contact("...F " * 6) + fragments)
    assert limits == {"aliases": {"code": "TOO_MANY_ALIASES", "found": 18, "maximum": 15}}


async def test_a_fragment_counts_though_nothing_spreads_it_and_a_circle_is_refused_by_the_validation(
    shared_carnet: Carnet,
) -> None:
    deep = nested(14).replace("{ contacts { nodes", "fragment F on Contact", 1).removesuffix("} }")
    assert (await refused(shared_carnet, "{ __typename } " + deep))["depth"]["found"] == 13
    circle = "{ contacts { nodes { ...A } } } fragment A on Contact { ...B } fragment B on Contact { ...A ...A }"
    answer = (await shared_carnet.post(circle)).json()
    assert answer["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


async def test_counting_stops_where_larger_numbers_say_nothing_more(shared_carnet: Carnet) -> None:
    limits = await refused(shared_carnet, contact("...F0") + chained(50, "@ @"))
    assert limits["fields"] == {"code": "OPERATION_TOO_LARGE", "found": UNCOUNTED, "maximum": LIMITS.fields}


async def test_lists_in_variables_are_bounded_before_they_are_coerced(shared_carnet: Carnet) -> None:
    query = "query ($w: ContactFilter) { contacts(where: $w) { totalCount } }"
    expected = {"code": "LIST_TOO_LONG", "found": 251, "maximum": 250, "variable": "w"}
    for names in (["x"] * 251, [3] * 251):
        for where in ({"name": {"in": names}}, {"or": [{"name": {"in": names}}]}, {"nope": names}):
            assert await refused(shared_carnet, query, w=where) == {"listItems": expected}
    default = query.replace("ContactFilter", f'ContactFilter = {{name: {{in: [{ALL_IDS}, "y"]}}}}')
    assert (await refused(shared_carnet, default))["listItems"]["found"] == 251
