"""Declare number series, and which of them numbers what."""

from datetime import date

from schema.cards import Node
from schema.declaring import about, object_type


@object_type
class NumberSeriesLine:
    """A stretch of a number series that begins on a day."""

    starting_date: date | None = about("The first day that numbers are drawn from it; null means from the beginning.")
    starting_number: str = about("The first number. Its last digits are counted on.")
    ending_number: str | None = about("The last number; null means as far as 20 characters reach.")
    warning_number: str | None = about("From this number on, whoever draws one is warned that the end is near.")
    increment_by: int = about("How far the next number is from the last one.")
    last_number_used: str | None = about("The number that was drawn last; null where none was.")


@object_type
class NumberSeries(Node):
    """Numbers for records and documents: drawn from the lines, typed by hand, or both."""

    code: str = about("Unique, at most 20 characters.")
    description: str | None = about("In words.")
    automatic: bool = about("Whether numbers may be drawn from the series.")
    manual: bool = about("Whether numbers may be typed by hand.")
    lines: list[NumberSeriesLine] = about("The stretches; of those that have begun the latest counts.")


@object_type
class NumberSetup:
    """Which number series numbers what; contacts have theirs in the marketing set-up."""

    customers: NumberSeries | None = about("Numbers of customers.")
    vendors: NumberSeries | None = about("Numbers of vendors.")
    bank_accounts: NumberSeries | None = about("Numbers of bank accounts.")
    sales_quotes: NumberSeries | None = about("Numbers of sales quotes.")
    sales_orders: NumberSeries | None = about("Numbers of sales orders.")
    sales_blanket_orders: NumberSeries | None = about("Numbers of sales blanket orders.")
    purchase_quotes: NumberSeries | None = about("Numbers of purchase quotes.")
    purchase_orders: NumberSeries | None = about("Numbers of purchase orders.")
    purchase_blanket_orders: NumberSeries | None = about("Numbers of purchase blanket orders.")
    service_orders: NumberSeries | None = about("Numbers of service orders.")
