"""Take the names of new persons apart, a portion at a time, because only Python knows how."""

import json

from sqlalchemy import text

from db.reading import DIALECTS, tree
from db.unit_of_work import UnitOfWork
from domain.batches.engines import MANY_ROWS
from domain.sync.names import guess
from domain.values.folding import fold

PORTION = 1_000
_COLUMNS = ("n", "name_key", "first", "middle", "last")
_NEXT = text("SELECT n, name FROM batch_new WHERE name IS NOT NULL AND n > :n ORDER BY n LIMIT :portion")


async def split_names(work: UnitOfWork) -> None:
    """Fill the list of names."""
    last = 0
    while rows := (await work.connection.execute(_NEXT, {"n": last, "portion": PORTION})).all():
        last = rows[-1].n
        await work.connection.exec_driver_sql(_filling(work.dialect), (json.dumps([_split(*row) for row in rows]),))


def _split(n: int, name: str) -> dict[str, str | int | None]:
    parts = guess(name)
    return {"n": n, "name_key": fold(name), "first": parts.first, "middle": parts.middle, "last": parts.last}


def _filling(dialect: str) -> str:
    """Return the statement that takes a portion in as JSON."""
    words, rows = DIALECTS[dialect], tree.Param("json", lambda _: None)
    columns: dict[str, tree.Form] = dict.fromkeys(_COLUMNS, "text")
    columns["n"] = "integer"
    source = words.rows(tree.JsonRows(rows, columns), words.placeholder(1, "json"), "p")
    return f"{MANY_ROWS} INSERT INTO batch_name SELECT {', '.join(_COLUMNS)} FROM {source}"
