"""A key is known by its hash, as long as it is good, and nothing else is a key. Source: product.md §6."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.access import ROLES, Role
from domain.keys import Caller, Key, caller_of

TEXT = "carnet_0123456789ab_" + "a" * 43
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
SOON = NOW + timedelta(seconds=1)


def _known(expires: datetime | None = None, revoked: datetime | None = None) -> dict[str, Key]:
    hashed = hashlib.sha256(TEXT.encode()).hexdigest()
    return {"0123456789ab": Key("anna", hashed, Role.SALES, expires, revoked)}


@pytest.mark.parametrize("expires", [None, SOON])
def test_a_good_key_says_who_calls_and_what_they_may_do(expires: datetime | None) -> None:
    assert caller_of(TEXT, _known(expires), NOW) == Caller("anna", ROLES[Role.SALES])


def test_a_key_is_good_until_it_expires_or_is_revoked() -> None:
    assert caller_of(TEXT, _known(expires=NOW), NOW) is None
    assert caller_of(TEXT, _known(revoked=NOW - timedelta(days=1)), NOW) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "carnet_",
        TEXT.upper(),
        TEXT + "a",
        TEXT[:-1],
        TEXT + "\n",
        " " + TEXT,
        TEXT.replace("0123", "0124"),
        "a" * 10**5,
    ],
)
def test_what_has_another_shape_or_another_prefix_is_no_key(text: str) -> None:
    assert caller_of(text, _known(), NOW) is None


@given(st.integers(0, 42), st.sampled_from("bB0-_"))
def test_a_key_with_one_other_character_is_no_key(at: int, other: str) -> None:
    place = len(TEXT) - 43 + at
    assert caller_of(TEXT[:place] + other + TEXT[place + 1 :], _known(), NOW) is None


@given(st.text())
def test_no_other_text_is_a_key(text: str) -> None:
    assert caller_of(text, _known(), NOW) is None
