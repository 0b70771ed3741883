"""Check the address of a home page; it stays as typed, because it will be shown as a link.

Source: product.md §1.5.
"""

import re
from unicodedata import category
from urllib.parse import SplitResult, urlsplit

from domain.values.refusing import refused
from domain.values.texts import text

_SCHEME = re.compile(r"https?://", re.IGNORECASE)
# A backslash is a slash for browsers only; the others end the attribute or the text that a link stands in.
_UNFIT_FOR_A_LINK = re.compile(r"[\s\\<>\"`]")
_LONGEST_HOST, _LONGEST_LABEL, _FEWEST_LABELS = 253, 63, 2


def home_page(value: str, limit: int = 255) -> str | None:
    """Return the address as typed, trimmed: `https://…`, `http://…` or a bare `www.contoso.com/shop`.

    The host is a domain name with at least one dot: no IP address, no user name. That it answers is not guaranteed.

    Raises:
        Refused: with INVALID_VALUE for any other scheme (`javascript:` …) or host, and for blanks; as `text` does.
    """
    typed = text(value, limit)
    if typed is not None and not _is_web_address(typed):
        raise refused(
            "This is not the address of a home page. Enter one such as https://www.contoso.com or www.contoso.com.",
            "Ceci n'est pas l'adresse d'un site. Saisissez par exemple https://www.contoso.com ou www.contoso.com.",
        )
    return typed


def _is_web_address(typed: str) -> bool:
    """Tell whether a browser would go to a host of the web for this address."""
    if _UNFIT_FOR_A_LINK.search(typed):
        return False
    try:
        parts = urlsplit(typed if _SCHEME.match(typed) else f"//{typed}")
        return _has_good_port(parts) and "@" not in parts.netloc and _is_host_name(parts.hostname or "")
    except ValueError:  # brackets without an IPv6 address, a port that is no number, a host that NFKC changes
        return False


def _has_good_port(parts: SplitResult) -> bool:
    """Tell whether there is no colon after the host, or a port number behind it."""
    return ":" not in parts.netloc or bool(parts.port)


def _is_host_name(host: str) -> bool:
    """Tell whether this can be a full domain name, in any script."""
    labels = host.split(".")
    return (
        len(host) <= _LONGEST_HOST
        and len(labels) >= _FEWEST_LABELS
        and all(map(_is_label, labels))
        and not labels[-1].isdigit()
    )


def _is_label(label: str) -> bool:
    """Tell whether this can stand between two dots: letters, their marks, digits, and hyphens not at the ends."""
    return (
        0 < len(label) <= _LONGEST_LABEL
        and not label.startswith("-")
        and not label.endswith("-")
        and all(character == "-" or category(character)[0] in "LMN" for character in label)
    )
