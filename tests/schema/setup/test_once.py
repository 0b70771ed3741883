"""A change of the set-up is carried out once per key, and several at once end well."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import func, select

from db.tables import metadata
from db.unit_of_work import unit_of_work
from tests.carnet import Carnet
from tests.schema.setup.saving import SHOWN, codes, field, send
from tests.schema.updating import unchanged

GIVEN: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "updateMarketingSetup": ({"vendorRelationCode": None}, {"vendorRelationCode": "VEND"}),
    "saveBusinessRelation": ({"code": "X", "description": "A"}, {"description": "B"}),
    "saveNumberSeries": ({"code": "X", "lines": [{"startingNumber": "1"}]}, {"description": "B"}),
    "updateNumberSetup": ({"customersCode": None}, {"customersCode": "SERVICE"}),
    "saveSalesperson": ({"code": "X", "name": "A"}, {"name": "B"}),
    "savePaymentTerms": ({"code": "X", "dueDays": 1}, {"dueDays": 2}),
    "updateCompanyInformation": ({"name": "A"}, {"name": "B"}),
    "saveItem": ({"number": "X", "description": "A"}, {"description": "B"}),
    "saveCustomerTemplate": ({"code": "X", "description": "A"}, {"description": "B"}),
    "saveVendorTemplate": ({"code": "X", "description": "A"}, {"description": "B"}),
    "saveInteractionGroup": ({"code": "X", "description": "A"}, {"description": "B"}),
    "saveInteractionTemplate": ({"code": "X", "groupCode": "Y", "description": "A"}, {"description": "B"}),
    "updateInteractionTemplateSetup": ({"emailsCode": None}, {"emailsCode": "EMAIL"}),
    "updateSyncRule": ({"kind": "VENDOR", "field": "FAX", "direction": "NEVER"}, {"direction": "BOTH"}),
}
TABLES = {
    "saveBusinessRelation": "business_relation",
    "saveNumberSeries": "number_series",
    "saveSalesperson": "salesperson",
    "savePaymentTerms": "payment_terms",
    "saveItem": "item",
    "saveCustomerTemplate": "customer_template",
    "saveVendorTemplate": "vendor_template",
    "saveInteractionGroup": "interaction_group",
    "saveInteractionTemplate": "interaction_template",
    "updateSyncRule": "sync_rule",
}


def test_every_mutation_of_the_set_up_is_tried() -> None:
    assert set(GIVEN) == set(SHOWN)


@pytest.mark.parametrize("mutation", GIVEN)
async def test_a_repetition_changes_nothing_and_answers_the_same(carnet: Carnet, mutation: str) -> None:
    given, other = GIVEN[mutation]
    first = await send(carnet, mutation, given, "k")
    assert first["errors"] == []
    assert (await send(carnet, mutation, {**given, **other}))["errors"] == []
    async with unchanged(carnet):
        assert await send(carnet, mutation, given, "k") == first
    async with unchanged(carnet):
        reused = await send(carnet, mutation, {**given, **other}, "k")
    assert codes(reused) == [("KEY_REUSED", "idempotencyKey")]


@pytest.mark.parametrize("mutation", GIVEN)
async def test_a_key_may_not_be_blank(carnet: Carnet, mutation: str) -> None:
    async with unchanged(carnet):
        assert codes(await send(carnet, mutation, GIVEN[mutation][0], " ")) == [("REQUIRED", "idempotencyKey")]


@pytest.mark.parametrize("mutation", GIVEN)
async def test_the_same_ten_times_at_once_makes_one_row(carnet: Carnet, mutation: str) -> None:
    given = GIVEN[mutation][0]
    before = await count(carnet, TABLES.get(mutation))
    answers = await asyncio.gather(*(send(carnet, mutation, given) for _ in range(10)))
    assert [answer["errors"] for answer in answers] == [[]] * 10
    assert len({str(answer[field(mutation)]) for answer in answers}) == 1
    assert await count(carnet, TABLES.get(mutation)) == before + (mutation in TABLES)


async def count(carnet: Carnet, table: str | None) -> int:
    if table is None:
        return 0
    async with unit_of_work(carnet.database) as work:
        query = select(func.count()).select_from(metadata.tables[table])
        return int(await work.connection.scalar(query) or 0)
