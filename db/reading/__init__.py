"""Turn a tree that describes what a read returns into one SQL statement whose result is JSON."""

from db.reading.dialects import POSTGRESQL, SQLITE, Dialect
from db.reading.statement import Plan, compile_tree

DIALECTS: dict[str, Dialect] = {"sqlite": SQLITE, "postgresql": POSTGRESQL}

__all__ = ["DIALECTS", "Dialect", "Plan", "compile_tree"]
