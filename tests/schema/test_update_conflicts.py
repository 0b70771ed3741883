"""Two people edit one record: what only one of them touched is merged, what both touched is refused with both values.

Source: product.md §2.10.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from domain.change import Kind, Record
from tests.carnet import Carnet
from tests.schema.updating import changed, refused, unchanged, update, versions


async def _read_then_changed_by_another(carnet: Carnet, by_another: dict[str, Any]) -> Record:
    """Store a contact at version 1, which the caller has read, and change it to version 2."""
    values = {"name": "Nordlicht GmbH", "phone": "030 1234", "address_city": "Kiel"}
    contact, *_ = await carnet.star(**values)
    assert await changed(carnet, contact, by_another) != []
    return contact


async def _stored(carnet: Carnet, record: Record, *fields: str) -> list[Any]:
    values = (await carnet.stored(record)).values
    return [values[field] for field in fields]


async def test_an_edit_of_the_version_that_was_read_is_carried_out(carnet: Carnet) -> None:
    contact, *_ = await carnet.star(phone="030 1234")
    await changed(carnet, contact, {"phone": "030 5678"}, expected_version=1)
    await changed(carnet, contact, {"phone": "030 9999"}, expected_version=2)
    assert await _stored(carnet, contact, "phone") == ["030 9999"]


async def test_changes_of_other_fields_meanwhile_are_kept(carnet: Carnet) -> None:
    contact = await _read_then_changed_by_another(carnet, {"phone": "030 5678"})
    assert {change[1] for change in await changed(carnet, contact, {"name2": "Werk 1"}, expected_version=1)} == {
        "name2"
    }
    assert await _stored(carnet, contact, "phone", "name2") == ["030 5678", "Werk 1"]


async def test_the_same_field_changed_to_another_value_is_a_conflict_that_tells_both_sides(carnet: Carnet) -> None:
    contact = await _read_then_changed_by_another(carnet, {"phone": "030 5678"})
    async with unchanged(carnet):
        payload = await update(carnet, contact, {"phone": "030 9999", "name2": "Werk 1"}, expected_version=1)
    (error,) = payload["errors"]
    assert (error["code"], error["path"]) == ("CONFLICT", ["input"])
    assert "expectedVersion 2" in error["message"]
    (conflict,) = error["conflicts"]
    at = datetime.fromisoformat(conflict.pop("changedAt"))
    assert timedelta(0) <= datetime.now(UTC) - at < timedelta(minutes=1)
    assert conflict == {
        "field": "phone",
        "base": "030 1234",
        "yours": "030 9999",
        "theirs": "030 5678",
        "changedBy": "anonymous",
    }
    assert (payload["changeSet"], payload["record"]["version"]) == (None, 2)


async def test_every_field_in_conflict_is_told_with_its_value_at_the_version_that_was_read(carnet: Carnet) -> None:
    contact = await _read_then_changed_by_another(carnet, {"phone": "030 5678", "address.city": None})
    await changed(carnet, contact, {"phone": "030 7777"})
    asked = {"phone": None, "address.city": "Köln", "fax": "030 111"}
    async with unchanged(carnet):
        payload = await update(carnet, contact, asked, expected_version=1)
    found = [
        tuple(conflict[key] for key in ("field", "base", "yours", "theirs"))
        for error in payload["errors"]
        for conflict in error["conflicts"]
    ]
    assert sorted(found) == [
        ("address.city", "Kiel", "Köln", None),
        ("phone", "030 1234", None, "030 7777"),
    ]


async def test_after_a_conflict_the_edit_is_sent_again_with_the_version_that_was_told(carnet: Carnet) -> None:
    contact = await _read_then_changed_by_another(carnet, {"phone": "030 5678"})
    assert await refused(carnet, contact, {"phone": "030 9999"}, expected_version=1) == [("CONFLICT", "input")]
    await changed(carnet, contact, {"phone": "030 9999"}, expected_version=2)
    assert await _stored(carnet, contact, "phone") == ["030 9999"]


async def test_both_gave_the_same_value_so_nothing_is_left_to_do(carnet: Carnet) -> None:
    contact = await _read_then_changed_by_another(carnet, {"phone": "030 5678"})
    async with unchanged(carnet):
        assert await changed(carnet, contact, {"phone": "030 5678"}, expected_version=1) == []


async def test_a_form_that_sends_back_what_it_read_keeps_what_others_changed(carnet: Carnet) -> None:
    contact = await _read_then_changed_by_another(carnet, {"phone": "030 5678"})
    form = {"name": "Nordlicht GmbH", "phone": "030 1234", "address.city": "Köln"}
    made = await changed(carnet, contact, form, expected_version=1)
    assert {change[1] for change in made} == {"address.city"}
    assert await _stored(carnet, contact, "phone", "address.city") == ["030 5678", "Köln"]


async def test_without_an_expected_version_the_same_form_overwrites(carnet: Carnet) -> None:
    """The control of the test before: it is the version that protects."""
    contact = await _read_then_changed_by_another(carnet, {"phone": "030 5678"})
    await changed(carnet, contact, {"phone": "030 1234"})
    assert await _stored(carnet, contact, "phone") == ["030 1234"]


async def test_a_field_that_was_changed_and_changed_back_is_no_conflict(carnet: Carnet) -> None:
    contact = await _read_then_changed_by_another(carnet, {"phone": "030 5678"})
    await changed(carnet, contact, {"phone": "030 1234"})
    await changed(carnet, contact, {"phone": "030 9999"}, expected_version=1)
    assert await _stored(carnet, contact, "phone") == ["030 9999"]


async def test_a_change_that_came_along_a_link_conflicts_too(carnet: Carnet) -> None:
    _, customer, vendor, _ = await carnet.star(phone="030 1234")
    await changed(carnet, vendor, {"phone": "030 5678"})
    assert await refused(carnet, customer, {"phone": "030 9999"}, expected_version=1) == [("CONFLICT", "input")]
    await changed(carnet, customer, {"fax": "030 9999"}, expected_version=1)
    assert await versions(carnet, customer, vendor) == [3, 3]


async def test_two_parts_of_a_name_changed_by_two_people_are_merged(carnet: Carnet) -> None:
    person = await carnet.person(name="Anna Berg", firstName="Anna", lastName="Berg")
    await changed(carnet, person, {"firstName": "Bea"})
    await changed(carnet, person, {"name": "Anna Berg", "firstName": "Anna", "lastName": "Thal"}, expected_version=1)
    assert await _stored(carnet, person, "name", "firstName", "lastName") == ["Bea Thal", "Bea", "Thal"]


async def test_flags_amounts_and_references_are_compared_as_values(carnet: Carnet) -> None:
    customer = await carnet.add(Kind.CUSTOMER)
    mine = {"billing.creditLimit": "100.00", "billing.pricesIncludeVat": True, "blocked": "SHIP"}
    await changed(carnet, customer, mine)
    assert await changed(carnet, customer, mine | {"billing.creditLimit": 100}, expected_version=1) == []
    payload = await update(carnet, customer, {"billing.creditLimit": "100.5", "blocked": "ALL"}, expected_version=1)
    conflicts = payload["errors"][0]["conflicts"]
    assert sorted((one["field"], one["base"], one["yours"], one["theirs"]) for one in conflicts) == [
        ("billing.creditLimit", None, "100.5", "100"),
        ("blocked", "NONE", "ALL", "SHIP"),
    ]


async def test_a_version_that_never_was_is_refused(carnet: Carnet) -> None:
    contact = await _read_then_changed_by_another(carnet, {"phone": "030 5678"})
    for version in (3, 2**31 - 1, 0, -1):
        found = await refused(carnet, contact, {"fax": "030 9999"}, expected_version=version)
        assert found == [("INVALID_VALUE", "input.expectedVersion")]


async def test_a_conflict_is_told_together_with_wrong_values(carnet: Carnet) -> None:
    contact = await _read_then_changed_by_another(carnet, {"phone": "030 5678"})
    asked = {"phone": "030 9999", "email": "nobody"}
    found = await refused(carnet, contact, asked, expected_version=1)
    assert found == [("INVALID_EMAIL", "input.email"), ("CONFLICT", "input")]
