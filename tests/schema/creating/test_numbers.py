"""A new record gets its number from the series of its kind, or the one that was typed where the series allows it.

Source: reference-contacts.md §2.5.
"""

from typing import Any

import pytest

from domain.change import Kind
from tests.carnet import Carnet, id_of
from tests.schema import updating
from tests.schema.creating.creating import CARDS, CREATE, FROM_CONTACT, create, made, refused, told
from tests.schema.creating.setting_up import add_series, change_line, change_series, number_with
from tests.schema.updating import changed

KINDS = tuple(CREATE)
SERIES = {Kind.CONTACT: "CONTACT", Kind.CUSTOMER: "CUSTOMER", Kind.VENDOR: "VENDOR", Kind.BANK_ACCOUNT: "BANK"}
FIRST = {Kind.CONTACT: "CT00001", Kind.CUSTOMER: "CU00001", Kind.VENDOR: "VE00001", Kind.BANK_ACCOUNT: "BA00001"}
CALLED = {Kind.CUSTOMER: "customers", Kind.VENDOR: "vendors", Kind.BANK_ACCOUNT: "bank accounts"}
PATH = "input.number"
GIVEN: dict[str, Any] = {"name": "Nordlicht"}


def _after(number: str, steps: int) -> str:
    return f"{number[:2]}{int(number[2:]) + steps:05}"


@pytest.mark.parametrize("kind", KINDS)
async def test_numbers_are_drawn_in_order(carnet: Carnet, kind: Kind) -> None:
    drawn = [(await made(carnet, CREATE[kind], GIVEN)).number for _ in range(3)]
    assert drawn == [FIRST[kind], _after(FIRST[kind], 1), _after(FIRST[kind], 2)]


@pytest.mark.parametrize("kind", KINDS)
async def test_a_number_may_be_typed_and_is_skipped_when_its_turn_comes(carnet: Carnet, kind: Kind) -> None:
    assert (await made(carnet, CREATE[kind], {**GIVEN, "number": " x 1 "})).number == "X 1"
    assert (await made(carnet, CREATE[kind], {**GIVEN, "number": FIRST[kind]})).number == FIRST[kind]
    assert (await made(carnet, CREATE[kind], GIVEN)).number == _after(FIRST[kind], 1)


@pytest.mark.parametrize("kind", KINDS)
async def test_a_number_that_is_taken_is_refused(carnet: Carnet, kind: Kind) -> None:
    taken = (await carnet.add(kind)).number
    given = {**GIVEN, "number": taken.lower()}
    assert await refused(carnet, CREATE[kind], given) == [("NOT_UNIQUE", PATH)]
    assert await told(carnet, CREATE[kind], given) == [
        f"The number {taken} is taken. Choose another one.",
        f"Le numéro {taken} est déjà pris. Choisissez-en un autre.",
    ]


@pytest.mark.parametrize("kind", KINDS)
async def test_what_is_no_number_is_refused(carnet: Carnet, kind: Kind) -> None:
    for number, code in (("x" * 21, "VALUE_TOO_LONG"), (None, "REQUIRED"), (" ", "REQUIRED"), ("a\0", "INVALID_VALUE")):
        assert await refused(carnet, CREATE[kind], {**GIVEN, "number": number}) == [(code, PATH)]


@pytest.mark.parametrize("kind", KINDS)
async def test_a_typed_number_is_refused_where_the_series_is_not_manual(carnet: Carnet, kind: Kind) -> None:
    await change_series(carnet.database, SERIES[kind], manual=False)
    given = {**GIVEN, "number": "X1"}
    assert await refused(carnet, CREATE[kind], given) == [("MANUAL_NUMBER_NOT_ALLOWED", PATH)]
    assert await told(carnet, CREATE[kind], given) == [
        f"The number series {SERIES[kind]} allows no numbers typed by hand. Leave the number out.",
        f"La souche {SERIES[kind]} n'admet pas de numéro saisi à la main. Omettez le numéro.",
    ]
    assert (await made(carnet, CREATE[kind], GIVEN)).number == FIRST[kind]


@pytest.mark.parametrize("kind", KINDS)
async def test_without_a_typed_number_a_series_that_is_not_automatic_is_refused(carnet: Carnet, kind: Kind) -> None:
    await change_series(carnet.database, SERIES[kind], automatic=False)
    assert await refused(carnet, CREATE[kind], GIVEN) == [("AUTOMATIC_NUMBER_NOT_ALLOWED", PATH)]
    assert await told(carnet, CREATE[kind], GIVEN) == [
        f"No numbers are drawn from the series {SERIES[kind]}. Give a number, or choose an automatic series.",
        f"Aucun numéro n'est tiré de la souche {SERIES[kind]}. Donnez un numéro, ou choisissez une souche automatique.",
    ]
    assert (await made(carnet, CREATE[kind], {**GIVEN, "number": "X1"})).number == "X1"


@pytest.mark.parametrize("kind", CARDS)
async def test_without_a_series_a_card_needs_a_typed_number(carnet: Carnet, kind: Kind) -> None:
    await number_with(carnet.database, kind, None)
    assert await refused(carnet, CREATE[kind], GIVEN) == [("NUMBER_SERIES_MISSING", PATH)]
    english, french = await told(carnet, CREATE[kind], GIVEN)
    assert english == (
        f"There is no number series for {CALLED[kind]}. Set one up with updateNumberSetup, or give a number."
    )
    assert french.startswith("Aucune souche de numéros n'est définie pour ")
    assert (await made(carnet, CREATE[kind], {**GIVEN, "number": "X1"})).number == "X1"


async def test_without_a_series_a_contact_needs_a_typed_number(carnet: Carnet) -> None:
    await number_with(carnet.database, Kind.CONTACT, None)
    assert await refused(carnet, "createContact", GIVEN) == [("CONTACT_SERIES_NOT_CONFIGURED", PATH)]
    french = "Aucune souche de numéros n'est définie pour les contacts."
    assert await told(carnet, "createContact", GIVEN) == [
        "There is no number series for contacts. Set contactNumbersCode with updateMarketingSetup, or give a number.",
        f"{french} Définissez contactNumbersCode avec updateMarketingSetup, ou donnez un numéro.",
    ]
    assert (await made(carnet, "createContact", {**GIVEN, "number": "X1"})).number == "X1"


@pytest.mark.parametrize("kind", KINDS)
async def test_an_exhausted_series_is_refused(carnet: Carnet, kind: Kind) -> None:
    await change_line(carnet.database, SERIES[kind], ending_number=FIRST[kind])
    await made(carnet, CREATE[kind], GIVEN)
    assert await refused(carnet, CREATE[kind], GIVEN) == [("NUMBER_SERIES_EXHAUSTED", PATH)]
    assert await told(carnet, CREATE[kind], GIVEN) == [
        f"The number series {SERIES[kind]} has no number left for today. Add a line to it with saveNumberSeries.",
        f"La souche {SERIES[kind]} n'a plus de numéro pour aujourd'hui. Ajoutez-y une ligne avec saveNumberSeries.",
    ]


@pytest.mark.parametrize("kind", KINDS)
async def test_a_series_that_comes_to_its_end_is_warned_of(carnet: Carnet, kind: Kind) -> None:
    first, second = FIRST[kind], _after(FIRST[kind], 1)
    await change_line(carnet.database, SERIES[kind], warning_number=second, ending_number=_after(first, 8))
    assert (await create(carnet, CREATE[kind], GIVEN))["warnings"] == []
    assert (await create(carnet, CREATE[kind], GIVEN))["warnings"] == [
        {
            "code": "NUMBER_SERIES_NEARLY_EXHAUSTED",
            "path": [],
            "message": f"The number series {SERIES[kind]} has reached {second}; it ends at {_after(first, 8)}. "
            "Add a line to it in time.",
        }
    ]


async def test_a_series_that_has_a_warning_but_no_end_does_not_tell_of_one(carnet: Carnet) -> None:
    await change_line(carnet.database, "CONTACT", warning_number="CT00001")
    for language, message in (
        ("en", "The number series CONTACT has reached CT00001. Add a line to it in time."),
        ("fr", "La souche CONTACT est arrivée à CT00002. Ajoutez-y une ligne à temps."),
    ):
        payload = await create(carnet, "createContact", GIVEN, language=language)
        assert [warning["message"] for warning in payload["warnings"]] == [message]


@pytest.mark.parametrize("kind", CARDS)
async def test_a_card_made_from_a_contact_is_numbered_like_any_other(carnet: Carnet, kind: Kind) -> None:
    contacts = [await carnet.add(Kind.CONTACT) for _ in range(3)]
    given: list[dict[str, Any]] = [{"contactId": id_of(contact)} for contact in contacts]
    assert (await made(carnet, FROM_CONTACT[kind], given[0])).number == FIRST[kind]
    assert (await made(carnet, FROM_CONTACT[kind], {**given[1], "number": "x1"})).number == "X1"
    taken = {**given[2], "number": "X1"}
    assert await refused(carnet, FROM_CONTACT[kind], taken) == [("NOT_UNIQUE", PATH)]
    await change_series(carnet.database, SERIES[kind], manual=False, automatic=False)
    assert await refused(carnet, FROM_CONTACT[kind], taken | {"number": "X2"}) == [("MANUAL_NUMBER_NOT_ALLOWED", PATH)]
    assert await refused(carnet, FROM_CONTACT[kind], given[2]) == [("AUTOMATIC_NUMBER_NOT_ALLOWED", PATH)]
    await number_with(carnet.database, kind, None)
    assert await refused(carnet, FROM_CONTACT[kind], given[2]) == [("NUMBER_SERIES_MISSING", PATH)]


@pytest.mark.parametrize("kind", KINDS)
async def test_another_number_for_a_record_is_refused_where_the_series_is_not_manual(
    carnet: Carnet, kind: Kind
) -> None:
    record = {each.kind: each for each in await carnet.star()}[kind]
    await change_series(carnet.database, SERIES[kind], manual=False)
    assert await updating.refused(carnet, record, {"number": "X1"}) == [("MANUAL_NUMBER_NOT_ALLOWED", PATH)]
    assert await changed(carnet, record, {"number": record.number.lower()}) == []
    await number_with(carnet.database, kind, await add_series(carnet.database, "BY-HAND", automatic=False))
    assert await changed(carnet, record, {"number": "x1"}) == [
        (record.number, "number", record.number, "X1", "ENTERED", None)
    ]
    await number_with(carnet.database, kind, None)
    assert len(await changed(carnet, record, {"number": "x2"})) == 1
