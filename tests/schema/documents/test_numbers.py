"""Documents get their numbers from the series of their kind: no number is left out, none given twice."""

from typing import Any

import pytest
from pydantic.alias_generators import to_snake
from sqlalchemy import update

from db.tables import metadata
from db.unit_of_work import unit_of_work
from tests.carnet import Carnet
from tests.schema.creating.setting_up import change_line, change_series
from tests.schema.documents.documenting import KINDS, change, made, make, refusals
from tests.schema.documents.test_who_it_is_for import FIRST, SERIES
from tests.schema.updating import unchanged

USES = dict(
    zip(
        KINDS,
        ("salesQuotes", "salesOrders", "salesBlanketOrders", "purchaseQuotes", "purchaseOrders",
         "purchaseBlanketOrders", "serviceOrders"),
        strict=True,
    )
)  # fmt: skip
SERIES_OF = dict(zip(KINDS, SERIES, strict=True))
FIRST_OF = dict(zip(KINDS, FIRST, strict=True))


async def set_up(carnet: Carnet, **columns: Any) -> None:
    """Set columns of the number set-up."""
    async with unit_of_work(carnet.database) as work:
        await work.connection.execute(update(metadata.tables["number_setup"]).values(**columns))
        await work.commit()


async def firm(carnet: Carnet) -> Any:
    company, *_ = await carnet.star()
    return company


@pytest.mark.parametrize("kind", KINDS)
async def test_numbers_are_drawn_in_their_order_from_the_series_of_the_kind(carnet: Carnet, kind: str):
    company = await firm(carnet)
    await change_line(carnet.database, SERIES_OF[kind], increment_by=10)
    drawn = [(await made(carnet, kind, company))["number"] for _ in range(3)]
    first = FIRST_OF[kind]
    assert drawn == [first, f"{first[:-2]}11", f"{first[:-2]}21"]


@pytest.mark.parametrize("kind", KINDS)
async def test_without_a_series_no_document_is_made_and_the_setting_is_named(carnet: Carnet, kind: str):
    company = await firm(carnet)
    await set_up(carnet, **{f"{to_snake(USES[kind])}_id": None})
    async with unchanged(carnet):
        payload = await make(carnet, kind, company)
    (error,) = payload["errors"]
    assert (error["code"], error["path"]) == ("NUMBER_SERIES_MISSING", [])
    assert f"{USES[kind]}Code" in error["message"]


async def test_a_series_that_no_numbers_are_drawn_from_is_refused(carnet: Carnet):
    company = await firm(carnet)
    await change_series(carnet.database, "S-ORDER", automatic=False)
    async with unchanged(carnet):
        assert refusals(await make(carnet, "sales order", company)) == [("AUTOMATIC_NUMBER_NOT_ALLOWED", "")]


async def test_a_series_ends_with_a_warning_before_and_a_refusal_after(carnet: Carnet):
    company = await firm(carnet)
    await change_line(carnet.database, "S-ORDER", warning_number="SO00002", ending_number="SO00003")
    warned = []
    for _ in range(3):
        payload = await make(carnet, "sales order", company)
        warned.append([warning["code"] for warning in payload["warnings"]])
    assert warned == [[], ["NUMBER_SERIES_NEARLY_EXHAUSTED"], ["NUMBER_SERIES_NEARLY_EXHAUSTED"]]
    async with unchanged(carnet):
        assert refusals(await make(carnet, "sales order", company)) == [("NUMBER_SERIES_EXHAUSTED", "")]


async def test_types_that_share_a_series_share_its_numbers(carnet: Carnet):
    company = await firm(carnet)
    async with unit_of_work(carnet.database) as work:
        setup = metadata.tables["number_setup"]
        await work.connection.execute(update(setup).values(sales_quotes_id=setup.c.sales_orders_id))
        await work.commit()
    numbers = [(await made(carnet, f"sales {type_}", company))["number"] for type_ in ("quote", "order", "quote")]
    assert numbers == ["SO00001", "SO00002", "SO00003"]


async def test_a_number_that_a_document_has_is_passed_over_and_one_of_another_type_is_not(carnet: Carnet):
    company = await firm(carnet)
    for _ in range(2):
        await made(carnet, "sales order", company)
    await change_line(carnet.database, "S-ORDER", last_number_used=None)
    await change_line(carnet.database, "S-QUOTE", starting_number="SO00001")
    assert (await made(carnet, "sales order", company))["number"] == "SO00003"
    assert (await made(carnet, "sales quote", company))["number"] == "SO00001"


async def test_the_number_of_a_deleted_document_is_not_given_again(carnet: Carnet):
    company = await firm(carnet)
    await change(carnet, "deleteDocument", await made(carnet, "sales order", company))
    assert (await made(carnet, "sales order", company))["number"] == "SO00002"
