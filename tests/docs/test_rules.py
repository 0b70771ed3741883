"""The page of rules names tests that exist, and has every rule of the reference that it promises."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "contact-rules.md"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if line.startswith(("| §", "| W"))
]
TESTS = set(
    re.findall(
        r"def (test_\w+)", "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))
    )
)


def test_every_test_that_the_page_names_exists() -> None:
    named = [row[-1].strip("`") for row in ROWS if row[-1] != "none"]
    assert [name for name in named if name not in TESTS] == []
    assert len(named) > 50


def test_every_section_and_every_wart_of_the_reference_is_on_the_page() -> None:
    rules = " ".join(row[0] for row in ROWS)
    wanted = [*(f"§{section}" for section in range(3, 14)), *(f"W{wart}" for wart in range(1, 21) if wart != 19)]
    assert [rule for rule in wanted if not re.search(rf"{rule}\b", rules)] == [], "W19 says nothing of its own"


def test_a_rule_without_a_test_says_why() -> None:
    assert [(row[0], len(row)) for row in ROWS if row[-1] == "none"] == [
        ("§4.3 bank account's currency", 4),
        ("§13 minors", 4),
    ]
