"""Walk a change of a record from the request to its commit, and read the answer in the same transaction."""

import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, replace
from typing import Any, TypeAlias, TypeVar

from graphql import GraphQLObjectType, get_named_type
from graphql.execution.collect_fields import FieldDetails

from db.reading import DIALECTS, Plan, compile_tree
from db.types import format_instant
from db.unit_of_work import UnitOfWork, in_transaction
from domain.access import Permission, lacking
from domain.calls import Call, Outcome
from domain.change import Kind
from domain.editing import Edit
from domain.errors import CallForbidden, Refused, refuse
from domain.idempotency import Once, claim, keep, once
from domain.warned import Warned, WarningCode
from resolvers.queries import MISSING, loaded
from resolvers.reading import Bound, Compiler, bound_variables
from resolvers.requests import Answer, Request, ResolveInfo

Asked = TypeVar("Asked", bound=Call)
_KEPT = ("record", "contact", "link", "interaction", "change_set", "skipped", "told")
Walk: TypeAlias = Callable[[UnitOfWork, Asked], Awaitable[Outcome]]


async def carry_out(info: ResolveInfo, mutate: Walk[Asked], call: Asked) -> Answer:
    """Run a mutation in one transaction, read what the client asked to see of it, and commit unless it was refused.

    Raises:
        Busy: other writers won every time; nothing was written.
    """
    request: Request = info.context
    call = replace(call, rights=request.rights)

    async def walk(work: UnitOfWork) -> Answer:
        try:
            refuse(*map(_forbidden, lacking(call.operation, call.rights)))
            this = _once(request, call)
            kept = await claim(work, this) if this else None
        except Refused as refused:
            return await _answer(work, info, request, Outcome(refusals=refused.refusals))
        if kept is not None:
            return await _repeated(work, info, request, kept)
        outcome = await mutate(work, call)
        answer = await _answer(work, info, request, outcome)
        if not outcome.refusals and not call.dry_run:
            if this:
                await keep(work, this, _kept(info, request, outcome, answer))
            await work.commit()
        return answer

    return await in_transaction(request.database, walk)


def _forbidden(permission: Permission) -> CallForbidden:
    return CallForbidden(permission=permission)


def _once(request: Request, call: Call) -> Once | None:
    """Return what makes a call happen once; a preview does not happen.

    Raises:
        Refused: the key is no key.
    """
    if call.idempotency_key is None or call.dry_run:
        return None
    return once(request.actor, call.idempotency_key, call.asked(), request.key_hours)


def _kept(info: ResolveInfo, request: Request, outcome: Outcome, answer: Answer) -> dict[str, Any]:
    """Return what answers a repetition: the rows for who selects the same, and where to read them for who does not."""
    return {
        "selection": _selection(info, request),
        "rows": answer.rows.decode() if isinstance(answer.rows, bytes) else answer.rows,
        "outcome": {name: getattr(outcome, name) for name in _KEPT},
        "warnings": [asdict(warned) for warned in answer.warnings],
    }


async def _repeated(work: UnitOfWork, info: ResolveInfo, request: Request, kept: Mapping[str, Any]) -> Answer:
    warnings = tuple(
        Warned(**{**warned, "code": WarningCode(warned["code"]), "path": tuple(warned["path"])})
        for warned in kept["warnings"]
    )
    if kept["selection"] == _selection(info, request):
        rows, (_, brought) = kept["rows"], _payload_plan(info, request)
        written = rows.encode() if isinstance(rows, str) else rows
        return Answer(written, brought, (), warnings, kept["outcome"]["told"])
    return await _answer(work, info, request, Outcome(**kept["outcome"], warnings=warnings))


def _selection(info: ResolveInfo, request: Request) -> str:
    """Name what is selected of the payload, and the way it takes."""
    way = request.operation.compilable
    written = json.dumps([way, _payload_plan(info, request)[0].sql, request.values.coerced], default=str)
    return hashlib.sha256(written.encode()).hexdigest()


def edit_of(request: Request, kind: Kind, operation: str, given: Mapping[str, Any], **options: Any) -> Edit:
    """Return an edit by whoever sent the request."""
    return Edit(
        kind=kind,
        given=given,
        operation=operation,
        actor=request.actor,
        **options,
    )


async def _answer(work: UnitOfWork, info: ResolveInfo, request: Request, outcome: Outcome) -> Answer:
    """Read the answer: as JSON that can go to the client as it is, if nothing in it is to be completed."""
    variables = bound_variables(request.values, _brought_along(request, outcome))
    if request.operation.compilable and not outcome.refusals and not outcome.warnings:
        plan, brought = _payload_plan(info, request)
        found = await work.fetch(plan.sql, plan.bind(variables))
        if MISSING not in found:
            return Answer(found, brought, told=outcome.told)
    plan, brought = _payload_plan(info, request, typed=True)
    rows = loaded(await work.fetch(plan.sql, plan.bind(variables)))
    return Answer(rows, brought, outcome.refusals, outcome.warnings, outcome.told)


def _brought_along(request: Request, outcome: Outcome) -> Bound:
    return {
        "@record": outcome.record,
        "@contact": outcome.contact,
        "@link": outcome.link,
        "@interaction": outcome.interaction,
        "@changeSet": outcome.change_set,
        "@paper": outcome.told.get("paper"),
        "@plan": json.dumps([{"token": outcome.plan_token}]) if outcome.plan_token else "[]",
        "@changes": _changes(request, outcome) if outcome.planned else "[]",
        "@skipped": json.dumps(outcome.skipped) if outcome.skipped else "[]",
    }


def _changes(request: Request, outcome: Outcome) -> str:
    """Return the changes of a plan as rows: they look like those of the journal."""
    made = {"change_set_id": None, "at": format_instant(outcome.at), "actor": request.actor}
    return json.dumps([{"position": at, **made, **change} for at, change in enumerate(outcome.planned)])


def _payload_plan(info: ResolveInfo, request: Request, *, typed: bool = False) -> tuple[Plan, Mapping[str, str]]:
    """Compile what is selected of the payload, once per operation, field and shape of variables."""
    place = info.path.key, typed
    kept: tuple[Plan, Mapping[str, str]] | None = request.operation.plan(request.values, place)
    if kept is None:
        compiler = Compiler(info.schema, request.reading, request.operation, request.values, typed=typed)
        payload = get_named_type(info.return_type)
        assert isinstance(payload, GraphQLObjectType)  # noqa: S101 - payloads are objects
        tree, brought = compiler.payload(payload, [FieldDetails(node, None) for node in info.field_nodes])
        kept = compile_tree(tree, DIALECTS[request.database.dialect]), brought
        request.operation.keep(kept, request.values, place)
    return kept
