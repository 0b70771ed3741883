"""Hold what is counted of a selection: numbers that add up, and stop growing where larger ones say nothing more."""

from dataclasses import dataclass, field
from typing import TypeAlias

from schema.limits.bounds import UNCOUNTED

Path: TypeAlias = tuple[str, "Path"] | None


@dataclass(slots=True)
class Weight:
    """What a selection costs, how many list elements it may bring, and which way leads to the most costly part of it.

    `heaviest` is what the part costs that the path leads to.
    """

    cost: int = 0
    nodes: int = 0
    heaviest: int = 0
    path: Path = None

    def add(self, other: "Weight") -> None:
        """Add a selection that stands beside this one."""
        self.cost = min(self.cost + other.cost, UNCOUNTED)
        self.nodes = min(self.nodes + other.nodes, UNCOUNTED)
        if other.heaviest > self.heaviest:
            self.heaviest, self.path = other.heaviest, other.path

    def times(self, size: int) -> "Weight":
        """Return what so many elements weigh."""
        heaviest = min(self.heaviest * size, UNCOUNTED)
        return Weight(min(self.cost * size, UNCOUNTED), min(self.nodes * size, UNCOUNTED), heaviest, self.path)

    def below(self, step: str) -> "Weight":
        """Return the same as the selection of a field."""
        return Weight(self.cost, self.nodes, self.cost, (step, self.path))


@dataclass(slots=True)
class Measure:
    """What is counted of a selection set. `entry` weighs what is asked of each element of a page, `names` its fields.

    Whatever stands in a fragment weighs the same wherever the fragment is spread, so each is measured once.
    """

    depth: int = 0
    fields: int = 0
    aliases: int = 0
    weight: Weight = field(default_factory=Weight)
    entry: Weight = field(default_factory=Weight)
    names: dict[str, int] = field(default_factory=dict)
    repeated: int = 0

    def add(self, other: "Measure", *, is_same_object: bool = True) -> None:
        """Add what a fragment asks of the same object, or the counts of what stands below one of its fields."""
        self.fields = min(self.fields + other.fields, UNCOUNTED)
        self.aliases = min(self.aliases + other.aliases, UNCOUNTED)
        self.repeated = max(self.repeated, other.repeated)
        if is_same_object:
            self.depth = max(self.depth, other.depth)
            self.weight.add(other.weight)
            self.entry.add(other.entry)
            for name, times in other.names.items():
                self.count(name, times)

    def count(self, name: str, times: int = 1) -> None:
        """Count a field of the object."""
        self.names[name] = min(self.names.get(name, 0) + times, UNCOUNTED)
        self.repeated = max(self.repeated, self.names[name])


def steps(path: Path) -> list[str]:
    """Return a path as a list."""
    found = []
    while path:
        step, path = path
        found.append(step)
    return found
