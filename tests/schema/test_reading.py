"""Queries answer what is stored, in one statement, whatever their shape."""

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
