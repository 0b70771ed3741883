"""Turn the arguments by which records are looked up into what a statement compares with."""

import json

from db.reading import tree
from domain.ids import key_of, parse_id
from domain.tables import RECORD_FIELDS, TYPE_NAMES
from resolvers.reading.given import BadArgument, Given

LONGEST_IDS = 200


def _number(text: str) -> str:
    return text.strip().upper()


def found_by(type_name: str, name: str, value: Given) -> tree.Param:
    """Bind the key in an id, or a number as numbers are stored."""
    if name == "id":
        return value.param("uuid", lambda text: key_of(type_name, text))
    return value.text(_number)


def field_of(record: str, name: str) -> str:
    """Return kind, key and field as JSON, in a list that is empty where a record of this type has no such field."""
    type_name, key = parse_id(record) or ("", "")
    kind = next((kind for kind, called in TYPE_NAMES.items() if called == type_name), None)
    return json.dumps([{"kind": kind, "key": key, "field": name}] if kind and name in RECORD_FIELDS[kind] else [])


def located_one(text: str) -> str:
    """Return type and key of one id as JSON."""
    return located([text])


def located(texts: list[str]) -> str:
    """Return type and key of each id as JSON; null for what is no id.

    Raises:
        BadArgument: there are too many.
    """
    if len(texts) > LONGEST_IDS:
        raise BadArgument("ids", f"Ask for at most {LONGEST_IDS} ids at a time.")
    found = (parse_id(text) or (None, None) for text in texts)
    return json.dumps([{"kind": name, "key": key, "position": at} for at, (name, key) in enumerate(found)])
