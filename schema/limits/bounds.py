"""Say, as data, how much one operation may ask, with the code of each refusal. Source: reliability.md §3.1."""

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from graphql import GraphQLError

from resolvers.reading.compiler import LARGEST

UNCOUNTED = 10**9
"""Where counting stops: larger numbers say nothing more."""


@dataclass(frozen=True)
class Limits:
    """The numbers that are allowed."""

    characters: int = 15_000
    tokens: int = 1_000
    fields: int = LARGEST
    fragments: int = 50
    directives: int = 50
    directives_at_one_place: int = 5
    depth: int = 12
    aliases: int = 15
    query_fields: int = 20
    mutation_fields: int = 5
    same_root_field: int = 10
    same_field: int = 50
    nodes: int = 10_000
    cost: int = 5_000
    list_items: int = 250


LIMITS = Limits()
TRUSTED = replace(
    LIMITS,
    **dict.fromkeys(
        (
            *("characters", "tokens", "fragments", "directives", "directives_at_one_place", "depth", "aliases"),
            *("query_fields", "mutation_fields", "same_root_field", "same_field"),
        ),
        UNCOUNTED,
    ),
)
"""For documents that we know: their form is free, what they cost is not."""


class Limit(NamedTuple):
    """One limit: the code of its refusal, what is counted, and what to do."""

    code: str
    counted: str
    advice: str


CATALOGUE = {
    "characters": Limit("OPERATION_TOO_LARGE", "characters in the document", "Split it."),
    "tokens": Limit("OPERATION_TOO_LARGE", "tokens in the document, counted until there are too many", "Split it."),
    "fields": Limit("OPERATION_TOO_LARGE", "fields and fragments once all fragments are spread", "Split it."),
    "fragments": Limit("TOO_MANY_FRAGMENTS", "fragments in the document", "Send only those of this operation."),
    "directives": Limit("TOO_MANY_DIRECTIVES", "directives in the document", "Leave some out."),
    "directives_at_one_place": Limit("TOO_MANY_DIRECTIVES", "directives at one place", "Leave some out."),
    "depth": Limit("OPERATION_TOO_DEEP", "fields below one another", "Ask for what is deeper by its id."),
    "aliases": Limit("TOO_MANY_ALIASES", "aliases once all fragments are spread", "Split it, or ask by a list."),
    "query_fields": Limit("TOO_MANY_ROOT_FIELDS", "root fields of a query", "Split it."),
    "mutation_fields": Limit("TOO_MANY_ROOT_FIELDS", "root fields of a mutation", "Send several mutations."),
    "same_root_field": Limit("FIELD_REPEATED", "times the same root field", "Split it, or ask by a list."),
    "same_field": Limit("FIELD_REPEATED", "times the same field of one object", "Ask for it once."),
    "nodes": Limit("TOO_MANY_NODES", "list elements that the answer may have", "Ask for shorter pages."),
    "cost": Limit("COST_LIMIT_EXCEEDED", "points of cost", "Ask for shorter pages or fewer fields."),
    "list_items": Limit("LIST_TOO_LONG", "elements in a list", "Send several requests."),
}
"""By the name of the number in `Limits`."""


def exceeded(name: str, found: int, maximum: int, **more: Any) -> GraphQLError:
    """Return the refusal of an operation that exceeds a limit."""
    limit, found = CATALOGUE[name], min(found, UNCOUNTED)
    more_than = "more than " if found >= UNCOUNTED else ""
    message = f"Too much: {more_than}{found:,} {limit.counted}, where {maximum:,} are allowed. {limit.advice}"
    extensions = {"code": limit.code, "limit": camel(name), "found": found, "maximum": maximum, **more}
    return GraphQLError(message, extensions=extensions)


def camel(name: str) -> str:
    """Write a name as the API does."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
