from collections import Counter
from decimal import ROUND_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.documents.totals import LineTotals, Priced, Terms, Totals, VatTotals, discountable, totals

percentages = st.decimals(min_value=0, max_value=100, places=2) | st.sampled_from([Decimal(0), Decimal(100)])
amounts = st.decimals(min_value=-(10**13), max_value=10**13, places=5) | st.decimals(
    min_value=-100, max_value=100, places=2
)
rates = st.sampled_from([Decimal(rate) for rate in ("0", "2.1", "5.5", "7", "10", "19", "20", "25", "100")])
priced = st.builds(
    Priced, quantity=amounts, unit_price=amounts, discount_percent=percentages, vat_percent=rates | percentages
)
documents = st.lists(st.none() | priced, max_size=12)
ways = st.fixed_dictionaries(
    {"decimals": st.sampled_from([0, 2, 3, 4]), "prices_include_vat": st.booleans(), "reverse_charge": st.booleans()}
)


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    percent = draw(st.none() | percentages)
    amount = draw(st.none() | st.decimals(min_value=0, max_value=1000, places=2)) if percent is None else None
    return Terms(**draw(ways), invoice_discount_percent=percent, invoice_discount_amount=amount)


def line(quantity: str, price: str, *, vat: str = "0", discount: str = "0") -> Priced:
    return Priced(
        quantity=Decimal(quantity),
        unit_price=Decimal(price),
        vat_percent=Decimal(vat),
        discount_percent=Decimal(discount),
    )


def shown(found: Totals) -> tuple[str, str, str]:
    return str(found.amount), str(found.vat_amount), str(found.amount_including_vat)


def subtotal(percent: str, base: str, vat: str) -> VatTotals:
    return VatTotals(vat_percent=Decimal(percent), base=Decimal(base), vat_amount=Decimal(vat))


def half_up(exact: Fraction, decimals: int) -> Fraction:
    """Round by the school's rule: an oracle that shares no line with what it checks."""
    scaled = abs(exact) * 10**decimals
    whole = scaled.numerator // scaled.denominator
    units = whole + 1 if scaled - whole >= Fraction(1, 2) else whole
    return Fraction(units if exact >= 0 else -units, 10**decimals)


def test_vat_is_rounded_once_per_rate_and_not_per_line():
    # Rounded line by line it would be 0.03.
    found = totals([line("1", "0.04", vat="19")] * 3, Terms())

    assert found.vat == (subtotal("19", "0.12", "0.02"),)
    assert [each.amount_including_vat for each in found.lines] == [Decimal("0.05"), Decimal("0.05"), Decimal("0.04")]
    assert shown(found) == ("0.12", "0.02", "0.14")


def test_halves_are_rounded_up_in_either_direction():
    assert shown(totals([line("1", "0.50", vat="1")], Terms())) == ("0.5", "0.01", "0.51")
    assert shown(totals([line("-1", "0.50", vat="1")], Terms())) == ("-0.5", "-0.01", "-0.51")
    assert totals([line("1", "0.125")], Terms()).amount == Decimal("0.13")


def test_a_line_discount_is_taken_from_the_rounded_line():
    found = totals([line("3", "33.333", discount="10", vat="20")], Terms())

    assert found.lines == (
        LineTotals(
            line_amount=Decimal(90),
            invoice_discount=Decimal(0),
            amount=Decimal(90),
            amount_including_vat=Decimal(108),
        ),
    )


def test_an_invoice_discount_by_percent_is_shared_by_what_lines_amount_to():
    found = totals(
        [line("1", "100", vat="20"), line("1", "50", vat="5.5")], Terms(invoice_discount_percent=Decimal(10))
    )

    assert [each.invoice_discount for each in found.lines] == [Decimal(10), Decimal(5)]
    assert found.vat == (subtotal("5.5", "45", "2.48"), subtotal("20", "90", "18"))
    assert shown(found) == ("135", "20.48", "155.48")


def test_an_invoice_discount_by_amount_is_shared_to_the_last_cent():
    found = totals([line("1", "10", vat="20")] * 3, Terms(invoice_discount_amount=Decimal("0.10")))

    assert [each.invoice_discount for each in found.lines] == [Decimal("0.04"), Decimal("0.03"), Decimal("0.03")]
    assert found.amount == Decimal("29.9")


def test_prices_that_include_vat_stay_what_they_are():
    found = totals([line("1", "119", vat="19"), line("1", "0.03", vat="20")], Terms(prices_include_vat=True))

    assert found.vat == (subtotal("19", "100", "19"), subtotal("20", "0.02", "0.01"))
    assert [each.amount_including_vat for each in found.lines] == [Decimal(119), Decimal("0.03")]


def test_under_reverse_charge_the_document_carries_no_vat():
    found = totals([line("2", "50", vat="19"), line("1", "10", vat="7")], Terms(reverse_charge=True))

    assert found.vat == (subtotal("0", "110", "0"),)
    assert shown(found) == ("110", "0", "110")


def test_a_comment_has_no_amounts_and_belongs_to_no_vat_rate():
    found = totals([None, line("1", "10", vat="20")], Terms())

    assert found.lines[0] == LineTotals()
    assert found.vat == (subtotal("20", "10", "2"),)


def test_a_document_without_lines_comes_to_nothing():
    assert totals([], Terms(invoice_discount_percent=Decimal(5))) == Totals(
        lines=(), vat=(), amount=Decimal(0), vat_amount=Decimal(0), amount_including_vat=Decimal(0)
    )


@pytest.mark.parametrize(
    ("decimals", "expected"),
    [
        (0, ("10", "2", "12")),
        (2, ("10.33", "2.17", "12.5")),
        (3, ("10.333", "2.17", "12.503")),
        (4, ("10.3333", "2.17", "12.5033")),
    ],
)
def test_amounts_have_the_decimals_of_their_currency(decimals: int, expected: tuple[str, str, str]):
    assert shown(totals([line("1", "10.33333", vat="21")], Terms(decimals=decimals))) == expected


def test_the_largest_numbers_are_worked_out_to_the_last_digit():
    large = line("9999999999999.99999", "9999999999999.99999", vat="19.12345")

    exact = Fraction("9999999999999.99999") ** 2
    found = totals([large], Terms(decimals=4))

    assert Fraction(found.amount) == half_up(exact, 4)
    assert Fraction(found.vat_amount) == half_up(half_up(exact, 4) * Fraction("0.1912345"), 4)


@given(documents, terms())
def test_the_lines_always_add_up_to_the_totals_in_all_and_per_rate(lines: list[Priced | None], how: Terms):
    found = totals(lines, how)

    with localcontext(prec=80):
        assert found.amount == sum(each.amount for each in found.lines)
        assert found.amount_including_vat == sum(each.amount_including_vat for each in found.lines)
        assert found.vat_amount == found.amount_including_vat - found.amount
        for group in found.vat:
            own = [
                each
                for line, each in zip(lines, found.lines, strict=True)
                if line and (how.reverse_charge or line.vat_percent == group.vat_percent)
            ]
            assert group.base == sum(each.amount for each in own)
            assert group.vat_amount == sum(each.amount_including_vat - each.amount for each in own)
        assert found.amount == sum(group.base for group in found.vat)
        assert found.vat_amount == sum(group.vat_amount for group in found.vat)


@given(documents, terms())
def test_the_vat_of_a_rate_is_that_of_its_sum_rounded_half_up(lines: list[Priced | None], how: Terms):
    for group in totals(lines, how).vat:
        rate, base, vat = (Fraction(each) for each in (group.vat_percent, group.base, group.vat_amount))
        taxed = base + vat if how.prices_include_vat else base
        exact = taxed * rate / (100 + rate if how.prices_include_vat else 100)
        assert vat == half_up(exact, how.decimals)


@given(documents, terms())
def test_the_shares_of_an_invoice_discount_add_up_to_it(lines: list[Priced | None], how: Terms):
    found = totals(lines, how)

    whole = sum(Fraction(each.line_amount) for each in found.lines)
    percent, amount = how.invoice_discount_percent, how.invoice_discount_amount
    exact = Fraction(amount or 0) if percent is None else whole * Fraction(percent) / 100
    expected = half_up(exact, how.decimals) if whole else 0
    assert sum(Fraction(each.invoice_discount) for each in found.lines) == expected
    assert Fraction(discountable(lines, how)) == whole


@given(documents, terms())
def test_no_line_is_further_than_a_minor_unit_from_its_exact_share_of_the_vat(lines: list[Priced | None], how: Terms):
    found = totals(lines, how)

    for line, each in zip(lines, found.lines, strict=True):
        rate = Fraction(0 if how.reverse_charge or not line else line.vat_percent)
        net = Fraction(each.line_amount) - Fraction(each.invoice_discount)
        exact = net * rate / (100 + rate if how.prices_include_vat else 100)
        vat = Fraction(each.amount_including_vat) - Fraction(each.amount)
        assert abs(vat - exact) < Fraction(1, 10**how.decimals)


@given(documents.flatmap(lambda lines: st.tuples(st.just(lines), st.permutations(lines))), terms())
def test_the_order_of_lines_does_not_matter(both: tuple[list[Priced | None], list[Priced | None]], how: Terms):
    lines, shuffled = both
    found, again = totals(lines, how), totals(shuffled, how)

    assert (again.amount, again.vat_amount, again.vat) == (found.amount, found.vat_amount, found.vat)
    assert Counter(zip(shuffled, again.lines, strict=True)) == Counter(zip(lines, found.lines, strict=True))


@given(documents, terms())
def test_every_amount_is_a_whole_number_of_minor_units(lines: list[Priced | None], how: Terms):
    for each in totals(lines, how).lines:
        for amount in vars(each).values():
            assert (Fraction(amount) * 10**how.decimals).denominator == 1
            assert "E" not in str(amount)


@given(documents, terms())
def test_the_callers_context_changes_no_amount(lines: list[Priced | None], how: Terms):
    expected = totals(lines, how)

    with localcontext(prec=2, rounding=ROUND_UP):
        assert totals(lines, how) == expected
