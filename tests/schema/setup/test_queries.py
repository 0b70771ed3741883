"""The set-up is read as it is; a new database has one with which everything works at once."""

import pytest

from domain.change import CARD_KINDS
from domain.sync.fields import SHARED_FIELDS
from tests.carnet import Carnet
from tests.schema.setup.saving import SHOWN

SERIES = [
    ("BANK", "Bank accounts", "BA00001"),
    ("CONTACT", "Contacts", "CT00001"),
    ("CUSTOMER", "Customers", "CU00001"),
    ("P-BLANKET", "Purchase blanket orders", "PB00001"),
    ("P-ORDER", "Purchase orders", "PO00001"),
    ("P-QUOTE", "Purchase quotes", "PQ00001"),
    ("S-BLANKET", "Sales blanket orders", "SB00001"),
    ("S-ORDER", "Sales orders", "SO00001"),
    ("S-QUOTE", "Sales quotes", "SQ00001"),
    ("SERVICE", "Service orders", "SV00001"),
    ("VENDOR", "Vendors", "VE00001"),
]


async def test_the_standard_switches_of_synchronisation(carnet: Carnet) -> None:
    groups = ("salesperson", "territory", "country", "language", "addressDetails", "communicationDetails")
    defaults = ("salespersonCode", "territoryCode", "countryCode", "languageCode")
    assert await carnet.ask(f"{{ {SHOWN['updateMarketingSetup']} }}") == {
        "marketingSetup": {
            "contactNumbers": {"code": "CONTACT"},
            "customerRelation": {"code": "CUST"},
            "vendorRelation": {"code": "VEND"},
            "bankAccountRelation": {"code": "BANK"},
            "inherit": dict.fromkeys(groups, True),
            "defaults": dict.fromkeys(defaults),
        }
    }


async def test_the_standard_number_series(carnet: Carnet) -> None:
    found = await carnet.ask(f"{{ {SHOWN['saveNumberSeries']} }}")
    assert found["numberSeries"] == [
        {
            "code": code,
            "description": description,
            "automatic": True,
            "manual": True,
            "lines": [
                {
                    "startingDate": None,
                    "startingNumber": first,
                    "endingNumber": None,
                    "warningNumber": None,
                    "incrementBy": 1,
                    "lastNumberUsed": None,
                }
            ],
        }
        for code, description, first in SERIES
    ]


async def test_the_standard_number_setup(carnet: Carnet) -> None:
    found = await carnet.ask(f"{{ {SHOWN['updateNumberSetup']} }}")
    assert found["numberSetup"] == {
        "customers": {"code": "CUSTOMER"},
        "vendors": {"code": "VENDOR"},
        "bankAccounts": {"code": "BANK"},
        "salesQuotes": {"code": "S-QUOTE"},
        "salesOrders": {"code": "S-ORDER"},
        "salesBlanketOrders": {"code": "S-BLANKET"},
        "purchaseQuotes": {"code": "P-QUOTE"},
        "purchaseOrders": {"code": "P-ORDER"},
        "purchaseBlanketOrders": {"code": "P-BLANKET"},
        "serviceOrders": {"code": "SERVICE"},
    }


async def test_our_own_firm_has_a_name_a_currency_and_a_language(carnet: Carnet) -> None:
    found = await carnet.ask(f"{{ {SHOWN['updateCompanyInformation']} }}")
    assert found["companyInformation"] == {
        "name": "Our company",
        "address": dict.fromkeys(("line1", "line2", "city", "postCode", "county", "countryCode")),
        **dict.fromkeys(("phone", "email", "homePage", "vatNumber")),
        "currencyCode": "EUR",
        "languageCode": "en-GB",
    }


async def test_the_standard_codes(carnet: Carnet) -> None:
    shown = "saveBusinessRelation", "savePaymentTerms", "saveSalesperson"
    names = ("businessRelations", "paymentTerms", "salespeople")
    fields = [SHOWN[mutation].partition("{")[2] for mutation in shown]
    asked = " ".join(f"{name} {{ {inner}" for name, inner in zip(names, fields, strict=True))
    assert await carnet.ask(f"{{ {asked} }}") == {
        "businessRelations": [
            {"code": "BANK", "description": "Bank"},
            {"code": "CUST", "description": "Customer"},
            {"code": "VEND", "description": "Vendor"},
        ],
        "paymentTerms": [
            {"code": "14D", "description": "Net 14 days", "dueDays": 14, "endOfMonth": False},
            {"code": "30D", "description": "Net 30 days", "dueDays": 30, "endOfMonth": False},
            {"code": "COD", "description": "Cash on delivery", "dueDays": 0, "endOfMonth": False},
        ],
        "salespeople": [],
    }


@pytest.mark.parametrize(
    ("given", "customers", "vendors"),
    [
        ("", ["COMPANY", "PERSON"], ["COMPANY"]),
        ("(contactType: COMPANY)", ["COMPANY"], ["COMPANY"]),
        ("(contactType: PERSON)", ["PERSON"], []),
        ("(contactType: null)", ["COMPANY", "PERSON"], ["COMPANY"]),
    ],
)
async def test_the_standard_templates_by_type_of_contact(
    carnet: Carnet, given: str, customers: list[str], vendors: list[str]
) -> None:
    query = f"""{{ customerTemplates{given} {{ code contactType billing {{ paymentTermsCode pricesIncludeVat }} }}
      vendorTemplates{given} {{ code contactType billing {{ paymentTermsCode pricesIncludeVat }} }} }}"""
    shown = {
        code: {
            "code": code,
            "contactType": code,
            "billing": {"paymentTermsCode": "14D", "pricesIncludeVat": code == "PERSON"},
        }
        for code in ("COMPANY", "PERSON")
    }
    assert await carnet.ask(query) == {
        "customerTemplates": [shown[code] for code in customers],
        "vendorTemplates": [shown[code] for code in vendors],
    }


async def test_the_type_of_contact_may_be_a_variable_that_changes(carnet: Carnet) -> None:
    query = "query ($type: ContactType) { customerTemplates(contactType: $type) { code } }"
    for type_, codes in (("PERSON", ["PERSON"]), ("COMPANY", ["COMPANY"]), (None, ["COMPANY", "PERSON"])):
        found = await carnet.ask(query, type=type_)
        assert [each["code"] for each in found["customerTemplates"]] == codes


async def test_the_standard_rules_are_those_of_the_table_of_shared_fields(carnet: Carnet) -> None:
    expected = [
        {"kind": str(kind), "field": shared.code, "direction": str(shared.rules[kind])}
        for kind in CARD_KINDS
        for shared in SHARED_FIELDS
        if kind in shared.on
    ]
    assert len(expected) == 21 + 19 + 16
    assert await carnet.ask("{ syncRules { kind field direction } }") == {"syncRules": expected}
    query = "query ($kind: LinkKind) { syncRules(kind: $kind) { kind field direction } }"
    for kind in CARD_KINDS:
        found = await carnet.ask(query, kind=kind)
        assert found == {"syncRules": [rule for rule in expected if rule["kind"] == kind]}


async def test_series_and_templates_are_found_by_their_ids(carnet: Carnet) -> None:
    found = await carnet.ask("{ numberSeries { id code } customerTemplates { id code } vendorTemplates { id code } }")
    for rows in found.values():
        for row in rows:
            query = f"""{{ node(id: "{row["id"]}") {{ id ... on NumberSeries {{ code }}
              ... on CustomerTemplate {{ code }} ... on VendorTemplate {{ code }} }} }}"""
            assert await carnet.ask(query) == {"node": row}
