"""Say how documents are read, and carry out what a client asks of one."""

from resolvers.documents.lists import (
    DOCUMENT_TABLES,
    QUERY,
    documents_of,
)
from resolvers.documents.types import PAYLOADS, TYPES

__all__ = ["DOCUMENT_TABLES", "PAYLOADS", "QUERY", "TYPES", "documents_of"]
