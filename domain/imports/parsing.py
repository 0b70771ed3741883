"""Turn the rows of a file of records into checked values; what is wrong is kept out and told, row by row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from domain.change import Kind, Value
from domain.errors import InvalidValue, NotAPerson, NotUnique, Refusal, Refused, Required, UnknownCode, refuse
from domain.fields import FIELDS
from domain.imports.columns import COLUMNS, Column
from domain.imports.reading import CsvFile, Line, Watch
from domain.imports.results import Issue
from domain.sync.names import PARTS, guess, parts_of

Codes = Mapping[str, frozenset[str]]
"""The codes of the set-up that records may refer to, by table."""


@dataclass
class Row:
    """One row of a file of records: what it gives, which numbers it refers to, and what of it was kept out."""

    kind: Kind
    file: str
    line: int
    number: str
    given: dict[str, Value] = field(default_factory=dict)
    refers: dict[str, tuple[Kind, str]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    refused: bool = False

    def keep_out(self, name: str | None, value: str, refusal: Refusal) -> None:
        """Keep a value out, or the whole row."""
        self.issues.append(Issue(self.file, self.line, self.number or None, name, value, refusal))
        self.refused |= name is None


def rows_of(kind: Kind, file: CsvFile, codes: Codes, watch: Watch) -> Iterator[Row]:
    """Return the rows of a file; the second row of one number is refused.

    Raises:
        UnreadableFile.
    """
    file.require("number", "name")
    seen: set[str] = set()
    for line in file.lines(watch):
        row = _row(kind, file, line, codes)
        if row.number in seen:
            row.keep_out(None, ",".join(line.cells), NotUnique(value=row.number))
        elif not row.refused:
            seen.add(row.number)
        yield row


def unknown_columns(kind: Kind, file: CsvFile) -> tuple[str, ...]:
    """Name the columns of a file that no field takes."""
    return tuple(column for column in file.columns if column not in COLUMNS[kind])


def wrong_length(file: CsvFile, line: Line) -> Refusal | None:
    """Return why a row does not fit its header, if it does not."""
    if len(line.cells) == len(file.columns):
        return None
    return InvalidValue(
        reason=f"The row has {len(line.cells)} cells, the header {len(file.columns)}. Mend the row.",
        raison=f"La ligne a {len(line.cells)} cellules, l'en-tête {len(file.columns)}. Corrigez la ligne.",
    )


def _row(kind: Kind, file: CsvFile, line: Line, codes: Codes) -> Row:
    row = Row(kind, file.name, line.number, "")
    whole = ",".join(line.cells)
    if refusal := wrong_length(file, line):
        row.keep_out(None, whole, refusal)
        return row
    cells = dict(zip(file.columns, line.cells, strict=True))
    for column, declared in COLUMNS[kind].items():
        if column in cells:
            _take(row, declared, cells[column].strip(), codes)
    for needed in ("number", "name"):
        if row.given.get(needed) is None and not row.refused:
            row.keep_out(None, whole, Required(path=(needed,)))
    _settle_name(row)
    return row


def _take(row: Row, column: Column, cell: str, codes: Codes) -> None:
    """Take a cell's value, or keep it out; a row without a right number is refused as a whole."""
    text = cell or column.blank
    if not text:
        return
    try:
        if column.of:
            row.refers[column.field] = column.of, text.upper()
            return
        checked = FIELDS[row.kind][column.field]
        value = checked.checked(column.translate(text), row.given)
        if checked.listed_in and value not in codes[checked.listed_in]:
            refuse(UnknownCode(what=checked.listed_in.replace("_", " "), value=str(value)))
    except Refused as refused:
        for refusal in refused.refusals:
            row.keep_out(None if column.field in {"number", "name"} else column.field, cell, refusal)
        return
    row.given[column.field] = value
    if column.field == "number":
        row.number = str(value)


def _settle_name(row: Row) -> None:
    """Keep a person's name and parts together: parts that make another name than the file's are guessed instead."""
    parts = {name: row.given.pop(name) for name in PARTS if name in row.given}
    if row.refused or row.kind is not Kind.CONTACT:
        return
    if row.given.get("type") != "PERSON":
        _drop_person_fields(row, parts)
        return
    name = str(row.given["name"])
    given = parts_of({**dict.fromkeys(PARTS), **parts})
    if parts and given.name == name:
        row.given |= given.fields()
        return
    if parts:
        reason = f"The parts make the name '{given.name}', not '{name}'. They were guessed from the name instead."
        raison = f"Les parties forment le nom « {given.name} » et non « {name} ». Elles ont été devinées."
        row.keep_out("firstName", given.name, InvalidValue(reason=reason, raison=raison))
    row.given |= guess(name).fields()


def _drop_person_fields(row: Row, parts: Mapping[str, Value]) -> None:
    """Keep out of a company what only persons have."""
    only = {**parts, **({"jobTitle": row.given.pop("jobTitle")} if "jobTitle" in row.given else {})}
    for name, value in only.items():
        row.keep_out(name, str(value), NotAPerson(contact=row.number))
