"""Assemble the application: the GraphQL endpoint, the GraphiQL page's files, a health check."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route

from db.database import Database, open_database, parse_url
from db.migrate import migrate, pending
from schema.operations import Operations
from server import graphiql
from server.endpoint import GraphQLEndpoint
from server.settings import Settings

LOOPBACK_NAMES = ["127.0.0.1", "localhost", "[::1]", "::1"]
"""Names under which a browser may call an open server: any other is a page that had its name resolved to us."""


class SchemaOutdated(Exception):  # noqa: N818 - told to the operator
    """The database lacks revisions and is not ours to migrate unasked."""


def create_app(settings: Settings | None = None) -> Starlette:
    """Return the application; its lifespan opens and closes the database."""
    settings = settings or Settings()
    endpoint = GraphQLEndpoint(settings)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await ensure_schema(settings.database_url)
        database = await open_database(settings.database_url)
        app.state.database = database
        endpoint.operations = Operations(database)
        yield
        await database.close()

    routes = [
        *graphiql.routes(),
        Route("/graphql", endpoint),
        Route("/health", _health),
        Route("/", RedirectResponse("/graphql")),
    ]
    hosts = Middleware(TrustedHostMiddleware, allowed_hosts=LOOPBACK_NAMES)
    return Starlette(routes=routes, middleware=[hosts], lifespan=lifespan)


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
    database: Database = request.app.state.database
    await database.reader.fetch("SELECT 'ok'", ())
    return JSONResponse({"status": "ok"})
