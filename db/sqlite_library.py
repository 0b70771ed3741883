"""Choose the SQLite library: that of the package pysqlite3 where it has one for this platform, else Python's own."""

try:
    from pysqlite3 import dbapi2 as sqlite3
except ImportError:
    import sqlite3

__all__ = ["sqlite3"]
