"""A service order is recorded in the change set that makes it. Source: reference-documents.md §15 row 9."""

from typing import Any

from domain.change import Kind
from tests.carnet import Carnet, id_of
from tests.replay import replay
from tests.schema.documents.documenting import change
from tests.schema.interactions.recording import listed
from tests.schema.updating import unchanged

MAKE = """mutation ($input: CreateServiceOrderInput!, $key: String) {
  createServiceOrder(input: $input, idempotencyKey: $key) {
    serviceOrder { id number interactions { nodes { entryNumber } } }
    interaction { id entryNumber description document { number } }
    changeSet { operation changes { recordKind recordNumber field reason } }
    warnings { code } errors { code path } } }"""


async def made(carnet: Carnet, contact: Any, key: str | None = None, **given: Any) -> dict[str, Any]:
    """Make a service order; the payload."""
    asked = {"contactId": id_of(contact), **given}
    payload: dict[str, Any] = (await carnet.ask(MAKE, input=asked, key=key))["createServiceOrder"]
    return payload


async def test_the_entry_is_part_of_what_made_the_order(carnet: Carnet) -> None:
    company, *_ = await carnet.star()
    payload = await made(carnet, company)
    assert (payload["warnings"], payload["errors"]) == ([], [])
    assert payload["interaction"]["description"] == "Service order SV00001"
    assert payload["interaction"]["document"] == {"number": "SV00001"}
    assert payload["serviceOrder"]["interactions"]["nodes"] == [{"entryNumber": 1}]
    changes = payload["changeSet"]["changes"]
    assert payload["changeSet"]["operation"] == "createServiceOrder"
    assert {(each["recordKind"], each["recordNumber"]) for each in changes} == {
        ("SERVICE_ORDER", "SV00001"),
        ("INTERACTION", "1"),
    }
    assert {each["reason"] for each in changes if each["recordKind"] == "INTERACTION"} == {"DERIVED"}
    assert await replay(carnet) == []


async def test_the_entry_says_what_is_to_be_done(carnet: Carnet) -> None:
    company, *_ = await carnet.star()
    assert (await made(carnet, company, description="Mend the lift"))["interaction"]["description"] == "Mend the lift"


async def test_an_order_that_is_refused_is_not_recorded(carnet: Carnet) -> None:
    prospect = await carnet.add(Kind.CONTACT)
    async with unchanged(carnet):
        payload = await made(carnet, prospect)
    assert [error["code"] for error in payload["errors"]] == ["CONTACT_NOT_RELATED_TO_CUSTOMER"]
    company, *_ = await carnet.star()
    assert (await made(carnet, company))["interaction"]["entryNumber"] == 1, "no number was used up"


async def test_an_order_is_recorded_once_per_key(carnet: Carnet) -> None:
    company, *_ = await carnet.star()
    first = await made(carnet, company, key="k")
    async with unchanged(carnet):
        assert await made(carnet, company, key="k") == first
    assert len(await listed(carnet, company)) == 1


async def test_an_entry_stays_when_its_document_is_deleted(carnet: Carnet) -> None:
    company, *_ = await carnet.star()
    order = (await made(carnet, company))["serviceOrder"]
    assert (await change(carnet, "deleteDocument", order))["errors"] == []
    assert await listed(carnet, company, show="documentKind documentNumber document { number }") == [
        {"documentKind": "SERVICE_ORDER", "documentNumber": "SV00001", "document": None}
    ]


async def test_a_company_goes_on_showing_what_was_done_with_a_person_who_is_deleted(carnet: Carnet) -> None:
    company, *_ = await carnet.star()
    person = await carnet.person(company)
    await made(carnet, person)
    query = "mutation ($input: DeleteContactInput!) { deleteContact(input: $input) { errors { code } } }"
    assert await carnet.ask(query, input={"id": id_of(person)}) == {"deleteContact": {"errors": []}}
    assert await listed(carnet, company, show="contact { id } contactNumber") == [
        {"contact": None, "contactNumber": person.number}
    ]
