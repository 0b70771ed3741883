"""Say how interaction templates, their groups and the set-up that names them are read, and change them."""

from collections.abc import Mapping
from typing import Any

from pydantic.alias_generators import to_snake

from db.interactions import InteractionGroup, InteractionTemplate
from db.reading import tree
from domain.interactions.operations import SETUP_ROWS
from domain.setup_changes import interactions
from resolvers.cards import key_source
from resolvers.interactions import statistics
from resolvers.reading.declarations import Fields, Listed, Related
from resolvers.requests import Answer, ResolveInfo
from resolvers.setup.answers import identified, payload, save, saved

_BY_CODE = (tree.Order("code"),)
_SETUP = Related(tree.Source("interaction_template_setup {t}"))

QUERY: Fields = {
    "interactionGroups": Listed(tree.Source("interaction_group {t}"), _BY_CODE),
    "interactionTemplates": Listed(tree.Source("interaction_template {t}"), _BY_CODE),
    "interactionTemplateSetup": _SETUP,
}
PAYLOADS: dict[str, Fields] = {
    "InteractionGroupPayload": payload("interactionGroup", saved("interaction_group")),
    "InteractionTemplatePayload": payload("interactionTemplate", saved("interaction_template")),
    "InteractionTemplateSetupPayload": payload("interactionTemplateSetup", _SETUP),
}
_TEMPLATE = ("code", "groupCode", "description", "unitCost", "unitDurationMinutes", "informationFlow", "initiatedBy")
TYPES: dict[str, Fields] = {
    "InteractionGroup": {
        **identified("InteractionGroup", InteractionGroup, "code", "description"),
        "statistics": statistics("interaction i WHERE i.group_code = {p}.code"),
    },
    "InteractionTemplate": {
        **identified("InteractionTemplate", InteractionTemplate, *_TEMPLATE),
        "statistics": statistics("interaction i WHERE i.template_code = {p}.code"),
    },
    "InteractionTemplateSetup": {
        row: Related(key_source("interaction_template", f"{to_snake(row)}_id"))
        for row in dict.fromkeys(SETUP_ROWS.values())
    },
}


async def save_interaction_group(info: ResolveInfo, given: Mapping[str, Any], key: str | None) -> Answer:
    """Create or change a group of interaction templates."""
    return await save(info, interactions.save_interaction_group, "saveInteractionGroup", given, key)


async def save_interaction_template(info: ResolveInfo, given: Mapping[str, Any], key: str | None) -> Answer:
    """Create or change an interaction template."""
    return await save(info, interactions.save_interaction_template, "saveInteractionTemplate", given, key)


async def update_interaction_template_setup(info: ResolveInfo, given: Mapping[str, Any], key: str | None) -> Answer:
    """Change which template records which operation."""
    return await save(
        info, interactions.update_interaction_template_setup, "updateInteractionTemplateSetup", given, key
    )
