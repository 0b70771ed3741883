"""Know the demo company: where its files are, and ids that are the same everywhere: examples work as printed."""

import hashlib
from pathlib import Path
from uuid import UUID

from domain.change import Kind

DEMO_COMPANY = Path(__file__).parent.parent / "demo_company"
"""The folder of the demo company's files."""
_TIME = 0x019B_76DA_A800
"""The first of January 2026, in milliseconds since 1970: when the demo company's records seem to have been made."""


def demo_id(kind: Kind, number: str) -> str:
    """Return a UUIDv7 made of the record's kind and number instead of chance."""
    chance = int.from_bytes(hashlib.sha256(f"{kind} {number}".encode()).digest()[:10], "big")
    value = _TIME << 80 | 0x7 << 76 | (chance >> 68 & 0xFFF) << 64 | 0b10 << 62 | chance & (1 << 62) - 1
    return str(UUID(int=value))
