"""An answer can tell how it was found: the statement, its parameters, and the database's own plan."""

import orjson
import pytest

from domain.access import EVERYTHING, Permission
from schema.operations import Asked, Operations, Unanswerable
from tests.carnet import Carnet, Kind, id_of

QUERY = "query ($number: String!) { contact(number: $number) { name persons { nodes { name } } } }"


async def test_the_header_adds_the_statement_and_the_databases_plan(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT)
    plain = (await carnet.post(QUERY, {"number": contact.number})).json()
    shown = (await carnet.post(QUERY, {"number": contact.number}, **{"Carnet-Plan": "1"})).json()
    plan = shown["extensions"].pop("plan")
    assert shown == plain
    assert plan["sql"].startswith("SELECT ")
    assert "FROM contact t1" in plan["sql"]
    assert plan["parameters"] == ["text"]
    assert any("contact" in line for line in plan["database"])
    assert contact.number not in plan["sql"], "values are bound, not written"


async def test_what_no_one_statement_answers_has_no_plan(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT)
    asked = 'mutation ($id: ID!) { updateContact(input: {id: $id, phone: "030 5678"}) { contact { phone } } }'
    shown = (await carnet.post(asked, {"id": id_of(contact)}, **{"Carnet-Plan": "1"})).json()
    assert shown["data"] == {"updateContact": {"contact": {"phone": "030 5678"}}}
    assert shown["extensions"]["plan"] is None
    assert (await carnet.stored(contact)).version == 2, "it was carried out once"


async def test_a_wrong_argument_has_its_error_and_no_plan(carnet: Carnet) -> None:
    shown = (await carnet.post("{ contact { name } }", None, **{"Carnet-Plan": "1"})).json()
    assert shown["data"] == {"contact": None}
    assert [error["extensions"]["code"] for error in shown["errors"]] == ["BAD_USER_INPUT"]
    assert shown["extensions"]["plan"] is None


async def test_plans_are_for_those_who_may_see_them(carnet: Carnet) -> None:
    rights = EVERYTHING - {Permission.READ_PLANS}
    operations = Operations(carnet.database)
    with pytest.raises(Unanswerable) as refused:
        await operations.answer(Asked(QUERY, {"number": "C1"}, rights=rights, shows_plan=True))
    assert [error.extensions for error in refused.value.errors] == [{"code": "FORBIDDEN"}]
    assert orjson.loads(await operations.answer(Asked(QUERY, {"number": "C1"}, rights=rights)))["data"]
