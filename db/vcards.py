"""Write a contact as a vCard 4.0 in SQL, so that queries and exports read the same text.

Source: RFC 6350. Lines are not folded: that is only advised.
"""

_END = "\r\n"


def vcard(row: str) -> str:
    """Return an expression for the vCard of a row of contacts."""
    own = f"{row}."

    def company(column: str) -> str:
        return f"(SELECT c.{column} FROM contact c WHERE c.id = {own}company_id)"

    employer = f"CASE WHEN {own}type = 'COMPANY' THEN {own}name ELSE {company('name')} END"
    street = (
        f"coalesce({_escaped(f'{own}address_line1')}, '') || coalesce(',' || {_escaped(f'{own}address_line2')}, '')"
    )
    parts = (
        f"'BEGIN:VCARD{_END}VERSION:4.0{_END}UID:urn:uuid:' || CAST({own}id AS text) || '{_END}'",
        f"CASE WHEN {own}type = 'COMPANY' THEN 'KIND:org{_END}' ELSE 'KIND:individual{_END}' END",
        _line("FN", f"{own}name"),
        _structured("N", *(f"{own}{name}" for name in ("last_name", "first_name", "middle_name")), "NULL", "NULL"),
        _line("ORG", employer),
        _line("TITLE", f"{own}job_title"),
        _address(street, *(f"{own}{name}" for name in ("city", "county", "post_code", "country_code"))),
        _line("TEL;TYPE=work", f"{own}phone"),
        _line("TEL;TYPE=cell", f"{own}mobile_phone"),
        _line("TEL;TYPE=fax", f"{own}fax"),
        f"coalesce('EMAIL:' || replace({own}email, ';', '{_END}EMAIL:') || '{_END}', '')",
        f"coalesce('URL:' || {own}home_page || '{_END}', '')",
        _line("LANG", f"{own}language_code"),
        _line("X-CARNET-NUMBER", f"{own}number"),
        _line("X-CARNET-NAME2", f"{own}name2"),
        _line("X-CARNET-COMPANY", company("number")),
        f"'END:VCARD{_END}'",
    )
    return " || ".join(f"({part})" for part in parts)


def _escaped(value: str) -> str:
    """Return a value with a backslash before what would end or divide it."""
    for character in ("\\", ";", ","):
        value = f"replace({value}, '{character}', '\\{character}')"
    return value


def _line(name: str, value: str) -> str:
    """Return a property, nothing where there is no value."""
    return f"coalesce('{name}:' || {_escaped(f'({value})')} || '{_END}', '')"


def _structured(name: str, *values: str) -> str:
    """Return a property of several components, nothing where all are missing."""
    joined = " || ';' || ".join(f"coalesce({_escaped(f'CAST({value} AS text)')}, '')" for value in values)
    return f"CASE WHEN coalesce({', '.join(values)}) IS NULL THEN '' ELSE '{name}:' || {joined} || '{_END}' END"


def _address(street: str, *values: str) -> str:
    """Return an address; its first two components are left empty, as the standard asks."""
    joined = " || ';' || ".join([street, *(f"coalesce({_escaped(value)}, '')" for value in values)])
    return f"CASE WHEN {joined} = ';;;;' THEN '' ELSE 'ADR:;;' || {joined} || '{_END}' END"
