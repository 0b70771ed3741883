"""Documents are listed, narrowed, ordered, paged and found like all records, in one statement."""

from typing import Any

import pytest

from domain.change import Kind
from domain.ids import public_id
from tests.carnet import Carnet, id_of
from tests.schema.documents.stock import some_documents
from tests.schema.test_arguments import encoded
from tests.schema.test_one_statement import counted

LISTS = ("salesDocuments", "purchaseDocuments", "serviceOrders")
ALL = ["D00", "D01", "D02", "D13", "D14", "D15", "D26"]
UNKNOWN = "00000000-0000-7000-8000-999999999999"


@pytest.fixture
async def stocked(carnet: Carnet) -> Carnet:
    """Three companies, the first two of them customers and vendors, with seven documents of each side."""
    for _ in range(2):
        await carnet.star()
    await carnet.add(Kind.CONTACT)
    await some_documents(carnet.database)
    return carnet


async def numbers(carnet: Carnet, arguments: str, field: str = "salesDocuments", **variables: Any) -> list[str]:
    """Return the numbers of a list; arguments as they stand in the query."""
    head = "query ($id: ID) " if variables else ""
    data = await carnet.ask(f"{head}{{ {field}{arguments} {{ totalCount nodes {{ number }} }} }}", **variables)
    found = [node["number"] for node in data[field]["nodes"]]
    assert data[field]["totalCount"] == len(found)
    return found


@pytest.mark.parametrize("field", LISTS)
@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("{}", ALL),
        ('{number: {startsWith: "d1"}}', ["D13", "D14", "D15"]),
        ("{status: RELEASED}", ["D00", "D15"]),
        ('{documentDate: {eq: "2026-02-28"}}', ["D01", "D14"]),
        ('{documentDate: {gt: "2026-02-27", lte: "2026-02-28"}}', ["D01", "D14"]),
        ('{dueDate: {lt: "2030-01-01"}}', ["D01", "D13", "D15"]),
        ('{not: {dueDate: {gte: "2000-01-01"}}}', ["D00", "D02", "D14", "D26"]),
        ('{or: [{number: {eq: "D00"}}, {documentDate: {eq: "2026-03-01"}}]}', ["D00", "D02", "D15"]),
        ('{orderDate: {gte: "2000-01-01"}}', []),
    ],
)
async def test_every_list_is_filtered_by_number_status_and_days(
    stocked: Carnet, field: str, where: str, expected: list[str]
):
    assert await numbers(stocked, f"(where: {where})", field) == expected


async def test_lists_are_filtered_by_customer_vendor_and_contact(stocked: Carnet):
    data = await stocked.ask("""{ customers { nodes { id } } vendors { nodes { id } } contacts { nodes { id } } }""")
    customer, vendor, contact = (data[name]["nodes"][0]["id"] for name in ("customers", "vendors", "contacts"))

    assert await numbers(stocked, "(where: {customerId: $id})", id=customer) == ["D02", "D26"]
    assert await numbers(stocked, "(where: {vendorId: $id})", "purchaseDocuments", id=vendor) == ["D02", "D26"]
    assert await numbers(stocked, "(where: {customerId: $id})", "serviceOrders", id=customer) == ["D02", "D26"]
    assert await numbers(stocked, "(where: {contactId: $id})", id=contact) == ["D00", "D13"]
    assert await numbers(stocked, "(where: {companyId: $id})", id=contact) == ["D00", "D13", "D26"]
    assert await numbers(stocked, "(where: {customerId: $id})", id=vendor) == []


async def test_a_type_narrows_lists_and_those_of_contacts_customers_and_vendors(stocked: Carnet):
    assert await numbers(stocked, "(type: ORDER)") == ["D01", "D14", "D15"]
    assert await numbers(stocked, '(type: ORDER, where: {number: {contains: "1"}, type: ORDER})') == [
        "D01",
        "D14",
        "D15",
    ]
    assert await numbers(stocked, "(type: ORDER, where: {type: QUOTE})", "purchaseDocuments") == []
    data = await stocked.ask("""{
      contact(number: "C0001") { salesDocuments { nodes { number } }
        quotes: purchaseDocuments(type: QUOTE, first: 1) { totalCount nodes { number } pageInfo { hasNextPage } }
        serviceOrders { totalCount } }
      customer(number: "D0002") { serviceOrders { totalCount }
        salesDocuments(type: BLANKET_ORDER) { nodes { number } } }
      vendor(number: "V0003") { purchaseDocuments { nodes { number } } } }""")
    assert data == {
        "contact": {
            "salesDocuments": {"nodes": [{"number": "D00"}, {"number": "D13"}]},
            "quotes": {"totalCount": 2, "nodes": [{"number": "D00"}], "pageInfo": {"hasNextPage": True}},
            "serviceOrders": {"totalCount": 2},
        },
        "customer": {"salesDocuments": {"nodes": [{"number": "D02"}]}, "serviceOrders": {"totalCount": 2}},
        "vendor": {"purchaseDocuments": {"nodes": [{"number": "D02"}, {"number": "D26"}]}},
    }


async def test_one_operation_serves_every_type_and_status(stocked: Carnet):
    query = """query ($type: SalesDocumentType, $where: SalesDocumentFilter) {
      salesDocuments(type: $type, where: $where) { nodes { number } } }"""

    async def found(**variables: Any) -> list[str]:
        return [node["number"] for node in (await stocked.ask(query, **variables))["salesDocuments"]["nodes"]]

    for _ in range(2):
        assert await found(type="ORDER") == ["D01", "D14", "D15"]
        assert await found(type="QUOTE") == ["D00", "D13", "D26"]
        assert await found() == ALL
        assert await found(where={"status": "RELEASED"}) == ["D00", "D15"]
        assert await found(where={"status": "OPEN"}) == ["D01", "D02", "D13", "D14", "D26"]
        for type_, expected in (("BLANKET_ORDER", ["D02"]), ("QUOTE", ["D00", "D13", "D26"])):
            assert await found(where={"or": [{"and": [{"type": type_}]}]}) == expected
            assert await found(where={"not": {"not": {"type": type_}}}) == expected
        assert await found(type="QUOTE", where={"status": "RELEASED"}) == ["D00"]


@pytest.mark.parametrize("field", ["NUMBER", "DOCUMENT_DATE", "CREATED_AT"])
@pytest.mark.parametrize("direction", ["ASC", "DESC"])
@pytest.mark.parametrize(("size", "cursor"), [("first", "after"), ("last", "before")])
async def test_walks_show_every_document_once_in_every_order(
    stocked: Carnet, field: str, direction: str, size: str, cursor: str
):
    order = f"orderBy: [{{field: {field}, direction: {direction}}}]"
    shown = f"{{ nodes {{ number {'documentDate createdAt'} }} pageInfo {{ startCursor endCursor }} }}"
    whole = (await stocked.ask(f"{{ salesDocuments({order}) {shown} }}"))["salesDocuments"]["nodes"]
    key = {"NUMBER": "number", "DOCUMENT_DATE": "documentDate", "CREATED_AT": "createdAt"}[field]
    assert [node[key] for node in whole] == sorted((node[key] for node in whole), reverse=direction == "DESC")
    walked: list[Any] = []
    place = None
    while len(walked) < len(whole):
        query = f"query ($place: String) {{ salesDocuments({size}: 2, {cursor}: $place, {order}) {shown} }}"
        page = (await stocked.ask(query, place=place))["salesDocuments"]
        assert page["nodes"]
        walked = [*walked, *page["nodes"]] if size == "first" else [*page["nodes"], *walked]
        place = page["pageInfo"]["endCursor" if size == "first" else "startCursor"]
    assert walked == whole
    assert {node["number"] for node in whole} == set(ALL)


@pytest.mark.parametrize("day", ["2026-2-7", "20260227", "2026-02-30", "x", "", "0000-01-01", "2026-W09-5"])
async def test_a_cursor_with_an_impossible_day_is_refused(carnet: Carnet, day: str):
    cursor = encoded(f"document_date,id\x1f{day}\x1f{UNKNOWN}")
    query = f'{{ salesDocuments(orderBy: [{{field: DOCUMENT_DATE}}], after: "{cursor}") {{ nodes {{ id }} }} }}'
    (error,) = await carnet.refused(query)
    assert error["extensions"] == {"code": "BAD_USER_INPUT", "argument": "after"}


@pytest.mark.parametrize("field", ["salesDocument", "purchaseDocument"])
async def test_a_document_is_found_by_its_id_or_by_type_and_number(stocked: Carnet, field: str):
    found = (await stocked.ask(f'{{ {field}(type: BLANKET_ORDER, number: " d02 ") {{ id number }} }}'))[field]
    assert found["number"] == "D02"
    assert (await stocked.ask(f'{{ {field}(id: "{found["id"]}") {{ number }} }}'))[field] == {"number": "D02"}
    assert (await stocked.ask(f'{{ {field}(type: ORDER, number: "D02") {{ number }} }}'))[field] is None
    for arguments in ("", '(number: "D02")', "(type: ORDER)", f'(id: "{found["id"]}", number: "D02")'):
        (error,) = await stocked.refused(f"{{ {field}{arguments} {{ number }} }}")
        assert error["message"] == "Give exactly one of id and type with number."
        assert error["extensions"]["code"] == "BAD_USER_INPUT"


async def test_a_service_order_is_found_by_exactly_one_of_id_and_number(stocked: Carnet):
    found = (await stocked.ask('{ serviceOrder(number: "D02") { id kind } }'))["serviceOrder"]
    assert found["kind"] == "SERVICE_ORDER"
    assert await stocked.ask("query ($id: ID) { serviceOrder(id: $id) { id kind } }", id=found["id"]) == {
        "serviceOrder": found
    }
    assert await stocked.refused("{ serviceOrder { id } }")


async def test_a_blanket_order_shows_what_is_left_and_the_orders_made_from_it(stocked: Carnet):
    data = await stocked.ask("""{ blanket: salesDocument(type: BLANKET_ORDER, number: "D02") {
        orders { number lines { position blanketPosition quantity quantityLeft } madeFrom { number } }
        lines { position type quantity quantityLeft } } }""")
    comment = {"position": 2, "blanketPosition": None, "quantity": None, "quantityLeft": None}
    made_from = {"number": "D02"}

    def drawn(quantity: str) -> list[dict[str, Any]]:
        return [{"position": 1, "blanketPosition": 1, "quantity": quantity, "quantityLeft": None}, comment]

    assert data["blanket"] == {
        "orders": [
            {"number": "D14", "lines": drawn("3"), "madeFrom": made_from},
            {"number": "D15", "lines": drawn("2"), "madeFrom": made_from},
        ],
        "lines": [
            {"position": 1, "type": "ITEM", "quantity": "8", "quantityLeft": "3"},
            {"position": 2, "type": "COMMENT", "quantity": None, "quantityLeft": None},
        ],
    }


async def test_a_changed_card_is_told_and_the_document_stays_as_it_was(carnet: Carnet):
    _contact, customer, *_ = await carnet.star(address_city="Kiel")
    await some_documents(carnet.database, 2)
    query = "{ salesDocuments { nodes { number partyChangedSince sellTo { name address { city } } } } }"

    def shown(number: str, name: str, *, changed: bool) -> dict[str, Any]:
        party = {"name": name, "address": {"city": "Kiel"}}
        return {"number": number, "partyChangedSince": changed, "sellTo": party}

    # D00 names no customer, so that it is compared with the contact, whose name it does not have.
    before = [shown("D00", "As it was", changed=True), shown("D01", customer.values["name"], changed=False)]  # type: ignore[arg-type]
    assert (await carnet.ask(query))["salesDocuments"]["nodes"] == before
    edit = 'mutation ($id: ID!) { updateCustomer(input: {id: $id, address: {city: "Lübeck"}}) { errors { code } } }'
    await carnet.ask(edit, id=id_of(customer))
    before[1]["partyChangedSince"] = True
    assert (await carnet.ask(query))["salesDocuments"]["nodes"] == before


async def test_a_document_outlives_its_contact(stocked: Carnet):
    query = '{ salesDocument(type: QUOTE, number: "D26") { contact { id } contactNumber partyChangedSince } }'
    assert (await stocked.ask(query))["salesDocument"] == {
        "contact": None,
        "contactNumber": "C0001",
        "partyChangedSince": True,
    }


async def test_everything_about_documents_is_read_in_one_statement(stocked: Carnet):
    party = "{ number name contactName address { city } phone email vatNumber }"
    common = f"""id number status contact {{ number }} shipTo {party} partyChangedSince version history {{ totalCount }}
      lines {{ position amount quantityLeft }} totals {{ amount vat {{ vatPercent base vatAmount }} }}"""
    query = f"""{{ salesDocuments {{ nodes {{ {common} sellTo {party} billTo {party} customer {{ number }} }} }}
      purchaseDocuments {{ nodes {{ {common} buyFrom {party} payTo {party} vendor {{ number }} }} }}
      serviceOrders {{ nodes {{ {common} sellTo {party} }} }}
      contacts {{ nodes {{ salesDocuments {{ totalCount nodes {{ {common} }} }} }} }} }}"""
    with counted(stocked) as sent:
        data = await stocked.ask(query)
    assert len(sent) == 1
    assert [node["shipTo"]["contactName"] for node in data["salesDocuments"]["nodes"]] == ["Ann"] * 7
    assert data["salesDocuments"]["nodes"][0]["totals"] == {
        "amount": "12.5",
        "vat": [
            {"vatPercent": "7", "base": "5", "vatAmount": "-0.5"},
            {"vatPercent": "19", "base": "5", "vatAmount": "-0.5"},
        ],
    }


async def test_any_document_is_found_as_a_node_and_as_what_it_is(stocked: Carnet):
    ids = [public_id(name, f"00000000-0000-7000-8000-00000000{block:02}01") for name, block in
           (("SalesDocument", 4), ("PurchaseDocument", 5), ("ServiceOrder", 6))]  # fmt: skip
    query = """query ($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on Document { kind number }
      ... on SalesDocument { type } } }"""
    assert (await stocked.ask(query, ids=ids))["nodes"] == [
        {"__typename": "SalesDocument", "kind": "SALES_ORDER", "number": "D01", "type": "ORDER"},
        {"__typename": "PurchaseDocument", "kind": "PURCHASE_ORDER", "number": "D01"},
        {"__typename": "ServiceOrder", "kind": "SERVICE_ORDER", "number": "D01"},
    ]
