"""Write a page of a long list: its rows by keyset, what lies before and behind, and its total, only where asked for.

The list, the cursors and the tests for more all look at the page's rows. Where a filter makes these costly to find,
they are read once, into a common table expression; where the keyset alone finds them, each part reads what it needs of
them by itself, which measured a fifth quicker.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.reading import tree
from db.reading.conditions import keyset_sql

if TYPE_CHECKING:
    from db.reading.statement import Row, Statement

Part = tree.Items | tree.PageInfo | tree.Total | tree.Constant


@dataclass(frozen=True)
class _Writing:
    """What every part of a page needs while it is written.

    Parameters are bound where they are written only: both engines refuse one that the statement does not mention.
    """

    statement: "Statement"
    page: tree.Page
    parent: "Row | None"
    row: "Row"

    def rows(self, row: "Row") -> tuple[str, list[str]]:
        """Return the table of the whole list under this alias, and the conditions on it."""
        table, tie = self.statement.origin(self.page.source, row, self.parent)
        return table, [tie, self.statement.condition(self.page.condition, row, self.parent)]

    def keyset(self, values: tuple[tree.Param, ...], row: "Row", *, behind: bool) -> str:
        return keyset_sql(self.statement, self.page.order, values, row, behind=behind)


def page_sql(statement: "Statement", page: tree.Page, parent: "Row | None") -> str:
    """Return the expression of a connection's JSON object."""
    writing = _begin(statement, page, parent)
    shown = statement.dialect.object([(key, _part(writing, part)) for key, part in page.fields])
    used = writing.row.selected()
    if page.condition == tree.All(()) or sum(map(shown.count, _ROWS)) <= 1:
        order = ", ".join(f"{writing.row.inner(term.column)} AS {term.column}" for term in page.order)
        for place, columns, more in zip(_ROWS, (used, order, "1"), (0, 0, 1), strict=True):
            if place in shown:
                shown = shown.replace(place, f"({_selected(writing, columns, more=more)})")
        return shown
    name = f"p{writing.row.alias}"
    # SQLite takes the order of these rows for arbitrary where they are sorted again, and limits them afterwards.
    terms = [(term.column, not term.descending) for term in page.order]
    order = f" ORDER BY {_sorted(terms)}" if page.backward else ""
    for place in _ROWS[:-1]:
        shown = shown.replace(place, f"(SELECT * FROM {name}{order} LIMIT {page.size})")
    return f"(WITH {name} AS MATERIALIZED ({_selected(writing, used, more=1)}) SELECT {shown.replace(_MORE, name)})"


_ROWS = _LISTED, _PLACED, _MORE = "{listed rows}", "{placed rows}", "{rows and one more}"
"""Stand for the page's rows in reading direction until every part has said which columns it uses."""


def _begin(statement: "Statement", page: tree.Page, parent: "Row | None") -> _Writing:
    row = statement.row(page.source, wrapped=True)
    for term in page.order:
        row.used[term.column] = None
    statement.checks += (*(page.after or ()), *(page.before or ()))
    return _Writing(statement, page, parent, row)


def _part(writing: _Writing, part: Part) -> str:
    match part:
        case tree.Items(value):
            items = writing.statement.dialect.array(writing.statement.value(value, writing.row))
            return f"(SELECT {items} FROM {_in_list_order(writing)})"
        case tree.PageInfo(fields):
            return writing.statement.dialect.object([(key, _info(writing, name)) for key, name in fields])
        case tree.Total():
            table, tests = writing.rows(writing.row)
            return f"(SELECT count(*) FROM {table} WHERE {' AND '.join(tests)})"
        case tree.Constant():
            return writing.statement.value(part, None)


def _info(writing: _Writing, name: str | tree.Constant) -> str:
    if isinstance(name, tree.Constant):
        return writing.statement.value(name, None)
    backward = writing.page.backward
    if name in {"startCursor", "endCursor"}:
        return _edge_cursor(writing, first=(name == "startCursor") != backward)
    onward = name == "hasNextPage"
    tests = _outside(writing, writing.page.before if onward else writing.page.after, behind=onward)
    if onward != backward:
        tests.insert(0, f"(SELECT count(*) FROM {_MORE} more) > {writing.page.size}")
    return writing.statement.dialect.true(" OR ".join(tests) or "false")


def _edge_cursor(writing: _Writing, *, first: bool) -> str:
    """Return the cursor of the page's first or last row in the direction in which it was read."""
    cursor = writing.statement.value(tree.Cursor(writing.page.order, writing.page.signature), writing.row)
    if first:
        return f"(SELECT {cursor} FROM {_PLACED} {writing.row.alias} LIMIT 1)"
    # Sorted the other way round instead of OFFSET, where SQLite would not let a nested page refer to the row above.
    alias, backward = writing.row.alias, writing.page.backward
    terms = [(f"{alias}.{term.column}", term.descending == backward) for term in writing.page.order]
    return f"(SELECT {cursor} FROM {_PLACED} {alias} ORDER BY {_sorted(terms)} LIMIT 1)"


def _outside(writing: _Writing, cursor: tuple[tree.Param, ...] | None, *, behind: bool) -> list[str]:
    """Test whether the list goes on beyond a cursor, the cursor's own row included."""
    if cursor is None:
        return []
    row = writing.statement.row(writing.page.source)
    table, tests = writing.rows(row)
    # The cursor's own row and those beyond it: not strictly on the page's side of the cursor.
    tests.append(f"NOT {writing.keyset(cursor, row, behind=not behind)}")
    return [f"EXISTS (SELECT 1 FROM {table} WHERE {' AND '.join(tests)})"]


def _selected(writing: _Writing, columns: str, *, more: int) -> str:
    """Select the page's rows in reading direction, and some more."""
    page, row = writing.page, writing.row
    table, tests = writing.rows(row)
    if page.after is not None:
        tests.append(writing.keyset(page.after, row, behind=True))
    if page.before is not None:
        tests.append(writing.keyset(page.before, row, behind=False))
    terms = [(row.inner(term.column), term.descending != page.backward) for term in page.order]
    where = " AND ".join(tests)
    return f"SELECT {columns} FROM {table} WHERE {where} ORDER BY {_sorted(terms)} LIMIT {page.size + more}"


def _sorted(terms: list[tuple[str, bool]]) -> str:
    return ", ".join(f"{column}{' DESC' if descending else ''}" for column, descending in terms)


def _in_list_order(writing: _Writing) -> str:
    """Put rows that were read from the end back into list order."""
    row, page = writing.row, writing.page
    if not page.backward:
        return f"{_LISTED} {row.alias}"
    terms = [(f"{row.alias}.{term.column}", term.descending) for term in page.order]
    return f"(SELECT * FROM {_LISTED} {row.alias} ORDER BY {_sorted(terms)}) {row.alias}"
