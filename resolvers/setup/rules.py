"""Say how the rules of synchronisation are read, and change them."""

from typing import Any

from db.reading import tree
from domain.change import CARD_KINDS, Kind
from domain.setup_changes import sync_rules
from domain.setup_changes.sync_rules import RuleCall
from domain.sync.fields import SHARED_FIELDS
from resolvers.reading.declarations import Brought, Fields, Keyed, Listed, Rows
from resolvers.requests import Answer, ResolveInfo
from resolvers.setup.answers import payload
from resolvers.updates import carry_out


def _in_force() -> str:
    """Write the rules in force as a table: those of `domain.sync.fields`, and what an administrator made of them."""
    ruled = [(kind, shared) for kind in CARD_KINDS for shared in SHARED_FIELDS if kind in shared.on]
    rows = ", ".join(
        f"({at}, '{kind}', '{shared.code}', '{shared.rules[kind]}', '{shared.on[Kind.CONTACT]}', '{shared.on[kind]}')"
        for at, (kind, shared) in enumerate(ruled)
    )
    return f"""(WITH d(position, kind, field, direction, contact_name, card_name) AS (VALUES {rows})
        SELECT d.position, d.kind, d.field, d.kind || '.' || d.field AS name, d.contact_name, d.card_name,
            coalesce(r.direction, d.direction) AS direction, r.direction IS NOT NULL AS is_changed
        FROM d LEFT JOIN sync_rule r ON r.kind = d.kind AND r.field = d.field)"""


IN_FORCE = _in_force()
RULES = Listed(tree.Source(f"{IN_FORCE} {{t}}"), (tree.Order("position"),), {"kind": "kind"})

QUERY: Fields = {"syncRules": RULES}
PAYLOADS: dict[str, Fields] = {
    "SyncRulePayload": {
        **payload("syncRule", Keyed("@record", IN_FORCE, column="name", kind="text")),
        "plan": Rows("@plan", {"token": "text"}, "one"),
        "differingCount": Brought(),
    },
}
TYPES: dict[str, Fields] = {
    "SyncRule": {"kind": tree.Column("kind"), "field": tree.Column("field"), "direction": tree.Column("direction")},
}


async def update_sync_rule(info: ResolveInfo, **options: Any) -> Answer:
    """Change how a shared field behaves along one kind of link."""
    call = RuleCall(operation="updateSyncRule", actor=info.context.actor, **options)
    return await carry_out(info, sync_rules.update_sync_rule, call)
