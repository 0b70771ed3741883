"""Arguments that make no sense get a typed error at their field, and a plan serves every value of a shape."""

from time import perf_counter
from typing import Any

import pytest

from domain.ids import public_id
from tests.carnet import Carnet, Kind, id_of
from tests.schema.dataset import small_firm

BESIDE = "salespeople { code }"


async def refusal(carnet: Carnet, query: str, **variables: Any) -> dict[str, Any]:
    """Send a query whose one field is refused; the other root field, which must be asked for, is answered."""
    answer = (await carnet.post(query, variables)).json()
    assert len(answer["errors"]) == 1, answer
    assert (answer["data"] or {"salespeople": []}).get("salespeople", []) in ([], [{"code": "JR"}])
    error: dict[str, Any] = answer["errors"][0]
    assert error["extensions"]["code"] == "BAD_USER_INPUT", error
    return error


@pytest.mark.parametrize("given", ["first: -1", "first: 201", "last: -1", "last: 201", "first: 1, last: 1"])
@pytest.mark.parametrize("shown", ["totalCount", "nodes { id }", "pageInfo { hasNextPage }"])
async def test_page_sizes_out_of_bounds_are_refused_whatever_is_shown(carnet: Carnet, given: str, shown: str) -> None:
    error = await refusal(carnet, f"{{ contacts({given}) {{ {shown} }} {BESIDE} }}")
    assert error["path"] == ["contacts"]
    assert error["extensions"]["argument"] == given.rsplit(",", maxsplit=1)[-1].split(":", maxsplit=1)[0].strip()


async def test_a_page_of_none_shows_no_rows_and_tells_whether_there_are_some(carnet: Carnet) -> None:
    query = "query ($first: Int, $last: Int) { contacts(first: $first, last: $last) { totalCount nodes { id } PAGE } }"
    query = query.replace("PAGE", "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }")
    empty = {"startCursor": None, "endCursor": None}
    for filled in (False, True):
        for size, more in (("first", "hasNextPage"), ("last", "hasPreviousPage")):
            info = {"hasNextPage": False, "hasPreviousPage": False, more: filled, **empty}
            expected = {"totalCount": int(filled), "nodes": [], "pageInfo": info}
            assert (await carnet.ask(query, **{size: 0}))["contacts"] == expected
        await carnet.add(Kind.CONTACT)


def encoded(text: str) -> str:
    return text.encode().hex().upper()


GARBAGE = [
    "",
    "x",
    "0",
    "ÿ",
    "\0",
    "😀" * 50,
    "00",
    "FF",
    "C3",
    "4" * 10_000,
    encoded("number"),
    encoded("number\x1f1\x1f2"),
    encoded("number\x1f\0"),
    encoded("number-\x1fC0001"),
    encoded("name_key,id\x1fx\x1fno-uuid"),
    encoded("updated_at,id\x1f2026\x1f" + "0" * 36),
    encoded("at-,id-\x1fnever\x1f00000000-0000-7000-8000-000000000001"),
]


@pytest.mark.parametrize("cursor", GARBAGE, ids=[f"{at}" for at in range(len(GARBAGE))])
@pytest.mark.parametrize("argument", ["after", "before"])
async def test_what_is_no_cursor_of_the_list_is_refused(carnet: Carnet, cursor: str, argument: str) -> None:
    for shown in ("totalCount", "nodes { id }", "pageInfo { hasNextPage hasPreviousPage }"):
        query = f"query ($cursor: String) {{ contacts({argument}: $cursor) {{ {shown} }} }}"
        error = await refusal(carnet, query, cursor=cursor)
        assert error["extensions"]["argument"] == argument


@pytest.mark.parametrize(
    "values",
    ["1", "x\x1f1", "99999999999999999999\x1f1", f"{'9' * 5000}\x1f1", "1\x1f2147483648", "1\x1f\u0661\x1f", "\x1f"],
)
async def test_a_cursor_of_the_history_with_impossible_numbers_is_refused(carnet: Carnet, values: str) -> None:
    contact = await carnet.add(Kind.CONTACT)
    query = "query ($id: ID!, $after: String) { contact(id: $id) { history(after: $after) { nodes { field } } } }"
    cursor = encoded(f"record_version-,position-\x1f{values}")
    error = await refusal(carnet, query, id=id_of(contact), after=cursor)
    assert error["extensions"]["argument"] == "after"


async def test_times_and_texts_beyond_all_bounds_in_cursors_are_refused_or_answered(carnet: Carnet) -> None:
    query = (
        "query ($after: String, $order: [ContactOrder!]) { contacts(after: $after, orderBy: $order) { nodes { id } } }"
    )
    key = "00000000-0000-7000-8000-000000000001"
    for moment in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-01-01T00:00:00", "2026-01-01"):
        order = [{"field": "UPDATED_AT"}]
        answer = (
            await carnet.post(query, {"after": encoded(f"updated_at,id\x1f{moment}\x1f{key}"), "order": order})
        ).json()
        codes = {error["extensions"]["code"] for error in answer.get("errors", [])}
        assert codes <= {"BAD_USER_INPUT"}, (moment, answer)
    long = encoded(f"name_key,id\x1f{'z' * 3000}\x1f{key}")
    assert await carnet.ask(query, after=long, order=[{"field": "NAME"}]) == {"contacts": {"nodes": []}}


async def test_a_cursor_of_another_order_or_list_is_refused(carnet: Carnet) -> None:
    await small_firm(carnet, 4)
    cursors = await carnet.ask(
        """{ name: contacts(first: 1, orderBy: {field: NAME}) { pageInfo { endCursor } }
        down: contacts(first: 1, orderBy: {field: NUMBER, direction: DESC}) { pageInfo { endCursor } }
        changes: changeSets(first: 1) { pageInfo { endCursor } } }"""
    )
    for connection in cursors.values():
        cursor = connection["pageInfo"]["endCursor"]
        await refusal(
            carnet, "query ($c: String) { contacts(after: $c) { nodes { id } } salespeople { code } }", c=cursor
        )


@pytest.mark.parametrize("field", ["contact", "customer", "vendor", "bankAccount"])
async def test_exactly_one_of_id_and_number_is_needed(carnet: Carnet, field: str) -> None:
    for given in ("", "(id: null)", '(id: "x", number: "x")', "(id: null, number: null)"):
        error = await refusal(carnet, f"{{ {field}{given} {{ id }} {BESIDE} }}")
        assert error["path"] == [field]
    for value in ("", "\0", "x", "contact-", "\ufffd", "x" * 5000):
        query = f"query ($v: ID, $n: String) {{ a: {field}(id: $v) {{ id }} b: {field}(number: $n) {{ id }} }}"
        assert await carnet.ask(query, v=value, n=value) == {"a": None, "b": None}
    query = f"query ($v: ID, $n: String) {{ {field}(id: $v, number: $n) {{ number }} }}"
    card = await carnet.add(
        {"contact": Kind.CONTACT, "customer": Kind.CUSTOMER, "vendor": Kind.VENDOR}.get(field, Kind.BANK_ACCOUNT)
    )
    assert await carnet.ask(query, v=id_of(card), n=None) == {field: {"number": card.number}}
    assert await carnet.ask(query, v=None, n=f" {card.number.lower()} ") == {field: {"number": card.number}}
    await refusal(carnet, query, v=id_of(card), n=card.number)


async def test_conditions_that_nest_too_deep_or_are_too_long_are_refused(carnet: Carnet) -> None:
    query = "query ($w: ContactFilter) { contacts(where: $w) { totalCount nodes { id } } salespeople { code } }"
    where: dict[str, Any] = {"type": "COMPANY"}
    for _ in range(7):
        where = {"not": where}
    assert (await carnet.ask(query, w=where))["contacts"]["totalCount"] == 0
    for inner in ({"not": where}, {"and": [where]}, {"or": [where]}):
        assert (await refusal(carnet, query, w=inner))["extensions"]["argument"] == "where"
    for name in ("and", "or"):
        assert (await carnet.ask(query, w={name: [{"type": "PERSON"}] * 100}))["contacts"]["totalCount"] == 0
        await refusal(carnet, query, w={name: [{"type": "PERSON"}] * 101})
    await carnet.ask(query, w={"name": {"in": ["x"] * 100}})
    await refusal(carnet, query, w={"name": {"in": ["x"] * 101}})


async def test_conditions_that_are_wide_at_every_level_are_refused_at_once(carnet: Carnet) -> None:
    query = "query ($w: ContactFilter) { contacts(where: $w) { nodes { id } } salespeople { code } }"
    wide = {"or": [{"and": [{"name": {"eq": f"{at}.{inner}"}} for inner in range(100)]} for at in range(50)]}
    assert (await refusal(carnet, query, w=wide))["extensions"]["argument"] == "where"


async def test_texts_that_no_database_can_hold_match_nothing(carnet: Carnet) -> None:
    await carnet.add(Kind.CONTACT, name="x")
    query = "query ($w: ContactFilter) { contacts(where: $w) { totalCount } }"
    for text in ("\0", "x\0", "\0x"):
        for test in ({"eq": text}, {"in": [text]}, {"startsWith": text}, {"contains": text}):
            assert await carnet.ask(query, w={"name": test}) == {"contacts": {"totalCount": 0}}
        assert await carnet.ask(query, w={"name": {"ne": text}}) == {"contacts": {"totalCount": 1}}
        assert await carnet.ask(query, w={"name": {"in": [text, "x"]}}) == {"contacts": {"totalCount": 1}}
        assert await carnet.ask(query, w={"companyId": text}) == {"contacts": {"totalCount": 0}}
    for moment in (
        "0001-01-01T00:00:00Z",
        "0300-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999Z",
        "2026-01-01T00:00:00+14:00",
    ):
        await carnet.ask(query, w={"updatedAt": {"gt": moment}})


@pytest.mark.parametrize("test", ["contains", "startsWith"])
async def test_an_endless_text_to_search_for_is_found_nowhere_at_once(carnet: Carnet, test: str) -> None:
    await carnet.add(Kind.CONTACT)
    query = f"query ($text: String) {{ contacts(where: {{name: {{{test}: $text}}}}) {{ totalCount }} }}"
    began = perf_counter()
    found = await carnet.ask(query, text="\u0300\u0316" * 25_000)
    assert (found, perf_counter() - began < 1) == ({"contacts": {"totalCount": 0}}, True)


async def test_a_plan_serves_other_values_nulls_and_lengths(carnet: Carnet) -> None:
    names = ["Ada", "Bob", "Cyd"]
    records = [await carnet.add(Kind.CONTACT, name=name) for name in names]
    query = """query ($w: ContactFilter, $o: [ContactOrder!], $d: OrderDirection! = ASC, $f: Int = 2,
      $s: Boolean = true) {
      a: contacts(where: $w, orderBy: $o, first: 3) { nodes { name } }
      b: contacts(first: $f, orderBy: [{field: NAME, direction: $d}]) { nodes { name number @include(if: $s) } } }"""
    numbers = {record.values["name"]: record.number for record in records}

    async def check(first: list[str], second: list[str], *, shown: bool = True, **variables: Any) -> None:
        data = await carnet.ask(query, **variables)
        assert [node["name"] for node in data["a"]["nodes"]] == first
        assert data["b"]["nodes"] == [{"name": it, **({"number": numbers[it]} if shown else {})} for it in second]

    for _ in range(2):
        await check(names, names[:2])
        await check(names, names[:1], f=1)
        await check(names, names[:2], w=None, o=None)
        await check(names[::-1], names[:0:-1], d="DESC", o=[{"field": "NAME", "direction": "DESC"}])
        await check(names, names[:2], o=[{"field": "NUMBER"}], s=False, shown=False)
        await check(["Bob"], names[:2], w={"name": {"eq": "Bob"}})
        await check(["Cyd"], names[:2], w={"name": {"eq": "Cyd"}})
        await check(names, names[:2], w={"name": {"eq": None}})
        await check(["Ada", "Cyd"], names[:2], w={"name": {"ne": "Bob"}})
        await check(["Ada", "Cyd"], names[:2], w={"name": {"in": ["Ada", "Cyd", "x"]}})
        await check([], names[:2], w={"name": {"in": []}})
        await check(["Bob"], names[:2], w={"or": [{"name": {"eq": "Bob"}}]})
        await check(
            ["Ada", "Bob"],
            names[:2],
            w={"or": [{"name": {"eq": "Bob"}}, {"name": {"contains": "D"}, "not": {"name": {"eq": "Cyd"}}}]},
        )
        await check([], names[:2], w={"type": "PERSON"})
        await check(names, names[:2], w={"type": "COMPANY"})
        await check([], names[:2], w={"hasCustomer": True})
        await check(names, names[:2], w={"hasCustomer": False})


async def test_many_fields_on_one_level_are_answered(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT)
    fields = " ".join(f"a{at}: name" for at in range(600))
    data = await carnet.ask(
        f'{{ contact(number: "{contact.number}") {{ phone {fields} address {{ city }} links {{ id }} }} }}'
    )
    expected = {"phone": None} | {f"a{at}": contact.values["name"] for at in range(600)}
    assert data["contact"] == expected | {"address": {"city": None}, "links": []}


async def test_ids_of_other_types_match_nothing(carnet: Carnet) -> None:
    company = await carnet.add(Kind.CONTACT)
    await carnet.person(company)
    query = "query ($id: ID) { contacts(where: {companyId: $id}) { totalCount } }"
    for given, total in (
        (id_of(company), 1),
        (public_id("Vendor", company.id), 0),
        (company.id, 0),
        ("", 0),
        (None, 2),
    ):
        assert await carnet.ask(query, id=given) == {"contacts": {"totalCount": total}}
