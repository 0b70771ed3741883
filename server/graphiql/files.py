"""Serve the files of the page: the built ones for ever, our own ones with a check for a newer version."""

import json
import os
from pathlib import Path
from typing import NamedTuple

from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import PathLike, StaticFiles
from starlette.types import Scope

HERE = Path(__file__).parent
BUILT = HERE / "static"
OWN = HERE / "own"

BUILT_URL = "/graphql/static"
OWN_URL = "/graphql/page"

FOR_EVER = "public, max-age=31536000, immutable"
CHECKED = "no-cache"


class EntryFiles(NamedTuple):
    """URLs of the built script and style sheet; their names hold a hash of what is in them."""

    script: str
    styles: str


def built_entry_files() -> EntryFiles | None:
    """Read which files the last build made; nothing where there was none."""
    try:
        manifest = json.loads((BUILT / "manifest.json").read_bytes())
    except FileNotFoundError:
        return None
    return EntryFiles(f"{BUILT_URL}/{manifest['script']}", f"{BUILT_URL}/{manifest['styles']}")


def routes() -> list[BaseRoute]:
    """List the routes of the page's files; they go before any route that would swallow what is below /graphql."""
    return [
        Mount(BUILT_URL, Files(directory=BUILT, cache_control=FOR_EVER)),
        Mount(OWN_URL, Files(directory=OWN, cache_control=CHECKED)),
        Route("/favicon.ico", lambda _: FileResponse(OWN / "favicon.svg", headers={"Cache-Control": CHECKED})),
    ]


class Files(StaticFiles):
    """A folder of files with one rule for caches. The folder may come into being later."""

    def __init__(self, *, directory: Path, cache_control: str) -> None:
        super().__init__(directory=directory, check_dir=False)
        self.cache_control = cache_control

    async def check_config(self) -> None:
        """Accept that the folder is missing: its files are then not found, which is no failure of the server."""

    def file_response(
        self, full_path: PathLike, stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """Answer one file as Starlette does, plus the rules for caches and types."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["Cache-Control"] = self.cache_control
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response
