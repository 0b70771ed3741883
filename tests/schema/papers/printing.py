"""Print and send documents over HTTP, and read what became of it."""

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2 as httpx
from pypdf import PdfReader
from sqlalchemy import select

from db.outbox import OutgoingEmail
from db.unit_of_work import unit_of_work
from server.app import create_app
from server.settings import Settings
from tests.carnet import Carnet, count

ANSWER = "warnings { code } errors { code path message }"
PAPER = "paper { id name sha256 size documentVersion }"
ENTRY = "interaction { id subject contactVia pdfHash documentNumber contact { number } }"
PRINT = f"""mutation ($input: PrintDocumentInput!, $key: String) {{
  printDocument(input: $input, idempotencyKey: $key) {{
    url {PAPER} {ENTRY} document {{ number version printedCount }} {ANSWER} }} }}"""
EMAIL = f"""mutation ($input: EmailDocumentInput!, $key: String) {{
  emailDocument(input: $input, idempotencyKey: $key) {{
    queued {PAPER} {ENTRY} document {{ number version lastEmailedAt }} {ANSWER} }} }}"""
WRITE = f"""mutation ($input: SendEmailInput!, $key: String) {{ sendEmail(input: $input, idempotencyKey: $key) {{
  {ENTRY} {ANSWER} }} }}"""
LINK = f"""mutation ($input: CreatePaperLinkInput!) {{ createPaperLink(input: $input) {{ url {PAPER} {ANSWER} }} }}"""
Payload = dict[str, Any]


async def printed(carnet: Carnet, document: Payload | str, *, key: str | None = None, **given: Any) -> Payload:
    """Print a document; the payload."""
    asked = {"documentId": document if isinstance(document, str) else document["id"], **given}
    payload: Payload = (await carnet.ask(PRINT, input=asked, key=key))["printDocument"]
    return payload


async def emailed(carnet: Carnet, document: Payload | str, *, key: str | None = None, **given: Any) -> Payload:
    """Send a document; the payload."""
    asked = {"documentId": document if isinstance(document, str) else document["id"], **given}
    payload: Payload = (await carnet.ask(EMAIL, input=asked, key=key))["emailDocument"]
    return payload


async def written(carnet: Carnet, contact_id: str, *, key: str | None = None, **given: Any) -> Payload:
    """Write to a contact; the payload."""
    asked = {"contactId": contact_id, "subject": "Hello", "body": "How are you?", **given}
    payload: Payload = (await carnet.ask(WRITE, input=asked, key=key))["sendEmail"]
    return payload


async def linked(carnet: Carnet, paper_id: str) -> Payload:
    """Ask for a link to a paper; the payload."""
    payload: Payload = (await carnet.ask(LINK, input={"paperId": paper_id}))["createPaperLink"]
    return payload


async def fetched(carnet: Carnet, url: str) -> bytes:
    """Fetch a PDF, which must be there."""
    reply = await carnet.client.get(url)
    assert reply.status_code == 200, reply.text
    return reply.content


def text_of(pdf: bytes) -> str:
    """Return the words of all pages."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\u200b", "").split())


def codes(payload: Payload) -> list[tuple[str, str]]:
    """Return the (code, path) pairs of a payload's errors."""
    return [(error["code"], ".".join(error["path"])) for error in payload["errors"]]


async def outbox(carnet: Carnet) -> list[dict[str, Any]]:
    """Return all e-mails, in the order in which they were asked for."""
    table = OutgoingEmail.__table__
    async with unit_of_work(carnet.database) as work:
        return [dict(row) for row in (await work.connection.execute(select(table).order_by(table.c.id))).mappings()]


@asynccontextmanager
async def able_to_send(url: str, **settings: Any) -> AsyncIterator[Carnet]:
    """Start the application with a mail server that it may queue for; it delivers only if told to."""
    named = {"smtp_host": "127.0.0.1", "smtp_sender": "office@carnet.example", "smtp_security": "none"}
    app = create_app(Settings(database_url=url, **{**named, "smtp_deliver": False, **settings}))
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
            yield Carnet(app.state.database, client, count(1))
