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
from domain.papers.desk import Desk
from domain.papers.links import BadLink, LinkExpired
from schema.operations import ANONYMOUS

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
        HTTPException: 404, this is no link of ours for this caller; 410, it has expired.
    """
    desk: Desk = request.app.state.desk
    database: Database = request.app.state.database
    key, query = str(request.path_params["paper"]), request.query_params
    try:
        desk.links.check(key, ANONYMOUS, query.get("expires", ""), query.get("signature", ""))
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
