"""Queries answer what is stored, in one statement, whatever their shape."""

import orjson

from domain.change import Kind
from schema.operations import Asked, Operations
from schema.trusted_documents import trusted
from tests.carnet import Carnet, id_of


async def test_a_contact_is_found_by_number_with_its_three_linked_cards(carnet: Carnet) -> None:
    contact, customer, vendor, account = await carnet.star(name="Nordlicht GmbH", phone="+49 30 901820")
    data = await carnet.ask(
        """query ($number: String!) { contact(number: $number) { id name phone version
          linkedCustomer { id number phone } linkedVendor { number } linkedBankAccount { number }
          linkedBankAccounts { number } links { kind card { __typename number ... on Customer { blocked } } } } }""",
        number=contact.number,
    )
    assert data == {
        "contact": {
            "id": id_of(contact),
            "name": "Nordlicht GmbH",
            "phone": "+49 30 901820",
            "version": 1,
            "linkedCustomer": {"id": id_of(customer), "number": customer.number, "phone": "+49 30 901820"},
            "linkedVendor": {"number": vendor.number},
            "linkedBankAccount": {"number": account.number},
            "linkedBankAccounts": [{"number": account.number}],
            "links": [
                {"kind": "CUSTOMER", "card": {"__typename": "Customer", "number": customer.number, "blocked": "NONE"}},
                {"kind": "VENDOR", "card": {"__typename": "Vendor", "number": vendor.number}},
                {"kind": "BANK_ACCOUNT", "card": {"__typename": "BankAccount", "number": account.number}},
            ],
        }
    }


async def test_a_phone_changed_on_the_customer_reaches_all_cards(carnet: Carnet) -> None:
    _, customer, _, _ = await carnet.star(phone="1234")
    data = await carnet.ask(
        """mutation ($id: ID!) { updateCustomer(input: {id: $id, phone: "+49 30 1234567"}) {
          customer { phone version } contact { phone } errors { code }
          changeSet { operation actor changes { recordKind recordNumber field before after reason sourceKind
            record { number } } } } }""",
        id=id_of(customer),
    )
    assert data["updateCustomer"]["customer"] == {"phone": "+49 30 1234567", "version": 2}
    assert [change["recordKind"] for change in data["updateCustomer"]["changeSet"]["changes"]] == [
        "CUSTOMER",
        "CONTACT",
        "VENDOR",
        "BANK_ACCOUNT",
    ]


async def test_a_response_key_may_be_longer_than_any_column_name(carnet: Carnet) -> None:
    """PostgreSQL cuts names of columns after 63 bytes, so that two such keys would become one."""
    contact = await carnet.add(Kind.CONTACT, name="Nordlicht GmbH")
    keys = [f"{'x' * 70}{end}" for end in "ab"]
    asked = f"query ($id: ID!) {{ contact(id: $id) {{ {keys[0]}: name {keys[1]}: number }} }}"
    assert await carnet.ask(asked, id=id_of(contact)) == {
        "contact": {keys[0]: "Nordlicht GmbH", keys[1]: contact.number}
    }


async def test_an_object_may_have_more_keys_than_a_function_takes_arguments(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT, name="Nordlicht GmbH")
    keys = [f"{'long' * 20 if place == 0 else 'k'}{place}" for place in range(120)]
    query = f"query ($id: ID!) {{ contact(id: $id) {{ {' '.join(f'{key}: name' for key in keys)} }} }}"
    operations = Operations(carnet.database, documents=trusted({"wide": query}))
    data = orjson.loads(await operations.answer(Asked(query, {"id": id_of(contact)})))["data"]
    assert list(data["contact"].items()) == [(key, "Nordlicht GmbH") for key in keys]
