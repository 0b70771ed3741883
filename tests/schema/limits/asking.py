"""Write hostile documents, and ask what the server finds too much about them."""

from typing import Any

from tests.carnet import Carnet


def contact(selection: str) -> str:
    """Return a query of contacts that selects this of each."""
    return f"{{ contacts {{ nodes {{ {selection} }} }} }}"


def chained(fragments: int, step: str) -> str:
    """Return fragments on contacts, each of which has `step` with `@` for the spread of the next one."""
    written = [f"fragment F{at} on Contact {{ {step.replace('@', f'...F{at + 1}')} }}" for at in range(fragments - 1)]
    return " ".join([*written, f"fragment F{fragments - 1} on Contact {{ id }}"])


def nested(levels: int) -> str:
    """Return a query in which so many fields stand below one another: contacts, companies, and an id."""
    return contact("company { " * (levels - 2) + "id" + " }" * (levels - 2))


async def refused(carnet: Carnet, query: str, **variables: Any) -> dict[str, dict[str, Any]]:
    """Send an operation that must be refused as a whole, and return what is said of each limit."""
    answer = (await carnet.post(query, variables)).json()
    assert answer.keys() == {"errors"}, answer
    assert all(error["message"].startswith("Too much: ") for error in answer["errors"])
    return {error["extensions"].pop("limit"): error["extensions"] for error in answer["errors"]}
