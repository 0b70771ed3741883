"""Say how the differences between linked records are found, and mend them. Source: product.md §2.12.

A difference is a shared field in which a card does not hold what its contact does, although the rule in force carries
the contact's value to it. `domain.consistency` finds the same for the command line.
"""

from collections.abc import Iterable
from typing import Any

from db.reading import tree
from db.types import Flag
from domain.change import CARD_KINDS, Kind
from domain.fields import FIELDS
from domain.repairing import Repair, repair_differences
from domain.sync.fields import SHARED_FIELDS, SharedField
from domain.tables import TABLES, link_column
from resolvers.cards import key_source
from resolvers.reading.declarations import Fields, Orders, Paged, Related
from resolvers.requests import Answer, ResolveInfo
from resolvers.setup.rules import IN_FORCE
from resolvers.updates import carry_out

_COMPARED = f"(SELECT * FROM {IN_FORCE} i WHERE direction IN ('BOTH', 'CONTACT_TO_CARD'))"
_EMPTY = "CASE WHEN {p}.field = 'PRIVACY_BLOCKED' THEN 'false' END"
"""What holds without being told: a new record is told of its values only."""


def _text(row: str, kind: Kind, shared: SharedField) -> str:
    """Write a record's value as the journal does."""
    column = TABLES[kind].c[FIELDS[kind][shared.on[kind]].column]
    is_flag = isinstance(column.type, Flag)
    return f"CASE WHEN {row}.{column.name} THEN 'true' ELSE 'false' END" if is_flag else f"{row}.{column.name}"


def _of_field(shared: Iterable[SharedField], texts: Iterable[str]) -> str:
    """Choose one of these texts by the field of the rule."""
    choices = " ".join(f"WHEN '{each.code}' THEN {text}" for each, text in zip(shared, texts, strict=True))
    return f"CASE d.field {choices} END"


def _differing(kind: Kind) -> str:
    """Select the differences of one kind of link: first pairs that differ anywhere, then their fields by the rules."""
    shared = [each for each in SHARED_FIELDS if kind in each.on]
    pairs = [(_text("c", Kind.CONTACT, each), _text("k", kind, each)) for each in shared]
    anywhere = " OR ".join(f"{ours} IS DISTINCT FROM {theirs}" for ours, theirs in pairs)
    ours, theirs = (_of_field(shared, texts) for texts in zip(*pairs, strict=True))
    return f"""SELECT {CARD_KINDS.index(kind)} AS kind_place, l.kind AS kind, c.number AS number,
            d.position AS position,
            CAST(l.id AS text) || d.field AS id, l.id AS link_id, d.field AS field, c.id AS contact_id, k.id AS card_id,
            d.contact_name AS contact_name, d.card_name AS card_name, d.is_changed AS is_changed,
            {ours} AS contact_value, {theirs} AS card_value
        FROM contact_relation l JOIN contact c ON c.id = l.contact_id
            JOIN {TABLES[kind].name} k ON k.id = l.{link_column(kind)}
            JOIN {_COMPARED} d ON d.kind = l.kind
        WHERE l.kind = '{kind}' AND ({anywhere}) AND {ours} IS DISTINCT FROM {theirs}"""


_DIFFERENCES = f"({' UNION ALL '.join(map(_differing, CARD_KINDS))})"
_ORDER = (
    tree.Order("kind_place", form="integer"),
    tree.Order("number"),
    tree.Order("position", form="integer"),
    tree.Order("id", unique=True),
)
DIFFERENCES = Paged(
    tree.Source(f"{_DIFFERENCES} {{t}}"), Orders({}, default=_ORDER, tie=_ORDER[-1]), narrowed={"kind": "kind"}
)
CONSISTENCY = Related(
    tree.Source(f"""(SELECT (SELECT count(*) FROM contact_relation WHERE kind IS NOT NULL) AS links,
        (SELECT CAST(coalesce(sum(n.pairs * f.fields), 0) AS integer)
            FROM (SELECT kind, count(*) AS pairs FROM contact_relation WHERE kind IS NOT NULL GROUP BY kind) n
            JOIN (SELECT kind, count(*) AS fields FROM {_COMPARED} d GROUP BY kind) f ON f.kind = n.kind
        ) AS compared_fields,
        (SELECT count(*) FROM {_DIFFERENCES} f) AS differences, {{now}} AS checked_at) {{t}}""")
)


def _told(side: str, what: str) -> str:
    """Select what the journal told last of a field of one side."""
    return f"""(SELECT {what} FROM record_change r JOIN change_set s ON s.id = r.change_set_id
        CROSS JOIN {{each r.changes e}}
        WHERE r.record_id = {{p}}.{side}_id AND e.value ->> 0 = {{p}}.{side}_name
        ORDER BY r.record_version DESC, r.position + e.key DESC LIMIT 1)"""


def _is_outside(side: str) -> str:
    return f"coalesce({_told(side, 'e.value ->> 2')}, {_EMPTY}) IS DISTINCT FROM {{p}}.{side}_value"


def _is_imported(side: str) -> str:
    return f"{_told(side, 's.operation')} = 'import'"


_CAUSE = f"""CASE WHEN {_is_outside("contact")} OR {_is_outside("card")} THEN 'CHANGED_OUTSIDE'
    WHEN {_is_imported("contact")} OR {_is_imported("card")} THEN 'IMPORTED'
    WHEN {{p}}.is_changed THEN 'RULE_CHANGED' ELSE 'UNKNOWN' END"""

QUERY: Fields = {"differences": DIFFERENCES, "consistency": CONSISTENCY}
TYPES: dict[str, Fields] = {
    "Difference": {
        "link": Related(key_source("contact_relation", "link_id")),
        "field": tree.Column("field"),
        "contactValue": tree.Column("contact_value"),
        "cardValue": tree.Column("card_value"),
        "cause": tree.Scalar(_CAUSE),
    },
    "Consistency": {
        "links": tree.Column("links", "integer"),
        "comparedFields": tree.Column("compared_fields", "integer"),
        "differences": tree.Column("differences", "integer"),
        "checkedAt": tree.Column("checked_at", "instant"),
    },
}


async def repair(info: ResolveInfo, **options: Any) -> Answer:
    """Mend differences."""
    call = Repair(operation="repairDifferences", actor=info.context.actor, **options)
    return await carry_out(info, repair_differences, call)
