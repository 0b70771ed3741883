"""The page on what is recorded is carried out, cell by cell."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from domain.change import as_text
from domain.interactions.operations import SETUP_ROWS
from tests.carnet import Carnet
from tests.replay import replay
from tests.schema.dataset import rows
from tests.schema.interactions.operations import OPERATIONS, SITUATIONS, Act, Situation
from tests.schema.interactions.setting_up import unset
from tests.schema.papers.printing import able_to_send

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "what-is-recorded.md"
NOT_LOGGED = {"code": "INTERACTION_NOT_LOGGED"}


def _tables() -> list[list[list[str]]]:
    """Return the tables of the page, each as rows of cells."""
    found: list[list[list[str]]] = []
    before = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("|"):
            if not before.startswith("|"):
                found.append([])
            found[-1].append([cell.strip() for cell in line.strip("|").split("|")])
        before = line
    return found


(HEAD, _, *BODY), (COLUMNS, _, *VALUES) = _tables()
WITH_WHOM = {name: dict(zip(HEAD[1:], cells, strict=True)) for name, *cells in BODY}
SAYS = {name: dict(zip(COLUMNS[1:], cells, strict=True)) for name, *cells in VALUES}


@pytest.fixture
async def carnet(database_url: str) -> AsyncIterator[Carnet]:
    """The application with a mail server set up, which nobody listens on."""
    async with able_to_send(database_url) as opened:
        yield opened


def test_the_page_has_every_operation_and_every_situation() -> None:
    assert ["operation", *SITUATIONS] == HEAD
    assert list(WITH_WHOM) == list(OPERATIONS)
    recorded = [name for name, cells in WITH_WHOM.items() if cells["company"] == "company"]
    assert list(SAYS) == recorded
    assert len(SAYS) == len(SETUP_ROWS)
    assert {cells["row of the set-up"] for cells in SAYS.values()} == set(SETUP_ROWS.values())


@pytest.mark.parametrize("operation", OPERATIONS)
async def test_every_cell_of_the_page_is_what_happens(carnet: Carnet, operation: str) -> None:
    kind, act = OPERATIONS[operation]
    for name, situation in SITUATIONS.items():
        at = await situation(carnet, kind)
        if name == "no template set up" and operation in SAYS:
            await unset(carnet, SAYS[operation]["row of the set-up"])
        assert await outcome(at, act, kind) == WITH_WHOM[operation][name], name
        if name == "company" and operation in SAYS:
            assert await values(carnet) == {**SAYS[operation], "row of the set-up": None}
    assert await replay(carnet) == []


async def outcome(at: Situation, act: Act, kind: str | None) -> str:
    """Carry an operation out, and say what became of it in the words of the page."""
    if at.document is None and kind is not None:
        return "impossible"
    before = await count(at.carnet)
    payload = await act(at)
    assert await count(at.carnet) - before == (payload["interaction"] is not None)
    warned = NOT_LOGGED in payload["warnings"]
    if payload["errors"]:
        assert (payload["interaction"], warned) == (None, False)
        return " ".join(error["code"] for error in payload["errors"])
    assert warned == (payload["interaction"] is None)
    return "nothing" if warned else at.names[payload["interaction"]["contact"]["number"]]


async def values(carnet: Carnet) -> dict[str, str | None]:
    """Return what the first entry says, by the columns of the page."""
    (row,) = await rows(carnet.database, "interaction")
    names = {"description": "description", "template": "template_code", "group": "group_code"}
    names |= {"correspondence": "correspondence_type", "flow": "information_flow", "initiated by": "initiated_by"}
    found = {shown: row[column] or "" for shown, column in names.items()}
    numbers = {"cost": as_text(row["cost"]), "minutes": as_text(row["duration_minutes"])}
    return {**found, **numbers, "row of the set-up": None}


async def count(carnet: Carnet) -> int:
    """Return how many entries there are."""
    return len(await rows(carnet.database, "interaction"))
