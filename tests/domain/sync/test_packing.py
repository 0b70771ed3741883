"""What is packed into a row of the journal comes out again, in its order, with its reasons and sources."""

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from domain.change import Change, Kind, Reason, Record
from domain.sync.packing import packed, unpacked
from domain.sync.writes import described

RECORD = Record(Kind.CUSTOMER, "id", "D0001", 4, {})
CONTACT, ODD = Record(Kind.CONTACT, "k", "CT00001", 1, {}), Record(Kind.CONTACT, "l", 'CT"2\\', 1, {})
VALUES = st.none() | st.booleans() | st.decimals(allow_nan=False, allow_infinity=False, places=2) | st.text()
FIELDS, SOURCES = st.sampled_from(["name", "phone", "address.city"]), st.sampled_from([None, CONTACT, ODD])
CHANGES = st.builds(Change, st.just(RECORD), FIELDS, VALUES, VALUES, st.sampled_from(Reason), SOURCES)
NAMED: dict[str, Any] = {"record_kind": "CUSTOMER", "record_id": "id", "record_number": "D0001"}


@given(st.lists(CHANGES, min_size=1, max_size=8))
def test_what_is_packed_comes_out_as_it_was_described(changes: list[Change]) -> None:
    row = {**NAMED, "position": 7, **packed(changes)}
    assert list(unpacked(row)) == [{"position": at, **described(change)} for at, change in enumerate(changes, 7)]


def test_a_cause_that_several_fields_share_is_kept_once() -> None:
    changes = [
        Change(RECORD, "phone", "1", None, Reason.SYNCHRONISED, CONTACT),
        Change(RECORD, "name", "A", "B", Reason.ENTERED),
        Change(RECORD, "creditLimit", None, Decimal("100.50000"), Reason.SYNCHRONISED, CONTACT),
    ]
    assert packed(changes) == {
        "causes": '[["SYNCHRONISED","CONTACT","CT00001"],["ENTERED",null,null]]',
        "changes": '[["phone","1",null,0],["name","A","B",1],["creditLimit",null,"100.5",0]]',
    }
