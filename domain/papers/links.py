"""Make and check the links under which a paper can be fetched for a while, by whoever asked for it.

Source: reliability.md §3.4.
"""

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

LASTS_S = 300
"""Seconds for which a link can be used."""


class BadLink(Exception):  # noqa: N818 - an answer to the client
    """The link was never made by us, or not for this caller."""


class LinkExpired(Exception):  # noqa: N818 - an answer to the client
    """The link was good once."""


@dataclass(frozen=True)
class Links:
    """Links signed with a secret. Whoever knows one can use it only as the same caller."""

    secret: bytes

    def path(self, paper: str, actor: str, now: datetime | None = None) -> str:
        """Return where a paper can be fetched, relative to the server."""
        expires = int((now or datetime.now(UTC)).timestamp()) + LASTS_S
        return f"/papers/{paper}?expires={expires}&signature={self._signature(paper, actor, expires)}"

    def check(self, paper: str, actor: str, expires: str, signature: str) -> None:
        """Check a link.

        Raises:
            BadLink, LinkExpired.
        """
        if not (expires.isascii() and expires.isdigit() and len(expires) <= len(str(2**40)) and signature.isascii()):
            raise BadLink
        if not hmac.compare_digest(signature, self._signature(paper, actor, int(expires))):
            raise BadLink
        if int(expires) < datetime.now(UTC).timestamp():
            raise LinkExpired

    def _signature(self, paper: str, actor: str, expires: int) -> str:
        return hmac.new(self.secret, f"{paper}\n{expires}\n{actor}".encode(), sha256).hexdigest()
