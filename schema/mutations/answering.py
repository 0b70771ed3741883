"""Turn what a resolver answers into JSON or, where that is to be completed, into one dictionary by response key."""

from typing import Annotated, Any

import orjson
from strawberry import Info

from resolvers.reading import placeholder
from resolvers.requests import Answer, ResolveInfo
from schema.declaring import argument
from schema.errors import shown_refusal, shown_warning

DryRun = Annotated[bool, argument("Write nothing; the payload carries the plan.")]
IdempotencyKey = Annotated[
    str | None,
    argument(
        "Carry this out once: the same key with the same input answers what the first call answered, with another "
        "input it is refused (KEY_REUSED). At most 255 characters, kept for a day. A refused call keeps no key."
    ),
]
PlanToken = Annotated[str | None, argument("Do exactly the plan that this token names, or refuse.")]


def core(info: Info) -> ResolveInfo:
    """Return what graphql-core knows of the field being answered: Strawberry hides its nodes."""
    return info._raw_info  # noqa: SLF001 - the only way to it


def how(*, dry_run: bool, plan_token: str | None, idempotency_key: str | None) -> dict[str, Any]:
    """Return what tells how a mutation is to be carried out."""
    return {"dry_run": dry_run, "plan_token": plan_token, "idempotency_key": idempotency_key}


def of_version(named: Any, **options: Any) -> dict[str, Any]:
    """Return which record, at which version, is meant, and how the mutation is to be carried out."""
    return {"id": named.id, "expected_version": named.expected_version, **how(**options)}


def shown(info: Info, answer: Answer) -> Any:
    """Return the payload: its JSON, or its rows with refusals and warnings in the language of the request."""
    if isinstance(answer.rows, bytes):
        return _written(answer.rows, answer)
    language = info.context.language
    brought = {
        **answer.told,
        "errors": [shown_refusal(refusal, language, info.context.rights) for refusal in answer.refusals],
        "warnings": [shown_warning(warned, language) for warned in answer.warnings],
    }
    return {**answer.rows, **{key: brought.get(name) for key, name in answer.brought.items()}}


def _written(rows: bytes, answer: Answer) -> orjson.Fragment:
    """Put what the domain brought into the JSON of the rows; there is nothing to refuse or to warn of."""
    brought = {**answer.told, "errors": [], "warnings": []}
    for key, name in answer.brought.items():
        rows = rows.replace(placeholder(key).encode(), orjson.dumps(brought.get(name)))
    return orjson.Fragment(rows)
