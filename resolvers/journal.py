"""Declare how the journal is read: change sets, field changes, and the changes of a plan that was not carried out."""

from collections.abc import Mapping

from db.journal import ChangeSet, FieldChange
from db.reading import tree
from domain.ids import PREFIXES
from resolvers.reading.declarations import Fields, Listed, Orders, Paged, Related, Rows, Switched, columns

_CHANGES = "field_change {t} JOIN change_set s{t} ON s{t}.id = {t}.change_set_id"
_WITH_SET = {"at": "s{t}.at", "actor": "s{t}.actor"}
_NEWEST = (tree.Order("record_version", True, "integer"), tree.Order("position", True, "integer", True))  # noqa: FBT003
_LATEST = (tree.Order("at", True, "instant"), tree.Order("id", True, "id", True))  # noqa: FBT003

HISTORY = Paged(
    tree.Source(_CHANGES, "{t}.record_id = {p}.id", computed=_WITH_SET), Orders({}, default=_NEWEST, tie=_NEWEST[1])
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
            tree.Source(_CHANGES, "{t}.change_set_id = {p}.id", computed=_WITH_SET), (tree.Order("position"),)
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
        **columns(FieldChange, "recordKind", "recordNumber", "field", "before", "after", "reason"),
        **columns(FieldChange, "sourceKind", "sourceNumber"),
    },
    "Plan": {"token": tree.Column("token"), "changes": Rows("@changes", PLAN_CHANGES)},
}
