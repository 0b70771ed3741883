"""Pages agree with an independent oracle: plain Python over all rows says what each page must show."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.types import format_instant
from domain.ids import public_id
from domain.values.folding import fold
from tests.carnet import Carnet, Kind
from tests.running import holds_in_this_loop
from tests.schema.dataset import CITIES, MOMENT, NAMES, ORDERINGS, rows, small_firm

Row = dict[str, Any]
Filters = st.SearchStrategy[dict[str, Any]]
PAGE = """query (
    $where: ContactFilter, $orderBy: [ContactOrder!], $first: Int, $last: Int, $after: String, $before: String
  ) {
  contacts(where: $where, orderBy: $orderBy, first: $first, last: $last, after: $after, before: $before) {
  totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } nodes { id } edges { cursor node { id } }
  } }"""
SORTED_BY = {
    "NUMBER": lambda row: row["number"],
    "NAME": lambda row: fold(row["name"]),
    "CITY": lambda row: fold(row["city"]),
    "UPDATED_AT": lambda row: row["updated_at"],
    "CREATED_AT": lambda row: row["created_at"],
}
COLUMNS = {
    "number": "number",
    "name": "name",
    "city": "city",
    "countryCode": "country_code",
    "email": "email",
    "phone": "phone",
    "salespersonCode": "salesperson_code",
}
MOMENTS = [MOMENT + timedelta(microseconds=step * 876_544) for step in (0, 1, 3)] + [MOMENT + timedelta(days=2)]
MIXED = [
    [{"field": "CITY"}, {"field": "NAME", "direction": "DESC"}],
    [{"field": "UPDATED_AT", "direction": "DESC"}, {"field": "CITY"}, {"field": "UPDATED_AT"}],
    [{"field": "CREATED_AT"}, {"field": "NUMBER", "direction": "DESC"}, {"field": "NAME"}],
]


def in_order(found: list[Row], order: list[dict[str, str]]) -> list[Row]:
    """Return rows as the product promises to sort them: by number, or as asked and then by id."""
    wanted = [(SORTED_BY[term["field"]], term.get("direction") == "DESC") for term in order]
    wanted += [(lambda row: row["id"], wanted[0][1])] if wanted else [(SORTED_BY["NUMBER"], False)]
    for key, descending in reversed(wanted):
        found = sorted(found, key=key, reverse=descending)
    return found


def holds(where: Mapping[str, Any] | None, row: Row, links: Mapping[str, set[str]]) -> bool:
    """Tell whether a contact meets a filter."""
    return all(_holds(name, value, row, links) for name, value in (where or {}).items() if value is not None)


def _holds(name: str, value: Any, row: Row, links: Mapping[str, set[str]]) -> bool:
    match name:
        case "and" | "or":
            return (all if name == "and" else any)(holds(inner, row, links) for inner in value)
        case "not":
            return not holds(value, row, links)
        case "hasCustomer" | "hasVendor" | "hasBankAccount":
            return (row["id"] in links[name]) == value
        case "type" | "companyId":
            company = row["company_id"] and public_id("Contact", row["company_id"])
            return bool({"type": row["type"], "companyId": company}[name] == value)
    test_of, column = (_moment, row["updated_at"]) if name == "updatedAt" else (_text, row[COLUMNS[name]])
    return all(test_of(column, test, limit) for test, limit in value.items() if limit is not None)


def _text(column: str | None, test: str, value: Any) -> bool:
    match test:
        case "isNull":
            return (column is None) == value
        case "ne":
            return column != value
        case "eq":
            return column == value
        case "in":
            return column in value
        case "startsWith":
            return column is not None and fold(column).startswith(fold(value))
    return column is not None and fold(value) in fold(column)


def _moment(column: Any, test: str, value: str) -> bool:
    moment = format_instant(column)
    return {
        "eq": moment == value,
        "lt": moment < value,
        "lte": moment <= value,
        "gt": moment > value,
        "gte": moment >= value,
    }[test]


class Oracle:
    """All contacts of a database, and what pages of them must be."""

    def __init__(self, contacts: list[Row], relations: list[Row]) -> None:
        self._contacts = contacts
        kinds = {"hasCustomer": "CUSTOMER", "hasVendor": "VENDOR", "hasBankAccount": "BANK_ACCOUNT"}
        self.links = {
            name: {link["contact_id"] for link in relations if link["kind"] == kind} for name, kind in kinds.items()
        }

    @classmethod
    async def of(cls, carnet: Carnet) -> "Oracle":
        return cls(await rows(carnet.database, "contact"), await rows(carnet.database, "contact_relation"))

    def ids(self, where: Mapping[str, Any] | None, order: list[dict[str, str]]) -> list[str]:
        found = [row for row in self._contacts if holds(where, row, self.links)]
        return [public_id("Contact", row["id"]) for row in in_order(found, order)]


async def page(carnet: Carnet, **variables: Any) -> Any:
    """Ask for a page; its edges and nodes must agree, and the cursors of pageInfo must be those of the edges."""
    shown = (await carnet.ask(PAGE, **variables))["contacts"]
    assert [edge["node"]["id"] for edge in shown["edges"]] == [node["id"] for node in shown["nodes"]]
    cursors = [edge["cursor"] for edge in shown["edges"]] or [None]
    assert (shown["pageInfo"]["startCursor"], shown["pageInfo"]["endCursor"]) == (cursors[0], cursors[-1])
    return shown


@pytest.mark.parametrize("where", [None, {"or": [{"type": "COMPANY"}, {"type": "PERSON"}]}], ids=["all", "filtered"])
async def test_walks_show_every_row_once_in_every_order_and_both_directions(carnet: Carnet, where: Any) -> None:
    await small_firm(carnet)
    oracle = await Oracle.of(carnet)
    for order in [[], *ORDERINGS, *MIXED]:
        expected = oracle.ids(where, order)
        for forward in (True, False):
            assert await _walk(carnet, where, order, len(expected), forward=forward) == expected, (order, forward)


async def _walk(carnet: Carnet, where: Any, order: Any, total: int, *, forward: bool) -> list[str]:
    size, cursor, more = ("first", "after", "hasNextPage") if forward else ("last", "before", "hasPreviousPage")
    seen: list[str] = []
    place = None
    while True:
        shown = await page(carnet, where=where, orderBy=order, **{size: 5, cursor: place})
        ids = [node["id"] for node in shown["nodes"]]
        seen = seen + ids if forward else ids + seen
        info = shown["pageInfo"]
        assert shown["totalCount"] == total
        assert info[more] == (len(seen) < total)
        assert info["hasPreviousPage" if forward else "hasNextPage"] == (place is not None)
        if not info[more]:
            return seen
        place = info["endCursor" if forward else "startCursor"]


async def test_a_row_inserted_between_pages_shifts_nothing(carnet: Carnet) -> None:
    await small_firm(carnet)
    order = [{"field": "NAME"}]
    before = (await Oracle.of(carnet)).ids(None, order)
    first = await page(carnet, orderBy=order, first=7)
    await carnet.add(Kind.CONTACT, name="  0 sorts first")
    await carnet.add(Kind.CONTACT, name="ZZZ sorts last")
    rest = await page(carnet, orderBy=order, first=200, after=first["pageInfo"]["endCursor"])
    assert [node["id"] for node in first["nodes"] + rest["nodes"]][: len(before)] == before
    assert len(rest["nodes"]) == len(before) - 7 + 1
    assert rest["totalCount"] == len(before) + 2


ODD = ("%", "_", "\\", "\\%", "", " ", "'", "\ud7ff", "ß", "Bio_", "100 %", "x\0y")
PARTS = ("DE", "de", "ost", "ØST", "zoe", "ZOË", "0@example.ORG", "JR", "C0001", "c00", "+49 1")
TEXTS = st.sampled_from([*NAMES, *filter(None, CITIES), *PARTS, *ODD])
TEXT_FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "eq": TEXTS | st.none(),
        "ne": TEXTS | st.none(),
        "in": st.lists(TEXTS, max_size=4) | st.none(),
        "startsWith": TEXTS | st.none(),
        "contains": TEXTS | st.none(),
        "isNull": st.booleans() | st.none(),
    },
)
TIMES = st.sampled_from([format_instant(moment) for moment in MOMENTS])
LEAVES = st.one_of(
    st.tuples(st.sampled_from(sorted(COLUMNS)), TEXT_FILTERS).map(lambda pair: dict([pair])),
    st.sampled_from(["hasCustomer", "hasVendor", "hasBankAccount"]).flatmap(
        lambda name: st.sampled_from([{name: True}, {name: False}, {name: None}])
    ),
    st.sampled_from([{"type": "COMPANY"}, {"type": "PERSON"}, {"type": None}, {}, {"companyId": "contact-1"}]),
    st.dictionaries(st.sampled_from(["eq", "lt", "lte", "gt", "gte"]), TIMES, max_size=2).map(
        lambda it: {"updatedAt": it}
    ),
)


def _joined(inner: Filters) -> Filters:
    """Join filters to larger ones."""
    several = st.lists(inner, max_size=3)
    return st.one_of(
        several.map(lambda parts: {"and": parts}),
        several.map(lambda parts: {"or": parts}),
        inner.map(lambda part: {"not": part}),
        st.tuples(inner, LEAVES).map(lambda pair: pair[1] | pair[0]),
    )


FILTERS = st.recursive(LEAVES, _joined, max_leaves=6)


async def test_any_filter_order_and_cut_gives_the_page_that_the_oracle_gives(carnet: Carnet) -> None:
    await small_firm(carnet)
    oracle = await Oracle.of(carnet)

    @given(
        where=st.none() | FILTERS,
        order=st.sampled_from([[], *ORDERINGS, *MIXED]),
        size=st.integers(0, 12),
        forward=st.booleans(),
        cut=st.tuples(st.none() | st.integers(0, 26), st.none() | st.integers(0, 26)),
    )
    async def agrees(where: Any, order: Any, size: int, forward: bool, cut: tuple[Any, Any]) -> None:
        whole = oracle.ids(where, order)
        everything = await page(carnet, where=where, orderBy=order, first=200)
        assert [node["id"] for node in everything["nodes"]] == whole
        start, end = (at if at is not None and at < len(whole) else None for at in cut)
        cursors = [edge["cursor"] for edge in everything["edges"]]
        places = {
            "after": None if start is None else cursors[start],
            "before": None if end is None else cursors[end],
        }
        shown = await page(carnet, where=where, orderBy=order, **{"first" if forward else "last": size}, **places)
        between = whole[0 if start is None else start + 1 : len(whole) if end is None else end]
        kept = between[:size] if forward else between[max(len(between) - size, 0) :]
        assert [node["id"] for node in shown["nodes"]] == kept
        assert shown["totalCount"] == len(whole)
        left = len(between) > size
        assert shown["pageInfo"]["hasNextPage"] == ((forward and left) or end is not None)
        assert shown["pageInfo"]["hasPreviousPage"] == ((not forward and left) or start is not None)

    await holds_in_this_loop(agrees)


async def test_persons_page_inside_a_page_of_companies(carnet: Carnet) -> None:
    await small_firm(carnet)
    everyone = await rows(carnet.database, "contact")
    query = """query ($where: ContactFilter, $order: [ContactOrder!]) { contacts(first: 3, where: $where) { totalCount
      pageInfo { hasNextPage } nodes { id persons(first: 1, orderBy: $order) {
      totalCount pageInfo { hasNextPage endCursor } edges { cursor node { id company { id } } } nodes { id } } } } }"""
    for where in (None, {"type": "COMPANY"}):
        for order in ([], *ORDERINGS, *MIXED):
            shown = (await carnet.ask(query, where=where, order=order))["contacts"]
            for company in shown["nodes"]:
                theirs = [row for row in everyone if row["company_id"] == company["id"].removeprefix("contact-")]
                ids = [public_id("Contact", row["id"]) for row in in_order(theirs, order)]
                persons = company["persons"]
                assert persons["totalCount"] == len(ids)
                assert [node["id"] for node in persons["nodes"]] == ids[:1]
                assert [edge["node"] for edge in persons["edges"]] == [
                    {"id": key, "company": {"id": company["id"]}} for key in ids[:1]
                ]
                assert persons["pageInfo"] == {
                    "hasNextPage": len(ids) > 1,
                    "endCursor": persons["edges"][0]["cursor"] if ids else None,
                }
