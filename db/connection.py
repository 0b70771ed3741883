"""Run SQLAlchemy's statements in a transaction: the few methods of its connections that are of use here."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Executable
from sqlalchemy.engine import ScalarResult
from sqlalchemy.engine.result import SimpleResultMetaData

from db.drivers import Driver, Ran
from db.statements import Parameters, Rows, Statements

COMMITTED = "The transaction has been committed."


class Connection:
    """A driver's connection that takes SQLAlchemy's statements."""

    def __init__(self, driver: Driver, statements: Statements) -> None:
        self.driver = driver
        self._statements = statements
        self._is_committed = False

    async def commit(self) -> None:
        """Keep what was written. Nothing can be run after it."""
        self._is_committed = True
        await self.driver.commit()

    async def run(self, sql: str, values: Sequence[Any]) -> Ran:
        """Run a statement that is written as the driver takes it, and return what the driver returns.

        Raises:
            RuntimeError: after the commit, outside the transaction, it would be kept whatever comes.
        """
        if self._is_committed:
            raise RuntimeError(COMMITTED)
        return await self.driver.run(sql, values)

    async def execute(self, statement: Executable, parameters: Parameters | Sequence[Parameters] | None = None) -> Rows:
        """Run a statement once, or for each of several sets of parameters, which returns no rows."""
        if isinstance(parameters, Mapping | None):
            shape, *inside = self._statements.shape(statement, tuple(parameters or ()))
            return shape.rows(await self.run(*shape.bound(parameters, *inside)))
        if len(parameters) > 1:
            return await self._for_each(statement, parameters)
        return await self.execute(statement, *parameters)

    async def _for_each(self, statement: Executable, parameters: Sequence[Parameters]) -> Rows:
        shape, *inside = self._statements.shape(statement, tuple(parameters[0]), many=True)
        if self._is_committed:
            raise RuntimeError(COMMITTED)
        bound = [shape.bound(each, *inside) for each in parameters]
        await self.driver.run_many(bound[0][0], [values for _, values in bound])
        return Rows(SimpleResultMetaData(()), iter(()), -1)

    async def scalar(self, statement: Executable, parameters: Parameters | None = None) -> Any:
        """Return the first column of the first row; None without a row."""
        return (await self.execute(statement, parameters)).scalar()

    async def scalars(self, statement: Executable, parameters: Parameters | None = None) -> ScalarResult[Any]:
        """Return the first column of all rows."""
        return (await self.execute(statement, parameters)).scalars()

    async def exec_driver_sql(self, sql: str, values: Sequence[Any] = ()) -> Rows:
        """Run a statement that is written as the driver takes it."""
        ran = await self.run(sql, values)
        return Rows(SimpleResultMetaData(ran.names), map(tuple, ran.rows), ran.written)
