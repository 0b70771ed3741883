"""The schema is whole: declared, described, kept in a file, and answered whatever a document looks like."""

from importlib.metadata import packages_distributions
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLNamedType, get_introspection_query

from resolvers.root import READING
from schema.binding import PAGING, undeclared
from schema.build import build_schema, sdl
from tests.answers import answered
from tests.carnet import Carnet, Kind

ROOT = Path(__file__).parents[2]
CORE = build_schema().core
OWN = {name: type_ for name, type_ in CORE.type_map.items() if not name.startswith("__")}
BUILT_IN = {"String", "Int", "Float", "Boolean", "ID"}


def test_every_field_of_every_row_type_is_declared() -> None:
    assert undeclared(CORE, READING) == []


def test_every_type_that_rows_are_shown_as_has_a_declaration() -> None:
    brought = {"Mutation", "UserError", "Warning", "FieldConflict"}
    shown = {name for name, type_ in OWN.items() if type_.__class__.__name__ == "GraphQLObjectType"}
    assert {name for name in shown - set(READING.types) - brought if not name.endswith(PAGING)} == set()


def _texts(type_: GraphQLNamedType) -> dict[str, str | None]:
    found = {type_.name: type_.description}
    if isinstance(type_, GraphQLEnumType):
        return found | {f"{type_.name}.{name}": value.description for name, value in type_.values.items()}
    for name, field in getattr(type_, "fields", {}).items():
        found[f"{type_.name}.{name}"] = field.description
        arguments = {} if isinstance(type_, GraphQLInputObjectType) else field.args
        found |= {f"{type_.name}.{name}({key})": argument.description for key, argument in arguments.items()}
    return found


def test_everything_has_a_description() -> None:
    texts = {
        place: text for name, type_ in OWN.items() if name not in BUILT_IN for place, text in _texts(type_).items()
    }
    assert [place for place, text in texts.items() if not (text or "").strip()] == []


def test_the_file_holds_the_schema() -> None:
    assert (ROOT / "schema.graphql").read_text() == sdl()


def test_no_other_distribution_brings_a_package_of_our_names() -> None:
    owners = packages_distributions()
    for name in ("server", "schema", "resolvers", "domain", "db"):
        assert set(owners.get(name, ["carnet"])) == {"carnet"}, name


async def test_introspection_tells_the_whole_schema(carnet: Carnet) -> None:
    data = await carnet.ask(get_introspection_query())
    assert {type_["name"] for type_ in data["__schema"]["types"]} == set(CORE.type_map)
    beside = await carnet.ask('{ __type(name: "Contact") { name } contacts { totalCount } __typename }')
    assert beside == {"__type": {"name": "Contact"}, "contacts": {"totalCount": 0}, "__typename": "Query"}


async def test_one_of_several_operations_is_chosen_by_name(carnet: Carnet) -> None:
    await carnet.add(Kind.CONTACT)
    query = "query A { contacts { totalCount } } query B { customers { totalCount } } fragment F on Contact { id }"
    query = query.replace("query B", "query C { contacts { nodes { ...F } } } query B")

    async def ask(name: str | None, text: str = query) -> dict[str, Any]:
        answer: dict[str, Any] = (
            await carnet.client.post("/graphql", json={"query": text, "operationName": name})
        ).json()
        return answer

    assert await ask("A") == answered({"contacts": {"totalCount": 1}}, 3)
    assert await ask("B") == answered({"customers": {"totalCount": 0}}, 3)
    assert await ask("A", "query A { contacts { totalCount } }") == answered({"contacts": {"totalCount": 1}}, 3)
    assert await ask(None, "query A { contacts { totalCount } }") == answered({"contacts": {"totalCount": 1}}, 3)
    for name in (None, "", "D"):
        answer = await ask(name)
        assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_USER_INPUT"], name
        assert "data" not in answer


def _bomb(inner: str, step: str) -> str:
    fragments = [f"fragment F{at} on Contact {{ {step.replace('@', f'...F{at + 1}')} }}" for at in range(22)]
    return f"query {{ contacts {{ nodes {{ ...F0 }} }} }} {' '.join(fragments)} fragment F22 on Contact {{ {inner} }}"


@pytest.mark.parametrize(
    "step",
    [
        "@ @",
        "... on Contact { @ } ... on Contact { @ }",
        "a: company { @ } b: company { @ }",
        "company { @ } company { @ }",
    ],
    ids=["spread", "inline", "aliased", "merged"],
)
async def test_a_bomb_of_fragments_goes_off_within_half_a_second(carnet: Carnet, step: str) -> None:
    await carnet.post("{ contacts { nodes { id } } }")
    start = perf_counter()
    answer = (await carnet.post(_bomb("id", step))).json()
    taken = perf_counter() - start
    codes = {error["extensions"]["code"] for error in answer.get("errors", [])}
    assert "OPERATION_TOO_LARGE" in codes, answer
    assert taken < 0.5
