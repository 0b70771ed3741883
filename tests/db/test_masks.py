"""Both engines mask a secret exactly as `domain.access` does."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.database import Database
from db.reading import DIALECTS, masks
from db.reading.masks import masked_sql
from db.reading.tree import Mask
from domain.access import HIDDEN, SHORTEST_SHOWN, masked
from tests.running import holds_in_this_loop

TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)


def test_both_floors_hide_by_the_same_words() -> None:
    assert (masks.HIDDEN, masks.SHORTEST_SHOWN) == (HIDDEN, SHORTEST_SHOWN)


@pytest.mark.parametrize("mask", ["account number", "iban"])
async def test_a_masked_column_is_the_masked_text(database: Database, mask: Mask) -> None:
    dialect = DIALECTS[database.dialect]
    source = f"(SELECT CAST({dialect.placeholder(1, 'text')} AS text) AS secret) t"
    shown = dialect.object([("shown", masked_sql("t.secret", mask))])
    sql = f"SELECT CAST({shown} AS text) FROM {source}"

    @given(text=st.none() | TEXTS)
    async def agree(text: str | None) -> None:
        answer = json.loads(await database.reader.fetch(sql, [text]))
        assert answer == {"shown": None if text is None else masked(text, mask)}

    await holds_in_this_loop(agree)
