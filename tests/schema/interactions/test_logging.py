"""An interaction is recorded by hand. Source: product.md §5, reference-documents.md §16.1."""

from typing import Any

import pytest

from tests.carnet import Carnet, Kind, id_of
from tests.replay import replay
from tests.schema.interactions.recording import BY_HAND, codes, listed, logged, refused, send
from tests.schema.updating import refused as refused_update
from tests.schema.updating import update


async def test_what_is_left_out_comes_from_the_template_and_the_contact(carnet: Carnet) -> None:
    await carnet.set_up()
    company = await carnet.add(Kind.CONTACT, name="Nordlicht", salespersonCode="JR")

    entry = await logged(carnet, company)

    assert entry == {
        **BY_HAND,
        "id": entry["id"],
        "contact": {"number": company.number},
        "company": {"number": company.number},
        "contactNumber": company.number,
        "contactName": "Nordlicht",
        "description": "Meeting at the contact",
        "templateCode": "ONSITE",
        "groupCode": "MEETING",
        "informationFlow": "OUTBOUND",
        "initiatedBy": "US",
        "cost": "45",
        "durationMinutes": "180",
        "salespersonCode": "JR",
    }
    assert await replay(carnet) == []


async def test_what_is_given_goes_before_the_template(carnet: Carnet) -> None:
    await carnet.set_up()
    company = await carnet.add(Kind.CONTACT)
    given: dict[str, Any] = {
        "description": "Chairs for the hall",
        "salespersonCode": "JR",
        "evaluation": "VERY_POSITIVE",
        "informationFlow": "INBOUND",
        "initiatedBy": "THEM",
        "cost": "12.5",
        "durationMinutes": "7",
        "attemptFailed": True,
    }
    entry = await logged(carnet, company, at="2026-02-03T04:05:06.5+01:00", **given)
    assert {name: entry[name] for name in given} == given
    assert await listed(carnet, company, show="at") == [{"at": "2026-02-03T03:05:06.500000Z"}]
    assert await replay(carnet) == []


async def test_the_code_of_a_template_may_be_typed_in_small_letters(carnet: Carnet) -> None:
    assert (await logged(carnet, await carnet.add(Kind.CONTACT), templateCode=" onsite "))["templateCode"] == "ONSITE"


async def test_an_interaction_with_a_person_shows_on_its_company(carnet: Carnet) -> None:
    company = await carnet.add(Kind.CONTACT)
    person, other = await carnet.person(company), await carnet.person(company)
    entry = await logged(carnet, person)
    assert (entry["contact"], entry["company"]) == ({"number": person.number}, {"number": company.number})
    await logged(carnet, company)

    assert [each["entryNumber"] for each in await listed(carnet, company)] == [2, 1]
    assert [each["entryNumber"] for each in await listed(carnet, company, "(includePersons: false)")] == [2]
    assert [each["entryNumber"] for each in await listed(carnet, person)] == [1]
    assert await listed(carnet, other) == []


async def test_a_person_on_their_own_has_no_company(carnet: Carnet) -> None:
    person = await carnet.person()
    assert (await logged(carnet, person))["company"] is None
    assert await listed(carnet, person) == [{"entryNumber": 1}]


async def test_an_entry_stays_with_the_company_that_the_person_left(carnet: Carnet) -> None:
    first, second = await carnet.add(Kind.CONTACT), await carnet.add(Kind.CONTACT)
    person = await carnet.person(first)
    await logged(carnet, person)
    query = "mutation ($input: UpdateContactInput!) { updateContact(input: $input) { errors { code } } }"
    assert await carnet.ask(query, input={"id": id_of(person), "companyId": id_of(second)}) == {
        "updateContact": {"errors": []}
    }
    assert [await listed(carnet, each) for each in (first, second, person)] == [
        [{"entryNumber": 1}],
        [],
        [{"entryNumber": 1}],
    ]


async def test_an_entry_keeps_number_and_name_of_a_contact_that_is_deleted(carnet: Carnet) -> None:
    company = await carnet.add(Kind.CONTACT, name="Nordlicht")
    entry = await logged(carnet, company)
    query = "mutation ($input: DeleteContactInput!) { deleteContact(input: $input) { errors { code } } }"
    assert await carnet.ask(query, input={"id": id_of(company)}) == {"deleteContact": {"errors": []}}

    shown = "query ($id: ID!) { interaction(id: $id) { contact { id } company { id } contactNumber contactName } }"
    assert await carnet.ask(shown, id=entry["id"]) == {
        "interaction": {
            "contact": None,
            "company": None,
            "contactNumber": company.number,
            "contactName": "Nordlicht",
        }
    }


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"templateCode": "NOTHING"}, [("INTERACTION_TEMPLATE_MISSING", "input.templateCode")]),
        ({"templateCode": ""}, [("INTERACTION_TEMPLATE_MISSING", "input.templateCode")]),
        ({"templateCode": "X" * 11}, [("VALUE_TOO_LONG", "input.templateCode")]),
        ({"templateCode": "\0"}, [("INVALID_VALUE", "input.templateCode")]),
        ({"templateCode": "\u0301\u0323" * 50_000}, [("VALUE_TOO_LONG", "input.templateCode")]),
        ({"description": "\0"}, [("INVALID_VALUE", "input.description")]),
        ({"contactId": "contact-x\0"}, [("NOT_FOUND", "input.contactId")]),
        ({"contactId": "contact-x"}, [("NOT_FOUND", "input.contactId")]),
        ({"salespersonCode": "XX"}, [("INVALID_VALUE", "input.salespersonCode")]),
        ({"cost": "-1"}, [("INVALID_VALUE", "input.cost")]),
        ({"cost": "0.123456"}, [("INVALID_VALUE", "input.cost")]),
        ({"durationMinutes": "-0.5"}, [("INVALID_VALUE", "input.durationMinutes")]),
        ({"description": "x" * 101}, [("VALUE_TOO_LONG", "input.description")]),
        ({"description": "a\u202eb"}, [("INVALID_VALUE", "input.description")]),
        ({"at": "1752-12-31T23:59:59Z"}, [("INVALID_VALUE", "input.at")]),
        (
            {"templateCode": "NOTHING", "cost": "-1", "description": "a\nb"},
            [
                ("INTERACTION_TEMPLATE_MISSING", "input.templateCode"),
                ("INVALID_VALUE", "input.description"),
                ("INVALID_VALUE", "input.cost"),
            ],
        ),
    ],
)
async def test_a_wrong_value_is_refused_and_nothing_is_recorded(
    carnet: Carnet, given: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    company = await carnet.add(Kind.CONTACT)
    asked = {"contactId": id_of(company), "templateCode": "ONSITE", **given}
    assert await refused(carnet, "logInteraction", **asked) == expected


async def test_a_refusal_is_told_in_french(carnet: Carnet) -> None:
    asked = {"contactId": id_of(await carnet.add(Kind.CONTACT)), "templateCode": "RIEN"}
    payload = await send(carnet, "logInteraction", language="fr", **asked)
    assert payload["errors"][0]["message"].startswith("Il n'y a pas de modèle d'interaction RIEN.")


@pytest.mark.parametrize("mutation", ["logInteraction", "logPhoneCall"])
@pytest.mark.parametrize("blocked", ["person", "company"])
async def test_nothing_new_is_recorded_with_a_privacy_blocked_contact(
    carnet: Carnet, mutation: str, blocked: str
) -> None:
    company = await carnet.add(Kind.CONTACT, privacyBlocked=blocked == "company", phone="+49 30 123456")
    person = await carnet.person(company, privacyBlocked=blocked == "person")
    given = {"templateCode": "ONSITE"} if mutation == "logInteraction" else {"description": "Hello"}
    assert await refused(carnet, mutation, contactId=id_of(person), **given) == [
        ("CONTACT_PRIVACY_BLOCKED", "input.contactId")
    ]


@pytest.mark.parametrize(
    ("mutation", "given"),
    [("logInteraction", {"templateCode": "ONSITE"}), ("logPhoneCall", {"phone": "0431 555", "description": "Hello"})],
)
async def test_an_interaction_is_recorded_once_per_key(carnet: Carnet, mutation: str, given: dict[str, str]) -> None:
    contact = await carnet.add(Kind.CONTACT)
    asked = {"contactId": id_of(contact), **given}
    first = await send(carnet, mutation, key="k", **asked)
    assert first["errors"] == []
    assert await send(carnet, mutation, key="k", **asked) == first
    other = await send(carnet, mutation, key="k", **{**asked, "description": "Other"})
    assert codes(other) == [("KEY_REUSED", "idempotencyKey")]
    assert (await send(carnet, mutation, key="k", show="entryNumber", **asked))["interaction"] == {"entryNumber": 1}
    assert len(await listed(carnet, contact)) == 1


async def test_without_a_key_the_same_is_recorded_twice(carnet: Carnet) -> None:
    """The control of the test above."""
    contact = await carnet.add(Kind.CONTACT)
    assert [(await logged(carnet, contact))["entryNumber"] for _ in range(2)] == [1, 2]


@pytest.mark.parametrize(("before", "after"), [("COMPANY", "PERSON"), ("PERSON", "COMPANY")])
async def test_a_contact_with_interactions_keeps_its_type(carnet: Carnet, before: str, after: str) -> None:
    """Source: reference-documents.md §21."""
    contact = await carnet.add(Kind.CONTACT, type=before)
    await logged(carnet, contact)
    assert await refused_update(carnet, contact, {"type": after}) == [("TYPE_CHANGE_REFUSED", "input.type")]
    other = await carnet.add(Kind.CONTACT, type=before)
    assert (await update(carnet, other, {"type": after}))["errors"] == []
