"""Every setting: its default, where it is read from, and what is said of a value that makes no sense."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from server.settings import Settings, is_loopback
from tests.server.commands import fail_to_serve, run_carnet
from tests.serving import exchange, request, start

DEFAULTS = {
    "database_url": "sqlite:///carnet.db",
    "host": "127.0.0.1",
    "names": "",
    "port": 8000,
    "body_limit": 262_144,
    "body_timeout_s": 10.0,
    "idempotency_hours": 24.0,
    "request_timeout_s": 15.0,
    "trusted_documents": None,
    "documents": "any",
    "link_secret": None,
    "smtp_host": None,
    "smtp_port": 587,
    "smtp_security": "starttls",
    "smtp_user": None,
    "smtp_password": None,
    "smtp_sender": None,
    "smtp_timeout_s": 30.0,
    "smtp_deliver": True,
}
GIVEN: dict[str, tuple[str, Any]] = {
    "database_url": ("postgresql://u@h/n", "postgresql://u@h/n"),
    "host": ("::1", "::1"),
    "names": ("a.example, B.example", "a.example, B.example"),
    "port": ("0", 0),
    "body_limit": ("1", 1),
    "body_timeout_s": ("0.5", 0.5),
    "idempotency_hours": ("0.5", 0.5),
    "request_timeout_s": ("2", 2.0),
    "trusted_documents": ("trusted.json", Path("trusted.json")),
    "documents": ("any", "any"),
    "link_secret": ("x" * 32, SecretStr("x" * 32)),
    "smtp_port": ("465", 465),
    "smtp_security": ("tls", "tls"),
    "smtp_user": ("ann", "ann"),
    "smtp_password": ("secret", SecretStr("secret")),
    "smtp_sender": ("office@carnet.EXAMPLE", "office@carnet.example"),
    "smtp_timeout_s": ("2", 2.0),
    "smtp_deliver": ("0", False),
}


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Take away what the machine has set, and a folder whose files might be read."""
    for name in [name for name in os.environ if name.upper().startswith("CARNET_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_the_defaults_are_fit_for_trying_out() -> None:
    assert Settings().model_dump() == DEFAULTS


@pytest.mark.parametrize("name", GIVEN)
@pytest.mark.parametrize("case", [str.upper, str.lower])
def test_a_setting_is_read_from_the_environment(name: str, case: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    text, value = GIVEN[name]
    monkeypatch.setenv(case(f"carnet_{name}"), text)
    assert Settings().model_dump() == {**DEFAULTS, name: value}


def test_a_mail_server_is_named_together_with_who_sends(monkeypatch: pytest.MonkeyPatch) -> None:
    assert {*GIVEN, "smtp_host"} == set(DEFAULTS)
    given = {"smtp_host": "mail.example", "smtp_sender": "office@carnet.example"}
    for name, value in given.items():
        monkeypatch.setenv(f"CARNET_{name.upper()}", value)
    assert Settings().model_dump() == {**DEFAULTS, **given}


def test_a_mail_server_elsewhere_is_not_spoken_to_in_the_clear() -> None:
    given = {"smtp_sender": "office@carnet.example", "smtp_security": "none"}
    Settings(smtp_host="127.0.0.1", **given)
    done = run_carnet("outbox", "list", smtp_host="mail.example", **given)
    assert done.exit_code == 1
    assert done.stderr == "CARNET_SMTP_SECURITY may be none only for a mail server on this machine\n"


def test_no_secret_is_shown() -> None:
    shown = repr(Settings(smtp_password="hidden", link_secret="hidden" * 6))
    assert "hidden" not in shown


def test_names_that_are_no_setting_do_not_matter(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CARNET_NOPE", "1")
    monkeypatch.setenv("CARNET_TEST_POSTGRES_URL", "x")
    monkeypatch.setenv("PORT", "1")
    monkeypatch.setenv("HOST", "0.0.0.0")
    (tmp_path / ".env").write_text("CARNET_PORT=1\n")
    assert Settings().model_dump() == DEFAULTS


WRONG = [
    ("CARNET_PORT", "x", "integer"),
    ("CARNET_PORT", "", "integer"),
    ("CARNET_PORT", "80.5", "integer"),
    ("CARNET_PORT", "-1", "greater than or equal to 0"),
    ("CARNET_PORT", "65536", "less than or equal to 65535"),
    ("CARNET_BODY_LIMIT", "256K", "integer"),
    ("CARNET_BODY_LIMIT", "0", "greater than 0"),
    ("CARNET_BODY_LIMIT", "-1", "greater than 0"),
    ("CARNET_BODY_TIMEOUT_S", "10s", "number"),
    ("CARNET_BODY_TIMEOUT_S", "0", "greater than 0"),
    ("CARNET_BODY_TIMEOUT_S", "nan", "greater than 0"),
    ("CARNET_IDEMPOTENCY_HOURS", "0", "greater than 0"),
    ("CARNET_IDEMPOTENCY_HOURS", "inf", "less than or equal to 8760"),
    ("CARNET_REQUEST_TIMEOUT_S", "", "number"),
    ("CARNET_REQUEST_TIMEOUT_S", "-0.1", "greater than 0"),
    ("CARNET_DOCUMENTS", "", "'any' or 'trusted'"),
    ("CARNET_DOCUMENTS", "Trusted", "'any' or 'trusted'"),
    ("CARNET_DOCUMENTS", "trusted", "needs the file that CARNET_TRUSTED_DOCUMENTS names"),
    ("CARNET_LINK_SECRET", "secret", "at least 32"),
    ("CARNET_SMTP_HOST", "mail.example", "CARNET_SMTP_SENDER"),
    ("CARNET_SMTP_PORT", "0", "greater than 0"),
    ("CARNET_SMTP_SECURITY", "ssl", "starttls"),
    ("CARNET_SMTP_SENDER", "a@x.example;b@x.example", "one e-mail address"),
    ("CARNET_SMTP_SENDER", "Office <a@x.example>", "one e-mail address"),
    ("CARNET_SMTP_TIMEOUT_S", "0", "greater than 0"),
    ("CARNET_SMTP_DELIVER", "maybe", "boolean"),
    ("CARNET_DATABASE_URL", "", "sqlite:///carnet.db"),
    ("CARNET_DATABASE_URL", "carnet.db", "sqlite:///carnet.db"),
    ("CARNET_DATABASE_URL", "mysql://u:secret@h/n", "sqlite:/// or postgresql://"),
    ("CARNET_DATABASE_URL", "sqlite://", "sqlite:///carnet.db"),
    ("CARNET_DATABASE_URL", "sqlite:///:memory:", "must name a file"),
    ("CARNET_DATABASE_URL", "postgresql://u:secret@127.0.0.1:1/n", "cannot be used"),
    ("CARNET_DATABASE_URL", "postgresql://u:secret@127.0.0.1:x/n", "sqlite:///carnet.db"),
]


@pytest.mark.parametrize(("name", "value", "hint"), WRONG)
def test_a_wrong_value_is_told_with_its_setting_and_what_would_do(
    name: str, value: str, hint: str, tmp_path: Path
) -> None:
    settings = {"database_url": "sqlite:///right.db", name.removeprefix("CARNET_").lower(): value}
    done = run_carnet("migrate", **settings)
    assert (done.exit_code, done.stdout) == (1, ""), done.exception
    assert name in done.stderr
    assert hint in done.stderr
    assert done.stderr.count("\n") == 1
    assert "secret" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_all_wrong_values_are_told_at_once() -> None:
    done = run_carnet("serve", port="x", body_limit="0")
    assert done.exit_code == 1
    assert re.search("CARNET_PORT: .*; CARNET_BODY_LIMIT: ", done.stderr)


def test_settings_that_make_no_sense_are_no_settings() -> None:
    with pytest.raises(ValidationError):
        Settings(port=70_000)


@pytest.mark.parametrize("port", ["70000", "-5"])
def test_a_port_that_cannot_be_is_refused_as_an_option_too(port: str) -> None:
    code, said = fail_to_serve("--port", port)
    assert code != 0
    assert "--port" in said or "CARNET_PORT" in said
    assert "Traceback" not in said


LOOPBACK = ["127.0.0.1", "127.0.0.2", "127.255.255.255", "::1", "0:0:0:0:0:0:0:1", "localhost"]
ELSEWHERE = [
    "0.0.0.0",
    "::",
    "",
    "192.0.2.1",
    "10.0.0.1",
    "169.254.0.1",
    "128.0.0.1",
    "2001:db8::1",
    "fe80::1",
    "example.org",
    "localhost.example.org",
    "127.0.0.1.example.org",
    "127.1",
    "2130706433",
    "0x7f000001",
    "127.0.0.1 ",
    "127.0.0.1:8000",
    "[::1]",
    "*",
]


@pytest.mark.parametrize("host", LOOPBACK)
def test_only_this_machine_reaches_a_loopback_address(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ELSEWHERE)
def test_others_may_reach_any_other_address(host: str) -> None:
    assert not is_loopback(host)


NAMELESS = " is no loopback address: say in CARNET_NAMES by which names clients call this server.\n"


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_serving_others_is_refused_before_anything_happens(host: str, tmp_path: Path) -> None:
    code, said = fail_to_serve("--port", "0", host=host, database_url="sqlite:///carnet.db")
    assert code == 1
    assert said == f"{host}{NAMELESS}"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("host", ["192.0.2.1", "server.example"])  # which this machine could not serve anyhow
def test_serving_others_is_refused_also_as_an_option(host: str, tmp_path: Path) -> None:
    done = run_carnet("serve", "--port", "0", "--host", host, host="127.0.0.1")
    assert done.exit_code == 1
    assert done.stderr == f"{host}{NAMELESS}"
    assert list(tmp_path.iterdir()) == []


def test_serving_this_machine_listens_on_no_other_address(tmp_path: Path, sqlite_template: bytes) -> None:
    (tmp_path / "carnet.db").write_bytes(sqlite_template)
    served = start("sqlite:///carnet.db", tmp_path / "log", CARNET_HOST="localhost")
    try:
        assert exchange(served.port, request("GET", "/health")).json == {"status": "ok"}
        addresses = {line.split()[1] for line in Path("/proc/net/tcp").read_text().splitlines()[1:]}
        assert [address for address in addresses if address.endswith(f":{served.port:04X}")] == [
            f"0100007F:{served.port:04X}"
        ]
    finally:
        served.stop()
