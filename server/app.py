"""Assemble the application: the GraphQL endpoint, the GraphiQL page's files, a health check."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from secrets import token_bytes

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from db.database import Database, open_database, parse_url
from db.migrate import migrate, pending
from domain.outbox.letters import Sender
from domain.papers.desk import Desk
from domain.papers.links import Links
from schema.operations import Operations
from server import files, graphiql
from server.callers import Callers
from server.endpoint import GraphQLEndpoint
from server.refusals import LocalNames, refuse
from server.settings import Settings, is_loopback
from server.trusted_documents import read_documents
from server.websocket.endpoint import WebSocketEndpoint

HEALTH_S = 2.0
"""Seconds that the database may take to answer the health check."""


class Carnet(Starlette):
    """The application; requests for /graphql go straight to the endpoint, which takes a third off a small answer."""

    endpoint: GraphQLEndpoint
    websockets: WebSocketEndpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and scope["path"] == "/graphql":
            await self.endpoint(scope, receive, send)
        elif scope["type"] == "websocket" and scope["path"] == "/graphql":
            await self.websockets(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


class SchemaOutdated(Exception):  # noqa: N818 - told to the operator
    """The database lacks revisions and is not ours to migrate unasked."""


def create_app(settings: Settings | None = None) -> Carnet:
    """Return the application; its lifespan opens and closes the database.

    Raises:
        WrongDocuments: those that the settings name cannot be trusted.
    """
    settings = settings or Settings()
    documents = read_documents(settings.trusted_documents, alone=settings.documents == "trusted")
    endpoint = GraphQLEndpoint(settings, documents)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await ensure_schema(settings.database_url)
        database = await open_database(settings.database_url)
        desk = desk_of(settings)
        app.state.database, app.state.desk = database, desk
        endpoint.callers = app.state.callers = Callers(database, may_be_open=is_loopback(settings.host))
        await endpoint.callers.are_known()  # so that the first request need not look
        endpoint.operations = Operations(database, settings.idempotency_hours, desk, documents=documents)
        async with endpoint.deadlines.watched(), _delivering(database, settings, desk):
            yield
        desk.press.close()
        await database.close()

    routes = [
        *graphiql.routes(),
        *files.routes(),
        Route("/health", _health),
        Route("/", RedirectResponse("/graphql")),
    ]
    app = Carnet(
        routes=routes,
        middleware=[Middleware(LocalNames, names=settings.known_names)],
        exception_handlers={HTTPException: refuse},
        lifespan=lifespan,
    )
    app.endpoint = endpoint
    app.websockets = WebSocketEndpoint(settings, endpoint)
    return app


def _delivering(database: Database, settings: Settings, desk: Desk) -> AbstractAsyncContextManager[None]:
    """Return what delivers the outbox meanwhile, if the settings say how and that it shall be done here."""
    if not settings.delivers:
        return nullcontext()
    from server.postman import delivering

    return delivering(database, settings, desk.queued)


def desk_of(settings: Settings) -> Desk:
    """Return where documents are printed and sent."""
    secret = settings.link_secret.get_secret_value().encode() if settings.link_secret else token_bytes(32)
    sender = Sender(settings.smtp_sender) if settings.smtp_host and settings.smtp_sender else None
    return Desk(links=Links(secret), sender=sender)


async def ensure_schema(url: str) -> None:
    """Bring an embedded database up to date; refuse a PostgreSQL database that is not.

    Raises:
        SchemaOutdated: it says which command to run.
    """
    if parse_url(url).get_backend_name() == "sqlite":
        await migrate(url)
    elif missing := await pending(url):
        raise SchemaOutdated(f"The database lacks the revisions {', '.join(missing)}. Run 'carnet migrate' first.")


async def _health(request: Request) -> JSONResponse:
    """Tell whether the database answers.

    Raises:
        HTTPException: 503, it does not.
    """
    database: Database = request.app.state.database
    try:
        async with asyncio.timeout(HEALTH_S):
            await database.reader.fetch("SELECT 'ok'", ())
    except Exception as problem:  # whatever it is, the answer is the same
        raise HTTPException(503, "The database does not answer.") from problem
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})
