"""Change the set-up over HTTP."""

from collections.abc import Mapping
from typing import Any

from tests.carnet import Carnet
from tests.schema.updating import Payload, unchanged

BILLING = """generalBusinessPostingGroup vatBusinessPostingGroup paymentTermsCode paymentMethodCode pricesIncludeVat"""
TEMPLATE = "code description contactType numberSeries { code } countryCode currencyCode languageCode territoryCode"
SHOWN = {
    "updateMarketingSetup": """marketingSetup {
      contactNumbers { code } customerRelation { code } vendorRelation { code } bankAccountRelation { code }
      inherit { salesperson territory country language addressDetails communicationDetails }
      defaults { salespersonCode territoryCode countryCode languageCode } }""",
    "saveBusinessRelation": "businessRelation { code description }",
    "saveNumberSeries": """numberSeries { code description automatic manual
      lines { startingDate startingNumber endingNumber warningNumber incrementBy lastNumberUsed } }""",
    "updateNumberSetup": """numberSetup { customers { code } vendors { code } bankAccounts { code }
      salesQuotes { code } salesOrders { code } salesBlanketOrders { code }
      purchaseQuotes { code } purchaseOrders { code } purchaseBlanketOrders { code } serviceOrders { code } }""",
    "saveSalesperson": "salesperson { code name email phone }",
    "savePaymentTerms": "paymentTerms { code description dueDays endOfMonth }",
    "updateCompanyInformation": """companyInformation { name
      address { line1 line2 city postCode county countryCode }
      phone email homePage vatNumber currencyCode languageCode }""",
    "saveItem": "item { number description unitPrice unitCost unitOfMeasure vatPercent blocked }",
    "saveCustomerTemplate": f"""customerTemplate {{ {TEMPLATE} salespersonCode
      billing {{ customerPostingGroup {BILLING} creditLimit billToCustomer {{ number }} }} }}""",
    "saveVendorTemplate": f"""vendorTemplate {{ {TEMPLATE} purchaserCode
      billing {{ vendorPostingGroup {BILLING} payToVendor {{ number }} }} }}""",
    "saveInteractionGroup": "interactionGroup { code description }",
    "saveInteractionTemplate": """interactionTemplate {
      code groupCode description unitCost unitDurationMinutes informationFlow initiatedBy }""",
    "updateInteractionTemplateSetup": """interactionTemplateSetup {
      salesQuotes { code } salesOrders { code } salesBlanketOrders { code }
      purchaseQuotes { code } purchaseOrders { code } purchaseBlanketOrders { code }
      serviceOrdersCreated { code } emails { code } outgoingCalls { code } }""",
    "updateSyncRule": "syncRule { kind field direction } differingCount",
}
"""What each mutation is asked to show."""


def query(mutation: str) -> str:
    """Return the operation of a mutation, with every field of what it saves."""
    kind = f"{mutation[0].upper()}{mutation[1:]}Input"
    return f"""mutation ($input: {kind}!, $key: String) {{ {mutation}(input: $input, idempotencyKey: $key) {{
      {SHOWN[mutation]} warnings {{ code path message }} errors {{ code path message }} }} }}"""


def field(mutation: str) -> str:
    """Return the payload's field of what a mutation saves."""
    return SHOWN[mutation].split()[0]


async def send(
    carnet: Carnet, mutation: str, given: Mapping[str, Any], key: str | None = None, language: str = "en"
) -> Payload:
    """Send a mutation; its payload."""
    variables = {"input": dict(given), "key": key}
    answer = (await carnet.post(query(mutation), variables, **{"accept-language": language})).json()
    assert "errors" not in answer, answer["errors"]
    payload: Payload = answer["data"][mutation]
    return payload


async def saved(carnet: Carnet, mutation: str, **given: Any) -> Any:
    """Send a mutation that must succeed without a warning; what it saved."""
    payload = await send(carnet, mutation, given)
    assert (payload["errors"], payload["warnings"]) == ([], [])
    return payload[field(mutation)]


async def refused(carnet: Carnet, mutation: str, **given: Any) -> list[tuple[str, str]]:
    """Send a mutation that must be refused with nothing changed; its (code, path) pairs, paths joined by dots."""
    async with unchanged(carnet):
        payload = await send(carnet, mutation, given)
    assert payload["errors"] != []
    return [(error["code"], ".".join(error["path"])) for error in payload["errors"]]


def codes(payload: Mapping[str, Any], what: str = "errors") -> list[tuple[str, str]]:
    """Return the (code, path) pairs of a payload's errors or warnings."""
    return [(each["code"], ".".join(each["path"])) for each in payload[what]]
