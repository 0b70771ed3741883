"""Whatever is edited in whatever star: what is planned keeps linked cards equal, and does no more than that."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings

from domain.change import Change, Kind, Reason
from domain.sync.fields import SHARED_FIELDS, Direction, shared_on
from domain.sync.inheritance import INHERITABLE
from domain.sync.names import PARTS
from domain.sync.star import Star
from tests.domain.sync.scenarios import KEPT_BY_ITS_CARD, Scenario, differences, scenarios

EXAMPLES = scenarios()


def every_edit(test: Callable[..., None]) -> Any:
    """Run a test for many random edits."""
    return settings(max_examples=300)(given(EXAMPLES)(test))


@every_edit
def test_linked_cards_that_were_equal_are_equal_afterwards(scenario: Scenario) -> None:
    assert differences(scenario.star) == []
    assert differences(scenario.afterwards(scenario.plan().changes).star) == []


@every_edit
def test_each_field_of_each_record_changes_once_and_to_another_value(scenario: Scenario) -> None:
    changes = scenario.plan().changes
    assert Counter((change.record.id, change.field) for change in changes).most_common(1) in ([], _once(changes))
    assert [change for change in changes if change.before == change.after] == []
    assert [change for change in changes if change.record.values[change.field] != change.before] == []


def _once(changes: tuple[Change, ...]) -> list[tuple[tuple[str, str], int]]:
    return [((changes[0].record.id, changes[0].field), 1)] if changes else []


@every_edit
def test_the_changes_of_one_record_stand_together_and_the_edited_record_stands_first(scenario: Scenario) -> None:
    reached = [change.record.id for change in scenario.plan().changes]
    assert sorted(reached, key=reached.index) == reached
    asked = {name for name, value in scenario.asked.items() if value != scenario.edited.values[name]}
    assert not asked or reached[0] == scenario.edited.id


@every_edit
def test_the_edited_record_gets_exactly_what_was_asked(scenario: Scenario) -> None:
    edited = scenario.afterwards(scenario.plan().changes).edited
    assert {name: edited.values[name] for name in scenario.asked} == scenario.asked


@every_edit
def test_an_edit_that_was_carried_out_has_nothing_left_to_do(scenario: Scenario) -> None:
    assert scenario.afterwards(scenario.plan().changes).plan().changes == ()


@every_edit
def test_only_changed_fields_travel(scenario: Scenario) -> None:
    changes = scenario.plan().changes
    for change in changes:
        if change.reason is Reason.SYNCHRONISED:
            assert change.source is not None
            shared = shared_on(change.record.kind, change.field)
            assert shared is not None
            origins = {scenario.edited.id, change.source.id}
            fields = {other.field for other in changes if other.record.id in origins}
            assert fields & set(shared.on.values())
        if change.reason is Reason.INHERITED:
            assert change.field in INHERITABLE


@every_edit
def test_what_already_differs_stays_as_it_is_unless_that_field_is_edited(scenario: Scenario) -> None:
    drifted = replace(
        scenario,
        star=replace(
            scenario.star,
            cards=tuple(
                card if card.id == scenario.edited.id else replace(card, values={**card.values, "fax": "drifted"})
                for card in scenario.star.cards
            ),
        ),
    )
    if "fax" not in scenario.asked:
        assert [change for change in drifted.plan().changes if change.field == "fax"] == []


@every_edit
def test_what_a_card_keeps_for_itself_changes_on_the_edited_card_only(scenario: Scenario) -> None:
    own = {*KEPT_BY_ITS_CARD, "blocked", "number", "billing.creditLimit", "iban", "bankAccountNumber"}
    own -= {"blocked"} if "privacyBlocked" in scenario.asked else set()
    elsewhere = [change for change in scenario.plan().changes if change.record.id != scenario.edited.id]
    assert {change.field for change in elsewhere} & own == set()


@every_edit
def test_contact_type_and_privacy_never_go_from_a_card_to_its_contact(scenario: Scenario) -> None:
    if scenario.edited.kind in {Kind.CUSTOMER, Kind.VENDOR} and scenario.star.hub:
        asked = {"privacyBlocked": True} | ({"contactType": "PERSON"} if scenario.edited.kind is Kind.CUSTOMER else {})
        changes = replace(scenario, asked=asked).plan().changes
        assert {change.record.id for change in changes} <= {scenario.edited.id}


@every_edit
def test_a_person_has_the_parts_of_its_name_and_a_company_has_none(scenario: Scenario) -> None:
    star = scenario.afterwards(scenario.plan().changes).star
    for contact in (star, *star.persons):
        if contact.hub:
            parts = [contact.hub.values[part] for part in PARTS]
            whole = " ".join(str(part) for part in parts if part)
            if contact.hub.values["type"] == "COMPANY":
                assert parts == [None, None, None]
            else:
                assert whole in {"", contact.hub.values["name"]}


@pytest.mark.parametrize("code", [shared.code for shared in SHARED_FIELDS])
def test_a_target_that_is_forgotten_is_found(code: str) -> None:
    """The control of this page: a table that skips one kind of card leaves it different, and that is seen."""
    faulty = tuple(
        replace(shared, rules=dict.fromkeys(shared.rules, Direction.NEVER)) if shared.code == code else shared
        for shared in SHARED_FIELDS
    )

    def afterwards(scenario: Scenario) -> Star:
        forgetful = replace(scenario, around=replace(scenario.around, rules=faulty))
        return forgetful.afterwards(forgetful.plan().changes).star

    found = find(
        EXAMPLES,
        lambda scenario: bool(differences(afterwards(scenario))),
        settings=settings(phases=[Phase.generate], max_examples=5_000, suppress_health_check=list(HealthCheck)),
    )
    assert {shared for shared, _ in differences(afterwards(found))} == {code}
