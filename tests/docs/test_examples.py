"""What the README prints is what the demo company answers, and the examples of the GraphiQL page work on it."""

import json
import re
from pathlib import Path

import pytest

from server.graphiql.examples import read_examples
from server.importing import load_demo
from tests.carnet import open_carnet
from tests.docs.printed import compare

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("page", "operations"),
    [
        ("README.md", 2),
        ("docs/how-to/three-ways.md", 11),
        ("docs/how-to/from-a-phone-call-to-an-order.md", 12),
        ("docs/how-to/remember-what-was-done.md", 5),
        ("docs/how-to/take-back-an-operation.md", 5),
        ("docs/how-to/find-and-mend-differences.md", 7),
    ],
)
async def test_pages_print_real_answers(database_url: str, page: str, operations: int) -> None:
    await load_demo(database_url, if_empty=False)
    async with open_carnet(database_url) as carnet:
        assert await compare(carnet, ROOT / page) == operations
        assert await carnet.differences() == []


async def test_the_examples_of_the_page_work_on_the_demo_company(database_url: str) -> None:
    await load_demo(database_url, if_empty=False)
    async with open_carnet(database_url) as carnet:
        for example in read_examples():
            data = await carnet.ask(example["query"], **json.loads(example["variables"] or "{}"))
            (answer,) = data.values()
            assert answer
            assert answer.get("errors", []) == []
        assert await carnet.differences() == []


async def test_a_new_database_gets_the_demo_company_once(database_url: str) -> None:
    first = await load_demo(database_url, if_empty=True)
    assert first is not None
    assert first.refused == 0
    assert list(first.issues()) == []
    assert list(first.differences) == []
    assert await load_demo(database_url, if_empty=True) is None
    again = await load_demo(database_url, if_empty=False)
    assert again is not None
    assert again.change_set is None


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "docs/quickstart.md",
        "docs/explanation/two-walks.md",
        "docs/how-to/three-ways.md",
        "docs/reference/http.md",
        "docs/reference/rights.md",
        "docs/reference/websocket.md",
        "docs/how-to/from-a-phone-call-to-an-order.md",
        "docs/how-to/remember-what-was-done.md",
        "docs/how-to/take-back-an-operation.md",
        "docs/how-to/find-and-mend-differences.md",
        "docs/reference/documents-from-contacts.md",
        "docs/reference/interaction-rules.md",
        "docs/reference/what-is-recorded.md",
    ],
)
def test_links_in_the_pages_lead_somewhere(page: str) -> None:
    path = ROOT / page
    targets = re.findall(r"\]\((?!http)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []
