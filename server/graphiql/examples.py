"""Read the example operations that GraphiQL opens with: examples/*.graphql, variables beside them in *.json."""

import json
from pathlib import Path
from typing import TypedDict

EXAMPLES = Path(__file__).parent / "examples"


class Example(TypedDict):
    """One tab of the page, named as GraphiQL names a tab's parts."""

    query: str
    variables: str | None


def read_examples() -> list[Example]:
    """Read all examples in the order of their file names."""
    return [_read(file) for file in sorted(EXAMPLES.glob("*.graphql"))]


def as_script_content(examples: list[Example]) -> str:
    r"""Write the examples as JSON that can stand in a <script> element.

    No text can end the element or start a comment in it, because every < is written \u003c.
    """
    return json.dumps(examples, ensure_ascii=False).replace("<", "\\u003c")


def _read(file: Path) -> Example:
    variables = file.with_suffix(".json")
    return Example(
        query=file.read_text(encoding="utf-8"),
        variables=variables.read_text(encoding="utf-8").rstrip() if variables.exists() else None,
    )
