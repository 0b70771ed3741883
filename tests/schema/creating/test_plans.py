"""The plan of a creation writes nothing, and its token does exactly what was shown, ids included, or refuses.

Source: product.md §2.8.
"""

from collections.abc import Mapping
from typing import Any

import pytest

from domain.change import Kind
from tests.carnet import Carnet, id_of
from tests.schema.creating.creating import CREATE, FROM_CONTACT, all_records, create, found, made, refused
from tests.schema.creating.setting_up import only_template, set_marketing, unset_relation
from tests.schema.updating import changed, unchanged

CREATIONS = (*CREATE.values(), *FROM_CONTACT.values())
OUTDATED = [("PLAN_OUTDATED", "planToken")]
NAMED = ("createCustomer", "createVendor")


async def _asked(carnet: Carnet, mutation: str) -> dict[str, Any]:
    """Set up so that as much as possible follows from the creation; what is asked."""
    await set_marketing(carnet, default_territory_code="NORTH")
    for kind in (Kind.CUSTOMER, Kind.VENDOR):
        await only_template(carnet, kind, "FULL", language_code="de-DE", payment_terms_code="14D")
    company = await carnet.add(Kind.CONTACT, phone="030 1234")
    person = await carnet.person(company)
    await carnet.add(Kind.CUSTOMER, linked=person)
    if mutation == "createContact":
        return {"type": "PERSON", "name": "Anna Berg", "companyId": id_of(company)}
    if mutation in FROM_CONTACT.values():
        return {"contactId": id_of(person)}
    named = {"contactName": "Anna Berg", "templateCode": "full"} if mutation in NAMED else {}
    return {"name": "Nordlicht", "phone": "030 1234", **named}


async def _token(carnet: Carnet, mutation: str, asked: Mapping[str, Any]) -> str:
    payload = await create(carnet, mutation, asked, dryRun=True)
    assert payload["errors"] == []
    return str(payload["plan"]["token"])


@pytest.mark.parametrize("mutation", CREATIONS)
async def test_what_is_planned_is_what_is_then_done_and_planning_writes_nothing(carnet: Carnet, mutation: str) -> None:
    asked = await _asked(carnet, mutation)
    async with unchanged(carnet):
        planned = await create(carnet, mutation, asked, dryRun=True)
    assert (planned["errors"], planned["changeSet"], planned["record"]) == ([], None, None)
    done = await create(carnet, mutation, asked, planToken=planned["plan"]["token"])
    assert (done["errors"], done["plan"], done["warnings"]) == ([], None, planned["warnings"])
    assert planned["plan"]["changes"] == done["changeSet"]["changes"] != []


@pytest.mark.parametrize("mutation", NAMED)
async def test_the_ids_that_a_plan_shows_are_the_ids_of_the_records(carnet: Carnet, mutation: str) -> None:
    asked = await _asked(carnet, mutation)
    planned = await create(carnet, mutation, asked, dryRun=True)
    ids = {
        change["field"]: change["after"]
        for change in planned["plan"]["changes"]
        if change["field"] in {"linkedContact", "primaryContactId", "companyId"}
    }
    done = await create(carnet, mutation, asked, planToken=planned["plan"]["token"])
    card = await found(carnet, done["record"]["id"])
    company, person = done["contact"]["id"], card.values["primaryContactId"]
    assert ids == {"linkedContact": company, "primaryContactId": person, "companyId": company}
    assert (await found(carnet, str(person))).values["companyId"] == company


@pytest.mark.parametrize("mutation", CREATIONS)
async def test_a_plan_is_carried_out_once(carnet: Carnet, mutation: str) -> None:
    asked = await _asked(carnet, mutation)
    token = await _token(carnet, mutation, asked)
    await made(carnet, mutation, asked, planToken=token)
    again = await refused(carnet, mutation, asked, planToken=token)
    taken = [("CONTACT_ALREADY_LINKED", "input.contactId")]
    assert again == (taken if mutation in {FROM_CONTACT[Kind.CUSTOMER], FROM_CONTACT[Kind.VENDOR]} else OUTDATED)


async def test_a_plan_does_not_bring_back_what_it_made_and_somebody_deleted(carnet: Carnet) -> None:
    asked = {"name": "Nordlicht", "number": "K1"}
    token = await _token(carnet, "createContact", asked)
    made_once = await create(carnet, "createContact", asked, planToken=token)
    await carnet.ask(
        "mutation ($id: ID!) { deleteContact(input: {id: $id}) { errors { code } } }", id=made_once["record"]["id"]
    )
    assert await refused(carnet, "createContact", asked, planToken=token) == OUTDATED
    assert (await made(carnet, "createContact", asked)).number == "K1", "the number itself is free again"


async def test_of_two_plans_made_at_once_only_one_is_carried_out(carnet: Carnet) -> None:
    first, second = [await _token(carnet, "createCustomer", {"name": "Nordlicht"}) for _ in range(2)]
    assert first != second
    await made(carnet, "createCustomer", {"name": "Nordlicht"}, planToken=second)
    assert await refused(carnet, "createCustomer", {"name": "Nordlicht"}, planToken=first) == OUTDATED


@pytest.mark.parametrize("mutation", CREATIONS)
async def test_a_plan_is_refused_once_somebody_else_has_drawn_its_number(carnet: Carnet, mutation: str) -> None:
    asked = await _asked(carnet, mutation)
    token = await _token(carnet, mutation, asked)
    kind = next(kind for kind, name in (*CREATE.items(), *FROM_CONTACT.items()) if name == mutation)
    await made(carnet, CREATE[kind], {"name": "Südlicht"})
    assert await refused(carnet, mutation, asked, planToken=token) == OUTDATED
    await made(carnet, mutation, asked, planToken=await _token(carnet, mutation, asked))


@pytest.mark.parametrize("mutation", CREATE.values())
async def test_a_card_whose_contact_would_get_another_number_is_refused(carnet: Carnet, mutation: str) -> None:
    asked = await _asked(carnet, mutation)
    token = await _token(carnet, mutation, asked)
    await made(carnet, "createContact", {"name": "Südlicht"})
    assert await refused(carnet, mutation, asked, planToken=token) == OUTDATED


@pytest.mark.parametrize("mutation", ["createContact", *FROM_CONTACT.values()])
async def test_a_plan_is_refused_once_the_company_has_been_edited(carnet: Carnet, mutation: str) -> None:
    asked = await _asked(carnet, mutation)
    token = await _token(carnet, mutation, asked)
    company = await found(carnet, (await carnet.ask('{ contact(number: "C0001") { id } }'))["contact"]["id"])
    await changed(carnet, company, {"name2": "Werk 1"})
    assert await refused(carnet, mutation, asked, planToken=token) == OUTDATED


@pytest.mark.parametrize("mutation", FROM_CONTACT.values())
async def test_a_plan_is_refused_once_the_company_has_another_person(carnet: Carnet, mutation: str) -> None:
    asked = await _asked(carnet, mutation)
    token = await _token(carnet, mutation, asked)
    company = await found(carnet, (await carnet.ask('{ contact(number: "C0001") { id } }'))["contact"]["id"])
    await carnet.person(company)
    assert await refused(carnet, mutation, asked, planToken=token) == OUTDATED


@pytest.mark.parametrize("mutation", ["createCustomerFromContact", "createVendorFromContact", *NAMED])
async def test_a_plan_is_refused_once_its_template_gives_something_else(carnet: Carnet, mutation: str) -> None:
    asked = await _asked(carnet, mutation)
    token = await _token(carnet, mutation, asked)
    kind = Kind.CUSTOMER if "Customer" in mutation else Kind.VENDOR
    await only_template(carnet, kind, "FULL", language_code="fr-FR")
    assert await refused(carnet, mutation, asked, planToken=token) == OUTDATED


async def test_a_plan_is_refused_once_the_set_up_makes_no_contact_any_more(carnet: Carnet) -> None:
    asked = {"name": "Nordlicht"}
    token = await _token(carnet, "createVendor", asked)
    await unset_relation(carnet, Kind.VENDOR)
    assert await refused(carnet, "createVendor", asked, planToken=token) == OUTDATED


@pytest.mark.parametrize("mutation", CREATIONS)
async def test_a_plan_is_refused_for_another_input(carnet: Carnet, mutation: str) -> None:
    asked = await _asked(carnet, mutation)
    token = await _token(carnet, mutation, asked)
    assert await refused(carnet, mutation, {**asked, "number": "X1"}, planToken=token) == OUTDATED


async def test_a_plan_is_refused_for_another_mutation(carnet: Carnet) -> None:
    asked = {"name": "Nordlicht"}
    token = await _token(carnet, "createCustomer", asked)
    for mutation in ("createContact", "createVendor", "createBankAccount"):
        assert await refused(carnet, mutation, asked, planToken=token) == OUTDATED


@pytest.mark.parametrize("mutation", CREATIONS)
async def test_a_token_that_never_was_given_is_refused(carnet: Carnet, mutation: str) -> None:
    asked = await _asked(carnet, mutation)
    token = await _token(carnet, mutation, asked)
    another_seed = "0" * 32 + token[32:]
    for garbage in (
        "",
        "x",
        "0" * 64,
        f"{'0' * 32}-{'0' * 64}",
        another_seed,
        token[:-1],
        token.upper(),
        "\0",
        "é" * 99,
    ):
        assert await refused(carnet, mutation, asked, planToken=garbage) == OUTDATED


@pytest.mark.parametrize("mutation", CREATIONS)
async def test_a_refused_creation_has_no_plan(carnet: Carnet, mutation: str) -> None:
    asked = {**await _asked(carnet, mutation), "number": "x" * 21}
    assert await refused(carnet, mutation, asked, dryRun=True) == [("VALUE_TOO_LONG", "input.number")]


async def test_planning_leaves_no_gap_in_the_numbers(carnet: Carnet) -> None:
    for _ in range(3):
        await _token(carnet, "createCustomer", {"name": "Nordlicht", "contactName": "Anna"})
    await made(carnet, "createCustomer", {"name": "Nordlicht", "contactName": "Anna"})
    assert await all_records(carnet) == ["CT00001", "CT00002", "CU00001"]
