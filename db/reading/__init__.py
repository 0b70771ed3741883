"""Turn a tree that describes what a read returns into one SQL statement whose result is JSON."""

from db.reading.dialects import Dialect
from db.reading.postgresql import Postgresql
from db.reading.sqlite import Sqlite
from db.reading.statement import Plan, compile_tree

DIALECTS: dict[str, Dialect] = {"sqlite": Sqlite(), "postgresql": Postgresql()}

__all__ = ["DIALECTS", "Dialect", "Plan", "compile_tree"]
