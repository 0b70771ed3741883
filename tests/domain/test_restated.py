"""A batch spares PostgreSQL the search of the indexes of its cards, and locks them no more than it must."""

import pytest

from domain.batches.engines import Postgresql, Sqlite
from domain.change import Kind
from domain.tables import TABLES

CARDS = (Kind.CUSTOMER, Kind.VENDOR, Kind.BANK_ACCOUNT)


@pytest.mark.parametrize("kind", CARDS)
def test_postgresql_is_told_a_column_of_every_index_that_is_not_unique(kind: Kind) -> None:
    restated = set(Postgresql().restated(TABLES[kind]))
    missed = [index.name for index in TABLES[kind].indexes if not restated & set(index.columns.keys())]
    assert restated
    assert missed == []


@pytest.mark.parametrize("kind", CARDS)
def test_no_column_of_a_key_is_restated(kind: Kind) -> None:
    assert not {"id", "number"} & set(Postgresql().restated(TABLES[kind]))


@pytest.mark.parametrize("kind", CARDS)
def test_sqlite_writes_no_index_that_it_need_not_write(kind: Kind) -> None:
    assert list(Sqlite().restated(TABLES[kind])) == []
