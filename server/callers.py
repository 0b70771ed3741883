"""Tell who sends a request by its Authorization header. Source: product.md §6, RFC 6750."""

import asyncio
from datetime import UTC, datetime

from db.database import Database
from db.keys import read_keys
from domain.access import EVERYTHING
from domain.keys import Caller, Key, caller_of, known
from schema.operations import ANONYMOUS, Asked
from server.refusals import Refusal

FRESH_S = 5.0
"""Seconds for which keys are believed as they were read: so long a revoked one may still be used."""
MOST_KNOWN = 1000
ANYBODY = Caller(ANONYMOUS, EVERYTHING)
_SCHEME = "bearer "


class Callers:
    """Who calls, by what they show. If it `may_be_open`, everybody may do everything until a key is made."""

    def __init__(self, database: Database, *, may_be_open: bool) -> None:
        self._database = database
        self._may_be_open = may_be_open
        self._keys: dict[str, Key] = {}
        self._callers: dict[bytes, Caller] = {}
        self._believed_until = 0.0
        self._reading = asyncio.Lock()
        self._clock = asyncio.get_running_loop().time

    async def are_known(self) -> bool:
        """Tell whether callers must show a key."""
        await self._read()
        return bool(self._keys) or not self._may_be_open

    async def of(self, authorization: bytes) -> Caller:
        """Return who sends this header, b'' for none.

        Raises:
            Refusal: UNAUTHENTICATED, with status 401.
        """
        if self._clock() >= self._believed_until:
            await self._read()
        caller = self._callers.get(authorization)
        if caller is None:
            caller = self._find(authorization)
            if len(self._callers) < MOST_KNOWN:
                self._callers[authorization] = caller
        return caller

    async def _read(self) -> None:
        async with self._reading:
            if self._clock() >= self._believed_until:
                self._keys = known(await read_keys(self._database))
                self._callers = {}
                self._believed_until = self._clock() + FRESH_S

    def _find(self, authorization: bytes) -> Caller:
        given = authorization.decode("latin-1")
        if not given and self._may_be_open and not self._keys:
            return ANYBODY
        if not given:
            raise _refused(
                "This server answers only callers that it knows. Send 'Authorization: Bearer' and an API key."
            )
        is_bearer = given[: len(_SCHEME)].lower() == _SCHEME
        found = caller_of(given[len(_SCHEME) :].strip(), self._keys, datetime.now(UTC)) if is_bearer else None
        if found is None:
            raise _refused("This API key is not, or no longer, good. Ask an administrator for a new one.")
        return found


def by(caller: Caller, asked: Asked) -> Asked:
    """Return a request as this caller's."""
    return asked if caller is ANYBODY else asked._replace(actor=caller.actor, rights=caller.rights)


def _refused(message: str) -> Refusal:
    return Refusal(401, "UNAUTHENTICATED", message, **{"www-authenticate": 'Bearer realm="Carnet"'})
