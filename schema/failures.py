"""Say what went wrong with a request: known failures with a code, anything else masked and logged under an id."""

import logging
from traceback import extract_tb
from typing import Any
from uuid import uuid4

import orjson
from graphql import GraphQLError

from db.races import Busy, OutcomeUnknown
from resolvers.reading import BadArgument, TooLarge

LOG = logging.getLogger("carnet.failures")
_NULL = "Cannot return null for non-nullable field"


def request_error(message: str, code: str) -> GraphQLError:
    """Return an error that answers a whole request."""
    return GraphQLError(message, extensions={"code": code})


def coded(error: GraphQLError, code: str) -> GraphQLError:
    """Return an error with this code, unless it has one."""
    if not isinstance(error.original_error, GraphQLError | None):  # e.g. Python refuses to read 5,000 digits
        return GraphQLError("This value cannot be read.", error.nodes, extensions={"code": code})
    error.extensions = {"code": code, **(error.extensions or {})}
    return error


def shown_error(error: GraphQLError) -> dict[str, Any]:
    """Return an error as clients see it."""
    message, extensions = _answer(error)
    formatted: dict[str, Any] = {**error.formatted, "message": message, "extensions": extensions}
    return formatted


def failed(problem: Exception) -> bytes:
    """Return the response to an operation that failed as a whole."""
    message, extensions = _answer(GraphQLError("", original_error=problem))
    return orjson.dumps({"data": None, "errors": [{"message": message, "extensions": extensions}]})


def _answer(error: GraphQLError) -> tuple[str, dict[str, Any]]:
    match error.original_error:
        case None | GraphQLError():
            return error.message, {"code": "BAD_USER_INPUT", **(error.extensions or {})}
        case BadArgument(argument=argument, message=message, code=code):
            return message, {"code": code, "argument": argument}
        case TooLarge():
            return "The operation selects too many fields. Split it.", {"code": "OPERATION_TOO_LARGE"}
        case Busy():
            message = "The database did not come to it in time. Nothing was written; send the request again."
            return message, {"code": "BUSY", "retryable": True}
        case OutcomeUnknown():
            message = "The database did not answer the commit: read the record to see whether the change was kept."
            return message, {"code": "OUTCOME_UNKNOWN"}
        case problem:
            return _incomplete(str(problem)) or _masked(problem)


def _incomplete(said: str) -> tuple[str, dict[str, Any]] | None:
    """Answer, and log, what execution says of a null that may not be there; None to anything else."""
    if not said.startswith(_NULL):
        return None
    field = said.removeprefix(_NULL).strip(" .")
    LOG.error("a row is missing in the database, without which there is no %s", field)
    return f"A row is missing in the database, without which there is no {field}.", {"code": "INCOMPLETE"}


def _masked(problem: Exception) -> tuple[str, dict[str, Any]]:
    """Log where a problem arose, but none of the values that its message may hold."""
    reference = uuid4().hex
    frames = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in extract_tb(problem.__traceback__)]
    LOG.error("internal error %s: %s at %s", reference, type(problem).__name__, " < ".join(reversed(frames)))
    message = f"The server failed and wrote nothing. Report it with the id {reference}."
    return message, {"code": "INTERNAL", "id": reference}
