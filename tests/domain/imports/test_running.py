"""Importing files: what arrives, what follows, what is kept out, and that a second time changes nothing."""

from pathlib import Path

import pytest
from sqlalchemy import select

from db.tables import metadata
from db.unit_of_work import in_transaction, unit_of_work
from domain.imports.files import NothingToImport
from domain.imports.reading import UnreadableFile
from domain.imports.results import Difference, Outcome
from domain.imports.running import import_files
from domain.sync.writes import Signed
from tests.carnet import NOW, Carnet, Kind
from tests.domain.imports.importing import CONTACTS, CUSTOMERS, LINKS, RELATIONS, dump, imported, kept_out, outcomes

CREATED, UPDATED, UNCHANGED, REFUSED = Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED, Outcome.REFUSED

FIRM = {
    "business_relations": RELATIONS,
    "contacts": CONTACTS
    + "C1,COMPANY,Nordlicht GmbH,C1,040 123456,Hamburg,DE,\nC2,PERSON,Anna Maria Weiß,C1,040 123456,Hamburg,DE,\n",
    "customers": CUSTOMERS + "D1,Nordlicht GmbH,040 123456,Hamburg,DE,\n",
    "contact_business_relations": LINKS + "C1,CUST,CUSTOMER,D1\nC1,PRESS,,\n",
}


async def test_records_and_their_links_arrive(carnet: Carnet, tmp_path: Path) -> None:
    result = await imported(carnet, tmp_path, FIRM)
    assert {outcome for _, outcome in outcomes(result)} == {CREATED, UNCHANGED}, "the standard relations are there"
    assert kept_out(result) == []
    data = await carnet.ask(
        """{ contact(number: "C1") { name phone persons { nodes { number firstName middleName lastName } }
          linkedCustomer { number phone history { nodes { field after reason actor } } }
          businessRelations { businessRelation { code } link { kind } } } }"""
    )
    customer = data["contact"].pop("linkedCustomer")
    assert data["contact"] == {
        "name": "Nordlicht GmbH",
        "phone": "040 123456",
        "persons": {"nodes": [{"number": "C2", "firstName": "Anna", "middleName": "Maria", "lastName": "Weiß"}]},
        "businessRelations": [
            {"businessRelation": {"code": "CUST"}, "link": {"kind": "CUSTOMER"}},
            {"businessRelation": {"code": "PRESS"}, "link": None},
        ],
    }
    assert {"field": "phone", "after": "040 123456", "reason": "IMPORTED", "actor": "tests"} in customer["history"][
        "nodes"
    ]


async def test_the_same_files_a_second_time_change_nothing(carnet: Carnet, tmp_path: Path) -> None:
    files = FIRM | {"customers": CUSTOMERS + "D1,Nordlicht GmbH,call me,Hamburg,DE,\n"}
    await imported(carnet, tmp_path, FIRM)
    await imported(carnet, tmp_path, files)
    before = await dump(carnet)
    result = await imported(carnet, tmp_path, files)
    assert {outcome for _, outcome in outcomes(result)} == {UNCHANGED}
    assert result.change_set is None
    assert kept_out(result) == [("D1", "phone", "INVALID_PHONE")]
    assert await dump(carnet) == before


async def test_a_changed_row_reaches_the_linked_cards_and_persons(carnet: Carnet, tmp_path: Path) -> None:
    await imported(carnet, tmp_path, FIRM)
    changed = {"contacts": CONTACTS + "C1,COMPANY,Nordlicht GmbH,C1,040 999999,Hamburg,DE,\n"}
    result = await imported(carnet, tmp_path, changed)
    assert outcomes(result) == [("C1", UPDATED)]
    data = await carnet.ask(
        """{ contact(number: "C2") { phone version } customer(number: "D1") { phone version
          linkedContact { phone version } } changeSets(first: 1) { nodes { operation changes { field reason } } } }"""
    )
    assert data == {
        "contact": {"phone": "040 999999", "version": 2},
        "customer": {"phone": "040 999999", "version": 2, "linkedContact": {"phone": "040 999999", "version": 2}},
        "changeSets": {
            "nodes": [
                {
                    "operation": "import",
                    "changes": [
                        {"field": "phone", "reason": "IMPORTED"},
                        {"field": "phone", "reason": "SYNCHRONISED"},
                        {"field": "phone", "reason": "INHERITED"},
                    ],
                }
            ]
        },
    }


async def test_a_row_of_a_card_alone_reaches_its_contact(carnet: Carnet, tmp_path: Path) -> None:
    await imported(carnet, tmp_path, FIRM)
    await imported(carnet, tmp_path, {"customers": CUSTOMERS + "D1,Nordlicht GmbH,040 777777,Hamburg,DE,\n"})
    data = await carnet.ask('{ contact(number: "C1") { phone } }')
    assert data == {"contact": {"phone": "040 777777"}}


async def test_a_contact_in_the_files_wins_over_its_card(carnet: Carnet, tmp_path: Path) -> None:
    await imported(carnet, tmp_path, FIRM)
    files = {
        "contacts": CONTACTS + "C1,COMPANY,Nordlicht GmbH,C1,040 111111,Hamburg,DE,\n",
        "customers": CUSTOMERS + "D1,Nordlicht GmbH,040 222222,Hamburg,DE,\n",
    }
    for _ in range(2):
        result = await imported(carnet, tmp_path, files)
        assert result.differences == [Difference("C1", Kind.CUSTOMER, "D1", "PHONE", "040 111111", "040 222222")]
    data = await carnet.ask('{ customer(number: "D1") { phone version } }')
    assert data == {"customer": {"phone": "040 111111", "version": 2}}


@pytest.mark.leaves_differences
async def test_pairs_that_differ_in_new_files_arrive_so_and_are_listed(carnet: Carnet, tmp_path: Path) -> None:
    files = FIRM | {"customers": CUSTOMERS + "D1,Nordlicht GmbH,040 123456,Bremen,DE,\n"}
    result = await imported(carnet, tmp_path, files)
    assert result.differences == [Difference("C1", Kind.CUSTOMER, "D1", "CITY", "Hamburg", "Bremen")]


async def test_a_wrong_value_is_kept_out_told_and_stored_and_the_row_arrives(carnet: Carnet, tmp_path: Path) -> None:
    row = "C1,COMPANY,Nordlicht GmbH,,call me,Hamburg,ZZ,nobody\n"
    result = await imported(carnet, tmp_path, {"contacts": CONTACTS + row})
    assert outcomes(result) == [("C1", CREATED)]
    assert kept_out(result) == [
        ("C1", "address.countryCode", "INVALID_COUNTRY"),
        ("C1", "phone", "INVALID_PHONE"),
        ("C1", "email", "INVALID_EMAIL"),
    ]
    table = metadata.tables["import_issue"]
    async with unit_of_work(carnet.database) as work:
        kept = await work.connection.execute(select(table.c.file, table.c.line, table.c.field, table.c.value))
    assert sorted(tuple(row) for row in kept) == [
        ("contacts.csv", 2, "address.countryCode", "ZZ"),
        ("contacts.csv", 2, "email", "nobody"),
        ("contacts.csv", 2, "phone", "call me"),
    ]
    data = await carnet.ask('{ contact(number: "C1") { name phone email address { city countryCode } } }')
    assert data["contact"] == {
        "name": "Nordlicht GmbH",
        "phone": None,
        "email": None,
        "address": {"city": "Hamburg", "countryCode": None},
    }


@pytest.mark.parametrize(
    ("rows", "reasons"),
    [
        (",COMPANY,No number,,,,,\n", ["REQUIRED"]),
        ("C1,COMPANY,,,,,,\n", ["REQUIRED"]),
        (f"C1,COMPANY,{'x' * 101},,,,,\n", ["VALUE_TOO_LONG"]),
        ("C1,COMPANY,Too few\n", ["INVALID_VALUE"]),
        ("C1,COMPANY,One,,,,,\nC1,COMPANY,Again,,,,,\n", ["NOT_UNIQUE"]),
    ],
)
async def test_a_row_without_a_right_number_or_name_is_refused(
    carnet: Carnet, tmp_path: Path, rows: str, reasons: list[str]
) -> None:
    result = await imported(carnet, tmp_path, {"contacts": CONTACTS + rows})
    assert result.refused == 1
    assert [issue.code for issue in result.issues()] == reasons


async def test_persons_belong_to_companies_only(carnet: Carnet, tmp_path: Path) -> None:
    rows = (
        "C1,COMPANY,Firm,C2,,,,\nC2,PERSON,Anna Weiß,C3,,,,\n"
        "C3,PERSON,Otto Schwarz,C9,,,,\nC4,PERSON,Own Number,C4,,,,\n"
    )
    result = await imported(carnet, tmp_path, {"contacts": CONTACTS + rows})
    assert kept_out(result) == [
        ("C1", "companyId", "NOT_A_PERSON"),
        ("C2", "companyId", "NOT_A_COMPANY"),
        ("C3", "companyId", "NOT_FOUND"),
    ]


async def test_links_that_may_not_be_are_refused_with_the_reason(carnet: Carnet, tmp_path: Path) -> None:
    links = (
        "C1,CUST,CUSTOMER,D1\nC2,CUST,CUSTOMER,D1\nC1,CUST,CUSTOMER,D2\nC9,CUST,CUSTOMER,D1\n"
        "C1,NONE,,\nC1,VEND,VENDOR,V9\nC1,CUST,SHIP,X\n"
    )
    result = await imported(
        carnet,
        tmp_path,
        {
            "business_relations": RELATIONS,
            "contacts": CONTACTS + "C1,COMPANY,Firm,,,,,\nC2,COMPANY,Other,,,,,\n",
            "customers": CUSTOMERS + "D1,Firm,,,,\nD2,Firm,,,,\n",
            "contact_business_relations": LINKS + links,
        },
    )
    refused = ("C2", "C1", "C9", "C1", "C1", "C1")
    assert outcomes(result)[-7:] == [("C1", CREATED), *((number, REFUSED) for number in refused)]
    assert [issue.code for issue in result.issues()] == [
        "CARD_ALREADY_LINKED",
        "CONTACT_ALREADY_LINKED",
        "NOT_FOUND",
        "INVALID_VALUE",
        "NOT_FOUND",
        "INVALID_VALUE",
    ]


async def test_one_contact_can_hold_several_bank_accounts(carnet: Carnet, tmp_path: Path) -> None:
    await imported(
        carnet,
        tmp_path,
        {
            "business_relations": RELATIONS,
            "contacts": CONTACTS + "C1,COMPANY,World Bank,,,,,\n",
            "bank_accounts": "number,name,iban\nB1,World Bank,GB33BUKB20201555555555\nB2,World Bank,\n",
            "contact_business_relations": LINKS + "C1,BANK,BANK_ACCOUNT,B1\nC1,BANK,BANK_ACCOUNT,B2\n",
        },
    )
    data = await carnet.ask('{ contact(number: "C1") { linkedBankAccounts { number iban } } }')
    assert data["contact"]["linkedBankAccounts"] == [
        {"number": "B1", "iban": "GB33BUKB20201555555555"},
        {"number": "B2", "iban": None},
    ]


async def test_primary_contacts_and_bill_to_customers_are_found_by_number(carnet: Carnet, tmp_path: Path) -> None:
    customers = "number,name,primary_contact_number,contact_name,bill_to_customer_number\n"
    result = await imported(
        carnet,
        tmp_path,
        {
            "business_relations": RELATIONS,
            "contacts": CONTACTS + "C1,COMPANY,Firm,,,,,\nC2,PERSON,Anna Weiß,C1,,,,\nC3,PERSON,Otto Schwarz,,,,,\n",
            "customers": customers + "D1,Firm,C2,Anna Weiß,D2\nD2,Other,C3,,D9\n",
            "contact_business_relations": LINKS + "C1,CUST,CUSTOMER,D1\n",
        },
    )
    assert kept_out(result) == [
        ("D2", "billing.billToCustomerId", "NOT_FOUND"),
        ("D2", "primaryContactId", "CONTACT_NOT_RELATED"),
    ]
    data = await carnet.ask(
        '{ customer(number: "D1") { primaryContact { number } billing { billToCustomer { number } } } }'
    )
    assert data == {"customer": {"primaryContact": {"number": "C2"}, "billing": {"billToCustomer": {"number": "D2"}}}}


async def test_set_up_is_created_updated_and_checked(carnet: Carnet, tmp_path: Path) -> None:
    files = {
        "salespeople": "code,name,email\nJR,John Roberts,jr@example.com\nXX,,\n",
        "payment_terms": "code,due_date_calculation,description\n1M,1M(8D),One month\nCM,CM,Current month\n14D,14D,\n",
        "items": "number,description,unit_price,vat_prod_posting_group\n1000,Bicycle,4000.5,VAT25\n",
    }
    result = await imported(carnet, tmp_path, files)
    assert [code for _, _, code in kept_out(result)] == ["REQUIRED", "INVALID_VALUE"]
    await imported(carnet, tmp_path, {"salespeople": "code,name\nJR,John A. Roberts\n"})
    data = await carnet.ask(
        """{ salespeople { code name email } paymentTerms { code dueDays endOfMonth }
          items { nodes { number unitPrice vatPercent } } }"""
    )
    assert data == {
        "salespeople": [{"code": "JR", "name": "John A. Roberts", "email": "jr@example.com"}],
        "paymentTerms": [
            {"code": "14D", "dueDays": 14, "endOfMonth": False},
            {"code": "1M", "dueDays": 0, "endOfMonth": False},
            {"code": "30D", "dueDays": 30, "endOfMonth": False},
            {"code": "CM", "dueDays": 0, "endOfMonth": True},
            {"code": "COD", "dueDays": 0, "endOfMonth": False},
        ],
        "items": {"nodes": [{"number": "1000", "unitPrice": "4000.5", "vatPercent": "25"}]},
    }


async def test_a_failure_in_the_middle_leaves_nothing(carnet: Carnet, tmp_path: Path) -> None:
    before = await dump(carnet)
    for name, content in FIRM.items():
        (tmp_path / f"{name}.csv").write_text(content, encoding="utf-8")

    async def walk(work: object) -> None:
        await import_files(work, [tmp_path], Signed("tests", "import", NOW))
        raise RuntimeError("the power went out")

    with pytest.raises(RuntimeError):
        await in_transaction(carnet.database, walk)
    assert await dump(carnet) == before
    await imported(carnet, tmp_path, FIRM)
    assert await dump(carnet) != before, "the control: an import that is committed leaves something"


@pytest.mark.parametrize("content", ["name\nNo number column\n", "number,number,name\n", 'number,name\nC1,"open\n'])
async def test_a_file_that_is_no_table_of_its_kind_is_refused(carnet: Carnet, tmp_path: Path, content: str) -> None:
    with pytest.raises(UnreadableFile, match=r"contacts\.csv"):
        await imported(carnet, tmp_path, {"contacts": content})


async def test_a_folder_without_a_known_file_is_refused(carnet: Carnet, tmp_path: Path) -> None:
    with pytest.raises(NothingToImport, match=r"contacts\.csv"):
        await imported(carnet, tmp_path, {"countries": "code\nDE\n"})
