"""Find the files of an import: the name says what a file holds, and what it holds says when its turn comes.

VCards (.vcf) hold contacts under any name.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Subject(StrEnum):
    """What a file holds, which is its name without '.csv'; in the order in which files are taken."""

    SALESPEOPLE = "salespeople"
    PAYMENT_TERMS = "payment_terms"
    ITEMS = "items"
    BUSINESS_RELATIONS = "business_relations"
    CONTACTS = "contacts"
    CUSTOMERS = "customers"
    VENDORS = "vendors"
    BANK_ACCOUNTS = "bank_accounts"
    LINKS = "contact_business_relations"


_SUBJECTS = {str(subject): subject for subject in Subject}
_ORDER = tuple(Subject)


class NothingToImport(Exception):  # noqa: N818 - told to the operator
    """No file has one of the names that are known."""

    def __init__(self) -> None:
        known = ", ".join(f"{name}.csv" for name in _SUBJECTS)
        super().__init__(f"There is no file to import. Known are: {known}, and vCards (.vcf).")


@dataclass(frozen=True)
class Found:
    """The files to be taken, in order, and those with another name."""

    files: tuple[tuple[Subject, Path], ...]
    passed_over: tuple[str, ...]


def find(paths: Iterable[Path]) -> Found:
    """Find the files in folders, and those that are named themselves.

    Raises:
        NothingToImport.
    """
    every = [file for path in paths for file in (_files_of(path) if path.is_dir() else [path])]
    known = [(_subject(file), file) for file in every if _is_known(file)]
    if not known:
        raise NothingToImport
    return Found(
        tuple(sorted(known, key=lambda pair: _ORDER.index(pair[0]))),
        tuple(file.name for file in every if not _is_known(file)),
    )


def is_vcards(file: Path) -> bool:
    """Tell whether a file holds vCards: contacts, whatever it is called."""
    return file.suffix.lower() == ".vcf"


def _subject(file: Path) -> Subject:
    return Subject.CONTACTS if is_vcards(file) else _SUBJECTS[file.stem.lower()]


def _is_known(file: Path) -> bool:
    return is_vcards(file) or (file.suffix.lower() == ".csv" and file.stem.lower() in _SUBJECTS)


def _files_of(folder: Path) -> list[Path]:
    return sorted(file for file in folder.iterdir() if file.suffix.lower() in {".csv", ".vcf"} and file.is_file())
