"""Find what to ask each contender with: the same contacts and the same pages, by the ids and cursors of its own."""

from collections.abc import Iterator

from benchmarks.contenders import Contender
from benchmarks.operations import Pool
from benchmarks.rows import Fixture, Sizes

IDS = 3_000
"""At most so many contacts are edited or read by number."""


def linked_numbers(sizes: Sizes) -> list[str]:
    """Return the numbers of contacts that have all three cards."""
    fixture = Fixture(sizes)
    return [contact["number"] for contact, _ in fixture.cards["BANK_ACCOUNT"]][:IDS]


def pool_of(contender: Contender, numbers: list[str], sizes: Sizes) -> Pool:
    """Ask a contender for ids and cursors. Pages of companies begin among those that have persons."""
    ids = [contender.ask("Q1", {"number": number})["contact"]["id"] for number in numbers]
    return Pool(
        numbers=numbers,
        ids=ids,
        name_cursors=list(_cursors(contender, "NameCursors", sizes.contacts)),
        company_cursors=list(_cursors(contender, "CompanyCursors", sizes.companies_with_persons)),
    )


def _cursors(contender: Contender, operation: str, rows: int) -> Iterator[str | None]:
    """Yield the beginning, and the end of each page of 200 while a whole page of 50 of the first `rows` follows."""
    after, place = None, 0
    yield after
    while (place := place + 200) + 50 <= rows:
        page = contender.ask(operation, {"after": after})["contacts"]["pageInfo"]
        after = page["endCursor"]
        yield after
