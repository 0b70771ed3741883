"""The pages of rules name tests that exist, and have every rule of the reference that they promise."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TESTS = set(
    re.findall(
        r"def (test_\w+)", "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))
    )
)
CONTACTS, DOCUMENTS, INTERACTIONS = "contact-rules.md", "document-rules.md", "interaction-rules.md"


def rows(page: str) -> list[list[str]]:
    """Return the cells of each rule of a page."""
    text = (ROOT / "docs" / "reference" / page).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith(("| §", "| W"))]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@pytest.mark.parametrize(("page", "many"), [(CONTACTS, 50), (DOCUMENTS, 50), (INTERACTIONS, 40)])
def test_every_test_that_the_page_names_exists(page: str, many: int) -> None:
    named = [row[-1].strip("`") for row in rows(page) if row[-1] != "none"]
    assert [name for name in named if name not in TESTS] == []
    assert len(named) > many


@pytest.mark.parametrize(
    ("page", "sections", "warts"),
    [
        (CONTACTS, range(3, 14), [wart for wart in range(1, 21) if wart != 19]),  # W19 says nothing of its own
        (DOCUMENTS, range(1, 13), [*range(1, 7), 17, 18, 19]),  # the other warts are those of interactions
        (INTERACTIONS, range(13, 22), range(7, 17)),
    ],
)
def test_every_section_and_every_wart_of_the_reference_is_on_the_page(
    page: str, sections: range, warts: list[int] | range
) -> None:
    rules = " ".join(row[0] for row in rows(page))
    wanted = [*(f"§{section}" for section in sections), *(f"W{wart}" for wart in warts)]
    assert [rule for rule in wanted if not re.search(rf"{rule}\b", rules)] == []


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (CONTACTS, ["§4.3 bank account's currency", "§13 minors"]),
        (DOCUMENTS, ["§3.3 full VAT", "§4.1 occurrence", "§5.5 contact of a card"]),
        (
            INTERACTIONS,
            [
                "§13.1 preview",
                "§17 opportunity, campaign, segment, comments",
                "§19 delete",
                "§19 postpone",
                "W15 rights",
            ],
        ),
    ],
)
def test_a_rule_without_a_test_says_why(page: str, expected: list[str]) -> None:
    assert [(row[0], len(row)) for row in rows(page) if row[-1] == "none"] == [(rule, 4) for rule in expected]
