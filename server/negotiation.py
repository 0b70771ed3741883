"""Choose what to answer with: media type and language, by the weights that the client gives."""

from functools import lru_cache

from domain.errors import Language

JSON, GRAPHQL = "application/json", "application/graphql-response+json"
NOT_ACCEPTABLE = f"Answers come as {GRAPHQL} or {JSON}."


@lru_cache(maxsize=256)
def media_type(accept: str) -> str | None:
    """Return the media type to answer with, None if the client takes none that we have."""
    if not accept.strip():
        return JSON
    # The first of equal weight counts, as clients write what they like best first.
    ranges = {name: (weight, -place) for place, (name, weight) in enumerate(_weights(accept))}
    liked = {media: _most_specific(ranges, media) for media in (JSON, GRAPHQL)}
    best = max(liked, key=liked.__getitem__)
    return best if liked[best][0] > 0 else None


def _most_specific(ranges: dict[str, tuple[float, int]], media: str) -> tuple[float, int]:
    """Return weight and place of the range that counts for a media type: RFC 9110 §12.5.1."""
    names = (media, "application/*", "*/*")
    return next((ranges[name] for name in names if name in ranges), (0.0, 0))


@lru_cache(maxsize=256)
def wants_page(accept: str) -> bool:
    """Tell whether a browser asks for a page."""
    return any(name == "text/html" and weight > 0 for name, weight in _weights(accept))


@lru_cache(maxsize=256)
def language(accept_language: str) -> Language:
    """Return the language that the client likes best of those that we have."""
    weighed = {name[:2]: weight for name, weight in reversed(_weights(accept_language))}
    return "fr" if weighed.get("fr", 0.0) > weighed.get("en", 0.0) else "en"


def _weights(header: str) -> list[tuple[str, float]]:
    """Split a header into its alternatives with their weights; what is malformed weighs nothing."""
    found = []
    for part in header.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weights = [piece[2:] for piece in parameters if piece.startswith("q=")]
        found.append((name, _weight(weights[0]) if weights else 1.0))
    return found


def _weight(text: str) -> float:
    try:
        weight = float(text)
    except ValueError:
        return 0.0
    return weight if 0 <= weight <= 1 else 0.0
