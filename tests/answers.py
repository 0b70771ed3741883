"""Say what a whole answer looks like."""

from typing import Any


def answered(data: dict[str, Any], cost: int) -> dict[str, Any]:
    """Return the answer to an operation of which nothing was refused."""
    return {"data": data, "extensions": {"cost": {"requested": cost, "maximum": 5_000}}}


TYPENAME = answered({"__typename": "Query"}, 1)
"""What `{ __typename }` is answered."""
