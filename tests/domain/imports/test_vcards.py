"""VCards: what is exported can be read by anybody and imported again; what others write is understood."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.unit_of_work import unit_of_work
from domain.change import Record
from domain.imports.reading import UnreadableFile
from domain.imports.vcards import Property, rows, unescaped
from server.importing import run_import
from tests.carnet import Carnet, Kind, id_of
from tests.server.commands import run_carnet

QUERY = "query ($id: ID!) { contact(id: $id) { vcard } }"
FROM_A_PHONE = """BEGIN:VCARD
VERSION:3.0
PRODID:-//Some Phone//EN
N:Noël;Zoé;;Dr.;
FN:Zoé Noël
ORG:Café Noël;Sales
TITLE:Buyer
item1.EMAIL;type=INTERNET;type=pref:zoe@cafe.example
EMAIL;type=HOME:z@home.example
TEL;type=CELL;type=VOICE:+33 6 12 34 56 78
TEL;TYPE="work,voice":+33 1 42 68 53 00
ADR;type=WORK:;;12 rue de la Paix\\nBâtiment B;Paris;;75002;FR
URL;type=pref:https://cafe.example
NOTE:A long note\\, that goes on
  in the next line
END:VCARD
"""


async def card(carnet: Carnet, contact: Record) -> list[str]:
    text: str = (await carnet.ask(QUERY, id=id_of(contact)))["contact"]["vcard"]
    assert text.endswith("\r\n")
    return text[:-2].split("\r\n")


async def test_a_company_is_written_with_all_that_a_card_holds(carnet: Carnet) -> None:
    company = await carnet.add(
        Kind.CONTACT,
        name="Stein; Söhne, Inc\\.",
        name2="Export",
        address_line1="1, Long Road",
        address_line2="Yard; 2",
        address_city="Lyon",
        address_postCode="69001",
        address_countryCode="FR",
        phone="+33 4 72 00 00 00",
        email="a@x.example;b@x.example",
        homePage="https://x.example",
        languageCode="fr-FR",
    )
    assert await card(carnet, company) == [
        "BEGIN:VCARD",
        "VERSION:4.0",
        f"UID:urn:uuid:{company.id}",
        "KIND:org",
        "FN:Stein\\; Söhne\\, Inc\\\\.",
        "ORG:Stein\\; Söhne\\, Inc\\\\.",
        "ADR:;;1\\, Long Road,Yard\\; 2;Lyon;;69001;FR",
        "TEL;TYPE=work:+33 4 72 00 00 00",
        "EMAIL:a@x.example",
        "EMAIL:b@x.example",
        "URL:https://x.example",
        "LANG:fr-FR",
        f"X-CARNET-NUMBER:{company.number}",
        "X-CARNET-NAME2:Export",
        "END:VCARD",
    ]


async def test_a_person_is_written_with_its_parts_and_its_company(carnet: Carnet) -> None:
    company = await carnet.add(Kind.CONTACT, name="Firm")
    person = await carnet.person(
        company, name="Zoé Noël", firstName="Zoé", lastName="Noël", jobTitle="Buyer", mobilePhone="06 12"
    )
    assert await card(carnet, person) == [
        "BEGIN:VCARD",
        "VERSION:4.0",
        f"UID:urn:uuid:{person.id}",
        "KIND:individual",
        "FN:Zoé Noël",
        "N:Noël;Zoé;;;",
        "ORG:Firm",
        "TITLE:Buyer",
        "TEL;TYPE=cell:06 12",
        f"X-CARNET-NUMBER:{person.number}",
        f"X-CARNET-COMPANY:{company.number}",
        "END:VCARD",
    ]


async def test_what_is_exported_and_imported_again_changes_nothing(
    carnet: Carnet, database_url: str, tmp_path: Path
) -> None:
    company = await carnet.add(Kind.CONTACT, name="Stein; Söhne, Inc\\.", name2="B", email="a@x.example;b@x.example")
    await carnet.person(company, name="Zoé Noël", firstName="Zoé", lastName="Noël")
    await carnet.add(Kind.CONTACT, address_line2="Only a second line", address_countryCode="GB", phone="0123")
    file = tmp_path / "all.vcf"
    done = run_carnet("export", "contacts", str(file), "--format", "vcard", database_url=database_url)
    assert (done.exit_code, done.stdout.split(" contacts")[0]) == (0, "3"), done.stderr
    before = [await carnet.stored(company)]
    result = await run_import(database_url, [file], actor="tests")
    assert [(row.outcome, row.issues) for row in result.rows] == [("UNCHANGED", ())] * 3
    assert [await carnet.stored(company)] == before


async def test_what_is_exported_makes_the_same_contacts_elsewhere(
    carnet: Carnet, database_url: str, tmp_path: Path
) -> None:
    company = await carnet.add(Kind.CONTACT, name="Firm, & Co", address_line1="1 Road", address_city="Lyon", fax="0123")
    person = await carnet.person(company, name="Zoé Noël", firstName="Zoé", lastName="Noël", jobTitle="Buyer")
    file = tmp_path / "all.vcf"
    run_carnet("export", "contacts", str(file), database_url=database_url)
    other = f"sqlite:///{tmp_path / 'other.db'}"
    result = await run_import(other, [file], actor="tests")
    assert [(row.outcome, row.issues) for row in result.rows] == [("CREATED", ())] * 2
    run_carnet("export", "contacts", str(tmp_path / "again.vcf"), database_url=other)

    def known(path: Path) -> list[str]:
        return [line for line in path.read_text().splitlines() if not line.startswith("UID")]

    assert known(tmp_path / "again.vcf") == known(file)
    assert person.number in (tmp_path / "again.vcf").read_text()


async def test_a_card_from_a_phone_becomes_a_contact_once(carnet: Carnet, database_url: str, tmp_path: Path) -> None:
    file = tmp_path / "phone.vcf"
    file.write_text(FROM_A_PHONE)
    for outcome in ("CREATED", "UNCHANGED"):
        result = await run_import(database_url, [file], actor="tests")
        assert [(row.outcome, row.issues) for row in result.rows] == [(outcome, ())]
    query = """{ contacts { nodes { type name firstName lastName jobTitle phone mobilePhone email homePage
      address { line1 line2 city postCode countryCode } } } }"""
    (contact,) = (await carnet.ask(query))["contacts"]["nodes"]
    assert contact == {
        "type": "PERSON",
        "name": "Zoé Noël",
        "firstName": "Zoé",
        "lastName": "Noël",
        "jobTitle": "Buyer",
        "phone": "+33 1 42 68 53 00",
        "mobilePhone": "+33 6 12 34 56 78",
        "email": "zoe@cafe.example;z@home.example",
        "homePage": "https://cafe.example",
        "address": {
            "line1": "12 rue de la Paix, Bâtiment B",
            "line2": None,
            "city": "Paris",
            "postCode": "75002",
            "countryCode": "FR",
        },
    }


@pytest.mark.parametrize("change", ["UPDATE number_series_line SET ending_number = last_number_used", "off"])
async def test_a_card_without_a_number_needs_a_series_that_has_one(
    carnet: Carnet, database_url: str, tmp_path: Path, change: str
) -> None:
    file = tmp_path / "phone.vcf"
    file.write_text(FROM_A_PHONE)
    await run_import(database_url, [file], actor="tests")
    file.write_text(FROM_A_PHONE.replace("Zoé", "Zoë"))
    statement = "UPDATE marketing_setup SET contact_numbers_id = NULL" if change == "off" else change
    async with unit_of_work(carnet.database) as work:
        await work.connection.exec_driver_sql(statement)
        await work.commit()
    (row,) = (await run_import(database_url, [file], actor="tests")).rows
    assert (row.outcome, [issue.code for issue in row.issues]) == ("REFUSED", ["REQUIRED"])


async def test_a_file_that_is_not_utf_8_is_told(database_url: str, tmp_path: Path) -> None:
    file = tmp_path / "phone.vcf"
    file.write_bytes(FROM_A_PHONE.encode("latin-1"))
    done = run_carnet("import", str(file), database_url=database_url)
    assert (done.exit_code, done.stderr.strip()) == (1, "phone.vcf is not UTF-8.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hello", "line 1, is no line of a vCard"),
        ("FN:x", "outside of any vCard"),
        ("BEGIN:VCARD\nVERSION:4.0\nFN:x", "ends within a vCard"),
        ("BEGIN:VCARD\nVERSION:2.1\nFN:x\nEND:VCARD", "version 2.1"),
        ("BEGIN:VCARD\nFN:x\nEND:VCARD", "version none"),
    ],
)
def test_what_is_no_card_is_told(text: str, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        list(rows(text, "x.vcf"))


def test_a_card_that_is_named_as_its_organisation_is_a_company() -> None:
    def type_of(*lines: str) -> Any:
        text = "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""])
        return next(rows(text, "x.vcf"))["type"]

    assert type_of("FN:Firm", "ORG:Firm;Sales") == "COMPANY"
    assert type_of("FN:Ann", "ORG:Firm") == "PERSON"
    assert type_of("FN:Firm", "KIND:org") == "COMPANY"
    assert type_of("FN:Firm", "ORG:Firm", "KIND:individual") == "PERSON"


@given(st.lists(st.text(st.characters(exclude_categories=("C", "Z"))), min_size=1, max_size=5))
def test_whatever_is_escaped_is_read_as_it_was(values: list[str]) -> None:
    def escaped(value: str) -> str:
        return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")

    written = Property("N", "", ";".join(map(escaped, values)))
    assert written.components(len(values)) == values
    assert [unescaped(escaped(value)) for value in values] == values
