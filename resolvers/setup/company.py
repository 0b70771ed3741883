"""Say how our own firm is read, and change what is known of it."""

from collections.abc import Mapping
from typing import Any

from db.reading import tree
from db.setup import CompanyInformation
from domain.setup_changes import company
from resolvers.cards import ADDRESS
from resolvers.reading.declarations import Fields, Part, Related, columns
from resolvers.requests import Answer, ResolveInfo
from resolvers.setup.answers import payload, save

COMPANY = Related(tree.Source("company_information {t}"))

QUERY: Fields = {"companyInformation": COMPANY}
PAYLOADS: dict[str, Fields] = {"CompanyInformationPayload": payload("companyInformation", COMPANY)}
TYPES: dict[str, Fields] = {
    "CompanyInformation": {
        "address": Part(ADDRESS),
        **columns(CompanyInformation, "name", "phone", "email", "homePage", "vatNumber"),
        **columns(CompanyInformation, "currencyCode", "languageCode"),
    },
}


async def update_company_information(info: ResolveInfo, given: Mapping[str, Any], key: str | None) -> Answer:
    """Change what is known of our own firm."""
    return await save(info, company.update_company_information, "updateCompanyInformation", given, key)
