"""Write a page of a long list: its rows by keyset, what lies before and behind, and its total, only where asked for."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.reading import tree
from db.reading.conditions import keyset_sql

if TYPE_CHECKING:
    from db.reading.statement import Row, Statement

PLACE, COUNT = "page_place", "page_count"
"""Columns of the page's rows where its edges matter: place from 1 in reading direction, and how many were read."""


@dataclass(frozen=True)
class _Writing:
    """What every part of a page needs while it is written."""

    statement: "Statement"
    page: tree.Page
    parent: "Row | None"
    row: "Row"
    table: str
    where: str
    size: str

    def keyset(self, values: tuple[tree.Param, ...], row: "Row", *, behind: bool) -> str:
        return keyset_sql(self.statement, self.page.order, values, row, behind=behind)


def page_sql(statement: "Statement", page: tree.Page, parent: "Row | None") -> str:
    """Return the expression of a connection's JSON object."""
    writing = _begin(statement, page, parent)
    edged = any(isinstance(part, tree.PageInfo) for _, part in page.fields)
    rows_needed = any(isinstance(part, tree.Items | tree.PageInfo) for _, part in page.fields)
    fields = [(key, _part(writing, part, edged=edged)) for key, part in page.fields]
    result = statement.dialect.object(fields)
    return f"(SELECT {result} FROM {_rows(writing, edged=edged)})" if rows_needed else result


def _begin(statement: "Statement", page: tree.Page, parent: "Row | None") -> _Writing:
    row = statement.row(page.source, wrapped=True)
    table, tie = statement.origin(page.source, row, parent)
    where = f"{tie} AND {statement.condition(page.condition, row, parent)}"
    return _Writing(statement, page, parent, row, table, where, statement.param(page.size))


def _part(writing: _Writing, part: tree.Items | tree.PageInfo | tree.Total | tree.Constant, *, edged: bool) -> str:
    match part:
        case tree.Items(value):
            keep = f"{writing.row.alias}.{PLACE} <= {writing.size}" if edged else None
            return writing.statement.dialect.array(writing.statement.value(value, writing.row), keep)
        case tree.PageInfo(fields):
            return writing.statement.dialect.object([(key, _info(writing, name)) for key, name in fields])
        case tree.Total():
            return f"(SELECT count(*) FROM {writing.table} WHERE {writing.where})"
        case tree.Constant():
            return writing.statement.value(part, None)


def _info(writing: _Writing, name: str | tree.Constant) -> str:
    if isinstance(name, tree.Constant):
        return writing.statement.value(name, None)
    backward = writing.page.backward
    if name in {"startCursor", "endCursor"}:
        return _edge_cursor(writing, first=(name == "startCursor") != backward)
    more = f"count(*) > {writing.size}"
    if name == "hasNextPage":
        tests = ([] if backward else [more]) + _outside(writing, writing.page.before, behind=True)
    else:
        tests = ([more] if backward else []) + _outside(writing, writing.page.after, behind=False)
    return writing.statement.dialect.true(" OR ".join(tests) or "false")


def _edge_cursor(writing: _Writing, *, first: bool) -> str:
    cursor = writing.statement.value(tree.Cursor(writing.page.order, writing.page.signature), writing.row)
    alias, size = writing.row.alias, writing.size
    last = f"CASE WHEN {alias}.{COUNT} > {size} THEN {size} ELSE {alias}.{COUNT} END"
    return f"max({cursor}) FILTER (WHERE {alias}.{PLACE} = {'1' if first else last})"


def _outside(writing: _Writing, cursor: tuple[tree.Param, ...] | None, *, behind: bool) -> list[str]:
    """Test whether the list goes on beyond a cursor, the cursor's own row included."""
    if cursor is None:
        return []
    statement, page = writing.statement, writing.page
    row = statement.row(page.source)
    table, tie = statement.origin(page.source, row, writing.parent)
    # The cursor's own row and those beyond it: not strictly on the page's side of the cursor.
    beyond = f"NOT {writing.keyset(cursor, row, behind=not behind)}"
    where = f"{tie} AND {statement.condition(page.condition, row, writing.parent)} AND {beyond}"
    return [f"EXISTS (SELECT 1 FROM {table} WHERE {where})"]


def _rows(writing: _Writing, *, edged: bool) -> str:
    """Return the FROM clause of the page's rows in list order; called last, when all used columns are known."""
    page, row = writing.page, writing.row
    tests = [writing.where]
    if page.after is not None:
        tests.append(writing.keyset(page.after, row, behind=True))
    if page.before is not None:
        tests.append(writing.keyset(page.before, row, behind=False))
    terms = [(row.inner(term.column), term.descending != page.backward) for term in page.order]
    order = ", ".join(f"{column}{' DESC' if descending else ''}" for column, descending in terms)
    for term in page.order:
        row.used[term.column] = None
    limit = f"{writing.size} + 1" if edged else writing.size
    rows = f"(SELECT {row.selected()} FROM {writing.table} WHERE {' AND '.join(tests)} ORDER BY {order} LIMIT {limit})"
    rows = f"{rows} {row.alias}"
    if edged:
        rows = f"(SELECT *, row_number() OVER () AS {PLACE}, count(*) OVER () AS {COUNT} FROM {rows}) {row.alias}"
    return _turned(rows, page, row) if page.backward else rows


def _turned(rows: str, page: tree.Page, row: "Row") -> str:
    """Put rows that were read from the end back into list order."""
    order = ", ".join(f"{row.alias}.{term.column}{' DESC' if term.descending else ''}" for term in page.order)
    return f"(SELECT * FROM {rows} ORDER BY {order}) {row.alias}"
