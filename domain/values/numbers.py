"""Count with numbers as people write them: 'CT00009' is followed by 'CT00010'. Source: reference-contacts.md §2.5."""

import re
from dataclasses import dataclass
from typing import Self

LONGEST = 20
_PARTS = re.compile(r"(.*?)([0-9]{1,18})([^0-9]*)", re.DOTALL)


@dataclass(frozen=True)
class Counted:
    """A number taken apart: what stands before and behind its last digits, their value, and how many there are."""

    prefix: str
    value: int
    width: int
    suffix: str

    def __str__(self) -> str:
        """Write the number; where the digits are not enough it grows by one: '99' is followed by '100'."""
        return f"{self.prefix}{self.value:0{self.width}}{self.suffix}"

    def plus(self, by: int) -> Self:
        """Return the number that many steps on."""
        return type(self)(self.prefix, self.value + by, self.width, self.suffix)

    def is_comparable(self, other: "Counted") -> bool:
        """Tell whether both count the same thing."""
        return (self.prefix, self.suffix) == (other.prefix, other.suffix)


def counted(number: str) -> Counted | None:
    """Take a number apart; None for one without digits, which cannot be counted on. The last digits count."""
    found = _PARTS.fullmatch(number)
    if found is None:
        return None
    prefix, digits, suffix = found.groups()
    return Counted(prefix, int(digits), len(digits), suffix)
