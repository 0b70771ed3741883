"""Say how interactions are read and summed up, and carry out what a client asks of one."""

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
    Either,
    Fields,
    Found,
    Keyed,
    Orders,
    Paged,
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
_OWN, _WITH_PERSONS = "contact_id = {p}.id", "company_contact_id = {p}.id"
_OF_PERSON = tree.Source("interaction {t}", f"{{t}}.{_OWN}")
_OF_COMPANY = tree.Source("interaction {t}", f"{{t}}.{_WITH_PERSONS}")
OF_CONTACT = Either(
    "type",
    {
        "COMPANY": Paged(_OF_COMPANY, _NEWEST, unless={"includePersons": _OF_PERSON}),
        "PERSON": Paged(_OF_PERSON, _NEWEST),
    },
)
"""Those of a contact; of a company those of its persons too, unless `includePersons` is false. One condition each, so
that an index gives them in their order."""


def interactions_of(table: str) -> Paged:
    """List the interactions about a document of a table."""
    return Paged(tree.Source("interaction {t}", f"{{t}}.{table}_id = {{p}}.id"), _NEWEST)


_SUMS = """count(*) AS entries, coalesce(sum(i.cost), 0) AS cost, coalesce(sum(i.duration_minutes), 0) AS minutes,
  max(CASE WHEN i.attempt_failed THEN NULL ELSE i.at END) AS last_at,
  max(CASE WHEN i.initiated_by = 'US' THEN i.at END) AS last_attempt_at"""


def statistics(entries: str) -> Related:
    """Sum up the interactions of a FROM clause, which calls them `i`; canceled ones do not count."""
    return Related(tree.Source(f"(SELECT {_SUMS} FROM {entries} AND NOT i.canceled) {{t}}"))


STATISTICS = Either(
    "type",
    {
        "COMPANY": statistics(f"interaction i WHERE i.{_WITH_PERSONS}"),
        "PERSON": statistics(f"interaction i WHERE i.{_OWN}"),
    },
)

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
_STATISTICS: Fields = {
    "count": tree.Column("entries", "integer"),
    "cost": tree.Column("cost", "money"),
    "durationMinutes": tree.Column("minutes", "money"),
    "lastAt": tree.Column("last_at", "instant"),
    "lastAttemptAt": tree.Column("last_attempt_at", "instant"),
}
TYPES: dict[str, Fields] = {"Interaction": _INTERACTION, "InteractionStatistics": _STATISTICS}


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
