"""Compile GraphQL reads: declarations of how each field is found, and the way from a selection to `db.reading.tree`."""

from resolvers.reading.compiler import Compiler, TooLarge, placeholder
from resolvers.reading.given import BadArgument, Bound, Given
from resolvers.reading.operations import Operation, bound_variables

__all__ = ["BadArgument", "Bound", "Compiler", "Given", "Operation", "TooLarge", "bound_variables", "placeholder"]
