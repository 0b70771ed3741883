"""The command line: `carnet serve | migrate | demo | import | sdl`."""

import asyncio
from typing import Annotated

import typer

from server.settings import Settings, is_loopback

app = typer.Typer(help=__doc__, no_args_is_help=True, pretty_exceptions_enable=False)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Instead of CARNET_HOST.")] = None,
    port: Annotated[int | None, typer.Option(help="Instead of CARNET_PORT.")] = None,
) -> None:
    """Serve the GraphQL API, with GraphiQL at /graphql."""
    import uvicorn

    from server.app import create_app
    from server.logs import LOGGING

    settings = Settings()
    settings = settings.model_copy(
        update={"host": host or settings.host, "port": settings.port if port is None else port}
    )
    if not is_loopback(settings.host):
        _fail(f"{settings.host} is no loopback address: callers are not authenticated yet. Use 127.0.0.1.")
    typer.echo(f"Carnet at http://{settings.host}:{settings.port}/graphql, open to everybody on this machine")
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        ws="none",
        access_log=False,
        server_header=False,
        limit_concurrency=512,
        log_config=LOGGING,
    )


@app.command()
def migrate() -> None:
    """Bring the database's schema up to date."""
    from db.migrate import head
    from db.migrate import migrate as run

    asyncio.run(run(Settings().database_url))
    typer.echo(f"The schema is at revision {head()}.")


@app.command()
def sdl() -> None:
    """Print the schema in the schema definition language."""
    from schema.build import sdl as printed

    typer.echo(printed(), nl=False)


def _fail(message: str) -> None:
    typer.echo(message, err=True)
    raise typer.Exit(1)
