"""Say what the SQL files must hold, and write them."""

from collections.abc import Iterator
from pathlib import Path

from tests.schema.golden.layout import laid_out
from tests.schema.golden.queries import FOLDER, Golden, golden, names

ENGINES = ("sqlite", "postgresql")


def path(query: Golden, engine: str) -> Path:
    """Name the file of a query's SQL."""
    return FOLDER / f"{query.name}.{engine}.sql"


def content(query: Golden, engine: str) -> str:
    """Return a query's SQL, with the types of its parameters at the end."""
    plan = query.plan(engine)
    kinds = ", ".join(param.kind for param in plan.params) or "none"
    return f"{laid_out(plan.sql)}\n-- parameters: {kinds}\n"


def files() -> Iterator[tuple[Path, str]]:
    """Yield every file with what it must hold."""
    for query in map(golden, names()):
        yield from ((path(query, engine), content(query, engine)) for engine in ENGINES)


def write() -> None:
    """Write all files anew, and remove those that no query has."""
    wanted = dict(files())
    for stale in set(FOLDER.glob("*.sql")) - set(wanted):
        stale.unlink()
    for file, text in wanted.items():
        file.write_text(text)
