"""Which number series numbers what."""

from tests.carnet import Carnet
from tests.schema.setup.saving import refused, saved

UPDATE = "updateNumberSetup"
USES = (
    "customers",
    "vendors",
    "bankAccounts",
    "salesQuotes",
    "salesOrders",
    "salesBlanketOrders",
    "purchaseQuotes",
    "purchaseOrders",
    "purchaseBlanketOrders",
    "serviceOrders",
)


async def test_every_series_can_be_changed_cleared_and_left_as_it_is(carnet: Carnet) -> None:
    for use in USES:
        before = await saved(carnet, UPDATE)
        assert await saved(carnet, UPDATE, **{f"{use}Code": " contact"}) == {**before, use: {"code": "CONTACT"}}
        assert await saved(carnet, UPDATE, **{f"{use}Code": None}) == {**before, use: None}
        assert await saved(carnet, UPDATE, **{f"{use}Code": ""}) == {**before, use: None}


async def test_a_series_whose_numbers_are_typed_will_do(carnet: Carnet) -> None:
    typed = {"code": "typed", "automatic": False, "manual": True, "lines": [{"startingNumber": "T1"}]}
    await saved(carnet, "saveNumberSeries", **typed)
    assert (await saved(carnet, UPDATE, customersCode="typed"))["customers"] == {"code": "TYPED"}


async def test_unknown_codes_are_named_at_once(carnet: Carnet) -> None:
    given = {f"{use}Code": "none" for use in USES}
    assert await refused(carnet, UPDATE, **given) == [("INVALID_VALUE", f"input.{use}Code") for use in USES]
