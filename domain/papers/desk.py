"""Hold what printing and sending need besides the database: a press, a signer of links, in whose name to write."""

import asyncio
import secrets
from dataclasses import dataclass, field

from domain.outbox.letters import Sender
from domain.papers.links import Links
from domain.papers.rendering import Press


@dataclass(frozen=True)
class Desk:
    """One per server. Without a sender nothing can be sent; `queued` tells the postman that something is."""

    press: Press = field(default_factory=Press)
    links: Links = field(default_factory=lambda: Links(secrets.token_bytes(32)))
    sender: Sender | None = None
    queued: asyncio.Event = field(default_factory=asyncio.Event)
