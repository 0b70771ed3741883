"""Mark tests that are about one engine only."""

import asyncpg
import pytest
from pysqlite3 import dbapi2 as sqlite3

BROKEN = (sqlite3.IntegrityError, asyncpg.IntegrityConstraintViolationError)
"""How either engine refuses what breaks a constraint."""
FAILED = (sqlite3.Error, asyncpg.PostgresError)
"""How either engine refuses anything."""

on_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
