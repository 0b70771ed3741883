from collections import Counter
from collections.abc import Sequence
from decimal import ROUND_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.documents.totals import Discount, LineAmounts, Priced, Totals, VatGroup, discountable, totals
from domain.documents.units import with_vat

DECIMALS = {"JPY": 0, "EUR": 2, "KWD": 3, "CLF": 4}

percentages = st.decimals(min_value=0, max_value=100, places=2) | st.sampled_from([Decimal(0), Decimal(100)])
amounts = st.decimals(min_value=-(10**13), max_value=10**13, places=5) | st.decimals(
    min_value=-100, max_value=100, places=2
)
rates = st.sampled_from([Decimal(rate) for rate in ("0", "2.1", "5.5", "7", "10", "19", "20", "25", "100")])
priced = st.builds(
    Priced,
    quantity=amounts,
    unit_price=amounts,
    discount_percent=percentages,
    vat_percent=rates | percentages,
    reverse_charge=st.booleans(),
    allow_invoice_discount=st.sampled_from([True, True, False]),
)
documents = st.lists(priced, max_size=12)
discounts = (
    st.just(Discount())
    | st.builds(Discount, percent=percentages)
    | st.builds(Discount, amount=st.decimals(min_value=0, max_value=1000, places=2))
)
terms = st.fixed_dictionaries(
    {"currency": st.sampled_from(sorted(DECIMALS)), "prices_include_vat": st.booleans(), "discount": discounts}
)
Terms = dict[str, Any]


def line(quantity: str, price: str, *, vat: str = "0", discount: str = "0", **more: bool) -> Priced:
    return Priced(
        quantity=Decimal(quantity),
        unit_price=Decimal(price),
        vat_percent=Decimal(vat),
        discount_percent=Decimal(discount),
        **more,
    )


def euros(lines: Sequence[Priced], **terms: Any) -> Totals:
    return totals(lines, currency="EUR", **terms)


def shown(found: Totals) -> tuple[str, str, str]:
    return str(found.amount), str(found.vat_amount), str(found.amount_including_vat)


def group(percent: str, base: str, vat: str, *, reverse_charge: bool = False) -> VatGroup:
    return VatGroup(
        vat_percent=Decimal(percent), reverse_charge=reverse_charge, base=Decimal(base), vat_amount=Decimal(vat)
    )


def half_up(exact: Fraction, decimals: int) -> Fraction:
    """Round by the school's rule: an oracle that shares no line with what it checks."""
    scaled = abs(exact) * 10**decimals
    whole = scaled.numerator // scaled.denominator
    units = whole + 1 if scaled - whole >= Fraction(1, 2) else whole
    return Fraction(units if exact >= 0 else -units, 10**decimals)


def before_invoice_discount(line: Priced, currency: str) -> Fraction:
    """Work out a line with its own discount only, in the same way."""
    decimals = DECIMALS[currency]
    gross = half_up(Fraction(line.quantity) * Fraction(line.unit_price), decimals)
    return gross - half_up(gross * Fraction(line.discount_percent) / 100, decimals)


def of_group(line: Priced, group: VatGroup) -> bool:
    return (line.vat_percent, line.reverse_charge) == (group.vat_percent, group.reverse_charge)


def test_vat_is_rounded_once_per_rate_and_not_per_line():
    # Rounded line by line it would be 0.03.
    found = euros([line("1", "0.04", vat="19")] * 3)

    assert found.vat == (group("19", "0.12", "0.02"),)
    assert [each.amount_including_vat for each in found.lines] == [Decimal("0.05"), Decimal("0.05"), Decimal("0.04")]
    assert shown(found) == ("0.12", "0.02", "0.14")


def test_halves_are_rounded_up_in_either_direction():
    assert shown(euros([line("1", "0.50", vat="1")])) == ("0.5", "0.01", "0.51")
    assert shown(euros([line("-1", "0.50", vat="1")])) == ("-0.5", "-0.01", "-0.51")
    assert euros([line("1", "0.125")]).amount == Decimal("0.13")


def test_a_line_discount_is_taken_from_the_rounded_line():
    found = euros([line("3", "33.333", discount="10", vat="20")])

    assert found.lines == (LineAmounts(amount=Decimal(90), amount_including_vat=Decimal(108)),)
    assert found.discount_amount == 0


def test_an_invoice_discount_by_percent_is_shared_by_what_lines_amount_to():
    found = euros([line("1", "100", vat="20"), line("1", "50", vat="5.5")], discount=Discount(percent=Decimal(10)))

    assert [each.amount for each in found.lines] == [Decimal(90), Decimal(45)]
    assert found.vat == (group("5.5", "45", "2.48"), group("20", "90", "18"))
    assert shown(found) == ("135", "20.48", "155.48")
    assert found.discount_amount == Decimal(15)


def test_an_invoice_discount_by_amount_is_shared_to_the_last_cent():
    found = euros([line("1", "10", vat="20")] * 3, discount=Discount(amount=Decimal("0.10")))

    assert [each.amount for each in found.lines] == [Decimal("9.96"), Decimal("9.97"), Decimal("9.97")]
    assert (found.amount, found.discount_amount) == (Decimal("29.9"), Decimal("0.1"))


def test_a_line_that_allows_no_invoice_discount_gets_none():
    lines = [line("1", "100"), line("1", "100", allow_invoice_discount=False)]

    found = euros(lines, discount=Discount(percent=Decimal(10)))

    assert [each.amount for each in found.lines] == [Decimal(90), Decimal(100)]
    assert discountable(lines, "EUR") == Decimal(100)


def test_prices_that_include_vat_stay_what_they_are():
    found = euros([line("1", "119", vat="19"), line("1", "0.03", vat="20")], prices_include_vat=True)

    assert found.vat == (group("19", "100", "19"), group("20", "0.02", "0.01"))
    assert [each.amount_including_vat for each in found.lines] == [Decimal(119), Decimal("0.03")]


@pytest.mark.parametrize("prices_include_vat", [False, True])
def test_under_reverse_charge_the_document_carries_no_vat(prices_include_vat: bool):
    lines = [line("2", "50", vat="19", reverse_charge=True), line("1", "10", vat="0")]

    found = euros(lines, prices_include_vat=prices_include_vat)

    assert found.vat == (group("0", "10", "0"), group("19", "100", "0", reverse_charge=True))
    assert shown(found) == ("110", "0", "110")


def test_lines_of_one_rate_are_two_groups_where_one_is_under_reverse_charge():
    found = euros([line("1", "100", vat="19", reverse_charge=True), line("1", "100", vat="19")])

    assert found.vat == (group("19", "100", "19"), group("19", "100", "0", reverse_charge=True))


def test_a_document_without_lines_comes_to_nothing():
    assert euros([], discount=Discount(percent=Decimal(5))) == Totals(
        lines=(),
        vat=(),
        amount=Decimal(0),
        vat_amount=Decimal(0),
        amount_including_vat=Decimal(0),
        discount_amount=Decimal(0),
    )


@pytest.mark.parametrize(
    ("currency", "expected"),
    [
        ("JPY", ("10", "2", "12")),
        ("EUR", ("10.33", "2.17", "12.5")),
        ("KWD", ("10.333", "2.17", "12.503")),
        ("CLF", ("10.3333", "2.17", "12.5033")),
    ],
)
def test_amounts_have_the_decimals_of_their_currency(currency: str, expected: tuple[str, str, str]):
    assert shown(totals([line("1", "10.33333", vat="21")], currency=currency)) == expected


def test_the_largest_numbers_are_worked_out_to_the_last_digit():
    large = line("9999999999999.99999", "9999999999999.99999", vat="19.12345")

    exact = Fraction("9999999999999.99999") ** 2
    found = totals([large], currency="CLF")

    assert Fraction(found.amount) == half_up(exact, 4)
    assert Fraction(found.vat_amount) == half_up(half_up(exact, 4) * Fraction("0.1912345"), 4)


@pytest.mark.parametrize(
    ("price", "vat", "expected"),
    [("100", "19", "119"), ("0.00001", "50", "0.00002"), ("-1.23456", "5.5", "-1.30246"), ("10", "0", "10")],
)
def test_a_price_with_vat_keeps_five_decimals(price: str, vat: str, expected: str):
    assert str(with_vat(Decimal(price), Decimal(vat))) == expected


@given(documents, terms)
def test_the_lines_always_add_up_to_the_totals_in_all_and_per_group(lines: list[Priced], how: Terms):
    found = totals(lines, **how)

    with localcontext(prec=80):
        assert found.amount == sum(each.amount for each in found.lines)
        assert found.amount_including_vat == sum(each.amount_including_vat for each in found.lines)
        assert found.vat_amount == found.amount_including_vat - found.amount
        for each in found.vat:
            own = [amounts for line, amounts in zip(lines, found.lines, strict=True) if of_group(line, each)]
            assert each.base == sum(amounts.amount for amounts in own)
            assert each.vat_amount == sum(amounts.amount_including_vat - amounts.amount for amounts in own)
        assert found.amount == sum(each.base for each in found.vat)
        assert found.vat_amount == sum(each.vat_amount for each in found.vat)


@given(documents, terms)
def test_the_vat_of_a_group_is_that_of_its_sum_rounded_half_up(lines: list[Priced], how: Terms):
    for each in totals(lines, **how).vat:
        base, vat = Fraction(each.base), Fraction(each.vat_amount)
        rate = Fraction(0 if each.reverse_charge else each.vat_percent)
        exact = (base + vat) * rate / (100 + rate) if how["prices_include_vat"] else base * rate / 100
        assert vat == half_up(exact, DECIMALS[how["currency"]])


@given(documents, terms)
def test_an_invoice_discount_is_taken_off_exactly(lines: list[Priced], how: Terms):
    found = totals(lines, **how)

    discount, currency = how["discount"], how["currency"]
    before = [before_invoice_discount(line, currency) for line in lines]
    allowed = sum(own for line, own in zip(lines, before, strict=True) if line.allow_invoice_discount)
    exact = allowed * Fraction(discount.percent) / 100 if discount.percent is not None else discount.amount or 0
    expected = half_up(Fraction(exact), DECIMALS[currency]) if allowed else 0
    after = found.amount_including_vat if how["prices_include_vat"] else found.amount
    assert Fraction(found.discount_amount) == expected == sum(before) - Fraction(after)
    assert Fraction(discountable(lines, currency)) == allowed


@given(documents, terms)
def test_no_line_is_a_minor_unit_away_from_its_exact_share_of_the_vat(lines: list[Priced], how: Terms):
    for line, each in zip(lines, totals(lines, **how).lines, strict=True):
        rate = Fraction(0 if line.reverse_charge else line.vat_percent)
        base, including = Fraction(each.amount), Fraction(each.amount_including_vat)
        exact = including * rate / (100 + rate) if how["prices_include_vat"] else base * rate / 100
        assert abs(including - base - exact) < Fraction(1, 10 ** DECIMALS[how["currency"]])


@given(documents.flatmap(lambda lines: st.tuples(st.just(lines), st.permutations(lines))), terms)
def test_the_order_of_lines_does_not_matter(both: tuple[list[Priced], list[Priced]], how: Terms):
    lines, shuffled = both
    found, again = totals(lines, **how), totals(shuffled, **how)

    assert {**vars(again), "lines": ()} == {**vars(found), "lines": ()}
    assert Counter(zip(shuffled, again.lines, strict=True)) == Counter(zip(lines, found.lines, strict=True))


@given(documents, terms)
def test_every_amount_is_a_whole_number_of_minor_units(lines: list[Priced], how: Terms):
    for each in totals(lines, **how).lines:
        for amount in vars(each).values():
            assert (Fraction(amount) * 10 ** DECIMALS[how["currency"]]).denominator == 1
            assert "E" not in str(amount)


@given(documents, terms)
def test_the_callers_context_changes_no_amount(lines: list[Priced], how: Terms):
    expected = totals(lines, **how)

    with localcontext(prec=2, rounding=ROUND_UP):
        assert totals(lines, **how) == expected
