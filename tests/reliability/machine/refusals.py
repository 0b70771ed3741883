"""Say why an operation is refused, as codes: product.md §1-3, reference-contacts.md §5, §7-9, §13."""

from domain.change import Kind
from tests.reliability.machine.state import BANK, CONTACT, CUSTOMER, State, Values

WRONG = {("phone", "call me"): "INVALID_PHONE", ("country", "XX"): "INVALID_COUNTRY", ("name", ""): "REQUIRED"}


def checked(given: Values) -> tuple[Values, set[str]]:
    codes = {WRONG[item] for item in given.items() if item in WRONG}
    return {name: value for name, value in given.items() if (name, value) not in WRONG}, codes


def number_codes(state: State, kind: Kind, number: str | None) -> set[str]:
    if number is None:
        return {"CONTACT_SERIES_NOT_CONFIGURED"} if kind is CONTACT and not state.series else set()
    return {"NOT_UNIQUE"} if number in state.records else set()


def linkable_codes(state: State, kind: Kind, hub: str, named: str) -> set[str]:
    codes = {"CONTACT_PRIVACY_BLOCKED" for one in (hub, named) if state.records[one]["privacy"]}
    if kind is not CUSTOMER and state.records[hub]["type"] != "COMPANY":
        codes.add("COMPANY_REQUIRED")
    if kind is not BANK and any(state.kind(card) is kind for card in state.cards(hub)):
        codes.add("CONTACT_ALREADY_LINKED")
    return codes | (set() if kind in state.relations else {"RELATION_CODE_NOT_CONFIGURED"})


def company_codes(state: State, number: str | None, will_be: Values, company: str | None) -> set[str]:
    if company is None:
        return set()
    if will_be["type"] != "PERSON":
        return {"NOT_A_PERSON"}
    return {"NOT_A_COMPANY"} if company == number or state.records[company]["type"] != "COMPANY" else set()


def of_contact(state: State, number: str, asked: Values, changed: Values) -> set[str]:
    codes = company_codes(state, number, {**state.records[number], **asked}, changed.get("company"))
    tied = state.persons(number) or state.cards(number)
    named = any(record.get("primary") == number for record in state.records.values())
    if (changed.get("type") == "PERSON" and tied) or (changed.get("type") == "COMPANY" and named):
        codes.add("TYPE_CHANGE_REFUSED")
    return codes


def of_card(state: State, card: str, asked: Values, changed: Values) -> set[str]:
    record, kind, hub, codes = state.records[card], state.kind(card), state.links.get(card), set()
    for name in changed if hub else ():
        if state.goes_to(name, kind) and not state.comes_from(name, kind):
            codes.add("TYPE_CHANGE_REFUSED" if name == "type" else "INVALID_VALUE")
    if record.get("privacy") and "blocked" in changed:
        codes.add("CONTACT_PRIVACY_BLOCKED")
    primary = state.records.get(changed.get("primary") or "")
    if primary and primary["type"] != "PERSON":
        codes.add("NOT_A_PERSON")
    elif primary and (hub is None or hub not in {changed["primary"], primary["company"]}):
        codes.add("CONTACT_NOT_RELATED")
    return codes


def merged(values: Values, record: Values, read: Values | None) -> tuple[Values, set[str]]:
    """Return what is left to ask for where others changed the record since it was read, and whether that clashes."""
    base = read or record
    asked = {name: value for name, value in values.items() if base[name] == record[name] or value != base[name]}
    clash = any(base[name] != record[name] and value != record[name] for name, value in asked.items())
    return asked, {"CONFLICT"} if clash else set()
