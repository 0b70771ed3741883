"""What the tests of all checks need: the one refusal of a check, and texts that try to break it."""

from collections.abc import Callable

import pytest
from hypothesis import strategies as st

from domain.errors import ErrorCode, Refusal, Refused

# characters() without arguments has the lone surrogates too, text() alone has not.
any_text = st.text(alphabet=st.characters(), max_size=60)


def refusal_of(check: Callable[..., object], *arguments: object) -> Refusal:
    """Run a check that must refuse, and return its one refusal."""
    with pytest.raises(Refused) as caught:
        check(*arguments)
    (refusal,) = caught.value.refusals
    return refusal


def code_of(check: Callable[..., object], *arguments: object) -> ErrorCode:
    """Run a check that must refuse, and return the code of its one refusal."""
    return refusal_of(check, *arguments).code
