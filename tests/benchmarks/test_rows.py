"""Made-up records sort by number as they were made, at every size."""

from benchmarks.rows import Sizes


def test_numbers_have_as_many_digits_as_the_last_one_needs():
    assert [Sizes.of(contacts).digits for contacts in (20_000, 999_999, 2_000_000)] == [6, 6, 7]
