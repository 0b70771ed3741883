"""Each field of each input takes a value, its absence and null apart; what is refused is told whole and writes nothing.

Source: product.md §1.5, style.md "Tests".
"""

from typing import Any

import pytest

from domain.change import STAR_KINDS, Kind
from domain.fields import FIELDS
from tests.carnet import Carnet, id_of
from tests.schema.updating import changed, refused, unchanged, update
from tests.schema.values import REFERENCES, REQUIRED, SENT_AND_KEPT, fields_of, full_record, texts_of

KINDS = STAR_KINDS
EMPTIES = ("", " ", "\t\u00a0\u3000\r\n")


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_a_record_is_in_its_input_but_the_privacy_of_cards(kind: Kind) -> None:
    owned_by_contact = {"privacyBlocked"} if kind in {Kind.CUSTOMER, Kind.VENDOR} else set()
    assert set(fields_of(kind)) == set(FIELDS[kind]) - owned_by_contact
    assert set(fields_of(kind)) <= {*SENT_AND_KEPT, *REFERENCES, "blocked"}


@pytest.mark.parametrize("kind", KINDS)
async def test_every_field_is_kept_in_its_own_form(carnet: Carnet, kind: Kind) -> None:
    await carnet.set_up()
    record, sent, kept = await full_record(carnet, kind)
    made = await changed(carnet, record, sent)
    stored = (await carnet.stored(record)).values
    assert {name: stored[name] for name in kept} == kept
    assert {change[1] for change in made} == {name for name in kept if kept[name] != record.values[name]}
    async with unchanged(carnet):
        assert await changed(carnet, record, {}) == []
        assert await changed(carnet, record, sent) == []


@pytest.mark.parametrize("kind", KINDS)
async def test_null_clears_one_field_and_no_other(carnet: Carnet, kind: Kind) -> None:
    await carnet.set_up()
    record, sent, _ = await full_record(carnet, kind)
    await changed(carnet, record, sent)
    for name in sent:
        if name not in REQUIRED[kind] and name not in {"firstName", "middleName", "lastName"}:
            assert [change[1:4:2] for change in await changed(carnet, record, {name: None})] == [(name, None)]


@pytest.mark.parametrize("kind", KINDS)
async def test_an_empty_text_clears_as_null_does(carnet: Carnet, kind: Kind) -> None:
    await carnet.set_up()
    record, sent, _ = await full_record(carnet, kind)
    clearable = [name for name in texts_of(kind) if name not in REQUIRED[kind] and name != "lastName"]
    cleared = {*clearable, *(name for name in REFERENCES if name in sent)}
    for empty in EMPTIES:
        await changed(carnet, record, sent)
        made = await changed(carnet, record, dict.fromkeys(cleared, empty))
        assert {change[1] for change in made if change[4] == "ENTERED"} == cleared
        assert {(await carnet.stored(record)).values[name] for name in cleared} == {None}


@pytest.mark.parametrize("kind", KINDS)
async def test_a_field_that_is_never_empty_is_required_at_its_path(carnet: Carnet, kind: Kind) -> None:
    record, *_ = await full_record(carnet, kind)
    for name in REQUIRED[kind]:
        if name in fields_of(kind):
            texts = EMPTIES if fields_of(kind)[name] is str else ()
            for empty in (None, *texts):
                assert await refused(carnet, record, {name: empty}) == [("REQUIRED", f"input.{name}")]


async def test_a_group_set_to_null_clears_what_may_be_empty_of_it(carnet: Carnet) -> None:
    await carnet.set_up()
    for kind in (Kind.CUSTOMER, Kind.VENDOR):
        record, sent, _ = await full_record(carnet, kind)
        await changed(carnet, record, sent | {"number": f"N-{kind}"})
        made = await changed(carnet, record, {"billing": None, "address": None})
        groups = {name for name in sent if name.startswith(("billing.", "address."))}
        assert {(change[1], change[3]) for change in made} == {
            (name, None) for name in groups - {"billing.pricesIncludeVat"}
        }
        assert (await carnet.stored(record)).values["billing.pricesIncludeVat"] is True


WRONG: dict[str, tuple[Any, str]] = {
    "number": ("x" * 21, "VALUE_TOO_LONG"),
    "name": ("", "REQUIRED"),
    "name2": ("x" * 51, "VALUE_TOO_LONG"),
    "address.postCode": ("a\u202eb", "INVALID_VALUE"),
    "address.countryCode": ("XX", "INVALID_COUNTRY"),
    "phone": ("call me", "INVALID_PHONE"),
    "email": ("nobody", "INVALID_EMAIL"),
    "homePage": ("javascript:alert(1)", "INVALID_VALUE"),
    "languageCode": ("no language", "INVALID_LANGUAGE"),
    "currencyCode": ("EURO", "INVALID_CURRENCY"),
    "vatNumber": ("x" * 21, "VALUE_TOO_LONG"),
    "billing.paymentMethodCode": ("x" * 11, "VALUE_TOO_LONG"),
    "billing.pricesIncludeVat": (None, "REQUIRED"),
    "billing.creditLimit": ("1.123456", "INVALID_VALUE"),
}
UNKNOWN: dict[str, tuple[Any, str]] = {
    "salespersonCode": ("NOBODY", "INVALID_VALUE"),
    "primaryContactId": ("contact-nobody", "NOT_FOUND"),
    "billing.paymentTermsCode": ("NEVER", "INVALID_VALUE"),
    "billing.billToCustomerId": ("customer-00000000-0000-7000-8000-000000000000", "NOT_FOUND"),
}


async def test_all_that_is_wrong_with_a_form_is_told_at_once_with_its_path(carnet: Carnet) -> None:
    customer = await carnet.add(Kind.CUSTOMER)
    wrong = WRONG | UNKNOWN
    async with unchanged(carnet):
        payload = await update(carnet, customer, {name: value for name, (value, _) in wrong.items()} | {"fax": "12"})
    found = [(error["code"], error["path"]) for error in payload["errors"]]
    expected = [(code, ["input", *name.split(".")]) for name, (_, code) in wrong.items()]
    assert sorted(found) == sorted([*expected, ("INVALID_PHONE", ["input", "fax"])])
    assert ("INVALID_COUNTRY", ["input", "address", "countryCode"]) in found
    assert ("INVALID_VALUE", ["input", "billing", "creditLimit"]) in found


async def test_refusals_are_told_in_the_language_of_the_request(carnet: Carnet) -> None:
    customer = await carnet.add(Kind.CUSTOMER)
    asked = {name: value for name, (value, _) in (WRONG | UNKNOWN).items()}
    english = [error["message"] for error in (await update(carnet, customer, asked))["errors"]]
    french = [error["message"] for error in (await update(carnet, customer, asked, language="fr-CA"))["errors"]]
    assert len(english) == len(french) == len(asked)
    assert set(english) & set(french) == set()
    assert "Cette valeur ne peut pas être vide. Saisissez-en une." in french
    german = [error["message"] for error in (await update(carnet, customer, asked, language="de"))["errors"]]
    assert german == english


async def test_a_wrong_iban_or_bic_is_refused_without_being_repeated(carnet: Carnet) -> None:
    account = await carnet.add(Kind.BANK_ACCOUNT)
    asked = {"iban": "DE89370400440532013001", "bic": "COBADEF"}
    payload = await update(carnet, account, asked)
    assert [(error["code"], error["path"][-1]) for error in payload["errors"]] == [
        ("INVALID_IBAN", "iban"),
        ("INVALID_BIC", "bic"),
    ]
    assert [value for value in asked.values() for error in payload["errors"] if value in error["message"]] == []


@pytest.mark.parametrize("kind", KINDS)
async def test_an_id_that_no_record_of_the_kind_has_is_not_found(carnet: Carnet, kind: Kind) -> None:
    record, other = await carnet.add(kind), await carnet.add(KINDS[KINDS.index(kind) - 1])
    mutation = {"CONTACT": "Contact", "CUSTOMER": "Customer", "VENDOR": "Vendor", "BANK_ACCOUNT": "BankAccount"}[kind]
    query = f"""mutation ($id: ID!) {{ update{mutation}(input: {{id: $id, name: "X"}}) {{
      changeSet {{ id }} errors {{ code path }} }} }}"""
    unknown = f"{id_of(record)[:-12]}{'0' * 12}"
    async with unchanged(carnet):
        for wrong in (unknown, id_of(other), id_of(record).upper(), "", "\0", "\u202e", "x" * 100_000):
            (payload,) = (await carnet.ask(query, id=wrong)).values()
            assert payload == {"changeSet": None, "errors": [{"code": "NOT_FOUND", "path": ["input", "id"]}]}, wrong


@pytest.mark.parametrize("kind", KINDS)
async def test_a_number_that_another_record_of_the_kind_has_is_not_unique(carnet: Carnet, kind: Kind) -> None:
    record, other = await carnet.add(kind), await carnet.add(kind)
    elsewhere = await carnet.add(KINDS[KINDS.index(kind) - 1])
    for taken in (other.number, other.number.lower(), f" {other.number} "):
        assert await refused(carnet, record, {"number": taken}) == [("NOT_UNIQUE", "input.number")]
    assert await changed(carnet, record, {"number": record.number.lower()}) == []
    assert len(await changed(carnet, record, {"number": elsewhere.number})) == 1
