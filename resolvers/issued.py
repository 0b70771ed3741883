"""Say how the papers of documents, and the e-mails that carry them, are read."""

from db.outbox import OutgoingEmail
from db.papers import Paper
from db.reading import tree
from domain.ids import PREFIXES
from resolvers.cards import key_source
from resolvers.reading.declarations import Fields, Listed, Related, columns

PAPERS = Listed(
    tree.Source("paper {t}", "{t}.document_id = {p}.id"),
    (tree.Order("created_at", descending=True, form="instant"), tree.Order("id", descending=True, unique=True)),
)
"""The papers of a document, newest first."""
DELIVERIES = Listed(tree.Source("outbox {t}", "{t}.interaction_id = {p}.id"), (tree.Order("id", unique=True),))
"""The e-mails that an interaction stands for, one per address."""

TYPES: dict[str, Fields] = {
    "Paper": {
        "id": tree.Column("id", "id", PREFIXES["Paper"]),
        **columns(Paper, "name", "documentVersion", "size", "actor", "createdAt"),
        "sha256": tree.Column("sha256"),
    },
    "EmailDelivery": {
        **columns(OutgoingEmail, "status", "recipient", "subject", "messageId", "attempts", "reason"),
        **columns(OutgoingEmail, "createdAt", "sentAt"),
        "paper": Related(key_source("paper", "paper_id")),
    },
}
