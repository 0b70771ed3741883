"""PostGraphile's answers are compared with Carnet's in Carnet's shape."""

from benchmarks.peer import in_our_words


def test_the_address_becomes_an_object():
    flat = {"number": "CT000001", "line1": "Rue Haute 1", "city": "Namur", "postCode": "5000", "countryCode": "BE"}

    assert in_our_words("Q1", {"contact": flat}) == {
        "contact": {
            "number": "CT000001",
            "address": {"line1": "Rue Haute 1", "city": "Namur", "postCode": "5000", "countryCode": "BE"},
        }
    }


def test_the_edited_rows_become_the_contact_and_its_changes():
    rows = [
        {"recordKind": "CONTACT", "recordNumber": "CT000001", "field": "phone", "after": "+32 1", "version": 7},
        {"recordKind": "VENDOR", "recordNumber": "VE000001", "field": "phone", "after": "+32 1", "version": 2},
    ]

    assert in_our_words("M1", {"updateContact": {"changes": rows}}) == {
        "updateContact": {
            "contact": {"phone": "+32 1", "version": 7},
            "errors": [],
            "changeSet": {
                "changes": [
                    {"recordKind": "CONTACT", "recordNumber": "CT000001", "field": "phone", "after": "+32 1"},
                    {"recordKind": "VENDOR", "recordNumber": "VE000001", "field": "phone", "after": "+32 1"},
                ]
            },
        }
    }
