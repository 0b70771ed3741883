"""Any record is found by its id, in exactly the form that the API writes; anything else is null, never a failure."""

from typing import Any

import pytest

from domain.ids import PREFIXES, public_id
from tests.answers import answered
from tests.carnet import Carnet, Kind, id_of
from tests.schema.dataset import rows, small_firm
from tests.schema.documents.stock import some_documents
from tests.schema.interactions.stock import some_interactions

NODES = "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }"
TABLES = {
    "Contact": "contact",
    "Customer": "customer",
    "Vendor": "vendor",
    "BankAccount": "bank_account",
    "BusinessRelation": "business_relation",
    "ChangeSet": "change_set",
    "Salesperson": "salesperson",
    "PaymentTerms": "payment_terms",
    "Item": "item",
    "NumberSeries": "number_series",
    "CustomerTemplate": "customer_template",
    "VendorTemplate": "vendor_template",
    "Link": "contact_relation",
    "SalesDocument": "sales_document",
    "PurchaseDocument": "purchase_document",
    "ServiceOrder": "service_order",
    "Interaction": "interaction",
    "InteractionTemplate": "interaction_template",
    "InteractionGroup": "interaction_group",
    "Paper": "paper",
}


async def test_every_type_of_record_is_found_in_the_order_of_the_ids_duplicates_kept(carnet: Carnet) -> None:
    await small_firm(carnet, 4)
    await some_documents(carnet.database, 1)
    await some_interactions(carnet.database, 1)
    assert set(TABLES) == set(PREFIXES)
    expected: list[dict[str, str] | None] = [
        {"__typename": name, "id": public_id(name, (await rows(carnet.database, table))[0]["id"])}
        for name, table in TABLES.items()
    ]
    ids = [node["id"] for node in expected if node]
    assert await carnet.ask(NODES, ids=ids) == {"nodes": expected}
    mixed = [ids[3], "nothing", ids[0], ids[3], ids[0].upper()]
    assert await carnet.ask(NODES, ids=mixed) == {"nodes": [expected[3], None, expected[0], expected[3], None]}
    for node, key in zip(expected, ids, strict=True):
        assert await carnet.ask("query ($id: ID!) { node(id: $id) { __typename id } }", id=key) == {"node": node}


async def test_ids_that_nothing_has_are_null(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT)
    key = contact.id
    wrong = [
        public_id("Customer", key),
        public_id("Link", key),
        public_id("Contact", key).upper(),
        f"Contact-{key}",
        f"contact-{key} ",
        f" contact-{key}",
        f"contact-{key.replace('-', '')}",
        f"contact-{{{key}}}",
        f"contact-{key[:-1]}",
        f"contact-{key}0",
        "contact-00000000-0000-7000-8000-000000000000",
        key,
        "contact-",
        "-",
        "",
        "\0",
        f"contact-{key}\0",
        "é" * 3000,
        "1",
    ]
    for name in wrong:
        assert await carnet.ask("query ($id: ID!) { node(id: $id) { id } }", id=name) == {"node": None}
        assert await carnet.ask("query ($id: ID) { contact(id: $id) { id } }", id=name) == {"contact": None}
        assert await carnet.ask("query ($id: ID!) { changeSet(id: $id) { id } }", id=name) == {"changeSet": None}
    ids = [*wrong, id_of(contact)]
    assert await carnet.ask(NODES, ids=ids) == {
        "nodes": [None] * len(wrong) + [{"__typename": "Contact", "id": id_of(contact)}]
    }


async def test_at_most_200_ids_are_taken(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT)
    assert await carnet.ask(NODES, ids=[]) == {"nodes": []}
    assert len((await carnet.ask(NODES, ids=[id_of(contact)] * 200))["nodes"]) == 200
    query = "query ($ids: [ID!]!, $n: String) { contact(number: $n) { number } nodes(ids: $ids) { id } }"
    answer = (await carnet.post(query, {"ids": ["x"] * 201, "n": contact.number})).json()
    assert [error["extensions"] for error in answer["errors"]] == [{"code": "BAD_USER_INPUT", "argument": "ids"}]
    assert answer["errors"][0]["path"] == ["nodes"]


@pytest.mark.parametrize("given", ["null", "3", '["x", null]', "{}", "true"])
async def test_ids_of_a_wrong_type_are_refused(carnet: Carnet, given: str) -> None:
    answer: dict[str, Any] = (await carnet.post(f"{{ nodes(ids: {given}) {{ id }} }}")).json()
    if given == "3":
        assert answer == answered({"nodes": [None]}, 3)
    else:
        assert {error["extensions"]["code"] for error in answer["errors"]} == {"GRAPHQL_VALIDATION_FAILED"}
