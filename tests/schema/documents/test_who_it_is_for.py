"""The page on who a document is for is carried out, cell by cell."""

from pathlib import Path
from typing import Any

import pytest

from tests.carnet import Carnet
from tests.schema.dataset import rows
from tests.schema.documents.documenting import KINDS, make, refusals
from tests.schema.documents.situations import SITUATIONS, Situation

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "documents-from-contacts.md"
HEAD, _, *BODY = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if line.startswith("|")
]
TABLE = {name: dict(zip(HEAD[1:], cells, strict=True)) for name, *cells in BODY}
SERIES = ("S-QUOTE", "S-ORDER", "S-BLANKET", "P-QUOTE", "P-ORDER", "P-BLANKET", "SERVICE")
FIRST = ("SQ00001", "SO00001", "SB00001", "PQ00001", "PO00001", "PB00001", "SV00001")


def _shown(card: str, party: str, template: str = "") -> str:
    named = f"template: {template}" if template else ""
    return f"number contactNumber card: {card} {{ number }} party: {party} {{ number name }} {named}"


SHOWN = {
    "createSalesDocument": _shown("customer", "sellTo", "customerTemplateCode"),
    "createPurchaseDocument": _shown("vendor", "buyFrom", "vendorTemplateCode"),
    "createServiceOrder": _shown("customer", "sellTo"),
}


def test_the_page_has_every_kind_and_every_situation():
    assert ["contact", *KINDS] == HEAD
    assert list(TABLE) == list(SITUATIONS)


@pytest.mark.parametrize("name", TABLE)
async def test_every_cell_of_the_page_is_what_happens(carnet: Carnet, name: str):
    situation = await SITUATIONS[name](carnet)

    found = {kind: await cell(carnet, kind, situation) for kind in KINDS}

    assert found == TABLE[name]
    accepted = [not outcome.isupper() for outcome in found.values()]
    assert await drawn(carnet) == [number if took else None for number, took in zip(FIRST, accepted, strict=True)]
    tables = ("sales_document", "purchase_document", "service_order")
    assert sum([len(await rows(carnet.database, table)) for table in tables]) == sum(accepted)


async def cell(carnet: Carnet, kind: str, situation: Situation) -> str:
    """Make a document, and say what became of it in the words of the page."""
    payload = await make(carnet, kind, situation.contact, show=SHOWN[KINDS[kind][0]])
    if payload["errors"]:
        ((code, path),) = refusals(payload)
        assert (path, payload["document"], payload["changeSet"]) == ("input.contactId", None, None)
        return code
    document = payload["document"]
    assert document["contactNumber"] == situation.contact.number
    return _for_whom(document, situation)


def _for_whom(document: dict[str, Any], situation: Situation) -> str:
    party = document["party"]
    assert party["name"]
    if document["card"] is None:
        assert party["number"] is None
        return "prospect"
    cards = {"customer": situation.customer, "vendor": situation.vendor, "own customer": situation.own}
    ((name, card),) = [
        (name, card) for name, card in cards.items() if card and card.number == document["card"]["number"]
    ]
    assert (party["number"], party["name"]) == (card.number, card.values["name"])
    assert document.get("template") is None
    return name


async def drawn(carnet: Carnet) -> list[str | None]:
    """Return the last number that was drawn of each kind of documents."""
    series = {row["id"]: row["code"] for row in await rows(carnet.database, "number_series")}
    last = {
        series[row["series_id"]]: row["last_number_used"] for row in await rows(carnet.database, "number_series_line")
    }
    return [last[code] for code in SERIES]
