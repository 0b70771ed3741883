"""An interaction is canceled or evaluated, and nothing else changes. Source: reference-documents.md §17, §19-20."""

from typing import Any

import pytest

from domain.change import Kind, Record
from tests.carnet import Carnet, id_of
from tests.replay import replay
from tests.schema.interactions.recording import codes, listed, logged, refused, send
from tests.schema.updating import unchanged

STATISTICS = "interactionStatistics { count cost durationMinutes lastAt lastAttemptAt }"
NOTHING = {"count": 0, "cost": "0", "durationMinutes": "0", "lastAt": None, "lastAttemptAt": None}
NOBODY = "interaction-00000000-0000-7000-8000-000000000000"


async def statistics(carnet: Carnet, contact: Record) -> dict[str, Any]:
    """Return what the interactions of a contact come to."""
    query = f"query ($id: ID!) {{ contact(id: $id) {{ {STATISTICS} }} }}"
    found: dict[str, Any] = (await carnet.ask(query, id=id_of(contact)))["contact"]["interactionStatistics"]
    return found


async def test_a_canceled_interaction_stays_and_does_not_count(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT)
    entry = await logged(carnet, contact)

    payload = await send(carnet, "cancelInteraction", id=entry["id"])

    assert (payload["errors"], payload["warnings"]) == ([], [])
    assert payload["interaction"] == {**entry, "canceled": True, "version": 2}
    assert await listed(carnet, contact, show="canceled") == [{"canceled": True}]
    assert await statistics(carnet, contact) == NOTHING
    again = await send(carnet, "cancelInteraction", id=entry["id"], canceled=False)
    assert again["interaction"] == {**entry, "version": 3}
    assert (await statistics(carnet, contact))["count"] == 1
    assert await replay(carnet) == []


async def test_canceling_twice_changes_nothing_more(carnet: Carnet) -> None:
    entry = await logged(carnet, await carnet.add(Kind.CONTACT))
    first = await send(carnet, "cancelInteraction", id=entry["id"])
    async with unchanged(carnet):
        second = await send(carnet, "cancelInteraction", id=entry["id"])
    assert (second["interaction"], second["changeSet"]) == (first["interaction"], None)


async def test_an_evaluation_is_given_changed_and_taken_away(carnet: Carnet) -> None:
    entry = await logged(carnet, await carnet.add(Kind.CONTACT), evaluation="NEUTRAL", attemptFailed=True)
    for given, expected in (
        ({"evaluation": "POSITIVE"}, ("POSITIVE", True)),
        ({"attemptFailed": False}, ("POSITIVE", False)),
        ({"evaluation": None, "attemptFailed": True}, (None, True)),
        ({"attemptFailed": None}, (None, False)),
        ({}, (None, False)),
    ):
        changed = (await send(carnet, "evaluateInteraction", id=entry["id"], **given))["interaction"]
        assert (changed["evaluation"], changed["attemptFailed"]) == expected
    assert changed == {**entry, "evaluation": None, "attemptFailed": False, "version": 5}
    assert await replay(carnet) == []


async def test_the_journal_tells_every_change_of_an_interaction(carnet: Carnet) -> None:
    entry = await logged(carnet, await carnet.add(Kind.CONTACT))
    await send(carnet, "evaluateInteraction", id=entry["id"], evaluation="NEGATIVE")
    query = """query ($id: ID!) { interaction(id: $id) { history(first: 1) { nodes {
        recordKind recordNumber field before after reason interaction { entryNumber } record { id } document { id }
        changeSet { operation } } } } }"""
    assert (await carnet.ask(query, id=entry["id"]))["interaction"]["history"]["nodes"] == [
        {
            "recordKind": "INTERACTION",
            "recordNumber": "1",
            "field": "evaluation",
            "before": None,
            "after": "NEGATIVE",
            "reason": "ENTERED",
            "interaction": {"entryNumber": 1},
            "record": None,
            "document": None,
            "changeSet": {"operation": "evaluateInteraction"},
        }
    ]


@pytest.mark.parametrize("wrong", ["", "x", NOBODY, "contact-00000000-0000-7000-8000-000000000000"])
@pytest.mark.parametrize("mutation", ["cancelInteraction", "evaluateInteraction"])
async def test_an_id_that_no_interaction_has_is_refused(carnet: Carnet, mutation: str, wrong: str) -> None:
    await logged(carnet, await carnet.add(Kind.CONTACT))
    assert await refused(carnet, mutation, id=wrong) == [("NOT_FOUND", "input.id")]


async def test_what_somebody_else_changed_meanwhile_is_not_overwritten(carnet: Carnet) -> None:
    entry = await logged(carnet, await carnet.add(Kind.CONTACT))
    await send(carnet, "evaluateInteraction", id=entry["id"], evaluation="NEGATIVE")
    asked = {"id": entry["id"], "expectedVersion": 1}
    assert await refused(carnet, "evaluateInteraction", **asked, evaluation="POSITIVE") == [("CONFLICT", "input")]
    assert (await send(carnet, "cancelInteraction", **asked))["interaction"]["canceled"] is True
    wrong = {"id": entry["id"], "expectedVersion": 9}
    assert await refused(carnet, "cancelInteraction", **wrong) == [("INVALID_VALUE", "input.expectedVersion")]


@pytest.mark.parametrize(
    ("mutation", "given", "other"),
    [
        ("cancelInteraction", {}, {"canceled": False}),
        ("evaluateInteraction", {"evaluation": "POSITIVE"}, {"evaluation": "NEGATIVE"}),
    ],
)
async def test_a_change_is_carried_out_once_per_key(
    carnet: Carnet, mutation: str, given: dict[str, Any], other: dict[str, Any]
) -> None:
    asked = {"id": (await logged(carnet, await carnet.add(Kind.CONTACT)))["id"], **given}
    first = await send(carnet, mutation, key="k", **asked)
    assert (await send(carnet, mutation, **{**asked, **other}))["errors"] == []
    async with unchanged(carnet):
        assert await send(carnet, mutation, key="k", **asked) == first
        reused = await send(carnet, mutation, key="k", **{**asked, **other})
    assert codes(reused) == [("KEY_REUSED", "idempotencyKey")]


async def test_statistics_count_persons_with_their_company_and_failed_attempts_only_as_attempts(carnet: Carnet) -> None:
    """Source: reference-documents.md §20, less its wart W10."""
    company = await carnet.add(Kind.CONTACT)
    person, stranger = await carnet.person(company), await carnet.person()
    assert await statistics(carnet, company) == NOTHING
    await logged(carnet, company, at="2026-01-01T00:00:00Z", cost="1.25", durationMinutes="3")
    await logged(carnet, person, at="2026-01-02T00:00:00Z", cost="2.5", durationMinutes="4", initiatedBy="THEM")
    await logged(carnet, person, at="2026-01-03T00:00:00Z", cost="4", durationMinutes="5", attemptFailed=True)
    last = await logged(carnet, person, at="2026-01-04T00:00:00Z", cost="8", durationMinutes="6")
    await send(carnet, "cancelInteraction", id=last["id"])
    await logged(carnet, stranger, at="2026-01-05T00:00:00Z")

    assert await statistics(carnet, company) == {
        "count": 3,
        "cost": "7.75",
        "durationMinutes": "12",
        "lastAt": "2026-01-02T00:00:00.000000Z",
        "lastAttemptAt": "2026-01-03T00:00:00.000000Z",
    }
    assert await statistics(carnet, person) == {
        "count": 2,
        "cost": "6.5",
        "durationMinutes": "9",
        "lastAt": "2026-01-02T00:00:00.000000Z",
        "lastAttemptAt": "2026-01-03T00:00:00.000000Z",
    }
