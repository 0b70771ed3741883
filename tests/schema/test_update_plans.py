"""A plan that is shown is what is then done: the same changes, or a refusal. Source: product.md §2.8."""

from collections.abc import Mapping
from typing import Any

from domain.change import Kind, Record
from tests.carnet import Carnet, id_of
from tests.schema.updating import changed, refused, shown, unchanged, update

ASKED = {"phone": "030 5678", "address.city": "Köln", "name": "Südlicht AG"}


async def _star(carnet: Carnet) -> dict[str, Record]:
    """Store a company with three cards and a person that has a customer of its own."""
    records = dict(zip(("contact", "customer", "vendor", "account"), await carnet.star(phone="030 1234"), strict=True))
    person = await carnet.person(records["contact"], name="Anna Berg", phone="030 1234")
    return records | {"person": person, "own": await carnet.add(Kind.CUSTOMER, linked=person)}


async def _token(carnet: Carnet, record: Record, asked: Mapping[str, Any]) -> str:
    payload = await update(carnet, record, asked, dry_run=True)
    assert payload["errors"] == []
    return str(payload["plan"]["token"])


async def test_what_is_planned_is_what_is_then_done_and_planning_writes_nothing(carnet: Carnet) -> None:
    for at, record in enumerate((await _star(carnet)).values()):
        asked = {**ASKED, "phone": f"030 000{at}", "name": f"Südlicht {at}"}
        async with unchanged(carnet):
            planned = await update(carnet, record, asked, dry_run=True)
        assert (planned["errors"], planned["changeSet"]) == ([], None)
        done = await update(carnet, record, asked, plan_token=planned["plan"]["token"])
        assert (done["errors"], done["plan"]) == ([], None)
        assert planned["plan"]["changes"] == done["changeSet"]["changes"] != []


async def test_planning_twice_gives_the_same_token(carnet: Carnet) -> None:
    record = (await _star(carnet))["customer"]
    assert await _token(carnet, record, ASKED) == await _token(carnet, record, ASKED)


async def test_a_plan_of_nothing_is_empty_and_can_be_carried_out(carnet: Carnet) -> None:
    record = (await _star(carnet))["customer"]
    planned = await update(carnet, record, {"phone": "030 1234"}, dry_run=True)
    assert shown(planned["plan"]) == []
    async with unchanged(carnet):
        assert await changed(carnet, record, {"phone": "030 1234"}, plan_token=planned["plan"]["token"]) == []


async def test_a_plan_is_carried_out_once(carnet: Carnet) -> None:
    record = (await _star(carnet))["customer"]
    token = await _token(carnet, record, ASKED)
    await changed(carnet, record, ASKED, plan_token=token)
    assert await refused(carnet, record, ASKED, plan_token=token) == [("PLAN_OUTDATED", "planToken")]


async def test_a_plan_is_refused_once_any_record_that_it_read_has_changed(carnet: Carnet) -> None:
    star = await _star(carnet)
    moves = {"contact": "name2", "account": "bankBranchNumber", "person": "jobTitle"}
    for moved in star:
        token = await _token(carnet, star["customer"], ASKED)
        await changed(carnet, star[moved], {moves.get(moved, "billing.paymentMethodCode"): "1"})
        assert await refused(carnet, star["customer"], ASKED, plan_token=token) == [("PLAN_OUTDATED", "planToken")]


async def test_a_plan_is_refused_once_the_star_has_another_record(carnet: Carnet) -> None:
    star = await _star(carnet)
    token = await _token(carnet, star["customer"], ASKED)
    await carnet.person(star["contact"], name="Bea Thal")
    assert await refused(carnet, star["customer"], ASKED, plan_token=token) == [("PLAN_OUTDATED", "planToken")]


async def test_a_plan_stays_valid_when_records_elsewhere_change(carnet: Carnet) -> None:
    star = await _star(carnet)
    token = await _token(carnet, star["customer"], ASKED)
    other, *_ = await carnet.star()
    await changed(carnet, other, {"phone": "040 1234"})
    assert len(await changed(carnet, star["customer"], ASKED, plan_token=token)) == 16


async def test_a_plan_is_refused_for_another_input(carnet: Carnet) -> None:
    star = await _star(carnet)
    token = await _token(carnet, star["customer"], ASKED)
    others = ({}, {"phone": "030 5678"}, {**ASKED, "fax": "030 1234"}, {**ASKED, "phone": None}, {**ASKED, "name": "X"})
    for asked in others:
        assert await refused(carnet, star["customer"], asked, plan_token=token) == [("PLAN_OUTDATED", "planToken")]


async def test_a_plan_is_refused_for_another_record_of_the_same_star(carnet: Carnet) -> None:
    star = await _star(carnet)
    token = await _token(carnet, star["customer"], ASKED)
    assert await refused(carnet, star["vendor"], ASKED, plan_token=token) == [("PLAN_OUTDATED", "planToken")]


async def test_a_token_that_never_was_given_is_refused(carnet: Carnet) -> None:
    star = await _star(carnet)
    for token in ("", " ", "x", "0" * 64, "\0", "\u202e", "é" * 100_000):
        assert await refused(carnet, star["customer"], ASKED, plan_token=token) == [("PLAN_OUTDATED", "planToken")]


async def test_a_refused_edit_has_no_plan(carnet: Carnet) -> None:
    star = await _star(carnet)
    found = await refused(carnet, star["customer"], {"email": "nobody"}, dry_run=True)
    assert found == [("INVALID_EMAIL", "input.email")]


async def test_a_plan_of_an_assignment_reads_the_company_that_is_given(carnet: Carnet) -> None:
    person, company = await carnet.person(), await carnet.add(Kind.CONTACT, phone="030 1234")
    asked = {"companyId": id_of(company)}
    token = await _token(carnet, person, asked)
    await changed(carnet, company, {"name2": "Werk 1"})
    assert await refused(carnet, person, asked, plan_token=token) == [("PLAN_OUTDATED", "planToken")]
    assert len(await changed(carnet, person, asked, plan_token=await _token(carnet, person, asked))) == 2


async def test_a_plan_made_from_an_old_version_merges_as_the_edit_does(carnet: Carnet) -> None:
    star = await _star(carnet)
    await changed(carnet, star["contact"], {"phone": "030 9999"})
    asked = {"phone": "030 1234", "fax": "030 7777"}
    planned = await update(carnet, star["customer"], asked, dry_run=True, expected_version=1)
    assert {change["field"] for change in planned["plan"]["changes"]} == {"fax"}
    token = planned["plan"]["token"]
    made = await changed(carnet, star["customer"], asked, plan_token=token, expected_version=1)
    assert made == shown(planned["plan"])
