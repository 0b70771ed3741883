"""Run commands with no setting but those given: in this process, or as one of their own where they might serve."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from click.testing import Result
from typer.testing import CliRunner

from server.cli import app

CARNET = str(Path(sys.executable).with_name("carnet"))


def run_carnet(*arguments: str, **settings: str) -> Result:
    """Run a command to its end; the names of settings are given without CARNET_."""
    with ThreadPoolExecutor(1) as pool:  # so that it has a loop of its own
        return pool.submit(CliRunner().invoke, app, arguments, env=environment(**settings)).result()


def fail_to_serve(*arguments: str, **settings: str) -> tuple[int, str]:
    """Run `carnet serve`, which must not come to serve; return its exit code and what it says."""
    given = {**os.environ, **environment(**settings)}
    process = subprocess.Popen(
        [CARNET, "serve", *arguments],
        env={name: value for name, value in given.items() if value is not None},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    announced = process.stdout.readline()  # empty as soon as the process ends
    if announced:
        process.send_signal(signal.SIGKILL)
    _, said = process.communicate(timeout=20)
    assert announced == "", "it serves"
    return process.returncode, said


def environment(**settings: str) -> dict[str, str | None]:
    """Return what to change in the environment: None is taken away."""
    others = {name: None for name in os.environ if name.upper().startswith("CARNET_")}
    return {**others, "COLUMNS": "200", **{f"CARNET_{name.upper()}": value for name, value in settings.items()}}
