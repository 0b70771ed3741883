"""Read vCards, of versions 3.0 and 4.0, as rows of contacts: from a telephone, a mail program, or `carnet export`.

Source: RFC 6350, RFC 2426.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.imports.reading import UnreadableFile

COLUMNS = (
    *("number", "type", "name", "name2", "first_name", "middle_name", "last_name", "job_title", "company_number"),
    *("address", "address2", "post_code", "city", "county", "country_code"),
    *("phone", "mobile_phone", "fax", "email", "home_page", "language_code"),
)
_PROPERTY = re.compile(
    r'(?:[A-Za-z0-9-]+\.)?(?P<name>[A-Za-z0-9-]+)(?P<options>(?:;(?:[^":;]|"[^"]*")*)*):(?P<value>.*)'
)
_ESCAPE = re.compile(r"\\(.)")
_VERSIONS = frozenset({"3.0", "4.0"})


@dataclass(frozen=True)
class Property:
    """One property of a card: its name, its parameters as they are written, its value as it is written."""

    name: str
    options: str
    value: str

    def parts(self, separator: str) -> list[str]:
        """Return the parts of the value between separators that are not escaped."""
        parts: list[str] = []
        part, at = "", 0
        while at < len(self.value):
            if self.value[at] == "\\" and at + 1 < len(self.value):
                part, at = part + self.value[at : at + 2], at + 2
            elif self.value[at] == separator:
                parts, part, at = [*parts, part], "", at + 1
            else:
                part, at = part + self.value[at], at + 1
        return [*parts, part]

    def components(self, count: int) -> list[str]:
        """Return so many components, blank where there are fewer."""
        return [unescaped(part) for part in (self.parts(";") + [""] * count)[:count]]


def unescaped(value: str) -> str:
    """Return a value as it is meant, on one line."""
    return _ESCAPE.sub(lambda found: ", " if found[1] in "nN" else found[1], value).strip()


def rows(text: str, file: str) -> Iterator[dict[str, str]]:
    """Return each card of a file as the cells of a contact, by column.

    Raises:
        UnreadableFile: it is no vCard, or of a version that is not read.
    """
    card: list[Property] | None = None
    for number, line in enumerate(_unfolded(text), 1):
        found = _PROPERTY.fullmatch(line)
        if found is None:
            raise UnreadableFile(f"{file}, line {number}, is no line of a vCard.")
        read = Property(found["name"].upper(), found["options"].upper(), found["value"])
        if read.name == "BEGIN":
            card = []
        elif card is None:
            raise UnreadableFile(f"{file}, line {number}, is outside of any vCard.")
        elif read.name == "END":
            yield _row(card, file)
            card = None
        else:
            card.append(read)
    if card is not None:
        raise UnreadableFile(f"{file} ends within a vCard.")


def _unfolded(text: str) -> list[str]:
    """Return the lines of a file; a line that begins with a blank goes on with the one before."""
    joined = re.sub(r"\r?\n[ \t]", "", text.removeprefix("\ufeff"))
    return [line for line in re.split(r"\r\n|\r|\n", joined) if line.strip()]


def _row(card: Sequence[Property], file: str) -> dict[str, str]:
    first: dict[str, Property] = {}
    for read in card:
        first.setdefault(read.name, read)
    version = first["VERSION"].value if "VERSION" in first else "none"
    if version not in _VERSIONS:
        raise UnreadableFile(f"{file} has a vCard of version {version}. Export it as version 3.0 or 4.0.")
    cells = {**_named(first), **_reached(card), **_address(first)}
    return {column: cells.get(column, "") for column in COLUMNS}


def _named(first: Mapping[str, Property]) -> dict[str, str]:
    """Return who it is. Without a kind, a card that is named as its organisation is a company."""

    def value(name: str) -> str:
        return unescaped(first[name].value) if name in first else ""

    organisation = first["ORG"].components(1)[0] if "ORG" in first else ""
    names = first["N"].components(3) if "N" in first else ["", "", ""]
    kind, name = value("KIND").lower(), value("FN") or organisation
    is_company = kind == "org" or (kind != "individual" and name == organisation)
    person = {"last_name": names[0], "first_name": names[1], "middle_name": names[2], "job_title": value("TITLE")}
    if " ".join(filter(None, (names[1], names[2], names[0]))) != name:
        person = {"job_title": person["job_title"]}  # a name with a title, say: the parts are guessed from it
    return {
        "type": "COMPANY" if is_company else "PERSON",
        "name": name,
        "number": value("X-CARNET-NUMBER"),
        "name2": value("X-CARNET-NAME2"),
        "company_number": value("X-CARNET-COMPANY"),
        "home_page": value("URL"),
        "language_code": value("LANG"),
        **({} if is_company else person),
    }


def _reached(card: Sequence[Property]) -> dict[str, str]:
    """Return how it is reached: the first number of each sort, every address of mail."""
    cells: dict[str, str] = {}
    for read in card:
        if read.name == "TEL":
            column = "mobile_phone" if "CELL" in read.options else "fax" if "FAX" in read.options else "phone"
            cells.setdefault(column, unescaped(read.value).removeprefix("tel:"))
    mails = dict.fromkeys(unescaped(read.value).removeprefix("mailto:") for read in card if read.name == "EMAIL")
    return {**cells, "email": ";".join(mails)}


def _address(first: Mapping[str, Property]) -> dict[str, str]:
    if "ADR" not in first:
        return {}
    box, more, street, city, county, post_code, country = (
        Property("", "", part) for part in (first["ADR"].parts(";") + [""] * 7)[:7]
    )
    lines = [unescaped(part) for value in (street, more, box) for part in value.parts(",")]
    first_line, *others = lines
    return {
        "address": first_line,
        "address2": ", ".join(filter(None, others)),
        "city": unescaped(city.value),
        "county": unescaped(county.value),
        "post_code": unescaped(post_code.value),
        "country_code": unescaped(country.value),
    }
