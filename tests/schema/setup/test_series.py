"""Number series: every line can be counted on, no number lies in two, and nobody is left without numbers."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from db.tables import NumberSeries
from db.unit_of_work import unit_of_work
from domain.change import Kind
from domain.numbering import draw
from tests.carnet import Carnet
from tests.schema.setup.saving import refused, saved, send

SAVE = "saveNumberSeries"
BARE = {"startingDate": None, "endingNumber": None, "warningNumber": None, "incrementBy": 1, "lastNumberUsed": None}


def line(start: str, end: str | None = None, day: str | None = None, **more: Any) -> dict[str, Any]:
    """Return a line of a series as it is sent."""
    return {"startingNumber": start, "endingNumber": end, "startingDate": day, **more}


async def drawn(carnet: Carnet, code: str, times: int = 1) -> str:
    """Draw numbers from a series for customers; the last one."""
    number = ""
    async with unit_of_work(carnet.database) as work:
        key = await work.connection.scalar(select(NumberSeries.id).where(NumberSeries.code == code))
        for _ in range(times):
            number, _ = await draw(work, Kind.CUSTOMER, str(key), date(2026, 6, 1))
        await work.commit()
    return number


async def test_a_series_is_created_with_all_that_is_given(carnet: Carnet) -> None:
    given = {
        "code": " s ",
        "description": "Two lines",
        "automatic": False,
        "manual": True,
        "lines": [
            line("a001", "a999", "2026-01-01", warningNumber="A900", incrementBy=10),
            line("a1001", day="2027-01-01"),
        ],
    }
    kept = {
        "code": "S",
        "description": "Two lines",
        "automatic": False,
        "manual": True,
        "lines": [
            {
                "startingDate": "2026-01-01",
                "startingNumber": "A001",
                "endingNumber": "A999",
                "warningNumber": "A900",
                "incrementBy": 10,
                "lastNumberUsed": None,
            },
            {**BARE, "startingDate": "2027-01-01", "startingNumber": "A1001"},
        ],
    }
    assert await saved(carnet, SAVE, **given) == kept
    assert await saved(carnet, SAVE, code="s") == kept, "what is left out stays"
    assert await saved(carnet, SAVE, code="s", description=None) == {**kept, "description": None}


async def test_a_new_series_is_automatic_and_not_manual(carnet: Carnet) -> None:
    made = await saved(carnet, SAVE, code="s", lines=[line("1")])
    lines = [{**BARE, "startingNumber": "1"}]
    assert made == {"code": "S", "description": None, "automatic": True, "manual": False, "lines": lines}


async def test_lines_replace_those_there_are(carnet: Carnet) -> None:
    await saved(carnet, SAVE, code="s", lines=[line("A1", "A9"), line("B1", day="2026-01-01")])
    changed = await saved(carnet, SAVE, code="s", lines=[line("C1")])
    assert changed["lines"] == [{**BARE, "startingNumber": "C1"}]


async def test_a_line_that_begins_as_before_counts_on(carnet: Carnet) -> None:
    await saved(carnet, SAVE, code="s", lines=[line("A1")])
    assert await drawn(carnet, "S", 5) == "A5"
    changed = await saved(carnet, SAVE, code="s", lines=[line("B1", day="2020-01-01"), line("a1", "A8")])
    assert [each["lastNumberUsed"] for each in changed["lines"]] == [None, "A5"]
    changed = await saved(carnet, SAVE, code="s", lines=[line("A1", "A5")])
    assert [each["lastNumberUsed"] for each in changed["lines"]] == ["A5"]
    changed = await saved(carnet, SAVE, code="s", lines=[line("A1", day="2020-01-01")])
    assert [each["lastNumberUsed"] for each in changed["lines"]] == [None]


async def test_a_line_does_not_end_before_the_number_that_was_drawn_last(carnet: Carnet) -> None:
    await saved(carnet, SAVE, code="s", lines=[line("A1")])
    await drawn(carnet, "S", 5)
    wrong = await refused(carnet, SAVE, code="s", lines=[line("A1", "A4")])
    assert wrong == [("INVALID_VALUE", "input.lines.0.endingNumber")]


async def test_what_is_drawn_next_follows_the_changed_lines(carnet: Carnet) -> None:
    await saved(carnet, SAVE, code="s", lines=[line("A1")])
    await drawn(carnet, "S", 2)
    await saved(carnet, SAVE, code="s", lines=[line("A1", incrementBy=10)])
    assert await drawn(carnet, "S") == "A12"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([], [("INVALID_VALUE", "")]),
        ([line(f"{at}-1", day=f"2{at:03}-01-01") for at in range(101)], [("INVALID_VALUE", "")]),
        ([line("ABC")], [("INVALID_VALUE", ".0.startingNumber")]),
        ([line(" ")], [("REQUIRED", ".0.startingNumber")]),
        ([line("1" * 21)], [("VALUE_TOO_LONG", ".0.startingNumber")]),
        ([line("A1", "B2")], [("INVALID_VALUE", ".0.endingNumber")]),
        ([line("A1", "A2X")], [("INVALID_VALUE", ".0.endingNumber")]),
        ([line("A1", "A")], [("INVALID_VALUE", ".0.endingNumber")]),
        ([line("A2", "A1")], [("INVALID_VALUE", ".0.endingNumber")]),
        ([line("A2", warningNumber="A1")], [("INVALID_VALUE", ".0.warningNumber")]),
        ([line("A1", "A8", warningNumber="A9")], [("INVALID_VALUE", ".0.warningNumber")]),
        ([line("A1", incrementBy=0)], [("INVALID_VALUE", ".0.incrementBy")]),
        ([line("A1", incrementBy=1_000_001)], [("INVALID_VALUE", ".0.incrementBy")]),
        ([line("A1", "A9"), line("B1")], [("INVALID_VALUE", ".1.startingDate")]),
        ([line("A1"), line("A5", day="2026-01-01")], [("INVALID_VALUE", ".1.startingNumber")]),
        ([line("A5"), line("A1", day="2026-01-01")], [("INVALID_VALUE", ".1.startingNumber")]),
        ([line("A1", "A5"), line("A05", "A9", "2026-01-01")], [("INVALID_VALUE", ".1.startingNumber")]),
        (
            [line("x", "B2", incrementBy=0), line("A1", "a\0", warningNumber="B1")],
            [
                ("INVALID_VALUE", ".0.startingNumber"),
                ("INVALID_VALUE", ".0.incrementBy"),
                ("INVALID_VALUE", ".1.endingNumber"),
                ("INVALID_VALUE", ".1.warningNumber"),
            ],
        ),
    ],
)
async def test_lines_that_could_not_work_are_refused(
    carnet: Carnet, lines: list[dict[str, Any]], expected: list[tuple[str, str]]
) -> None:
    assert await refused(carnet, SAVE, code="S", lines=lines) == [(code, f"input.lines{at}") for code, at in expected]


@pytest.mark.parametrize(
    "lines",
    [
        [line("A1", "A1", warningNumber="A1")],
        [line("A1", "A5"), line("A6", day="2026-01-01")],
        [line("A6"), line("A1", "A5", "2026-01-01")],
        [line("A1"), line("B1", day="2026-01-01"), line("A1X", day="2026-01-02")],
        [line("A1", incrementBy=1_000_000)],
        [line(f"{at}-1", day=f"2{at:03}-01-01") for at in range(100)],
    ],
)
async def test_lines_that_can_work_are_kept(carnet: Carnet, lines: list[dict[str, Any]]) -> None:
    kept = (await saved(carnet, SAVE, code="S", lines=lines))["lines"]
    assert [(each["startingNumber"], each["endingNumber"]) for each in kept] == [
        (each["startingNumber"], each["endingNumber"]) for each in lines
    ]


async def test_a_series_that_is_neither_automatic_nor_manual_is_refused(carnet: Carnet) -> None:
    both = {"automatic": False, "manual": False}
    assert await refused(carnet, SAVE, code="S", lines=[line("1")], **both) == [("INVALID_VALUE", "input.automatic")]
    await saved(carnet, SAVE, code="S", lines=[line("1")])
    assert await refused(carnet, SAVE, code="S", automatic=False) == [("INVALID_VALUE", "input.automatic")]
    await saved(carnet, SAVE, code="S", automatic=False, manual=True)
    assert await refused(carnet, SAVE, code="S", manual=False) == [("INVALID_VALUE", "input.manual")]


async def test_a_new_series_needs_lines_and_everything_wrong_is_named_at_once(carnet: Carnet) -> None:
    given = {"code": "x" * 21, "description": "x" * 101, "automatic": None}
    assert await refused(carnet, SAVE, **given) == [
        ("VALUE_TOO_LONG", "input.code"),
        ("VALUE_TOO_LONG", "input.description"),
        ("REQUIRED", "input.automatic"),
        ("REQUIRED", "input.lines"),
    ]


async def test_a_series_that_something_draws_from_stays_automatic(carnet: Carnet) -> None:
    await saved(carnet, SAVE, code="S", manual=True, lines=[line("1")])
    await saved(carnet, "saveCustomerTemplate", code="A", numberSeriesCode="S")
    await saved(carnet, "saveVendorTemplate", code="B", numberSeriesCode="S")
    await saved(carnet, "updateMarketingSetup", contactNumbersCode="S")
    expected = [("AUTOMATIC_NUMBER_NOT_ALLOWED", "input.automatic")]
    assert await refused(carnet, SAVE, code="S", automatic=False) == expected
    payload = await send(carnet, SAVE, {"code": "S", "automatic": False})
    users = "the marketing set-up, customer template A, vendor template B"
    assert f"drawn from this series by: {users}." in payload["errors"][0]["message"]
    await saved(carnet, "updateMarketingSetup", contactNumbersCode="CONTACT")
    await saved(carnet, "saveCustomerTemplate", code="A", numberSeriesCode=None)
    await saved(carnet, "saveVendorTemplate", code="B", numberSeriesCode="")
    await saved(carnet, "updateNumberSetup", customersCode="S")
    assert (await saved(carnet, SAVE, code="S", automatic=False))["automatic"] is False
