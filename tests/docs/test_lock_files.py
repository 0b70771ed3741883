"""Lock files of npm name no host, so that they serve behind any registry."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("folder", ["frontend/graphiql", "tests/server/audit"])
def test_a_lock_file_has_hashes_and_no_hosts(folder: str) -> None:
    lock = (ROOT / folder / "package-lock.json").read_text(encoding="utf-8")
    assert '"integrity": "sha512-' in lock
    assert '"resolved"' not in lock
