"""Say how the journal tells why a field holds its value: change by change, back to where it was first entered.

Source: product.md §2.9. A change that came from another record leads on to the change of that record's field, in the
same change set or before.
"""

from db.reading import tree
from resolvers.journal import RECORDS
from resolvers.reading.declarations import FieldOf, Fields, Listed, Recorded

LONGEST = 50
"""Changes that a chain has at the most."""
_CAUSE = "({json r.causes} -> CAST(e.value ->> 3 AS integer))"
_FIELDS = "CASE r.record_kind || '.' || (e.value ->> 0) {} ELSE e.value ->> 0 END".format(
    " ".join(
        f"WHEN '{kind}.{name}' THEN '{source}'"
        for kind, name, source in (
            ("CUSTOMER", "contactType", "type"),
            ("CONTACT", "type", "contactType"),
            ("CUSTOMER", "contactName", "name"),
            ("VENDOR", "contactName", "name"),
            ("CUSTOMER", "blocked", "privacyBlocked"),
            ("VENDOR", "blocked", "privacyBlocked"),
        )
    )
)
"""The field of the source: of the same name, but for these."""
_IN_SET = f"""(SELECT q.record_id FROM record_change q WHERE q.change_set_id = r.change_set_id
    AND q.record_kind = {_CAUSE} ->> 1 AND q.record_number = {_CAUSE} ->> 2 LIMIT 1)"""
_BY_NUMBER = " ".join(
    f"WHEN '{kind}' THEN (SELECT q.id FROM {table} q WHERE q.number = {_CAUSE} ->> 2)"
    for kind, (_, table) in RECORDS.items()
)
_THEN = """(SELECT f.value ->> 1 FROM record_change n CROSS JOIN {each n.changes f} WHERE n.record_id = k.id
    AND n.change_set_id > r.change_set_id AND f.value ->> 0 = 'number' ORDER BY n.record_version LIMIT 1)"""
_NUMBERED = f"""(SELECT k.id FROM (SELECT CASE {_CAUSE} ->> 1 {_BY_NUMBER} END AS id) k
    WHERE coalesce({_THEN}, {_CAUSE} ->> 2) = {_CAUSE} ->> 2)"""
"""The record that has the source's number and had it then: numbers are changed, and given to others."""
_STEP = f"""r.change_set_id, r.record_kind, r.record_id, r.record_number, r.position + e.key, e.value ->> 0,
    e.value ->> 1, e.value ->> 2, {_CAUSE} ->> 0, {_CAUSE} ->> 1, {_CAUSE} ->> 2,
    CASE WHEN {_CAUSE} ->> 1 IS NULL THEN NULL
        ELSE coalesce({_IN_SET}, {_NUMBERED}) END, {_FIELDS}"""


def _newest(record: str, name: str, until: str) -> str:
    """Select the version that last changed a field."""
    return f"""(SELECT max(n.record_version) FROM record_change n CROSS JOIN {{each n.changes f}}
        WHERE n.record_id = {record} AND f.value ->> 0 = {name}{until})"""


_CHAIN = f"""(WITH RECURSIVE chain(depth, change_set_id, record_kind, record_id, record_number, position, field, before,
            after, reason, source_kind, source_number, source_id, source_field) AS (
        SELECT 1, {_STEP} FROM record_change r CROSS JOIN {{each r.changes e}}
            WHERE r.record_id = {{p}}.key AND e.value ->> 0 = {{p}}.field
                AND r.record_version = {_newest("{p}.key", "{p}.field", "")}
        UNION ALL
        SELECT c.depth + 1, {_STEP}
            FROM chain c JOIN record_change r ON r.record_id = c.source_id CROSS JOIN {{each r.changes e}}
            WHERE c.depth < {LONGEST} AND e.value ->> 0 = c.source_field AND r.record_version =
                {_newest("c.source_id", "c.source_field", " AND n.change_set_id <= c.change_set_id")})
    SELECT chain.*, s.at, s.actor FROM chain JOIN change_set s ON s.id = chain.change_set_id)"""
_VALUE = """(SELECT e.value ->> 2 FROM record_change r CROSS JOIN {each r.changes e}
    WHERE r.record_id = {t}.key AND e.value ->> 0 = {t}.field ORDER BY r.record_version DESC LIMIT 1)"""

QUERY: Fields = {
    "provenance": FieldOf(
        "EXISTS (SELECT 1 FROM record_change r WHERE r.record_id = {t}.key AND r.record_kind = {t}.kind)",
        {"value": _VALUE},
    )
}
TYPES: dict[str, Fields] = {
    "Provenance": {
        "field": tree.Column("field"),
        "value": Recorded("value"),
        "chain": Listed(tree.Source(f"{_CHAIN} {{t}}"), (tree.Order("depth"),)),
    },
}
