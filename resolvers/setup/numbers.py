"""Say how number series are read, and which of them numbers what; change both."""

from collections.abc import Mapping
from typing import Any

from db.numbers import NumberSeries, NumberSeriesLine
from db.reading import tree
from domain.setup_changes import number_setup, series
from resolvers.cards import key_source
from resolvers.reading.declarations import Fields, Listed, Related, columns
from resolvers.requests import Answer, ResolveInfo
from resolvers.setup.answers import identified, payload, save, saved

NUMBERS = Related(tree.Source("number_setup {t}"))

QUERY: Fields = {
    "numberSeries": Listed(tree.Source("number_series {t}"), (tree.Order("code"),)),
    "numberSetup": NUMBERS,
}
PAYLOADS: dict[str, Fields] = {
    "NumberSeriesPayload": payload("numberSeries", saved("number_series")),
    "NumberSetupPayload": payload("numberSetup", NUMBERS),
}
TYPES: dict[str, Fields] = {
    "NumberSeries": {
        **identified("NumberSeries", NumberSeries, "code", "description", "automatic", "manual"),
        "lines": Listed(tree.Source("number_series_line {t}", "{t}.series_id = {p}.id"), (tree.Order("position"),)),
    },
    "NumberSeriesLine": {
        **columns(NumberSeriesLine, "startingDate", "startingNumber", "endingNumber", "warningNumber"),
        **columns(NumberSeriesLine, "incrementBy", "lastNumberUsed"),
    },
    "NumberSetup": {
        name: Related(key_source("number_series", f"{column}_id")) for name, column in number_setup.USES.items()
    },
}


async def save_number_series(info: ResolveInfo, given: Mapping[str, Any], key: str | None) -> Answer:
    """Create or change a number series with its lines."""
    return await save(info, series.save_number_series, "saveNumberSeries", given, key)


async def update_number_setup(info: ResolveInfo, given: Mapping[str, Any], key: str | None) -> Answer:
    """Change which number series numbers what."""
    return await save(info, number_setup.update_number_setup, "updateNumberSetup", given, key)
