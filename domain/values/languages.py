"""Check a language: a BCP 47 tag, or one of NAV's codes, which becomes a tag.

Source: product.md §1.5; RFC 5646 for the shape and the case of tags.
"""

import re
from functools import cache

from domain.errors import ErrorCode
from domain.values.countries import is_country
from domain.values.nav_languages import TAG_BY_NAV_CODE
from domain.values.refusing import refused
from domain.values.texts import text

_LIMIT = 20
_TAG = re.compile(
    r"(?P<language>[A-Za-z]{2,3})(?:-(?P<script>[A-Za-z]{4}))?(?:-(?P<region>[A-Za-z]{2}|[0-9]{3}))?",
)
# The regions of UN M.49 that locales use: the world, Europe, Latin America.
_REGION_NUMBERS = frozenset({"001", "150", "419"})


def language_code(value: str) -> str | None:
    """Return the tag in canonical case and shortest form: `en-GB`, `zh-Hans`, `fr`.

    NAV's code wins over the same ISO 639-3 code: ENG is `en-GB`, FRA `fr-FR`. Variants and extensions are not taken.

    Raises:
        Refused: with INVALID_LANGUAGE for an unknown language, script or region, or another shape; as `text` does.
    """
    typed = text(value, _LIMIT)
    if typed is None:
        return None
    tag = _translated(typed) or _canonical(typed)
    if tag is None:
        raise refused(
            "This is not a language. Enter a tag such as en-GB or fr, or a code such as ENG or FRA.",
            "Ceci n'est pas une langue. Saisissez une étiquette comme en-GB ou fr, ou un code comme ENG ou FRA.",
            code=ErrorCode.INVALID_LANGUAGE,
        )
    return tag


def _translated(typed: str) -> str | None:
    """Return the tag for one of NAV's codes, in any case."""
    return TAG_BY_NAV_CODE.get(typed.upper()) if typed.isascii() else None


def _canonical(typed: str) -> str | None:
    """Return the tag in canonical form, or None if a part of it is unknown."""
    shape = _TAG.fullmatch(typed)
    if shape is None:
        return None
    language = _subtag_by_language().get(shape["language"].lower())
    script = shape["script"] and shape["script"].title()
    region = shape["region"] and shape["region"].upper()
    if language is None or not _is_script(script) or not _is_region(region):
        return None
    return "-".join(filter(None, (language, script, region)))


def _is_script(script: str | None) -> bool:
    """Tell whether the script is left out or exists."""
    return script is None or script in _scripts()


def _is_region(region: str | None) -> bool:
    """Tell whether the region is left out or exists."""
    return region is None or region in _REGION_NUMBERS or is_country(region)


@cache
def _subtag_by_language() -> dict[str, str]:
    """Return the shortest code of each language by all its codes of ISO 639; the first call takes some 60 ms."""
    import pycountry

    subtag_by_code = {}
    for language in pycountry.languages:
        if language.scope == "S":  # "undetermined" and the like: no language to write to someone in
            continue
        subtag = getattr(language, "alpha_2", language.alpha_3)
        codes = (subtag, language.alpha_3, getattr(language, "bibliographic", subtag))
        subtag_by_code.update(dict.fromkeys(codes, subtag))
    return subtag_by_code


@cache
def _scripts() -> frozenset[str]:
    """Return all codes of ISO 15924."""
    import pycountry

    return frozenset(script.alpha_4 for script in pycountry.scripts)
