"""Trust documents that the operator knows: they are checked once, at start, and have no limit on their length."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from graphql import DocumentNode, GraphQLError, Source, parse, validate

from schema.build import build_schema
from schema.preparing import RULES

MOST_PROBLEMS = 5


class WrongDocuments(Exception):  # noqa: N818 - told to the operator
    """The documents cannot be trusted; the message names them and says why."""


@dataclass(frozen=True)
class Documents:
    """Which documents may be named instead of sent, and whether no others are answered.

    `text_by_id` is None where the operator trusts none; `parsed` has every trusted text.
    """

    text_by_id: Mapping[str, str] | None = None
    parsed: Mapping[str, DocumentNode] = field(default_factory=dict)
    alone: bool = False


ANY = Documents()


def trusted(text_by_id: Mapping[str, str], *, alone: bool = False) -> Documents:
    """Parse and validate documents.

    Raises:
        WrongDocuments: some are no GraphQL, or ask for what the schema does not have.
    """
    parsed: dict[str, DocumentNode] = {}
    problems = []
    for key, text in text_by_id.items():
        try:
            parsed[text] = parsed.get(text) or parse(Source(text))
        except GraphQLError as problem:
            problems.append(_told(key, problem))
        else:
            problems += [_told(key, problem) for problem in _invalid(parsed[text])]
        if len(problems) >= MOST_PROBLEMS:
            break
    if problems:
        raise WrongDocuments("; ".join(problems[:MOST_PROBLEMS]))
    return Documents(text_by_id, parsed, alone)


def _invalid(document: DocumentNode) -> Iterator[GraphQLError]:
    yield from validate(build_schema().core, document, RULES)


def _told(key: str, problem: GraphQLError) -> str:
    places = [f"line {place.line}, column {place.column}" for place in (problem.locations or [])[:1]]
    return ": ".join([key, *places, problem.message])
