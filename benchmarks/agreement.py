"""Make sure that all contenders give the same answers, before anything is measured: otherwise a ratio means nothing."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.contenders import Contender
from benchmarks.operations import COUNTER, PHONE, Pool

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
SAMPLES = 12
IS_WHOLE: dict[str, Callable[[Any], bool]] = {
    "Q1": lambda answer: all(
        answer["contact"][card] for card in ("linkedCustomer", "linkedVendor", "linkedBankAccount")
    ),
    "Q2": lambda answer: len(answer["contacts"]["nodes"]) == 50,
    "Q3": lambda answer: (
        len(answer["contacts"]["nodes"]) == 50
        and all(len(node["persons"]["nodes"]) == 5 and node["linkedCustomer"] for node in answer["contacts"]["nodes"])
    ),
}
"""What each answer must hold for the measurement to be of what it says."""
_EDITED = {"CONTACT", "CUSTOMER", "VENDOR", "BANK_ACCOUNT"}


class Disagreement(Exception):  # noqa: N818 - says what happened
    """Two contenders answer the same question differently."""


def check(contenders: Sequence[Contender], pools: dict[str, Pool]) -> None:
    """Compare answers to a sample of all operations.

    Raises:
        Disagreement: two differ, or an edit did not reach all four records.
    """
    for operation in ("Q1", "Q2", "Q3"):
        _check_reads(operation, contenders, pools)
    for place in range(SAMPLES // 4):
        _check_edits(place, contenders, pools)


def _check_reads(operation: str, contenders: Sequence[Contender], pools: dict[str, Pool]) -> None:
    samples = {contender.name: list(pools[contender.name].variables(operation)) for contender in contenders}
    if len({len(values) for values in samples.values()}) != 1:
        raise Disagreement(f"{operation}: pages of different number, { ({k: len(v) for k, v in samples.items()}) }")
    for place in range(min(SAMPLES, len(samples[contenders[0].name]))):
        asked = {contender.name: samples[contender.name][place] for contender in contenders}
        answers = {c.name: plain_form(c.ask(operation, asked[c.name])) for c in contenders}
        _compare(operation, answers, asked)
        if not IS_WHOLE[operation](answers[contenders[0].name]):
            raise Disagreement(f"{operation}, asked {asked}: not what it should measure: {answers}"[:6000])


def _check_edits(place: int, contenders: Sequence[Contender], pools: dict[str, Pool]) -> None:
    """Let each contender edit the same contact; every contender must then read the new number on all four cards."""
    number = pools[contenders[0].name].numbers[place]
    version = 0
    for turn, contender in enumerate(contenders):
        phone = PHONE.replace(COUNTER, f"{place * 100 + turn:07d}")
        payload = contender.ask("M1", {"id": pools[contender.name].ids[place], "phone": phone})["updateContact"]
        changes = payload["changeSet"]["changes"]
        kinds = sorted(change["recordKind"] for change in changes)
        right = all(change["field"] == "phone" and change["after"] == phone for change in changes)
        if payload["errors"] or payload["contact"]["phone"] != phone or kinds != sorted(_EDITED) or not right:
            raise Disagreement(f"{contender.name}: M1 on {number} gave {payload}")
        if version and payload["contact"]["version"] != version + 1:
            raise Disagreement(f"{contender.name}: M1 on {number} gave another version than {version + 1}: {payload}")
        version = payload["contact"]["version"]
        answers = {c.name: plain_form(c.ask("Q1", {"number": number})) for c in contenders}
        _compare("Q1 after M1", answers, {contender.name: phone})
        contact = answers[contender.name]["contact"]
        if {contact["phone"], contact["linkedCustomer"]["phone"], contact["linkedVendor"]["phone"]} != {phone}:
            raise Disagreement(f"{contender.name}: M1 on {number} did not reach all cards: {contact}")


def plain_form(value: Any, key: str = "") -> Any:
    """Replace what may differ: an id by the UUID in it, a cursor by whether there is one."""
    if isinstance(value, dict):
        return {name: plain_form(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [plain_form(inner) for inner in value]
    if key == "id":
        return _UUID.findall(value)
    return value is not None if key == "endCursor" else value


def _compare(operation: str, answers: dict[str, Any], asked: dict[str, Any]) -> None:
    names = list(answers)
    for name in names[1:]:
        if answers[name] != answers[names[0]]:
            raise Disagreement(
                f"{operation}, asked {asked}\n{names[0]}: {answers[names[0]]}\n{name}: {answers[name]}"[:6000]
            )
