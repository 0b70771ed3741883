"""The command line: `carnet serve | migrate | demo | import | export | check | key | outbox | sdl`."""

import asyncio
import gc
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn, TypeVar

import typer
from pydantic import ValidationError

from server.settings import Settings, is_loopback

Result = TypeVar("Result")

app = typer.Typer(help=__doc__, no_args_is_help=True, pretty_exceptions_enable=False)
outbox = typer.Typer(help="Look at the e-mails that were asked for, and let them be tried again.", no_args_is_help=True)
app.add_typer(outbox, name="outbox")
key = typer.Typer(help="Make, list and revoke the API keys by which callers are known.", no_args_is_help=True)
app.add_typer(key, name="key")
export = typer.Typer(help="Export records to files.", no_args_is_help=True)
app.add_typer(export, name="export")


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Instead of CARNET_HOST.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65_535, help="Instead of CARNET_PORT.")] = None,
) -> None:
    """Serve the GraphQL API, with GraphiQL at /graphql."""
    gc.disable()  # until the server is up: nothing that is made on the way is garbage, and looking for it takes a sixth
    from schema.trusted_documents import WrongDocuments
    from server.app import ensure_schema
    from server.serving import configured, run

    settings = _settings()
    settings = settings.model_copy(
        update={"host": host or settings.host, "port": settings.port if port is None else port}
    )
    if not is_loopback(settings.host) and not settings.known_names:
        _fail(f"{settings.host} is no loopback address: say in CARNET_NAMES by which names clients call this server.")
    try:
        config = configured(settings)
    except WrongDocuments as problem:
        _fail(f"CARNET_TRUSTED_DOCUMENTS: {problem}")
    _with_database(ensure_schema(settings.database_url))
    if not is_loopback(settings.host) and not _with_database(_may_anybody_call(settings.database_url)):
        _fail("Nobody could call: no API key is good. Make one by 'carnet key create NAME --role ROLE'.")
    run(config)


async def _may_anybody_call(url: str) -> bool:
    from server.keys import is_any_good

    return await is_any_good(url)


@app.command()
def migrate() -> None:
    """Bring the database's schema up to date."""
    from db.migrate import head
    from db.migrate import migrate as run

    _with_database(run(_settings().database_url))
    typer.echo(f"The schema is at revision {head()}.")


@app.command("import")
def import_(
    paths: Annotated[list[Path], typer.Argument(help="Folders with CSV and vCard files, or these.", exists=True)],
    report: Annotated[Path | None, typer.Option(help="Write what became of every row to this CSV file.")] = None,
) -> None:
    """Import files in one transaction. Exits with 3 if rows were refused; the others are written all the same."""
    from rich.console import Console

    from server.importing import run_import, tell, write_report

    result = _with_database(run_import(_settings().database_url, paths, actor="import"))
    tell(result, Console())
    if report:
        write_report(result, report)
    if result.refused:
        raise typer.Exit(3)


@app.command()
def demo(
    if_empty: Annotated[bool, typer.Option("--if-empty", help="Do nothing if there are contacts already.")] = False,
) -> None:
    """Load the demo company."""
    from rich.console import Console

    from server.importing import load_demo, tell

    result = _with_database(load_demo(_settings().database_url, if_empty=if_empty))
    if result is None:
        typer.echo("There are contacts already: the demo company was not loaded.")
    else:
        tell(result, Console())


@app.command()
def check() -> None:
    """Compare all linked cards. Exits with 1 if any differ where the rules say that they should not."""
    from server.checking import check_database

    numbers, shown = _with_database(check_database(_settings().database_url))
    for line in shown:
        typer.echo(line)
    typer.echo(f"{numbers.links} links, {numbers.compared_fields} fields compared, {numbers.differences} differences")
    if numbers.differences:
        raise typer.Exit(1)


@export.command("contacts")
def export_contacts(
    target: Annotated[Path, typer.Argument(help="The file to write, such as contacts.vcf.")],
    _format: Annotated[Literal["vcard"], typer.Option("--format", help="The only one yet: vCard 4.0.")] = "vcard",
) -> None:
    """Export all contacts."""
    from server.exporting import export_vcards

    with target.open("wb") as file:
        count = _with_database(export_vcards(_settings().database_url, file))
    typer.echo(f"{count} contacts were written to {target}.")


@key.command("create")
def create_key(
    name: Annotated[str, typer.Argument(help="Who will use it: the journal names this.")],
    role: Annotated[
        Literal["reader", "sales", "purchasing", "finance", "administrator"], typer.Option(help="What its user may do.")
    ],
    days: Annotated[int | None, typer.Option(min=1, max=36_500, help="Days for which it is good.")] = None,
) -> None:
    """Make an API key and print it, this once. From then on the server answers only callers with a key."""
    from domain.access import Role
    from server.keys import make

    typer.echo(_with_database(make(_settings().database_url, name, Role(role), days)))


@key.command("list")
def list_keys() -> None:
    """List all keys that were ever made, without their secrets."""
    from rich.console import Console

    from server.keys import listed, show

    show(_with_database(listed(_settings().database_url)), Console())


@key.command("revoke")
def revoke_key(name: Annotated[str, typer.Argument(help="The name under which it was made.")]) -> None:
    """Let a key be good for nothing any more; running servers learn it within five seconds."""
    from server.keys import revoke

    _with_database(revoke(_settings().database_url, name))
    typer.echo(f"The key {name} is revoked.")


@outbox.command("list")
def list_outbox(
    status: Annotated[Literal["QUEUED", "SENT", "FAILED"] | None, typer.Option(help="Only those.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many, those asked for last first.")] = 100,
) -> None:
    """List e-mails, and say how many there are by status."""
    from rich.console import Console

    from server.outbox import look, show

    show(_with_database(look(_settings().database_url, status, limit)), Console())


@outbox.command("retry")
def retry_outbox(
    ids: Annotated[list[str] | None, typer.Argument(help="Which; without any, all that failed for good.")] = None,
) -> None:
    """Let e-mails be tried again at once. Exits with 1 if an id is none of an e-mail that failed."""
    from server.outbox import again

    wanted = ids or None
    count = _with_database(again(_settings().database_url, wanted))
    typer.echo(f"{count} e-mails will be tried again.")
    if wanted and count < len(set(wanted)):
        raise typer.Exit(1)


@app.command()
def sdl() -> None:
    """Print the schema in the schema definition language."""
    from schema.build import sdl as printed

    typer.echo(printed(), nl=False)


def _settings() -> Settings:
    try:
        return Settings()
    except ValidationError as problem:
        _fail(
            "; ".join(
                ": ".join([*_named(error["loc"]), error["msg"].removeprefix("Value error, ")])
                for error in problem.errors()
            )
        )


def _named(place: tuple[int | str, ...]) -> list[str]:
    """Return the setting at fault; what is wrong with several together says itself which."""
    return [f"CARNET_{str(name).upper()}" for name in place[:1]]


def _with_database(work: Coroutine[Any, Any, Result]) -> Result:
    """Carry out what needs the database, and say plainly why it cannot be used."""
    from db.database import UNUSABLE
    from db.migrate import SchemaTooNew
    from domain.imports.files import NothingToImport
    from domain.imports.reading import UnreadableFile
    from domain.keys import BadKey
    from server.app import SchemaOutdated

    try:
        return asyncio.run(work)
    except (
        SchemaOutdated,
        SchemaTooNew,
        NothingToImport,
        UnreadableFile,
        BadKey,
        ValueError,
        RuntimeError,
    ) as problem:
        _fail(str(problem))
    except UNUSABLE as problem:
        _fail(f"The database at CARNET_DATABASE_URL cannot be used: {getattr(problem, 'orig', problem)}")


def _fail(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(1)
