"""Serve papers: the PDFs of documents, to whoever asked for the link, for as long as it lasts.

Source: reliability.md §3.4 "file answers".
"""

from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from db.database import Database
from db.papers import read_paper
from domain.keys import Caller
from domain.papers.desk import Desk
from domain.papers.links import BadLink, LinkExpired
from server.callers import Callers
from server.refusals import Refusal

_HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def routes() -> list[Route]:
    """Return the route of the papers."""
    return [Route("/papers/{paper:uuid}", _paper)]


async def _paper(request: Request) -> Response:
    """Answer with a PDF.

    Raises:
        HTTPException: 401, nobody knows who calls; 404, this is no link of ours for this caller; 410, it has expired.
    """
    desk: Desk = request.app.state.desk
    database: Database = request.app.state.database
    key, query = str(request.path_params["paper"]), request.query_params
    actor = (await _caller(request)).actor
    try:
        desk.links.check(key, actor, query.get("expires", ""), query.get("signature", ""))
    except BadLink:
        raise HTTPException(404, "There is nothing here. Ask for a link with printDocument.") from None
    except LinkExpired:
        raise HTTPException(410, "This link has expired. Ask for a new one with createPaperLink.") from None
    found = await read_paper(database, key)
    if found is None:
        raise HTTPException(404, "There is nothing here. Ask for a link with printDocument.")
    name, content = found
    disposition = f"attachment; filename*=UTF-8''{quote(name)}.pdf"
    return Response(content, media_type="application/pdf", headers={**_HEADERS, "Content-Disposition": disposition})


async def _caller(request: Request) -> Caller:
    callers: Callers = request.app.state.callers
    try:
        return await callers.of(request.headers.get("authorization", "").encode("latin-1"))
    except Refusal as refusal:
        raise HTTPException(refusal.status, refusal.message, refusal.headers) from None
