"""Answer without the compiled way, to compare it with."""

from resolvers.reading import Operation
from schema.operations import Asked, Operations


class Ordinary(Operations):
    """Answer everything the ordinary way."""

    def _prepare(self, asked: Asked) -> Operation:
        operation = super()._prepare(asked)
        operation.compilable = False
        return operation
