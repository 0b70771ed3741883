"""Write files of trusted documents."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

TYPENAME = "{ __typename }"
CONTACT = "query Contact($number: String!) { contact(number: $number) { name version } }"
TWO = "query A { a: __typename } query B { b: __typename }"
RENAME = """mutation Rename($id: ID!, $name: String!) {
  updateContact(input: {id: $id, name: $name}) { contact { name } errors { code } } }"""
LONG = "{" + " ".join(f"a{at}: __typename" for at in range(3_000)) + "}"
"""Longer, and of more tokens, than a document that a client sends may be."""


def hash_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def write(folder: Path, *texts: str, **by_id: str) -> Path:
    """Write a file of documents, by their hashes or by the ids that are given."""
    path = folder / "trusted.json"
    path.write_text(json.dumps({**{f"sha256:{hash_of(text)}": text for text in texts}, **by_id}))
    return path


def apollo(text: str) -> dict[str, Any]:
    """Return the `extensions` by which Apollo Client names a document."""
    return {"persistedQuery": {"version": 1, "sha256Hash": hash_of(text)}}
