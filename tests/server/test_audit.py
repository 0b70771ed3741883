"""The audit suite of the npm package graphql-http has nothing to say about the endpoint."""

import json
from pathlib import Path
from typing import Any

from tests.server.node import printed
from tests.serving import serving

BY_GET = ["{ __typename }", "query Type($name: String!) { __type(name: $name) { name } }"]
"""The queries that the suite sends by GET."""


def audited(database: bytes, folder: Path, **settings: str) -> list[dict[str, Any]]:
    (folder / "carnet.db").write_bytes(database)
    with serving(f"sqlite:///{folder / 'carnet.db'}", folder / "log", **settings) as served:
        return printed("audit.mjs", f"{served.url}/graphql")


def test_all_audits_pass_where_the_queries_that_they_send_by_get_are_trusted(
    sqlite_template: bytes, tmp_path: Path
) -> None:
    trusted = tmp_path / "trusted.json"
    trusted.write_text(json.dumps({f"audit {at}": text for at, text in enumerate(BY_GET)}))
    audits = audited(sqlite_template, tmp_path, CARNET_TRUSTED_DOCUMENTS=str(trusted))
    assert [audit for audit in audits if audit["status"] != "ok"] == []
    assert len(audits) == 61


def test_where_nothing_is_trusted_the_suite_notices_that_get_is_not_offered_which_it_need_not_be(
    sqlite_template: bytes, tmp_path: Path
) -> None:
    audits = audited(sqlite_template, tmp_path)
    assert {audit["id"]: (audit["name"][:3], audit["status"]) for audit in audits if audit["status"] != "ok"} == {
        "5A70": ("MAY", "notice"),
        "6A70": ("MAY", "notice"),
        "D6D5": ("MAY", "notice"),
    }
