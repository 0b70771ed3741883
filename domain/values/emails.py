"""Check one or several e-mail addresses, separated by semicolons.

Source: product.md §1.5, reference-contacts.md §14.
"""

import re

from domain.errors import ErrorCode
from domain.values.refusing import refused
from domain.values.texts import refuse_longer, text

_OTHER_SEPARATOR = re.compile(r"[,|\s]")


def email(value: str, limit: int = 80) -> str | None:
    """Return the addresses as `a@x.com;b@y.com`: domains in lower case, local parts as typed, no blanks.

    Semicolons at the ends are ignored. No name server is asked: that mail arrives is not guaranteed.

    Raises:
        Refused: with INVALID_EMAIL for a malformed address, an empty one between two semicolons, or another separator;
            with VALUE_TOO_LONG if all together are longer than `limit`; as `text` does.
    """
    typed = text(value, None) or ""
    listed = ";".join(map(str.strip, typed.split(";"))).strip(";")
    if not listed:
        return None
    # Before the costly checks; and again after them, because a domain may grow when it is normalised.
    refuse_longer(listed, limit)
    addresses = ";".join(map(_address, listed.split(";")))
    refuse_longer(addresses, limit)
    return addresses


def _address(typed: str) -> str:
    """Return one address with its domain normalised."""
    _refuse_other_separator(typed)
    from email_validator import EmailNotValidError, validate_email

    try:
        # The "test environment" is how .test domains pass: they are for trying things out, which people do here too.
        checked = validate_email(typed, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise refused(
            "This is not an e-mail address. Enter one such as name@example.com; separate several with semicolons.",
            "Ceci n'est pas une adresse e-mail. Saisissez par exemple nom@example.com ; séparez-en plusieurs par des points-virgules.",  # noqa: E501
            code=ErrorCode.INVALID_EMAIL,
        ) from None
    # Not `checked.normalized`: it lower-cases some local parts, such as Postmaster.
    return f"{typed.rpartition('@')[0]}@{checked.domain}"


def _refuse_other_separator(typed: str) -> None:
    """Refuse a comma, a blank or a bar, which people take for a separator."""
    if _OTHER_SEPARATOR.search(typed):
        raise refused(
            "An e-mail address has no comma, blank or bar. Separate several addresses with semicolons.",
            "Une adresse e-mail n'a ni virgule, ni espace, ni barre. Séparez plusieurs adresses par des points-virgules.",  # noqa: E501
            code=ErrorCode.INVALID_EMAIL,
        )
