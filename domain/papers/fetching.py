"""Find a paper that was issued, to be fetched again unchanged."""

from sqlalchemy import select

from db.tables import Paper
from db.unit_of_work import UnitOfWork
from domain.calls import Outcome
from domain.errors import NotFound
from domain.ids import key_of
from domain.papers.calls import Fetching

_PAPERS = Paper.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time


async def fetch_paper(work: UnitOfWork, call: Fetching) -> Outcome:
    """Tell a paper's key as `paper`. A refusal is an outcome."""
    key = key_of("Paper", call.paper_id)
    found = await work.connection.scalar(select(_PAPERS.c.id).where(_PAPERS.c.id == key)) if key else None
    if found is None:
        return Outcome(refusals=(NotFound(what="paper", path=("input", "paperId")),))
    return Outcome(told={"paper": found})
