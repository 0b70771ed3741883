"""Write conditions: filters as clients ask them, and the keyset that a cursor stands for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from db.reading import tree

if TYPE_CHECKING:
    from db.reading.statement import Row, Statement


RANGES = frozenset({"<", "<=", ">", ">="})


def condition_sql(statement: "Statement", condition: tree.Condition, row: "Row", parent: "Row | None") -> str:
    """Return the SQL of a condition; a comparison with null counts as false, also below a negation."""
    match condition:
        case tree.Comparison():
            return _comparison(statement, condition, row)
        case tree.Is(column, word):
            return f"{row.inner(column)} = '{word}'"
        case tree.IsNull(column, null):
            return f"{row.inner(column)} IS {'' if null else 'NOT '}NULL"
        case tree.Raw(template):
            return f"({statement.template(template, row, parent)})"
        case tree.All() | tree.Some():
            return _joined(statement, condition, row, parent)
        case tree.Not(inner):
            plain = condition_sql(statement, inner, row, parent)
            return f"NOT {plain}" if isinstance(inner, tree.Raw) else f"({plain}) IS NOT TRUE"


def _joined(statement: "Statement", joined: tree.All | tree.Some, row: "Row", parent: "Row | None") -> str:
    operator, empty = (" AND ", "true") if isinstance(joined, tree.All) else (" OR ", "false")
    parts = [condition_sql(statement, inner, row, parent) for inner in joined.conditions]
    return f"({operator.join(parts)})" if len(parts) > 1 else "".join(parts) or empty


def _comparison(statement: "Statement", comparison: tree.Comparison, row: "Row") -> str:
    column, placeholder = row.inner(comparison.column), statement.param(comparison.param)
    if comparison.operator == "in":
        return statement.dialect.any_of(column, placeholder)
    if comparison.operator == "like":
        return f"{column} LIKE {placeholder} {statement.dialect.like_escape}"
    if comparison.operator == "<>":
        return f"{column} IS DISTINCT FROM {placeholder}"
    return f"{column} {comparison.operator} {placeholder}"


def has_ranges(condition: tree.Condition, column: str) -> bool:
    """Tell whether a condition has ranges of any column but this one, by which the list is sorted."""
    match condition:
        case tree.Comparison():
            return condition.operator in RANGES and condition.column != column
        case tree.All(conditions) | tree.Some(conditions):
            return any(has_ranges(inner, column) for inner in conditions)
        case tree.Not(inner):
            return has_ranges(inner, column)
    return False


def keyset_sql(
    statement: "Statement",
    order: Sequence[tree.Order],
    values: Sequence[tree.Param],
    row: "Row",
    *,
    behind: bool,
    inclusive: bool = False,
) -> str:
    """Compare a row's place in an order with a cursor's: behind it, or before it; at it, too, if `inclusive`."""
    columns = [row.inner(term.column) for term in order]
    bound = [statement.dialect.unseen(statement.param(value)) for value in values]
    signs = ["<" if term.descending == behind else ">" for term in order]
    if len(set(signs)) == 1:
        return f"({', '.join(columns)}) {signs[0]}{'=' * inclusive} ({', '.join(bound)})"
    beyond = [*signs[:-1], signs[-1] + "=" * inclusive]
    alternatives = [
        " AND ".join([f"{columns[i]} = {bound[i]}" for i in range(at)] + [f"{columns[at]} {beyond[at]} {bound[at]}"])
        for at in range(len(order))
    ]
    # The first column's bound follows from the rest, but only by it do both engines find the place in an index.
    return f"{columns[0]} {signs[0]}= {bound[0]} AND ({' OR '.join(f'({each})' for each in alternatives)})"
