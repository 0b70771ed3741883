"""Mutations of every kind to be answered both ways: their texts, and whether their payloads are written as JSON."""

from typing import Any, NamedTuple

_CHANGE = "recordKind field before after reason changeSet { id } record { __typename id ... on Customer { blocked } }"
WORDS = {
    "change": '{id: "<contact>", phone: "+49 30 1"}',
    "wrong": '{id: "<contact>", phone: "x", email: "y"}',
    "taken": '{id: "<contact>", vatNumber: "DE136695976"}',
    "shown": """contact { id name phone address { city countryCode } updatedAt
      links { kind createdAt card { __typename number } } }""",
    "answer": f"""changeSet {{ id at operation changes {{ {_CHANGE} }} }} plan {{ token changes {{ {_CHANGE} }} }}
      warnings {{ code message path }} <errors>""",
    "errors": "errors { code message path ids conflicts { field base yours theirs changedBy changedAt } }",
}
"""What words in angle brackets stand for; the others stand for ids."""


class Case(NamedTuple):
    """A mutation; `is_written` says whether nothing in its payloads is to be completed."""

    query: str
    variables: Any = None
    is_written: bool = True
    language: Any = "en"


_INPUT = "mutation ($input: UpdateContactInput!) { updateContact(input: $input) { <shown> <answer> } }"
_PARTS = """mutation ($city: String = "Kiel", $phone: String, $type: ContactType, $dry: Boolean! = true) {
  updateContact(input: {id: "<contact>", phone: $phone, type: $type, address: {city: $city, line1: null}}, dryRun: $dry)
  { contact { address { city line1 } phone type } plan { changes { field before after } } errors { code } } }"""
_CONDITIONS = """mutation ($no: Boolean!, $yes: Boolean!) {
  updateContact(input: <change>) @include(if: $yes) {
    errors @skip(if: $yes) { code }
    contact @include(if: $yes) { id phone @skip(if: $no) name @skip(if: true) }
    ... @include(if: $no) { warnings { code } }
    changeSet { operation } }
  left: updateContact(input: <change>) @skip(if: $yes) { errors { code } } }"""
_FRAGMENTS = """mutation { __typename ...M }
  fragment M on Mutation {
    first: updateContact(input: <change>) { ...P errors { code } ... on ContactPayload { e: errors { path } } }
    two: __typename }
  fragment P on ContactPayload {
    t: __typename errors { message } it: contact { __typename id } contact { ...C } warnings { code } }
  fragment C on Contact { number name company { name } }"""

UPDATES = {
    "update": Case("mutation { updateContact(input: <change>) { <shown> <answer> } }"),
    "input in a variable": Case(_INPUT, {"input": {"id": "<contact>", "phone": "+49 30 2", "address": {"city": None}}}),
    "null for a group": Case(_INPUT, {"input": {"id": "<contact>", "address": None, "name2": None, "fax": ""}}),
    "nothing changes": Case(_INPUT, {"input": {"id": "<contact>"}}),
    "variables in parts, defaults": Case(_PARTS, {"phone": "+49 30 3"}),
    "variables that are null": Case(_PARTS, {"city": None, "phone": None, "dry": False}),
    "an enum in a variable": Case(_PARTS, {"type": "COMPANY", "phone": "+49 30 4", "dry": False}),
    "an enum in place": Case('mutation { updateCustomer(input: {id: "<customer>", blocked: ALL}) { <answer> } }'),
    "only errors": Case("mutation { updateContact(input: <change>) { errors { code } } }"),
    "only __typename": Case("mutation { updateContact(input: <change>) { __typename } }"),
    "dry run": Case("mutation { updateContact(input: <change>, dryRun: true) { <shown> <answer> } }"),
    "refused dry run": Case("mutation { updateContact(input: <wrong>, dryRun: true) { <answer> } }", is_written=False),
    "wrong token": Case('mutation { updateContact(input: <change>, planToken: "x") { <answer> } }', is_written=False),
    "key": Case('mutation { updateContact(input: <change>, idempotencyKey: "k") { <shown> <answer> } }'),
    "wrong key": Case('mutation { updateContact(input: <change>, idempotencyKey: "") { <answer> } }', is_written=False),
    "warned, with a key": Case(
        'mutation { updateContact(input: <taken>, idempotencyKey: "w") { <shown> <answer> } }', is_written=False
    ),
    "conditions": Case(_CONDITIONS, {"no": False, "yes": True}),
    "fragments and aliases": Case(_FRAGMENTS),
    "refused": Case("mutation { updateContact(input: <wrong>) { <shown> <answer> } }", is_written=False),
    "refused in French": Case(
        "mutation { updateContact(input: <wrong>) { <errors> } }", is_written=False, language="fr"
    ),
    "unknown": Case('mutation { updateContact(input: {id: "contact-1"}) { <shown> <answer> } }', is_written=False),
    "warned": Case("mutation { updateContact(input: <taken>) { <shown> <answer> } }", is_written=False),
    "two": Case("""mutation { a: updateContact(input: <change>) { <shown> <answer> }
      b: updateVendor(input: {id: "<vendor>", fax: "+49 30 5"}) { vendor { fax } contact { fax } <answer> } }"""),
    "a refused one between two": Case(
        """mutation { a: updateContact(input: <change>) { <shown> <answer> }
          b: updateContact(input: <wrong>) { <shown> <answer> }
          c: updateContact(input: <change>) { <shown> <answer> } }""",
        is_written=False,
    ),
    "a failing one between two": Case("""mutation { a: updateContact(input: <change>) { contact { id } }
      b: updateContact(input: <change>) { contact { history(first: 500) { totalCount } } }
      c: updateContact(input: <change>) { contact { phone } } }"""),
}
OTHERS = {
    "create a contact": Case(
        r"""mutation { createContact(input: {type: COMPANY, name: "Østensjø \"AS\" \\ €", address: {city: "Kiel"}})
        { <shown> <answer> } }"""
    ),
    "create a customer": Case("""mutation {
      createCustomer(input: {name: "Zoë", billing: {creditLimit: "12.50", paymentTermsCode: null}})
      { customer { billing { creditLimit } } <shown> <answer> } }"""),
    "create from a contact": Case(
        'mutation { createVendorFromContact(input: {contactId: "<other>"}) { vendor { number name } <answer> } }'
    ),
    "bank account": Case("""mutation { updateBankAccount(input: {id: "<bankAccount>", iban: "DE89370400440532013000"})
      { bankAccount { iban bic } <answer> } }"""),
    "link": Case("""mutation { linkContact(input: {contactId: "<other>", cardId: "<alone>", master: CARD,
        fieldMasters: [{field: PHONE, master: CONTACT}]})
      { link { id kind card { __typename name } createdAt } <shown> <answer> } }"""),
    "unlink": Case('mutation { unlinkContact(input: {linkId: "<link>"}) { <shown> <answer> } }'),
    "delete": Case('mutation { deleteCustomer(input: {id: "<alone>"}) { gone: deletedId deletedId <answer> } }'),
    "delete, dry run": Case('mutation { deleteCustomer(input: {id: "<alone>"}, dryRun: true) { deletedId <answer> } }'),
    "refused deletion": Case(
        'mutation { deleteContact(input: {id: "<company>"}) { deletedId <answer> } }', is_written=False
    ),
    "batch": Case("""mutation { createContactsFromCustomers(input: {where: {name: {contains: "o"}}}) {
      createdCount n: skippedCount <answer>
      contacts(first: 2) { totalCount edges { cursor node { number } } pageInfo { hasNextPage } } } }"""),
    "sync rule": Case("""mutation { updateSyncRule(input: {kind: VENDOR, field: PHONE, direction: NEVER})
      { syncRule { kind field direction } differingCount plan { token } warnings { code message } <errors> } }"""),
    "template": Case("""mutation { saveCustomerTemplate(input: {code: "NEW", contactType: PERSON})
      { customerTemplate { id code contactType } warnings { code } <errors> } }"""),
    "number series": Case("""mutation { saveNumberSeries(input: {code: "NEW", automatic: true, manual: true,
        lines: [{startingNumber: "N1"}, {startingDate: "2030-01-01", startingNumber: "O1"}]})
      { numberSeries { code lines { startingDate startingNumber incrementBy } } <errors> } }"""),
    "reversal": Case("""mutation { revertChangeSet(input: {id: "<changeSet>"})
      { skipped { recordKind recordNumber field before after at actor changeSet { id operation }
        record { __typename number } } <answer> } }"""),
    "repair": Case("""mutation { repairDifferences(input: {master: CONTACT}) { repairedCount <answer> } }"""),
    "document": Case("""mutation { createSalesDocument(input: {contactId: "<contact>", type: QUOTE,
        lines: [{type: COMMENT, description: "Thing"}, {itemNumber: "1000", quantity: 2}]})
      { salesDocument { number lines { description quantity amount } totals { amount } }
        interaction { at templateCode } changeSet { operation } warnings { code } <errors> } }"""),
    "phone call": Case(
        """mutation ($minutes: Decimal) { logPhoneCall(input: {contactId: "<contact>", description: "Hello",
        durationMinutes: $minutes, evaluation: POSITIVE})
      { interaction { at durationMinutes evaluation contact { number } } warnings { code } <errors> } }""",
        {"minutes": 7},
    ),
}
CASES = {**UPDATES, **OTHERS}
