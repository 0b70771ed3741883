"""The compiler writes exactly the SQL that is kept beside each golden query, on both engines."""

import re

import pytest

from db.reading import DIALECTS
from tests.schema.golden.files import ENGINES, content, files, path
from tests.schema.golden.layout import WIDTH, laid_out
from tests.schema.golden.queries import FOLDER, golden, names

NAMES = tuple(names())


def test_there_are_dozens_of_golden_queries() -> None:
    assert len(NAMES) > 24
    assert set(ENGINES) == set(DIALECTS)


def test_every_query_has_its_files_and_there_are_no_others() -> None:
    assert set(FOLDER.glob("*.sql")) == {file for file, _ in files()}
    assert {file.suffix for file in FOLDER.iterdir() if file.is_file()} == {".graphql", ".sql", ".py"}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", NAMES)
def test_a_query_becomes_the_sql_beside_it(name: str, engine: str) -> None:
    """After a change that is meant: python -m tests.schema.golden, and read the difference."""
    query = golden(name)
    assert content(query, engine) == path(query, engine).read_text()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", NAMES)
def test_breaking_lines_changes_nothing_but_blanks(name: str, engine: str) -> None:
    sql = golden(name).plan(engine).sql
    assert _without_blanks(laid_out(sql)) == _without_blanks(sql)


def test_what_fits_stays_in_its_line_and_what_does_not_is_indented() -> None:
    assert laid_out("SELECT f(a, b) FROM t WHERE c AND d") == "SELECT f(a, b)\nFROM t\nWHERE c AND d"
    long = ", ".join(f"'a, (b{at}'" for at in range(20))
    lines = laid_out(f"SELECT f({long}) FROM (SELECT 1)").splitlines()
    assert lines[:2] == ["SELECT f(", "  'a, (b0',"]
    assert lines[-3:] == ["  'a, (b19'", ")", "FROM (SELECT 1)"]
    assert max(map(len, lines)) <= WIDTH


def _without_blanks(sql: str) -> str:
    return re.sub(r"\s", "", sql)
