"""Over 200,000 contacts every golden query is found through indexes, and page 3,600 of a list costs what page 1 costs.

PostgreSQL's plans are those of a prepared statement, SQLite's those without statistics: see docs/reference/queries.md.
"""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from resolvers.bank_accounts import BANK_ACCOUNTS
from resolvers.contacts import CONTACTS
from resolvers.customers import CUSTOMERS
from resolvers.reading.declarations import Paged
from resolvers.reading.filters import Text
from resolvers.reading.pages import SEPARATOR
from resolvers.vendors import VENDORS
from tests.carnet import open_carnet
from tests.schema.dataset import ORDERINGS
from tests.schema.golden.engines import Planner
from tests.schema.golden.exceptions import EXCEPTIONS, MOST
from tests.schema.golden.filling import CONTACTS as CONTACT_COUNT
from tests.schema.golden.queries import Golden, golden, names
from tests.schema.test_one_statement import counted

NAMES = tuple(names())
LISTS: dict[str, Paged] = {
    "contacts": CONTACTS,
    "customers": CUSTOMERS,
    "vendors": VENDORS,
    "bankAccounts": BANK_ACCOUNTS,
}
NEEDED = [
    ("ix_contact_name_key", "contacts_by_name"),
    ("ix_contact_city_key", "contacts_by_city_from_the_end"),
    ("ix_contact_updated_at", "contacts_changed_lately"),
    ("ix_contact_created_at", "contacts_by_creation"),
    ("ix_contact_email_key", "filter_email_equals"),
    ("ix_contact_phone", "filter_phone_equals"),
    ("ix_contact_number_key", "filter_search_box"),
    ("ix_contact_company", "filter_persons_of_a_company"),
    ("ix_contact_relation_contact", "links_with_their_cards"),
    ("ix_record_change_record", "history_of_a_contact"),
    ("ix_change_set_at", "change_sets"),
]
DEEP = {"NUMBER": ("number",), "NAME": ("name_key", "id"), "CITY": ("city_key", "id")}
SHARED = {"city", "countryCode", "salespersonCode", "purchaserCode"}
NOTHING = "nothing is called this"


@pytest.mark.parametrize("name", NAMES)
async def test_a_golden_query_is_found_through_indexes(asked: Planner, name: str) -> None:
    known = EXCEPTIONS.get(name)
    assert await asked.scanned(golden(name)) <= (known.scanned.get(asked.engine, set()) if known else set())
    costly = await asked.work(golden(name)) > MOST[asked.engine]
    assert costly == (known is not None and asked.engine in known.engines)


@pytest.mark.parametrize(("index", "name"), NEEDED)
async def test_without_its_index_a_query_is_found_out(asked: Planner, index: str, name: str) -> None:
    """The control of the test above."""
    await asked.execute("BEGIN")
    await asked.execute(f"DROP INDEX {index}")
    assert await asked.scanned(golden(name)) or await asked.work(golden(name)) > MOST[asked.engine]
    await asked.execute("ROLLBACK")


@pytest.mark.parametrize("list_name", LISTS)
async def test_every_order_of_a_list_has_its_index(asked: Planner, list_name: str) -> None:
    for order in ORDERINGS:
        shown = ", ".join(f"{name}: {value}" for name, value in order[0].items())
        query = _listed(list_name, f"orderBy: [{{{shown}}}]")
        assert await asked.scanned(query) == set()
        assert await asked.work(query) < MOST[asked.engine] / 5, shown


@pytest.mark.parametrize("list_name", LISTS)
async def test_a_filter_that_nothing_meets_is_answered_by_an_index(asked: Planner, list_name: str) -> None:
    """Where rows are there to be met, a walk in the list's order may end early; here it would not."""
    for (name, test), order in product(_conditions(list_name), ("", "orderBy: [{field: NAME, direction: DESC}]")):
        if name in SHARED and asked.engine == "postgresql":
            continue  # by its statistics so many records have each city that a walk soon meets a page of them
        query = _listed(list_name, f"where: {{{name}: {{{test}}}}} {order}")
        assert await asked.scanned(query) == set(), (name, test)
        assert await asked.work(query) < MOST[asked.engine] / 20, (name, test)


async def test_a_search_is_planned_for_what_is_searched(asked: Planner) -> None:
    """Nothing begins with the first text; with the second all numbers do, which SQLite finds and sorts."""
    texts = {"sqlite": [NOTHING], "postgresql": [NOTHING, "C"]}[asked.engine]
    for text in texts:
        assert await asked.work(golden("filter_search_box"), text=text) < MOST[asked.engine] / 20


@pytest.mark.parametrize("field", DEEP)
async def test_a_deep_page_costs_what_the_first_costs(asked: Planner, field: str) -> None:
    pages = [await asked.work(await _page_behind(asked, field, place)) for place in (0, CONTACT_COUNT * 9 // 10)]
    assert 0 < pages[1] <= 1.2 * pages[0]
    first = await asked.work(_page(field, None))
    # SQLite compares each row with a cursor, which costs it some steps wherever that is; a first page has none.
    assert pages[1] <= (1.2 if asked.engine == "postgresql" else 1.5) * first


async def _page_behind(asked: Planner, field: str, place: int) -> Golden:
    order = ", ".join(DEEP[field])
    values = [
        await asked.value(f"SELECT CAST({column} AS text) FROM contact ORDER BY {order} LIMIT 1 OFFSET {place}")
        for column in DEEP[field]
    ]
    cursor = SEPARATOR.join([",".join(DEEP[field]), *values]).encode().hex().upper()
    return _page(field, cursor)


def _page(field: str, cursor: str | None) -> Golden:
    text = f"""query ($after: String) {{ contacts(first: 50, after: $after, orderBy: [{{field: {field}}}]) {{
      nodes {{ id number name email }} pageInfo {{ hasNextPage endCursor }} }} }}"""
    return Golden(field, text, {"after": cursor})


async def test_the_program_sends_what_stands_in_the_files(filled: str) -> None:
    async with open_carnet(filled) as carnet:
        for query in map(golden, NAMES):
            with counted(carnet) as sent:
                assert await carnet.ask(query.text, **query.variables)
            assert sent == [query.plan(carnet.database.dialect).sql]


def test_the_documentation_names_every_exception() -> None:
    page = (Path(__file__).parents[3] / "docs" / "reference" / "queries.md").read_text()
    assert {name for name in NAMES if f"`{name}`" in page} == set(EXCEPTIONS)
    assert {known.reason for known in EXCEPTIONS.values() if known.reason not in page} == set()


def _listed(list_name: str, arguments: str) -> Golden:
    return Golden(list_name, f"{{ {list_name}(first: 20 {arguments}) {{ nodes {{ id number name }} }} }}", {})


def _conditions(list_name: str) -> Iterator[tuple[str, str]]:
    for name, declared in (LISTS[list_name].filters or {}).items():
        if isinstance(declared, Text):
            for test in (f'eq: "{NOTHING}"', f'in: ["{NOTHING}", "nor this"]', f'startsWith: "{NOTHING}"'):
                yield name, test
