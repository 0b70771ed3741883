"""Read the file of trusted documents, and find the document that a request names instead of sending it.

Source: the appendix on persisted documents of the GraphQL over HTTP specification, and Apollo's `persistedQuery`.
"""

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from schema.failures import request_error
from schema.operations import Unanswerable
from schema.trusted_documents import ANY, Documents, WrongDocuments, trusted
from server.refusals import Refusal

PREFIX = "sha256:"
_HASH = re.compile(r"[0-9a-f]{64}")


def read_documents(path: Path | None, *, alone: bool) -> Documents:
    """Return the documents in a file: a JSON object of texts, by the hash of the text or by an id of any other form.

    Raises:
        WrongDocuments: it cannot be read, or one of its documents cannot be trusted.
    """
    if path is None:
        return ANY
    try:
        content = orjson.loads(path.read_bytes())
    except (OSError, ValueError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else "it is not JSON in UTF-8"
        raise WrongDocuments(f"{path} cannot be read: {reason}") from None
    if not isinstance(content, dict) or not all(isinstance(text, str) for text in content.values()):
        raise WrongDocuments(f"{path} must be a JSON object of texts by their hashes or ids")
    return trusted(dict(_by_id(content)), alone=alone)


def hash_of(text: str) -> str:
    """Return the id that every document has."""
    return PREFIX + sha256(text.encode()).hexdigest()


def _by_id(content: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give each text under the id that it has in the file, and under its hash.

    Raises:
        WrongDocuments: a hash is not that of its text.
    """
    for key, text in content.items():
        true = hash_of(text)
        is_hash = key.startswith(PREFIX) or _HASH.fullmatch(key)
        if is_hash and key.removeprefix(PREFIX) != true.removeprefix(PREFIX):
            raise WrongDocuments(f"{key}: its text has the hash {true}")
        yield from ((key, text), (true, text))


def named(content: Mapping[str, Any], documents: Documents) -> str | None:
    """Return the text of the document that a request names, None if it names none.

    Raises:
        Refusal: it does not name one in a form that we know.
        Unanswerable: we have none of this name.
    """
    key = _name(content)
    if key is None:
        return None
    if documents.text_by_id is None:
        message = "This server keeps no documents. Send the text as 'query'."
        raise Unanswerable([request_error(message, "PERSISTED_QUERY_NOT_SUPPORTED")])
    text = documents.text_by_id.get(key)
    if text is None:
        message = "This server keeps no document of this id or hash."
        raise Unanswerable([request_error(message, "PERSISTED_QUERY_NOT_FOUND")])
    return text


def _name(content: Mapping[str, Any]) -> str | None:
    key = content.get("documentId")
    if key is not None and not isinstance(key, str):
        raise Refusal(400, "BAD_REQUEST", "The member 'documentId' must be a string or null.")
    persisted = (content.get("extensions") or {}).get("persistedQuery")
    if key is not None or persisted is None:
        return key
    match persisted:
        case {"version": 1, "sha256Hash": str(hash_)}:
            return PREFIX + hash_
    message = "'persistedQuery' must be an object with the version 1 and a 'sha256Hash'."
    raise Refusal(400, "BAD_REQUEST", message)
