"""A reversal can be shown before it is done, and is done once under a key. Source: product.md §2.8, §2.13."""

from tests.carnet import Carnet
from tests.schema.linking.linking import deleting, exists
from tests.schema.reverting.reverting import carry_out, edited, refused, revert, reverted
from tests.schema.test_update_once import keys
from tests.schema.updating import Payload, changed, unchanged


async def test_what_is_planned_is_what_is_then_done(carnet: Carnet) -> None:
    contact, *_ = await carnet.star(phone="030 1")
    await carnet.person(contact, phone="030 1")
    deletion = await carry_out(carnet, deleting(contact, persons="DELETE"))
    async with unchanged(carnet):
        plan = (await revert(carnet, deletion, dryRun=True))["plan"]
    payload = await reverted(carnet, deletion, planToken=plan["token"])
    assert payload["changeSet"]["changes"] == plan["changes"] != []
    assert await exists(carnet, contact)


async def test_a_plan_is_refused_once_what_it_read_has_changed(carnet: Carnet) -> None:
    contact, customer, *_ = await carnet.star(phone="030 1")
    edit = await edited(carnet, "updateContact", contact, phone="030 2")
    token = (await revert(carnet, edit, dryRun=True))["plan"]["token"]
    await changed(carnet, customer, {"fax": "040 1"})
    assert [each[:2] for each in await refused(carnet, edit, planToken=token)] == [("PLAN_OUTDATED", "planToken")]


async def test_under_a_key_it_is_done_once_and_answered_the_same(carnet: Carnet) -> None:
    contact, *_ = await carnet.star(phone="030 1", fax="040 1")
    edit = await edited(carnet, "updateContact", contact, phone="030 2", fax="040 2")
    await changed(carnet, contact, {"fax": "040 3"})
    first: Payload = await reverted(carnet, edit, idempotencyKey="k")
    async with unchanged(carnet):
        assert await revert(carnet, edit, idempotencyKey="k") == first
    assert len(await keys(carnet)) == 1
