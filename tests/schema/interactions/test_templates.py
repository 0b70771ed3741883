"""Templates, their groups, and which template records which operation. Source: reference-documents.md §18."""

from typing import Any

import pytest

from tests.carnet import Carnet, Kind
from tests.schema.interactions.recording import logged
from tests.schema.setup.saving import refused, saved

ROWS = (
    "salesQuotes",
    "salesOrders",
    "salesBlanketOrders",
    "purchaseQuotes",
    "purchaseOrders",
    "purchaseBlanketOrders",
    "serviceOrdersCreated",
    "emails",
    "outgoingCalls",
)
STANDARD = ("S-QUOTE", "S-ORDER", "S-BLANKET", "P-QUOTE", "P-ORDER", "P-BLANKET", "SERVICE", "EMAIL", "OUTGOING")
SETUP = f"{{ interactionTemplateSetup {{ {' '.join(f'{row} {{ code }}' for row in ROWS)} }} }}"
NEW = {
    "code": "FAIR",
    "groupCode": "FAIRS",
    "description": "Met at a fair",
    "unitCost": "0",
    "unitDurationMinutes": "0",
    "informationFlow": None,
    "initiatedBy": None,
}


async def test_a_new_database_records_every_operation(carnet: Carnet) -> None:
    setup = (await carnet.ask(SETUP))["interactionTemplateSetup"]
    assert [setup[row]["code"] for row in ROWS] == list(STANDARD)
    found = await carnet.ask("{ interactionTemplates { code groupCode } interactionGroups { code } }")
    groups = {group["code"] for group in found["interactionGroups"]}
    templates = [template["code"] for template in found["interactionTemplates"]]
    assert templates == sorted([*STANDARD, "INCOMING", "INHOUSE", "ONSITE"])
    assert {template["groupCode"] for template in found["interactionTemplates"]} == groups


async def test_a_template_is_created_with_its_group_and_changed(carnet: Carnet) -> None:
    given = {"code": "fair ", "groupCode": "fairs", "description": "Met at a fair"}
    assert await saved(carnet, "saveInteractionTemplate", **given) == NEW
    more = {"unitCost": "3.5", "unitDurationMinutes": "20", "informationFlow": "INBOUND", "initiatedBy": "THEM"}
    assert await saved(carnet, "saveInteractionTemplate", **given, **more) == {**NEW, **more}
    assert await saved(carnet, "saveInteractionTemplate", **given) == {**NEW, **more}, "what is left out stays"
    cleared = {"informationFlow": None, "initiatedBy": None}
    assert await saved(carnet, "saveInteractionTemplate", **given, **cleared) == {**NEW, **more, **cleared}
    groups = (await carnet.ask("{ interactionGroups { code description } }"))["interactionGroups"]
    assert [group for group in groups if group["code"] == "FAIRS"] == [{"code": "FAIRS", "description": None}]


async def test_a_group_is_created_and_changed(carnet: Carnet) -> None:
    assert await saved(carnet, "saveInteractionGroup", code="fairs") == {"code": "FAIRS", "description": None}
    named = {"code": "FAIRS", "description": "Fairs"}
    assert await saved(carnet, "saveInteractionGroup", **named) == named
    assert await saved(carnet, "saveInteractionTemplate", **{**NEW, "unitCost": "1"}) == {**NEW, "unitCost": "1"}
    groups = (await carnet.ask("{ interactionGroups { code description } }"))["interactionGroups"]
    assert [group for group in groups if group["code"] == "FAIRS"] == [named]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"code": ""}, [("REQUIRED", "input.code")]),
        ({"code": "X" * 11}, [("VALUE_TOO_LONG", "input.code")]),
        ({"groupCode": " "}, [("REQUIRED", "input.groupCode")]),
        ({"groupCode": "X" * 11}, [("VALUE_TOO_LONG", "input.groupCode")]),
        ({"description": ""}, [("REQUIRED", "input.description")]),
        ({"unitCost": "-1"}, [("INVALID_VALUE", "input.unitCost")]),
        ({"unitDurationMinutes": None}, [("REQUIRED", "input.unitDurationMinutes")]),
    ],
)
async def test_a_wrong_template_is_refused_and_makes_no_group(
    carnet: Carnet, given: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    asked = {"code": "FAIR", "groupCode": "FAIRS", "description": "Met at a fair", **given}
    assert await refused(carnet, "saveInteractionTemplate", **asked) == expected


async def test_each_row_of_the_set_up_is_changed_alone(carnet: Carnet) -> None:
    for row in ROWS:
        setup = await saved(carnet, "updateInteractionTemplateSetup", **{f"{row}Code": "onsite"})
        assert setup[row] == {"code": "ONSITE"}
    assert {str(value) for value in setup.values()} == {"{'code': 'ONSITE'}"}
    setup = await saved(carnet, "updateInteractionTemplateSetup", emailsCode=None, outgoingCallsCode="")
    assert [row for row in ROWS if setup[row] is None] == ["emails", "outgoingCalls"]


async def test_a_row_names_a_template_that_exists(carnet: Carnet) -> None:
    assert await refused(carnet, "updateInteractionTemplateSetup", salesQuotesCode="X", emailsCode="Y" * 11) == [
        ("INVALID_VALUE", "input.salesQuotesCode"),
        ("VALUE_TOO_LONG", "input.emailsCode"),
    ]


async def test_what_was_recorded_keeps_what_its_template_said_then(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT)
    before = await logged(carnet, contact)
    await saved(carnet, "saveInteractionTemplate", code="ONSITE", groupCode="FAIRS", description="At a fair")
    after = await logged(carnet, contact)
    assert [(entry["description"], entry["groupCode"]) for entry in (before, after)] == [
        ("Meeting at the contact", "MEETING"),
        ("At a fair", "FAIRS"),
    ]


async def test_templates_and_groups_sum_up_what_was_recorded_by_them(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT)
    await logged(carnet, contact, cost="1.5", durationMinutes="2")
    await logged(carnet, contact, templateCode="INHOUSE", cost="2", durationMinutes="3")
    shown = "code statistics { count cost durationMinutes }"
    found = await carnet.ask(f"{{ interactionTemplates {{ {shown} }} interactionGroups {{ {shown} }} }}")
    counted = {
        each["code"]: tuple(each["statistics"].values())
        for each in (*found["interactionTemplates"], *found["interactionGroups"])
        if each["statistics"]["count"]
    }
    assert counted == {"ONSITE": (1, "1.5", "2"), "INHOUSE": (1, "2", "3"), "MEETING": (2, "3.5", "5")}
