"""Write SQL over several lines, so that it can be read and its changes be seen: what fits in a line stays one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

WIDTH, STEP = 110, "  "
TOKEN = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|\(|\)|,|\s+|[^\s(),'\"]+")
CLAUSE = re.compile(r"SELECT|FROM|WHERE|ORDER|LIMIT|WITH|CASE|END")
KEY = re.compile(r"'\w+',")
INNER = re.compile(r"AND|OR|JOIN|WHEN|ELSE")


@dataclass
class Group:
    """What stands in parentheses: words, commas, blanks and further groups."""

    parts: list["str | Group"] = field(default_factory=list)

    def __str__(self) -> str:
        """Write it in one line."""
        return f"({''.join(map(str, self.parts))})"


Piece: TypeAlias = list[str | Group]


def laid_out(sql: str) -> str:
    """Break lines at clauses, what is too long for one at AND, OR and commas; blanks aside, the text stays."""
    return "\n".join(_lines(_grouped(sql), ""))


def _grouped(sql: str) -> Group:
    open_groups = [Group()]
    for token in TOKEN.findall(sql):
        if token == "(":
            inner = Group()
            open_groups[-1].parts.append(inner)
            open_groups.append(inner)
        elif token == ")":
            open_groups.pop()
        else:
            open_groups[-1].parts.append(" " if token.isspace() else token)
    (whole,) = open_groups
    return whole


def _lines(group: Group, indent: str) -> Iterator[str]:
    clauses = list(_clauses(group.parts))
    for clause in clauses:
        if _fits(clause, indent):
            yield from filter(str.strip, [indent + _flat(clause)])
            continue
        for at, piece in enumerate(_pieces(clause)):
            deeper = indent + STEP if at and CLAUSE.fullmatch(str(clause[0])) else indent
            yield from [deeper + _flat(piece)] if _fits(piece, deeper) else _broken(piece, deeper)


def _clauses(parts: Piece) -> Iterator[Piece]:
    """Cut before each clause."""
    starts = [at for at, part in enumerate(parts) if isinstance(part, str) and CLAUSE.fullmatch(part)]
    for start, end in pairwise([0, *starts, len(parts)]):
        if start < end:
            yield parts[start:end]


def _pieces(clause: Piece) -> Iterator[Piece]:
    """Cut before AND and the like, and behind commas; a key stays with its value."""
    piece: Piece = []
    for part in clause:
        if isinstance(part, str) and INNER.fullmatch(part) and piece:
            yield piece
            piece = []
        piece.append(part)
        if part == "," and not KEY.fullmatch(_flat(piece)):
            yield piece
            piece = []
    if piece:
        yield piece


def _broken(piece: Piece, indent: str) -> Iterator[str]:
    """Write what does not fit: each of its long groups between a line that opens it and one that closes it."""
    line = indent
    for part in piece:
        if isinstance(part, str) or len(line + str(part)) <= WIDTH:
            line += str(part) if line.strip() else str(part).lstrip()
        else:
            yield f"{line}("
            yield from _lines(part, indent + STEP)
            line = f"{indent})"
    if line.strip():
        yield line.rstrip()


def _flat(piece: Piece) -> str:
    return "".join(map(str, piece)).strip()


def _fits(piece: Piece, indent: str) -> bool:
    return len(indent + _flat(piece)) <= WIDTH
