"""The command line: `carnet serve | migrate | demo | import | sdl`."""

import asyncio
from collections.abc import Coroutine
from typing import Annotated, Any, NoReturn

import typer
from pydantic import ValidationError

from server.settings import Settings, is_loopback

app = typer.Typer(help=__doc__, no_args_is_help=True, pretty_exceptions_enable=False)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Instead of CARNET_HOST.")] = None,
    port: Annotated[int | None, typer.Option(help="Instead of CARNET_PORT.")] = None,
) -> None:
    """Serve the GraphQL API, with GraphiQL at /graphql."""
    from server.app import ensure_schema
    from server.serving import run

    settings = _settings()
    settings = settings.model_copy(
        update={"host": host or settings.host, "port": settings.port if port is None else port}
    )
    if not is_loopback(settings.host):
        _fail(f"{settings.host} is no loopback address: callers are not authenticated yet. Use 127.0.0.1.")
    _with_database(ensure_schema(settings.database_url))
    run(settings)


@app.command()
def migrate() -> None:
    """Bring the database's schema up to date."""
    from db.migrate import head
    from db.migrate import migrate as run

    _with_database(run(_settings().database_url))
    typer.echo(f"The schema is at revision {head()}.")


@app.command()
def sdl() -> None:
    """Print the schema in the schema definition language."""
    from schema.build import sdl as printed

    typer.echo(printed(), nl=False)


def _settings() -> Settings:
    try:
        return Settings()
    except ValidationError as problem:
        _fail("; ".join(f"CARNET_{str(error['loc'][0]).upper()}: {error['msg']}" for error in problem.errors()))


def _with_database(work: Coroutine[Any, Any, None]) -> None:
    """Carry out what needs the database, and say plainly why it cannot be used."""
    from asyncpg import PostgresError
    from sqlalchemy.exc import DBAPIError

    from db.migrate import SchemaTooNew
    from server.app import SchemaOutdated

    try:
        asyncio.run(work)
    except (SchemaOutdated, SchemaTooNew, ValueError, RuntimeError) as problem:
        _fail(str(problem))
    except (OSError, DBAPIError, PostgresError) as problem:
        _fail(f"The database at CARNET_DATABASE_URL cannot be used: {getattr(problem, 'orig', problem)}")


def _fail(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(1)
