"""Make the pictures of printed documents in docs/images: `python -m tests.docs.pictures`."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import typst

from domain.documents.lines import Line, costed
from domain.documents.sides import DocumentType
from domain.documents.totals import Discount
from domain.papers.page import Contents, page_of
from domain.papers.rendering import _fonts, _nothing, _template, as_json
from tests.domain.papers.contents import contents, line, party

IMAGES = Path(__file__).parents[2] / "docs" / "images"
GOODS = (
    ("1000", "Desk, oak, height-adjustable, 160 by 80 cm", "PCS", "849.00", "20", None),
    ("1100", "Office chair with arms, upholstered, seat depth adjustable", "PCS", "329.50", "20", "5"),
    ("1200", "Desk lamp", "PCS", "74.90", "20", None),
    ("2000", "Handbook “Working well”, printed", "PCS", "24.95", "5.5", None),
    ("RES1", "Assembly on site", "HOUR", "62.00", "20", None),
)
FRANCE = party(
    "sellTo",
    number="D00042",
    name="Ateliers Dufour & Fils",
    contactName="Élodie Dufour",
    line1="12 rue de la Paix",
    city="Paris",
    postCode="75002",
    countryCode="FR",
    vatNumber="FR40303265045",
)
BRITAIN = party(
    "sellTo",
    number="D00017",
    name="Birdwhistle Trading Ltd",
    contactName="Barnaby Birdwhistle",
    line1="7 Harbour Street",
    city="Whitstable",
    postCode="CT5 1AB",
    countryCode="GB",
)


def document(count: int, **values: object) -> Contents:
    """Return a document of so many lines, with what they come to."""
    lines = [_line(at) for at in range(count)]
    sums = costed(lines, currency="EUR", prices_include_vat=False, discount=Discount(percent=Decimal(2)))
    made = contents(lines=list(sums.lines), **{**sums.header(), **values})
    return replace(made, vat=sums.totals.vat, terms="30 days", person="Ann Porter")


def _line(at: int) -> Line:
    number, description, unit, price, vat, discount = GOODS[at % len(GOODS)]
    if at % 12 == 11:
        return line(type="COMMENT", description="Delivered to the yard; please ring the bell.", quantity=None)
    return line(
        item_number=number,
        description=description,
        unit_of_measure=unit,
        quantity=Decimal(at % 7 + 1),
        unit_price=Decimal(price),
        vat_percent=Decimal(vat),
        discount_percent=Decimal(discount) if discount else None,
    )


def pictures(made: Contents) -> list[bytes]:
    """Return the pages of a document as PNG."""
    compiler = typst.Compiler(_template(), root=_nothing(), font_paths=_fonts(), ignore_system_fonts=True)
    pages = compiler.compile(format="png", ppi=62, sys_inputs={"page": as_json(page_of(made))})
    return pages if isinstance(pages, list) else [pages]  # type: ignore[list-item] # bytes, for one page


def main() -> None:
    """Write the pictures."""
    day = date(2026, 11, 25)
    usual = {"documentDate": day, "yourReference": "Office 2027", "paymentTermsCode": "30D"}
    quoted = {**usual, "validUntil": date(2026, 12, 25)}
    english, french = document(5, **BRITAIN, **quoted), document(5, **FRANCE, **quoted, languageCode="fr-FR")
    long = replace(document(205, **FRANCE, **usual, languageCode="fr-FR"), type=DocumentType.ORDER, number="SO00031")
    shown = {"quote-english": pictures(english)[0], "quote-french": pictures(french)[0]}
    pages = pictures(long)
    assert len(pages) == 5
    shown |= {"order-french-page-1": pages[0], "order-french-page-5": pages[4]}
    for name, picture in shown.items():
        (IMAGES / f"{name}.png").write_bytes(picture)


if __name__ == "__main__":
    main()
