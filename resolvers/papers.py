"""Carry out what a client asks to print or to send."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import Any

from db.races import Busy
from domain.papers.calls import Emailing, Fetching, Printing, Writing
from domain.papers.emailing import email_document
from domain.papers.fetching import fetch_paper
from domain.papers.printing import print_document
from domain.papers.rendering import Unrendered
from domain.papers.writing import send_email
from resolvers.documents.types import DOCUMENT
from resolvers.reading.declarations import Brought, Fields, Keyed
from resolvers.requests import Answer, Request, ResolveInfo
from resolvers.updates import carry_out

TRIES = 5
"""How often a PDF is made for a document that is changed again meanwhile."""

_ANSWER: Fields = {"warnings": Brought(), "errors": Brought()}
_PAPER = Keyed("@paper", "paper")
_ISSUED: Fields = {
    "document": DOCUMENT,
    "paper": _PAPER,
    "interaction": Keyed("@interaction", "interaction"),
    **_ANSWER,
}
PAYLOADS: dict[str, Fields] = {
    "PrintDocumentPayload": {"url": Brought(), **_ISSUED},
    "EmailDocumentPayload": {"queued": Brought(), **_ISSUED},
    "PaperLinkPayload": {"url": Brought(), "paper": _PAPER, **_ANSWER},
}


async def print_(info: ResolveInfo, **asked: Any) -> Answer:
    """Print a document; the answer tells where the PDF can be fetched."""
    request: Request = info.context
    call = Printing(operation="printDocument", actor=request.actor, **asked)
    mutate = partial(print_document, press=request.desk.press)
    return _linked(request, await _once_rendered(request, partial(carry_out, info, mutate, call)))


async def email(info: ResolveInfo, **asked: Any) -> Answer:
    """Send a document."""
    request: Request = info.context
    call = Emailing(operation="emailDocument", actor=request.actor, **asked)
    mutate = partial(email_document, press=request.desk.press, sender=request.desk.sender)
    answer = await _once_rendered(request, partial(carry_out, info, mutate, call))
    request.desk.queued.set()
    return answer


async def write(info: ResolveInfo, **asked: Any) -> Answer:
    """Write an e-mail to a contact."""
    request: Request = info.context
    call = Writing(operation="sendEmail", actor=request.actor, **asked)
    answer = await carry_out(info, partial(send_email, sender=request.desk.sender), call)
    request.desk.queued.set()
    return answer


async def link(info: ResolveInfo, **asked: Any) -> Answer:
    """Make a link to a paper that was issued before."""
    request: Request = info.context
    call = Fetching(operation="createPaperLink", actor=request.actor, **asked)
    return _linked(request, await carry_out(info, fetch_paper, call))


async def _once_rendered(request: Request, attempt: Callable[[], Awaitable[Answer]]) -> Answer:
    """Carry out what needs a PDF: where it was not made yet, make it between two transactions, under no lock.

    Raises:
        Busy: the document changed each time before its PDF was made, or making it takes too long.
    """
    for _ in range(TRIES):
        try:
            return await attempt()
        except Unrendered as missing:
            await _made(request, missing)
    raise Busy


async def _made(request: Request, missing: Unrendered) -> None:
    try:
        await request.desk.press.make(missing.page)
    except TimeoutError:
        raise Busy from None


def _linked(request: Request, answer: Answer) -> Answer:
    """Tell where the paper can be fetched: a link of now, also where an earlier call is answered again."""
    paper = answer.told.get("paper")
    url = request.desk.links.path(paper, request.actor) if paper else None
    return replace(answer, told={**answer.told, "url": url})
