"""The command check counts what linked cards have in common, and names every difference."""

from sqlalchemy import text

from db.database import open_database
from db.unit_of_work import unit_of_work
from domain.change import STAR_KINDS
from domain.sync.fields import SHARED_FIELDS
from tests.carnet import Carnet, Kind
from tests.running import run
from tests.server.commands import run_carnet


def test_a_new_database_and_the_demo_company_are_consistent(database_url: str) -> None:
    empty = run_carnet("check", database_url=database_url)
    assert (empty.exit_code, empty.stdout) == (0, "0 links, 0 fields compared, 0 differences\n")
    run_carnet("demo", database_url=database_url)
    checked = run_carnet("check", database_url=database_url)
    fields = {kind: sum(shared.travels_to(kind) for shared in SHARED_FIELDS) for kind in STAR_KINDS}
    compared = 60 * fields[Kind.CUSTOMER] + 35 * fields[Kind.VENDOR] + 8 * fields[Kind.BANK_ACCOUNT]
    assert checked.stdout == f"103 links, {compared} fields compared, 0 differences\n"
    assert checked.exit_code == 0


def test_what_was_changed_in_the_database_is_named_and_the_command_fails(database_url: str) -> None:
    run_carnet("demo", database_url=database_url)
    run(_execute(database_url, "UPDATE customer SET phone = '1', contact_type = 'PERSON' WHERE number = 'D10001'"))
    run(_execute(database_url, "UPDATE bank_account SET name = 'Other', iban = NULL WHERE number = 'BANK-EUR'"))
    checked = run_carnet("check", database_url=database_url)
    *found, numbers = checked.stdout.splitlines()
    assert found == [
        "contact C00001, customer D10001, PHONE: '+49 40 66969010' on the contact, '1' on the card",
        "contact C00001, customer D10001, CONTACT_TYPE: 'COMPANY' on the contact, 'PERSON' on the card",
        "contact C00001, bank account BANK-EUR, NAME: 'Nordlicht Handelsbank AG' on the contact, 'Other' on the card",
    ]
    assert numbers.endswith(" 3 differences")
    assert checked.exit_code == 1


async def test_an_absent_value_differs_from_one_that_is_there_and_from_no_other_absent_one(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT, email=None)
    await carnet.add(Kind.VENDOR, linked=contact)
    url = carnet.database.url.render_as_string(hide_password=False)
    assert run_carnet("check", database_url=url).exit_code == 0
    await _execute(url, "UPDATE vendor SET email = 'a@b.example'")
    assert (
        run_carnet("check", database_url=url)
        .stdout.splitlines()[0]
        .endswith("EMAIL: None on the contact, 'a@b.example' on the card")
    )
    await _execute(url, "UPDATE vendor SET email = NULL")


async def _execute(url: str, statement: str) -> None:
    database = await open_database(url)
    async with unit_of_work(database) as work:
        await work.connection.execute(text(statement))
        await work.commit()
    await database.close()
