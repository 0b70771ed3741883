"""Run scripts of the npm package in tests/server/audit, which others' test suites come with."""

import json
import os
import subprocess
from pathlib import Path
from shutil import which
from typing import Any

import pytest

FOLDER = Path(__file__).with_name("audit")


def printed(script: str, *arguments: str) -> Any:
    """Return what a script prints: fail without Node where CI is set, skip elsewhere."""
    if which("node") is None or not (FOLDER / "node_modules").is_dir():
        missing = "Install Node.js 20 or newer, and run npm ci in tests/server/audit."
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    done = subprocess.run(["node", script, *arguments], cwd=FOLDER, capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)
