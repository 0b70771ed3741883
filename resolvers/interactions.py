"""Say how interactions are read and summed up, and carry out what a client asks of one."""

from collections.abc import Mapping
from typing import Any

from db.interactions import Interaction
from db.reading import tree
from domain.ids import PREFIXES
from domain.interactions import changing, recording
from domain.interactions.calls import EntryEdit, Recording
from resolvers.cards import key_source
from resolvers.issued import DELIVERIES
from resolvers.journal import DOCUMENTS, HISTORY
from resolvers.reading.declarations import (
    Brought,
    Declaration,
    Fields,
    Found,
    Keyed,
    Orders,
    Paged,
    Part,
    Related,
    Switched,
    columns,
)
from resolvers.reading.filters import Filters, Has, Moment, Same, Text
from resolvers.requests import Answer, ResolveInfo
from resolvers.updates import carry_out

_NUMBER = tree.Order("entry_number", descending=True, form="integer", unique=True)
_NEWEST = Orders({}, (tree.Order("at", descending=True, form="instant"), _NUMBER), _NUMBER)
_TYPES = ("QUOTE", "ORDER", "BLANKET_ORDER")
_DOCUMENT_KINDS = {
    "SALES_DOCUMENT": tuple(f"SALES_{type_}" for type_ in _TYPES),
    "PURCHASE_DOCUMENT": tuple(f"PURCHASE_{type_}" for type_ in _TYPES),
    "SERVICE_ORDER": ("SERVICE_ORDER",),
}
_OWN = "{t}.contact_id = {p}.id"
OF_CONTACT = Paged(
    tree.Source("interaction {t}", f"({_OWN} OR {{t}}.company_contact_id = {{p}}.id)"),
    _NEWEST,
    unless={"includePersons": tree.Source("interaction {t}", _OWN)},
)
"""Those of a contact, and of its persons unless `includePersons` is false."""


def interactions_of(table: str) -> Paged:
    """List the interactions about a document of a table."""
    return Paged(tree.Source("interaction {t}", f"{{t}}.{table}_id = {{p}}.id"), _NEWEST)


def statistics(condition: str) -> Part:
    """Sum up the interactions `i` that meet a condition on the row `{p}`; canceled ones do not count."""
    counted = f"FROM interaction i WHERE {condition} AND NOT i.canceled"
    fields: Mapping[str, tuple[str, tree.Form]] = {
        "count": ("count(*)", "integer"),
        "cost": ("coalesce(sum(i.cost), 0)", "money"),
        "durationMinutes": ("coalesce(sum(i.duration_minutes), 0)", "money"),
        "lastAt": ("max(CASE WHEN i.attempt_failed THEN NULL ELSE i.at END)", "instant"),
        "lastAttemptAt": ("max(CASE WHEN i.initiated_by = 'US' THEN i.at END)", "instant"),
    }
    return Part({name: tree.Scalar(f"(SELECT {sum_} {counted})", form) for name, (sum_, form) in fields.items()})


STATISTICS = statistics("(i.contact_id = {p}.id OR i.company_contact_id = {p}.id)")

_FILTERS: Filters = {
    "contactId": Same("contact_id", "Contact"),
    "companyId": Same("company_contact_id", "Contact"),
    "at": Moment("at"),
    "templateCode": Text("template_code", "template_code_key"),
    "groupCode": Text("group_code", "group_code_key"),
    "salespersonCode": Text("salesperson_code", "salesperson_code_key"),
    "documentKind": Same("document_kind"),
    "evaluation": Same("evaluation"),
    "attemptFailed": Has(tree.Raw("{t}.attempt_failed")),
    "canceled": Has(tree.Raw("{t}.canceled")),
}
_FOLDED = {f"{name}_key": f"lower({{t}}.{name})" for name in ("template_code", "group_code", "salesperson_code")}

QUERY: Fields = {
    "interaction": Found({("id",): tree.Source("interaction {t}", "{t}.id = {0}")}, "Interaction"),
    "interactions": Paged(tree.Source("interaction {t}", computed=_FOLDED), _NEWEST, _FILTERS),
}
PAYLOADS: dict[str, Fields] = {
    "InteractionPayload": {
        "interaction": Keyed("@interaction", "interaction"),
        "changeSet": Keyed("@changeSet", "change_set"),
        "warnings": Brought(),
        "errors": Brought(),
    },
}

_SHOWN = ("entryNumber", "at", "contactNumber", "contactName", "description", "subject", "templateCode", "groupCode")
_SAID = ("informationFlow", "initiatedBy", "correspondenceType", "contactVia", "evaluation", "cost", "durationMinutes")
_KEPT = ("salespersonCode", "actor", "attemptFailed", "canceled", "documentKind", "documentNumber", "pdfHash")
_INTERACTION: dict[str, Declaration] = {
    "id": tree.Column("id", "id", PREFIXES["Interaction"]),
    "contact": Related(key_source("contact", "contact_id")),
    "company": Related(tree.Source("contact {t}", "{t}.id = {p}.company_contact_id AND {t}.type = 'COMPANY'")),
    "document": Switched(
        "document_kind",
        {
            kind: (DOCUMENTS[record][0], key_source(DOCUMENTS[record][1], f"{DOCUMENTS[record][1]}_id"))
            for record, kinds in _DOCUMENT_KINDS.items()
            for kind in kinds
        },
    ),
    "deliveries": DELIVERIES,
    "history": HISTORY,
    **columns(Interaction, *_SHOWN, *_SAID, *_KEPT, "version", "createdAt", "updatedAt"),
}
TYPES: dict[str, Fields] = {"Interaction": _INTERACTION, "InteractionStatistics": STATISTICS.fields}


async def log_interaction(info: ResolveInfo, **asked: Any) -> Answer:
    """Record an interaction by hand."""
    call = Recording(operation="logInteraction", actor=info.context.actor, **asked)
    return await carry_out(info, recording.log_interaction, call)


async def log_phone_call(info: ResolveInfo, **asked: Any) -> Answer:
    """Record a phone call."""
    call = Recording(operation="logPhoneCall", actor=info.context.actor, **asked)
    return await carry_out(info, recording.log_phone_call, call)


async def change(info: ResolveInfo, operation: str, **asked: Any) -> Answer:
    """Cancel or evaluate an interaction."""
    return await carry_out(
        info, changing.change_entry, EntryEdit(operation=operation, actor=info.context.actor, **asked)
    )
