"""Say what to know about a batch that was carried out all the same."""

from domain.warned import Warned, WarningCode


def blocked_skipped(cards: int) -> list[Warned]:
    """Warn of cards that are privacy-blocked and get no contact, once for all of them."""
    if not cards:
        return []
    return [
        Warned(
            code=WarningCode.TARGET_SKIPPED,
            english=f"Privacy-blocked, and so without a new contact: {cards}. They are counted as skipped.",
            french=f"Bloquées pour confidentialité, donc sans nouveau contact : {cards}. Comptées comme ignorées.",
        )
    ]
