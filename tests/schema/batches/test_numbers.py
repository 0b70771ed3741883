"""Contacts of a batch get the numbers that they would get one by one, or none of them is made."""

from typing import Any

import pytest

from tests.carnet import Carnet, Kind
from tests.schema.batches.asking import KINDS, codes, counts, create, created, numbers
from tests.schema.creating.setting_up import (
    add_series,
    change_line,
    change_series,
    number_with,
    set_marketing,
    unset_relation,
)
from tests.schema.updating import unchanged


async def cards(carnet: Carnet, count: int) -> None:
    for _ in range(count):
        await carnet.add(Kind.CUSTOMER)


async def test_numbers_that_were_typed_by_hand_are_passed_over(carnet: Carnet) -> None:
    for number in ("CT00001", "CT00003", "CT00004"):
        await carnet.add(Kind.CONTACT, number=number)
    await cards(carnet, 3)
    assert numbers(await created(carnet)) == ["CT00002", "CT00005", "CT00006"]
    await cards(carnet, 1)
    assert numbers(await created(carnet)) == ["CT00007"]


async def test_a_long_stretch_of_taken_numbers_is_passed_over(carnet: Carnet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("domain.batches.numbers._AT_FIRST", 1)
    for number in range(1, 10):
        await carnet.add(Kind.CONTACT, number=f"CT{number:05}")
    await cards(carnet, 2)
    assert numbers(await created(carnet)) == ["CT00010", "CT00011"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ({"starting_number": "99", "increment_by": 1}, ["99", "100", "101"]),
        ({"starting_number": "K-08-ß", "increment_by": 5}, ["K-08-ß", "K-13-ß", "K-18-ß"]),
        ({"starting_number": "A1", "last_number_used": "A7", "increment_by": 10}, ["A17", "A27", "A37"]),
        ({"starting_number": "É'%_:x1"}, ["É'%_:x1", "É'%_:x2", "É'%_:x3"]),
    ],
)
async def test_numbers_are_counted_on_as_people_write_them(
    carnet: Carnet, line: dict[str, Any], expected: list[str]
) -> None:
    await number_with(carnet.database, Kind.CONTACT, await add_series(carnet.database, "OWN", line))
    await cards(carnet, 3)
    assert numbers(await created(carnet)) == expected
    query = "query ($n: String!) { contacts(where: {number: {startsWith: $n}}) { totalCount } }"
    found = await carnet.ask(query, n=expected[0].lower())
    assert found["contacts"]["totalCount"] == 1


async def test_the_next_line_goes_on_where_one_is_exhausted(carnet: Carnet) -> None:
    lines = (
        {"starting_number": "OLD1", "starting_date": None},
        {"starting_number": "NEW1", "ending_number": "NEW3", "warning_number": "NEW2", "starting_date": _day(2026)},
        {"starting_number": "LATER1", "starting_date": _day(2999)},
    )
    await number_with(carnet.database, Kind.CONTACT, await add_series(carnet.database, "OWN", *lines))
    await cards(carnet, 5)
    payload = await created(carnet)
    assert numbers(payload) == ["NEW1", "NEW2", "NEW3", "OLD1", "OLD2"]
    assert codes(payload) == ([], ["NUMBER_SERIES_NEARLY_EXHAUSTED"])
    await cards(carnet, 1)
    assert numbers(await created(carnet)) == ["OLD3"]


def _day(year: int) -> Any:
    from datetime import date

    return date(year, 1, 1)


async def test_a_series_without_enough_numbers_refuses_everything(carnet: Carnet) -> None:
    await change_line(carnet.database, "CONTACT", ending_number="CT00002")
    await cards(carnet, 3)
    async with unchanged(carnet):
        payload = await create(carnet)
    assert (codes(payload), counts(payload)) == ((["NUMBER_SERIES_EXHAUSTED"], []), (0, 0))
    assert payload["errors"][0]["path"] == []
    assert payload["contacts"]["nodes"] == []
    assert counts(await created(carnet, where={"number": {"ne": "D0001"}})) == (2, 0)


async def test_a_number_of_twenty_characters_is_the_last(carnet: Carnet) -> None:
    line = {"starting_number": "ABCDEFGHIJKLMNOPQR98"}
    await number_with(carnet.database, Kind.CONTACT, await add_series(carnet.database, "OWN", line))
    await cards(carnet, 3)
    assert codes(await create(carnet)) == (["NUMBER_SERIES_EXHAUSTED"], [])
    assert numbers(await created(carnet, where={"number": {"ne": "D0001"}}))[-1] == "ABCDEFGHIJKLMNOPQR99"


async def test_a_series_near_its_end_is_warned_of(carnet: Carnet) -> None:
    await change_line(carnet.database, "CONTACT", warning_number="CT00002", ending_number="CT00009")
    await cards(carnet, 2)
    assert codes(await created(carnet)) == ([], ["NUMBER_SERIES_NEARLY_EXHAUSTED"])


@pytest.mark.parametrize("kind", KINDS)
async def test_a_missing_relation_is_refused(carnet: Carnet, kind: Kind) -> None:
    await unset_relation(carnet, kind)
    await carnet.add(kind)
    async with unchanged(carnet):
        assert codes(await create(carnet, kind)) == (["RELATION_CODE_NOT_CONFIGURED"], [])


async def test_a_missing_series_is_refused(carnet: Carnet) -> None:
    await set_marketing(carnet, contact_numbers_id=None)
    await cards(carnet, 1)
    async with unchanged(carnet):
        assert codes(await create(carnet)) == (["CONTACT_SERIES_NOT_CONFIGURED"], [])


async def test_a_series_for_typed_numbers_only_is_refused(carnet: Carnet) -> None:
    await change_series(carnet.database, "CONTACT", automatic=False)
    await cards(carnet, 1)
    async with unchanged(carnet):
        assert codes(await create(carnet)) == (["AUTOMATIC_NUMBER_NOT_ALLOWED"], [])
