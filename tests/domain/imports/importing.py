"""Import small files in tests."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import select

from db.tables import metadata
from db.unit_of_work import in_transaction, unit_of_work
from domain.imports.results import Outcome, Result
from domain.imports.running import import_files
from domain.sync.writes import Signed
from tests.carnet import NOW, Carnet

CONTACTS = "number,type,name,company_number,phone,city,country_code,email\n"
CUSTOMERS = "number,name,phone,city,country_code,email\n"
LINKS = "contact_number,business_relation_code,link_to,number\n"
RELATIONS = "code,description\nCUST,Customer\nVEND,Vendor\nBANK,Bank\nPRESS,Press\n"


async def imported(carnet: Carnet, folder: Path, files: Mapping[str, str]) -> Result:
    """Write files named so and import them in one transaction."""
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8", newline="")
    paths = [folder / f"{name}.csv" for name in files]

    async def walk(work: Any) -> Result:
        result = await import_files(work, paths, Signed("tests", "import", NOW))
        await work.commit()
        return result

    return await in_transaction(carnet.database, walk)


def outcomes(result: Result) -> list[tuple[str, Outcome]]:
    return [(row.number, row.outcome) for row in result.rows]


def kept_out(result: Result) -> list[tuple[str | None, str | None, str]]:
    return [(issue.number, issue.field, issue.code) for issue in result.issues()]


async def dump(carnet: Carnet) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table."""
    async with unit_of_work(carnet.database) as work:
        return {
            name: sorted((tuple(row) for row in await work.connection.execute(select(table))), key=repr)
            for name, table in metadata.tables.items()
        }
