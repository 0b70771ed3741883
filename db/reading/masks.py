"""Hide a secret inside the database, so that it never leaves it. `domain.access` hides what Python has already read."""

from db.reading.tree import Mask

HIDDEN = "••••"
SHORTEST_SHOWN = 8


def masked_sql(column: str, mask: Mask) -> str:
    """Write the expression of a masked column, in words that both engines know; null stays null."""
    last = f"substr({column}, length({column}) - 3)"
    shown = f"substr({column}, 1, 2) || '•• {HIDDEN} …' || {last}" if mask == "iban" else f"'{HIDDEN} ' || {last}"
    return f"CASE WHEN length({column}) < {SHORTEST_SHOWN} THEN '{HIDDEN}' ELSE {shown} END"
