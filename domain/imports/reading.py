"""Read CSV files: UTF-8 with or without a byte order mark, a header row, RFC 4180, every cell a text."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO, TypeAlias

Watch: TypeAlias = Callable[[str, int, int | None], None]
"""Is told how far the work is: on what, how much of it is done, and of how much (None: not known)."""
_TOLD_EVERY = 500


class UnreadableFile(Exception):  # noqa: N818 - told to the operator
    """A file is no CSV file with the columns that it needs. Nothing of the import is written."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a file; `number` is that of its first line, the header being 1."""

    number: int
    cells: tuple[str, ...]


class CsvFile:
    """An open file: its columns, and its rows one by one. Blank lines count for nothing."""

    def __init__(self, path: Path, stream: TextIO) -> None:
        self.name = path.name
        self._size = path.stat().st_size
        self._stream = stream
        self._rows = csv.reader(stream, strict=True)
        self.columns = self._header()

    def require(self, *columns: str) -> None:
        """Refuse the file if one of these columns is missing.

        Raises:
            UnreadableFile.
        """
        for column in columns:
            if column not in self.columns:
                raise UnreadableFile(f"{self.name} has no column '{column}'. Its first row must name the columns.")

    def lines(self, watch: Watch) -> Iterator[Line]:
        """Return the rows below the header.

        Raises:
            UnreadableFile: a quotation mark is out of place, or the text is not UTF-8.
        """
        count = 0
        while (line := self._next()) is not None:
            count += 1
            if count % _TOLD_EVERY == 0:
                watch(self.name, count, None)
            if line.cells:
                yield line
        watch(self.name, self._size, self._size)

    def _header(self) -> tuple[str, ...]:
        line = self._next()
        columns = tuple(cell.strip().lower() for cell in line.cells) if line else ()
        twice = [column for column, times in Counter(columns).items() if times > 1]
        if twice:
            raise UnreadableFile(f"{self.name} has two columns '{twice[0]}'.")
        return columns

    def _next(self) -> Line | None:
        first = self._rows.line_num + 1
        try:
            cells = next(self._rows, None)
        except csv.Error as problem:
            raise UnreadableFile(f"{self.name}, line {first}, cannot be read as CSV: {problem}.") from None
        except UnicodeDecodeError:
            raise UnreadableFile(f"{self.name}, line {first} or soon after, is not UTF-8.") from None
        return None if cells is None else Line(first, tuple(cells))


def open_csv(path: Path) -> TextIO:
    """Open a file as `CsvFile` needs it."""
    return path.open(encoding="utf-8-sig", newline="")
