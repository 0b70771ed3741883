"""Write an address the way it is written on an envelope."""

from collections.abc import Mapping
from typing import Any

from domain.papers.formats import Habits

CITY_FIRST = frozenset({"AU", "CA", "GB", "IE", "IN", "NZ", "US"})
"""Where the post code follows the city."""


def address_lines(values: Mapping[str, Any], prefix: str, habits: Habits, home: str | None) -> list[str]:
    """Return the lines of the address whose fields begin so; its country only for mail that leaves `home`."""

    def part(name: str) -> str:
        return str(values.get(f"{prefix}address.{name}") or "")

    country = part("countryCode")
    lines = [part("line1"), part("line2"), *_place(part("city"), part("postCode"), part("county"), country)]
    if country and country != home:
        lines.append(habits.country(country))
    return [line for line in lines if line]


def _place(city: str, post_code: str, county: str, country: str) -> list[str]:
    if country not in CITY_FIRST:
        return [f"{post_code} {city}".strip(), county]
    if country in {"GB", "IE"}:
        return [city, county, post_code]
    return [" ".join(filter(None, (city, county, post_code)))]
