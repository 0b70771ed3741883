"""A phone call is recorded with the number that was called. Source: reference-documents.md §16.2."""

from typing import Any

import pytest

from tests.carnet import Carnet, Kind, id_of
from tests.replay import replay
from tests.schema.interactions.recording import BY_HAND, codes, logged, refused, send
from tests.schema.interactions.setting_up import unset

NUMBERS: list[tuple[dict[str, Any], dict[str, Any], str | None, str]] = [
    ({"phone": "1111", "mobilePhone": "2222"}, {"phone": "3333"}, "4444", "4444"),
    ({"phone": "1111", "mobilePhone": "2222"}, {"phone": "3333"}, None, "1111"),
    ({"phone": "1111", "mobilePhone": "2222"}, {"phone": "3333"}, "", "1111"),
    ({"mobilePhone": "2222"}, {"phone": "3333"}, None, "2222"),
    ({}, {"phone": "3333", "mobilePhone": "5555"}, None, "3333"),
    ({}, {"mobilePhone": "5555"}, None, "5555"),
]


async def test_a_call_is_recorded_by_the_template_of_the_set_up(carnet: Carnet) -> None:
    company = await carnet.add(Kind.CONTACT, phone="+49 431 555123")
    entry = await logged(carnet, company, "logPhoneCall", description="About chairs")
    assert entry == {
        **BY_HAND,
        "id": entry["id"],
        "contact": {"number": company.number},
        "company": {"number": company.number},
        "contactNumber": company.number,
        "contactName": company.values["name"],
        "description": "About chairs",
        "templateCode": "OUTGOING",
        "groupCode": "PHONE",
        "informationFlow": "OUTBOUND",
        "initiatedBy": "US",
        "contactVia": "+49 431 555123",
        "cost": "1",
        "durationMinutes": "15",
    }
    assert await replay(carnet) == []


async def test_evaluation_failed_attempt_and_duration_are_recorded(carnet: Carnet) -> None:
    given = {"description": "Nobody there", "evaluation": "NEGATIVE", "attemptFailed": True, "durationMinutes": "0.5"}
    entry = await logged(carnet, await carnet.add(Kind.CONTACT, phone="0431 555"), "logPhoneCall", **given)
    assert {name: entry[name] for name in given} == given


@pytest.mark.parametrize(("own", "companys", "given", "called"), NUMBERS)
async def test_the_first_number_there_is_was_called(
    carnet: Carnet, own: dict[str, Any], companys: dict[str, Any], given: str | None, called: str
) -> None:
    person = await carnet.person(await carnet.add(Kind.CONTACT, **companys), **own)
    assert (await logged(carnet, person, "logPhoneCall", description="Hello", phone=given))["contactVia"] == called


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"description": "Hello", "phone": "\0"}, [("INVALID_VALUE", "input.phone")]),
        ({"description": "Hello", "phone": "1" * 100_000}, [("VALUE_TOO_LONG", "input.phone")]),
        ({"description": "Hello"}, [("PHONE_NUMBER_REQUIRED", "input.phone")]),
        ({"description": " ", "phone": "x"}, [("REQUIRED", "input.description"), ("INVALID_PHONE", "input.phone")]),
        ({"description": "x" * 101, "phone": "0431 555"}, [("VALUE_TOO_LONG", "input.description")]),
        (
            {"description": "Hello", "durationMinutes": "-1"},
            [("INVALID_VALUE", "input.durationMinutes"), ("PHONE_NUMBER_REQUIRED", "input.phone")],
        ),
    ],
)
async def test_a_wrong_value_is_refused_and_nothing_is_recorded(
    carnet: Carnet, given: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    contact = await carnet.add(Kind.CONTACT)
    assert await refused(carnet, "logPhoneCall", contactId=id_of(contact), **given) == expected


async def test_without_a_template_in_the_set_up_the_payload_says_that_nothing_was_recorded(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT, phone="0431 555")
    await unset(carnet, "outgoingCalls")
    payload = await send(carnet, "logPhoneCall", contactId=id_of(contact), description="Hello", language="fr")
    assert (payload["interaction"], payload["errors"], payload["changeSet"]) == (None, [], None)
    assert codes(payload, "warnings") == [("INTERACTION_NOT_LOGGED", "")]
    assert payload["warnings"][0]["message"].startswith("Rien n'a été enregistré : interactionTemplateSetup")
    assert "outgoingCalls" in payload["warnings"][0]["message"]
