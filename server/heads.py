"""Read a request's headers once for every combination of them: most clients send the same ones again and again."""

from dataclasses import dataclass
from functools import lru_cache

from starlette.types import Scope

from domain.errors import Language
from server.negotiation import JSON, language, media_type, wants_page
from server.settings import is_loopback


@dataclass(frozen=True)
class Head:
    """What the headers say: `media` is None where the client takes nothing that we have.

    It `is_local` if the client calls this server by a name of its own.
    With a head that `is_fit`, a POST is a GraphQL request.
    """

    is_local: bool
    wants_page: bool
    is_json: bool
    media: str | None
    language: Language
    is_fit: bool


def headers_of(scope: Scope) -> dict[bytes, bytes]:
    """Return a request's headers; one with several names for this server gets none, as RFC 9112 §3.2 demands."""
    given = scope["headers"]
    headers = dict(given)
    if len(headers) != len(given) and [name for name, _ in given].count(b"host") > 1:
        del headers[b"host"]
    return headers


@lru_cache(maxsize=1024)
def read_head(
    host: bytes, content_type: bytes, accept: bytes, accept_language: bytes, names: frozenset[str] = frozenset()
) -> Head:
    """Return what these headers say, where the server has these names besides those of its machine."""
    accepted = accept.decode("latin-1")
    # Under another name it is a page elsewhere that had its own name resolved to this machine.
    name = _name(host.decode("latin-1"))
    is_local = is_loopback(name) or name in names
    is_json = content_type.partition(b";")[0].strip().lower() == JSON.encode()
    media = media_type(accepted)
    return Head(
        is_local=is_local,
        wants_page=wants_page(accepted),
        is_json=is_json,
        media=media,
        language=language(accept_language.decode("latin-1")),
        is_fit=is_local and is_json and media is not None,
    )


def _name(host: str) -> str:
    """Return a Host header without its port."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].lower()
