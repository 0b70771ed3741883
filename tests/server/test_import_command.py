"""The commands import and demo, run as an operator runs them."""

import csv
import subprocess
import sys
from pathlib import Path

CARNET = str(Path(sys.executable).with_name("carnet"))
CONTACTS = "number,type,name,phone\nC1,COMPANY,Firm,=1+1\nC2,COMPANY,,\n"


def carnet(url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {"CARNET_DATABASE_URL": url, "PATH": "", "COLUMNS": "200"}
    return subprocess.run(
        [CARNET, *arguments], env=environment, capture_output=True, text=True, check=False, timeout=60
    )


def test_import_tells_what_became_of_the_rows_and_writes_a_report(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_text(CONTACTS, encoding="utf-8")
    (tmp_path / "countries.csv").write_text("code\nDE\n", encoding="utf-8")
    report = tmp_path / "report" / "rows.csv"
    report.parent.mkdir()
    done = carnet(database_url, "import", str(tmp_path), "--report", str(report))
    assert done.returncode == 3, done.stderr
    assert "contacts.csv  1        0        0          1" in done.stdout
    assert "passed over: countries.csv" in done.stdout
    assert "contacts.csv:2 C1, phone: " in done.stdout
    assert "contacts.csv:3 C2, whole row: This value may not be empty. Enter one." in done.stdout
    rows = list(csv.DictReader(report.read_text(encoding="utf-8").splitlines()))
    assert [(row["line"], row["outcome"], row["code"], row["value"]) for row in rows] == [
        ("2", "CREATED", "", ""),
        ("2", "CREATED", "INVALID_PHONE", "'=1+1"),
        ("3", "REFUSED", "", ""),
        ("3", "REFUSED", "REQUIRED", "C2,COMPANY,,"),
    ]


def test_what_cannot_be_imported_is_said_plainly(database_url: str, tmp_path: Path) -> None:
    nothing = carnet(database_url, "import", str(tmp_path))
    assert (nothing.returncode, nothing.stdout) == (1, "")
    assert "There is no file to import" in nothing.stderr
    missing = carnet(database_url, "import", str(tmp_path / "missing"))
    assert missing.returncode == 2
    assert "does not exist" in missing.stderr
    (tmp_path / "contacts.csv").write_bytes(b"number,name\nC1,\xff\n")
    broken = carnet(database_url, "import", str(tmp_path))
    assert broken.returncode == 1
    assert "is not UTF-8" in broken.stderr


def test_demo_loads_the_company_once(database_url: str) -> None:
    assert "contacts.csv" in carnet(database_url, "demo", "--if-empty").stdout
    assert "not loaded" in carnet(database_url, "demo", "--if-empty").stdout
