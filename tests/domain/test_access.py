"""Who sees and does what, and how a secret looks to all others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.access import EVERYTHING, ROLES, SECRETS, Permission, Role, masked, needed_for, visible
from domain.fields import FIELDS

READER = ROLES[Role.READER]


def test_every_role_has_its_rights() -> None:
    assert set(ROLES) == set(Role)
    assert all(Permission.READ in rights for rights in ROLES.values())
    assert {role for role, rights in ROLES.items() if Permission.READ_ACCOUNTS in rights} == {
        Role.FINANCE,
        Role.ADMINISTRATOR,
    }
    assert ROLES[Role.ADMINISTRATOR] == EVERYTHING


@pytest.mark.parametrize(
    ("text", "number", "iban"),
    [
        ("DE89370400440532013000", "•••• 3000", "DE•• •••• …3000"),
        ("12345678", "•••• 5678", "12•• •••• …5678"),
        ("1234567", "••••", "••••"),
        ("1", "••••", "••••"),
        ("", "••••", "••••"),
        ("ÄÖÜ-12345", "•••• 2345", "ÄÖ•• •••• …2345"),
    ],
)
def test_a_secret_shows_its_last_four_characters_unless_it_is_short(text: str, number: str, iban: str) -> None:
    assert masked(text, "account number") == number
    assert masked(text, "iban") == iban


@given(st.text(min_size=1, max_size=34, alphabet=st.characters(exclude_characters="•… ")))
def test_a_mask_shows_half_of_a_secret_at_most(text: str) -> None:
    shown = masked(text, "account number").replace("•", "").replace(" ", "")
    assert len(shown) * 2 <= len(text)
    assert text.endswith(shown)


def test_every_secret_is_a_field_of_a_record_kept_in_the_column_that_it_names() -> None:
    fields = {field.name: field.column for kind in FIELDS for field in FIELDS[kind].values()}
    assert {name: fields.get(name) for name in SECRETS} == {name: secret.column for name, secret in SECRETS.items()}


@pytest.mark.parametrize("name", SECRETS)
def test_a_value_is_visible_with_its_permission_only(name: str) -> None:
    assert visible(name, "DE89370400440532013000", EVERYTHING) == "DE89370400440532013000"
    assert visible(name, "DE89370400440532013000", READER) == masked("DE89370400440532013000", SECRETS[name].mask)
    assert visible(name, None, READER) is None
    assert visible("phone", "+49 40 66969010", READER) == "+49 40 66969010"


@pytest.mark.parametrize("column", ["iban", "iban_key", "bank_account_number"])
def test_comparing_with_a_secret_needs_its_permission(column: str) -> None:
    assert needed_for(column, READER) is Permission.READ_ACCOUNTS
    assert needed_for(column, EVERYTHING) is None
    assert needed_for("phone", READER) is None
