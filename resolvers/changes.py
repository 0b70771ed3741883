"""Carry out what a client asks of records of any kind: the resolvers of each kind say which operation it is."""

from collections.abc import Mapping
from typing import Any

from domain.cards_from_contacts import create_card_from_contact
from domain.change import Kind
from domain.deleting import Deletion, delete_record
from domain.new_cards import create_card
from domain.new_contacts import create_contact
from domain.new_records import Creation
from domain.reverting.reverting import Reversion, revert_change_set
from resolvers.requests import Answer, ResolveInfo
from resolvers.updates import carry_out


async def create(info: ResolveInfo, kind: Kind, operation: str, given: Mapping[str, Any], **options: Any) -> Answer:
    """Create a contact, or a card with the contact that it gets by itself."""
    call = Creation(kind=kind, operation=operation, actor=info.context.actor, given=given, **options)
    return await carry_out(info, create_contact if kind is Kind.CONTACT else create_card, call)


async def create_from_contact(
    info: ResolveInfo, kind: Kind, operation: str, given: Mapping[str, Any], **options: Any
) -> Answer:
    """Create a card from a contact."""
    call = Creation(kind=kind, operation=operation, actor=info.context.actor, given=given, **options)
    return await carry_out(info, create_card_from_contact, call)


async def delete(info: ResolveInfo, kind: Kind, operation: str, **options: Any) -> Answer:
    """Delete a record."""
    return await carry_out(
        info, delete_record, Deletion(kind=kind, operation=operation, actor=info.context.actor, **options)
    )


async def revert(info: ResolveInfo, **options: Any) -> Answer:
    """Take an operation back."""
    return await carry_out(
        info, revert_change_set, Reversion(operation="revertChangeSet", actor=info.context.actor, **options)
    )
