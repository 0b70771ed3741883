"""Say in one line why a value is refused; the caller adds the path."""

from domain.errors import ErrorCode, InvalidValue, Refused


def refused(reason: str, raison: str, *, code: ErrorCode = ErrorCode.INVALID_VALUE) -> Refused:
    """Return the exception for one wrong value, to be raised; `reason` (English) and `raison` (French) say what to do.

    The value itself is not part of the words: messages are logged, and a value may be an account number.
    """
    return Refused([InvalidValue(reason=reason, raison=raison, code=code)])
