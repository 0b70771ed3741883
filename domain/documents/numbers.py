"""Draw the numbers of documents, each type of each side from its own series. Source: reference-documents.md §4.1."""

from datetime import UTC, datetime

from pydantic.alias_generators import to_snake
from sqlalchemy import select

from db.tables import NumberSeries, NumberSetup
from domain import numbering
from domain.calls import Walk
from domain.documents.sides import DocumentType, Side
from domain.errors import DocumentSeriesMissing, NumberNotAutomatic, Refused

_SETUP = NumberSetup.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_SERIES = NumberSeries.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time


async def drawn_number(walk: Walk, side: Side, document_type: DocumentType) -> str:
    """Return the next number, as the last step before writing: its series stays locked until the transaction ends.

    Raises:
        Refused: DocumentSeriesMissing, NumberNotAutomatic, SeriesExhausted.
    """
    series = await _series(walk, side, document_type)
    of_type = str(document_type) if len(side.series) > 1 else None
    today = datetime.now(UTC).date()
    number, warnings = await numbering.draw(walk.work, side.kind, series, today, (), of_type)
    walk.warnings += warnings
    return number


async def _series(walk: Walk, side: Side, document_type: DocumentType) -> str:
    use = side.series[document_type]
    query = select(_SERIES).join(_SETUP, _SERIES.c.id == _SETUP.c[f"{to_snake(use)}_id"])
    found = (await walk.work.connection.execute(query)).mappings().first()
    if found is None:
        raise Refused([DocumentSeriesMissing(setting=f"{use}Code")])
    if not found["automatic"]:
        raise Refused([NumberNotAutomatic(series=found["code"])])
    return str(found["id"])
