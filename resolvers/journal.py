"""Declare how the journal is read: change sets, field changes, and the changes of a plan that was not carried out."""

from collections.abc import Mapping

from db.journal import ChangeSet
from db.reading import tree
from domain.ids import PREFIXES
from resolvers.reading.declarations import Fields, Listed, Orders, Paged, Recorded, Related, Rows, Switched, columns

_CHANGES = tree.Unfolded("record_change {t} JOIN change_set s{t} ON s{t}.id = {t}.change_set_id", "changes")
_CAUSE = "CAST(e{t}.value ->> 3 AS integer)"
_COLUMNS: dict[str, str | tree.Element] = {
    "at": "s{t}.at",
    "actor": "s{t}.actor",
    "position": "({t}.position + e{t}.key)",
    **{name: tree.Element("e{t}.value", (str(at),)) for at, name in enumerate(("field", "before", "after"))},
    **{
        name: tree.Element("{t}.causes", (_CAUSE, str(at)))
        for at, name in enumerate(("reason", "source_kind", "source_number"))
    },
}
"""A field change, which is an element of its record's row: see `db.journal`."""
_NEWEST = (tree.Order("record_version", True, "integer"), tree.Order("position", True, "integer", True))  # noqa: FBT003
_LATEST = (tree.Order("at", True, "instant"), tree.Order("id", True, "id", True))  # noqa: FBT003

HISTORY = Paged(
    tree.Source(_CHANGES, "{t}.record_id = {p}.id", computed=_COLUMNS), Orders({}, default=_NEWEST, tie=_NEWEST[1])
)
CHANGE_SETS = Paged(tree.Source("change_set {t}"), Orders({}, default=_LATEST, tie=_LATEST[1]))

RECORDS = {
    "CONTACT": ("Contact", "contact"),
    "CUSTOMER": ("Customer", "customer"),
    "VENDOR": ("Vendor", "vendor"),
    "BANK_ACCOUNT": ("BankAccount", "bank_account"),
}

DOCUMENTS = {
    "SALES_DOCUMENT": ("SalesDocument", "sales_document"),
    "PURCHASE_DOCUMENT": ("PurchaseDocument", "purchase_document"),
    "SERVICE_ORDER": ("ServiceOrder", "service_order"),
}

PLAN_CHANGES: dict[str, tree.Form] = {
    "position": "integer",
    "change_set_id": "id",
    "at": "instant",
    "actor": "text",
    "record_kind": "text",
    "record_id": "id",
    "record_number": "text",
    "field": "text",
    "before": "text",
    "after": "text",
    "reason": "text",
    "source_kind": "text",
    "source_number": "text",
}


INTERACTIONS = {"INTERACTION": ("Interaction", "interaction")}


def _changed(records: Mapping[str, tuple[str, str]]) -> Switched:
    """Find the record that changed, if it is one of these kinds."""
    return Switched(
        "record_kind",
        {
            kind: (name, tree.Source(f"{table} {{t}}", "{t}.id = {p}.record_id"))
            for kind, (name, table) in records.items()
        },
    )


TYPES: dict[str, Fields] = {
    "ChangeSet": {
        "id": tree.Column("id", "id", PREFIXES["ChangeSet"]),
        **columns(ChangeSet, "at", "actor", "operation"),
        "changes": Listed(
            tree.Source(_CHANGES, "{t}.change_set_id = {p}.id", computed=_COLUMNS), (tree.Order("position"),)
        ),
        "reverts": Related(tree.Source("change_set {t}", "{t}.id = {p}.reverts_id")),
        "revertedBy": Related(tree.Source("change_set {t}", "{t}.reverts_id = {p}.id")),
    },
    "FieldChange": {
        "changeSet": Related(tree.Source("change_set {t}", "{t}.id = {p}.change_set_id")),
        "at": tree.Column("at", "instant"),
        "actor": tree.Column("actor"),
        "record": _changed(RECORDS),
        "document": _changed(DOCUMENTS),
        "interaction": _changed(INTERACTIONS),
        "recordKind": tree.Column("record_kind"),
        "recordNumber": tree.Column("record_number"),
        "field": tree.Column("field"),
        "before": Recorded("before"),
        "after": Recorded("after"),
        "reason": tree.Column("reason"),
        "sourceKind": tree.Column("source_kind"),
        "sourceNumber": tree.Column("source_number"),
    },
    "Plan": {"token": tree.Column("token"), "changes": Rows("@changes", PLAN_CHANGES)},
}
