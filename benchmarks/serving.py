"""Run a contender's application the same way for all of ours: uvicorn with uvloop and httptools, on the loopback."""

import argparse
import os
from typing import Any

import uvicorn
from sqlalchemy import URL

from db.database import parse_url

URL_VARIABLE = "CARNET_DATABASE_URL"


def database_url() -> URL:
    """Return the database that the environment names, as Carnet itself is told."""
    return parse_url(os.environ[URL_VARIABLE])


def serve(application: Any) -> None:
    """Serve until interrupted; the port comes from the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    port = parser.parse_args().port
    uvicorn.run(
        application,
        host="127.0.0.1",
        port=port,
        loop="uvloop",
        http="httptools",
        ws="none",
        lifespan="on",
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
    )
