"""Run the operations that a page prints, and compare their answers with those that it prints."""

import json
import re
from pathlib import Path
from typing import Any

from tests.carnet import Carnet

BLOCKS = re.compile(r"```graphql\n(.*?)```\s*```json\n(.*?)```", re.DOTALL)
_LEFT_OUT = re.compile(r"([a-z]+-)…(\d*)")


class Ids:
    """The ids that a page leaves out: 'link-…2' is the second link that an answer showed, 'link-…' the last one."""

    def __init__(self) -> None:
        self._seen: dict[str, list[str]] = {}

    def fill(self, operation: str) -> str:
        """Return an operation with the ids that it refers to."""
        return _LEFT_OUT.sub(lambda found: self._id(found[1], found[2]), operation)

    def _id(self, prefix: str, place: str) -> str:
        return self._seen[prefix][int(place) - 1 if place else -1]

    def match(self, printed: Any, answer: Any) -> Any:
        """Return the printed value, or the answer's where that is an id which the page leaves out."""
        if isinstance(printed, dict) and isinstance(answer, dict):
            return {key: self.match(value, answer.get(key)) for key, value in printed.items()}
        if isinstance(printed, list) and isinstance(answer, list) and len(printed) == len(answer):
            return [self.match(one, other) for one, other in zip(printed, answer, strict=True)]
        left_out = _LEFT_OUT.fullmatch(printed) if isinstance(printed, str) else None
        if left_out is None or not str(answer).startswith(left_out[1]):
            return printed
        self._seen.setdefault(left_out[1], []).append(answer)
        return answer


def printed(page: Path) -> list[tuple[str, Any]]:
    """Return each operation of a page with the answer below it."""
    return [(operation, json.loads(answer)) for operation, answer in BLOCKS.findall(page.read_text(encoding="utf-8"))]


async def compare(carnet: Carnet, page: Path) -> int:
    """Run a page's operations in their order, and return how many there were."""
    ids, operations = Ids(), printed(page)
    for operation, expected in operations:
        answer = await carnet.ask(ids.fill(operation))
        assert answer == ids.match(expected, answer)
    return len(operations)
