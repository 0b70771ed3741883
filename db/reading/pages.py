"""Write a page of a long list: its rows by keyset, what lies before and behind, and its total, only where asked for.

One look at the page's rows makes the list and the cursors. Whether one more lies behind them is asked beside it where
the keyset alone finds the rows; where a filter makes them costly to find, they are read once, into a common table
expression, and counted.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.reading import tree
from db.reading.conditions import has_ranges, keyset_sql

if TYPE_CHECKING:
    from db.reading.statement import Row, Statement

Part = tree.Items | tree.PageInfo | tree.Total | tree.Constant
CURSORS = frozenset({"startCursor", "endCursor"})
ITEMS = "items"


@dataclass(frozen=True)
class _Writing:
    """What every part of a page needs while it is written. `kept` names the rows where they are read once.

    Parameters are bound where they are written only: both engines refuse one that the statement does not mention.
    """

    statement: "Statement"
    page: tree.Page
    parent: "Row | None"
    row: "Row"
    kept: str | None

    def rows(self, row: "Row") -> tuple[str, list[str]]:
        """Return the table of the whole list under this alias, and the conditions on it."""
        table, tie = self.statement.origin(self.page.source, row, self.parent)
        return table, [tie, self.statement.condition(self.page.condition, row, self.parent)]

    def keyset(self, values: tuple[tree.Param, ...], row: "Row", *, behind: bool, inclusive: bool = False) -> str:
        return keyset_sql(self.statement, self.page.order, values, row, behind=behind, inclusive=inclusive)


def page_sql(statement: "Statement", page: tree.Page, parent: "Row | None") -> str:
    """Return the expression of a connection's JSON object."""
    asked = set(_asked(page))
    has_rows = bool(asked & {ITEMS, *CURSORS})
    writing = _begin(
        statement, page, parent, once=has_rows and _onward(page) in asked and page.condition != tree.All(())
    )
    shown = statement.dialect.gathered([(key, _part(writing, part)) for key, part in page.fields])
    return _read(writing, shown) if has_rows else shown


def _asked(page: tree.Page) -> Iterator[str]:
    """Name what is asked of the page, as far as it decides how its rows are read."""
    for _, part in page.fields:
        if isinstance(part, tree.Items):
            yield ITEMS
        elif isinstance(part, tree.PageInfo):
            yield from (name for _, name in part.fields if isinstance(name, str))


def _onward(page: tree.Page) -> str:
    """Name the field that tells whether the list goes on in reading direction."""
    return "hasPreviousPage" if page.backward else "hasNextPage"


def _begin(statement: "Statement", page: tree.Page, parent: "Row | None", *, once: bool) -> _Writing:
    row = statement.row(page.source, wrapped=True)
    for term in page.order:
        row.used[term.column] = None
    statement.checks += (*(page.after or ()), *(page.before or ()))
    return _Writing(statement, page, parent, row, f"p{row.alias}" if once else None)


def _part(writing: _Writing, part: Part) -> str:
    match part:
        case tree.Items(value):
            return writing.statement.dialect.array(writing.statement.value(value, writing.row))
        case tree.PageInfo(fields):
            return writing.statement.dialect.gathered([(key, _info(writing, name)) for key, name in fields])
        case tree.Total():
            table, tests = writing.rows(writing.row)
            return f"(SELECT count(*) FROM {table} WHERE {_all(tests)})"
        case tree.Constant():
            return writing.statement.value(part, None)


def _info(writing: _Writing, name: str | tree.Constant) -> str:
    if isinstance(name, tree.Constant):
        return writing.statement.value(name, None)
    statement, page = writing.statement, writing.page
    if name in CURSORS:
        place = statement.place(page.order, writing.row)
        return statement.cursor(page.signature, statement.dialect.end_of(place, first=name == "startCursor"))
    onward = name == "hasNextPage"
    tests = _outside(writing, page.before if onward else page.after, behind=onward)
    if name == _onward(page):
        tests.insert(0, _goes_on(writing))
    return statement.dialect.true(" OR ".join(tests) or "false")


def _goes_on(writing: _Writing) -> str:
    """Test whether there is a row more than the page holds."""
    if writing.kept:
        return f"(SELECT count(*) FROM {writing.kept}) > {writing.page.size}"
    return f"EXISTS ({_selected(writing, '1', f'1 OFFSET {writing.page.size}')})"


def _outside(writing: _Writing, cursor: tuple[tree.Param, ...] | None, *, behind: bool) -> list[str]:
    """Test whether the list goes on beyond a cursor, the cursor's own row included."""
    if cursor is None:
        return []
    row, order = writing.statement.row(writing.page.source), writing.page.order
    table, tests = writing.rows(row)
    tests.append(writing.keyset(cursor, row, behind=behind, inclusive=True))
    # Not EXISTS: PostgreSQL takes the order out of it, and then hopes to meet such a row early in the whole table.
    nearest = _sorted(order, row.inner, backward=not behind)
    return [f"(SELECT 1 FROM {table} WHERE {_all(tests)} ORDER BY {nearest} LIMIT 1) IS NOT NULL"]


def _read(writing: _Writing, shown: str) -> str:
    """Select what is shown from the page's rows in list order."""
    row, page = writing.row, writing.page
    if writing.kept:
        selected = _selected(writing, row.selected(), _limit(writing, page.size + 1))
        kept = f"WITH {writing.kept} AS MATERIALIZED ({selected}) "
        # SQLite takes the order of these rows for arbitrary where they are sorted again, and limits them afterwards.
        order = f" ORDER BY {_sorted(page.order, backward=True)}" if page.backward else ""
        rows = f"(SELECT * FROM {writing.kept}{order} LIMIT {page.size})"
    else:
        kept = ""
        rows = f"({_selected(writing, row.selected(), _limit(writing, page.size))})"
    if page.backward:
        order = _sorted(page.order, f"{row.alias}.{{}}".format)
        rows = f"(SELECT * FROM {rows} {row.alias} ORDER BY {order})"
    return f"({kept}SELECT {shown} FROM {rows} {row.alias})"


def _selected(writing: _Writing, columns: str, limit: str) -> str:
    """Select rows of the page in reading direction."""
    page, row = writing.page, writing.row
    table, tests = writing.rows(row)
    if page.after is not None:
        tests.append(writing.keyset(page.after, row, behind=True))
    if page.before is not None:
        tests.append(writing.keyset(page.before, row, behind=False))
    order = _sorted(page.order, row.inner, backward=page.backward)
    return f"SELECT {columns} FROM {table} WHERE {_all(tests)} ORDER BY {order} LIMIT {limit}"


def _limit(writing: _Writing, size: int) -> str:
    """Write a limit, bound where the best plan depends on the values that a range is bound to.

    A plan kept for all values expects of any range the same small share of the table, walks the list until it has met
    a page of such rows, and finds out late that there are none. Of a bound limit it expects a tenth of the table, which
    costs so much that PostgreSQL keeps to planning for the values at hand.
    """
    statement, page = writing.statement, writing.page
    if statement.dialect.keeps_plans and has_ranges(page.condition, page.order[0].column):
        return statement.param(tree.Param("integer", lambda _: size))
    return str(size)


def _sorted(order: Sequence[tree.Order], column: Callable[[str], str] = str, *, backward: bool = False) -> str:
    terms = [(column(term.column), term.descending != backward) for term in order]
    return ", ".join(f"{name}{' DESC' if descending else ''}" for name, descending in terms)


def _all(tests: Sequence[str]) -> str:
    return " AND ".join(test for test in tests if test != "true") or "true"
