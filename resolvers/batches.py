"""Carry out what a client asks of many cards at once, and say how its answer is read."""

from collections.abc import Mapping
from typing import Any

from db.reading import DIALECTS, tree
from db.reading.statement import Statement
from domain.batches.asked import Batch, Condition
from domain.batches.creating import create_contacts
from domain.change import Kind
from resolvers.bank_accounts import BANK_ACCOUNTS
from resolvers.customers import CUSTOMERS
from resolvers.reading import Given, bound_variables
from resolvers.reading.declarations import Orders, Paged
from resolvers.reading.filters import condition
from resolvers.reading.given import arguments
from resolvers.requests import Answer, Request, ResolveInfo
from resolvers.updates import carry_out
from resolvers.vendors import VENDORS

LISTS: Mapping[Kind, Paged] = {Kind.CUSTOMER: CUSTOMERS, Kind.VENDOR: VENDORS, Kind.BANK_ACCOUNT: BANK_ACCOUNTS}

_CHANGE_SET = tree.Param("uuid", lambda variables: variables.get("@changeSet"))
_MADE = tree.Order("position", form="integer", unique=True)
CREATED = Paged(
    tree.Source(
        "record_change f{t} JOIN contact {t} ON {t}.id = f{t}.record_id",
        "f{t}.change_set_id = {0} AND f{t}.record_kind = 'CONTACT'",
        (_CHANGE_SET,),
        {"position": "f{t}.position"},
    ),
    Orders({}, default=(_MADE,), tie=_MADE),
)
"""The contacts that a batch made, in the order of their numbers: the journal tells of each contact once."""


async def create_contacts_from(info: ResolveInfo, kind: Kind, operation: str, **options: Any) -> Answer:
    """Create a contact for every card of a kind that meets the condition.

    Raises:
        BadArgument: the condition asks too much.
    """
    request: Request = info.context
    field = info.parent_type.fields[info.field_name]
    given = arguments(field, info.field_nodes[0], request.values)["input"]
    where = given.item("where") if given.value.get("where") is not None else None
    call = Batch(
        kind=kind,
        operation=operation,
        actor=request.actor,
        where=where.value if where else None,
        condition=_compiled(request, LISTS[kind], where),
        **options,
    )
    return await carry_out(info, create_contacts, call)


def _compiled(request: Request, paged: Paged, where: Given | None) -> Condition:
    """Write the condition as the lists do."""
    dialect = DIALECTS[request.database.dialect]
    statement = Statement(dialect)
    row = statement.row(paged.source)
    table, tied = statement.origin(paged.source, row, None)
    asked = condition(paged.filters or {}, where, request.rights) if where else tree.All(())
    sql = statement.condition(asked, row, None)
    variables = bound_variables(request.values)
    values = tuple(dialect.bind(param.kind, param.read(variables)) for param in statement.params)
    return Condition(f"{table} WHERE {tied} AND {sql}", row.alias, values)
