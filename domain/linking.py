"""Link a contact with a card that exists already, and part them: the second of the three ways.

Source: product.md §3.2, reference-contacts.md §5.2, §5.4.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from db.unit_of_work import UnitOfWork
from domain.calls import Call, Outcome, Walk, begin, finish
from domain.change import CARD_KINDS, Kind, Record
from domain.errors import CardAlreadyLinked, InvalidValue, NotFound, Refusal, Refused, refuse
from domain.ids import key_of, parse_id, public_id
from domain.linkable import contact_refusals, lock_linkable
from domain.setup import read_setup
from domain.stars import Locked, Reach, contact_of, lock_star
from domain.stored_links import ends_of, link_of
from domain.sync import linking
from domain.sync.fields import Direction, SharedField
from domain.sync.linking import Master
from domain.sync.planning import Planning
from domain.sync.star import Surroundings
from domain.sync.writes import Link, Writes
from domain.tables import TABLES, TYPE_NAMES

_KINDS = {TYPE_NAMES[kind]: kind for kind in CARD_KINDS}
_CONTACTS = TABLES[Kind.CONTACT]
_CARD = ("input", "cardId")


@dataclass(frozen=True, kw_only=True)
class Linking(Call):
    """A contact and a card that shall be linked: whose values count, with exceptions by shared field."""

    contact_id: str
    card_id: str
    master: Master = Master.CONTACT
    field_masters: tuple[tuple[str, Master], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Unlinking(Call):
    """A link that shall end."""

    link_id: str


async def link_contact(work: UnitOfWork, call: Linking) -> Outcome:
    """Link the two; the winner's values go to the loser, and on to all that hangs on the contact. The caller commits.

    A refusal is an outcome, not an exception. With `dry_run` nothing is written and the outcome holds the plan.
    """
    parsed = parse_id(call.card_id)
    if parsed is None or parsed[0] not in _KINDS:
        return Outcome(refusals=(NotFound(what="Card", path=_CARD),))
    kind, key = _KINDS[parsed[0]], parsed[1]
    try:
        locked, named = await lock_linkable(work, call.contact_id, (kind, key))
        return await _link(await begin(work, call), call, locked, named, kind)
    except Refused as refused:
        return Outcome(refusals=refused.refusals)


async def _link(walk: Walk, call: Linking, locked: Locked, named: Record, kind: Kind) -> Outcome:
    work, card, hub = walk.work, locked.card, locked.hub
    setup = await read_setup(work)
    if card is None:
        raise Refused([NotFound(what=TYPE_NAMES[kind], path=_CARD)])
    refuse(
        *await _taken(work, card),
        *contact_refusals(setup, kind, locked, named),
        *_wrong_exceptions(walk.rules, kind, call.field_masters),
    )
    planning = Planning(Surroundings(inheritance=setup.inheritance, rules=walk.rules))
    linking.link(planning, locked.star, card, call.master, dict(call.field_masters))
    relation = setup.relations[kind]
    link = Link(hub, card, relation.key, relation.code, walk.new_id())
    outcome = Outcome(link=link.id, contact=hub.id)
    return await finish(walk, Writes(planning.by_record(), links=[link]), locked.read(), outcome)


async def _taken(work: UnitOfWork, card: Record) -> list[Refusal]:
    key = await contact_of(work, card.kind, card.id)
    if key is None:
        return []
    number = str(await work.connection.scalar(select(_CONTACTS.c.number).where(_CONTACTS.c.id == key)))
    return [CardAlreadyLinked(card=card.number, contact=number, ids=(public_id("Contact", key),), path=_CARD)]


def _wrong_exceptions(
    rules: Sequence[SharedField], kind: Kind, exceptions: Sequence[tuple[str, Master]]
) -> Iterator[Refusal]:
    """Refuse exceptions for what is not shared with this kind of card, for what always follows, and doubled ones."""
    shared = {each.code: each for each in rules if each.rules.get(kind, Direction.NEVER) is not Direction.NEVER}
    for code, times in Counter(code for code, _ in exceptions).items():
        if times > 1:
            yield _wrong(
                f"{code} is named {times} times. Name it once.", f"{code} figure {times} fois. Nommez-le une fois."
            )
    for code, master in dict(exceptions).items():
        if code not in shared:
            yield _wrong(
                f"{code} is not shared with this kind of card. Leave it out.",
                f"{code} n'est pas partagé avec ce genre de fiche. Omettez-le.",
            )
        elif master is Master.CARD and not shared[code].travels_from(kind):
            yield _wrong(
                f"{code} always follows the contact. Leave it out.", f"{code} suit toujours le contact. Omettez-le."
            )


def _wrong(reason: str, raison: str) -> Refusal:
    return InvalidValue(path=("input", "fieldMasters"), reason=reason, raison=raison)


async def unlink_contact(work: UnitOfWork, call: Unlinking) -> Outcome:
    """End a link: both sides keep their values, the card loses its primary contact. The caller commits.

    A refusal is an outcome, not an exception. With `dry_run` nothing is written and the outcome holds the plan.
    """
    key = key_of("Link", call.link_id)
    ends = await ends_of(work, key) if key else None
    if ends is None:
        return _no_link()
    contact, kind, card_key = ends
    try:
        locked = await lock_star(work, Kind.CONTACT, contact, Reach())
    except Refused:  # the contact was deleted meanwhile
        return _no_link()
    card = next((card for card in locked.star.cards if (card.kind, card.id) == (kind, card_key)), None)
    ended = [link for link in await link_of(work, card, [locked.hub]) if link.id == key] if card else []
    if card is None or not ended:
        return _no_link()
    planning = Planning(Surroundings())
    linking.unlink(planning, card)
    try:
        writes = Writes(planning.by_record(), unlinked=ended)
        return await finish(await begin(work, call), writes, locked.read(), Outcome(contact=contact))
    except Refused as refused:
        return Outcome(contact=contact, refusals=refused.refusals)


def _no_link() -> Outcome:
    return Outcome(refusals=(NotFound(what="Link", path=("input", "linkId")),))
