"""Links, unlinkings, deletions and edits race for the same records: one wins, the others are told why they lost."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import httpx2 as httpx
import pytest
from sqlalchemy import text

from db.unit_of_work import unit_of_work
from domain.change import CARD_KINDS, Kind
from tests.carnet import Carnet, id_of, open_carnet
from tests.reliability.racing import DONE, Asked, race, torn
from tests.reliability.test_concurrent_edits import without_locks
from tests.schema.linking.linking import deleting, link_id, linking
from tests.schema.updating import versions

TAKEN, HAS_ONE = "CARD_ALREADY_LINKED input.cardId", "CONTACT_ALREADY_LINKED input.contactId"
ROUNDS = 15


@pytest.fixture
async def both(carnet: Carnet, database_url: str) -> AsyncIterator[list[httpx.AsyncClient]]:
    """The clients of two applications over one database."""
    async with AsyncExitStack() as opened:
        second = await opened.enter_async_context(open_carnet(database_url))
        yield [carnet.client, second.client]


def asks(asked: Any) -> Asked:
    return asked[0], dict(asked[1])


async def test_8_contacts_race_for_each_of_50_customers_and_50_win(carnet: Carnet) -> None:
    customers = [await carnet.add(Kind.CUSTOMER) for _ in range(50)]
    contacts = [await carnet.add(Kind.CONTACT) for _ in range(8 * 50)]
    answers = await race(
        [carnet.client], [asks(linking(contact, customers[at % 50])) for at, contact in enumerate(contacts)]
    )
    assert Counter(answers) == {DONE: 50, TAKEN: 350}
    for at in range(50):
        assert Counter(answers[at::50]) == {DONE: 1, TAKEN: 7}
    assert await torn(carnet) == []
    assert await versions(carnet, *customers) == [2] * 50


@pytest.mark.parametrize("kind", CARD_KINDS)
async def test_8_cards_race_for_one_contact(carnet: Carnet, both: list[httpx.AsyncClient], kind: Kind) -> None:
    for _ in range(5):
        contact = await carnet.add(Kind.CONTACT)
        cards = [await carnet.add(kind) for _ in range(8)]
        answers = await race(both, [asks(linking(contact, card)) for card in cards])
        assert Counter(answers) == ({DONE: 8} if kind is Kind.BANK_ACCOUNT else {DONE: 1, HAS_ONE: 7})
    assert await torn(carnet) == []


@pytest.mark.parametrize("master", ["CONTACT", "CARD"])
async def test_a_link_races_with_the_deletion_of_its_card(
    carnet: Carnet, both: list[httpx.AsyncClient], master: str
) -> None:
    for turn in range(ROUNDS):
        contact, card = await carnet.add(Kind.CONTACT), await carnet.add(CARD_KINDS[turn % 3])
        asked = in_turn(turn, linking(contact, card, master), deleting(card))
        link, deletion = (await race(both, asked))[:: -1 if turn % 2 else 1]
        assert deletion == DONE
        assert link in {DONE, "NOT_FOUND input.cardId"}
    assert await torn(carnet) == []


@pytest.mark.parametrize("master", ["CONTACT", "CARD"])
async def test_a_link_races_with_the_deletion_of_its_contact(
    carnet: Carnet, both: list[httpx.AsyncClient], master: str
) -> None:
    for turn in range(ROUNDS):
        contact, card = await carnet.add(Kind.CONTACT), await carnet.add(CARD_KINDS[turn % 3])
        asked = in_turn(turn, linking(contact, card, master), deleting(contact))
        link, deletion = (await race(both, asked))[:: -1 if turn % 2 else 1]
        assert deletion == DONE
        assert link in {DONE, "NOT_FOUND input.contactId"}
    assert await torn(carnet) == []


async def test_a_persons_link_races_with_the_deletion_of_its_company(
    carnet: Carnet, both: list[httpx.AsyncClient]
) -> None:
    """The person stays: the link is made with the company, which then goes, or with the person on its own."""
    for turn in range(ROUNDS):
        company = await carnet.add(Kind.CONTACT)
        person, card = await carnet.person(company), await carnet.add(Kind.CUSTOMER)
        asked = in_turn(turn, linking(person, card), deleting(company, persons="DETACH"))
        assert await race(both, asked) == [DONE, DONE]
    assert await torn(carnet) == []


async def test_an_unlinking_races_with_edits_of_both_ends(carnet: Carnet, both: list[httpx.AsyncClient]) -> None:
    for turn in range(ROUNDS):
        contact = await carnet.add(Kind.CONTACT)
        customer = await carnet.add(Kind.CUSTOMER, linked=contact)
        unlinking = ("unlinkContact", {"linkId": await link_id(carnet, customer)})
        edits = [
            ("updateCustomer", {"id": id_of(customer), "phone": f"030 {turn:04}"}),
            ("updateContact", {"id": id_of(contact), "fax": f"040 {turn:04}"}),
        ]
        assert await race(both, in_turn(turn, *edits, unlinking)) == [DONE] * 3
    assert await torn(carnet) == []


@pytest.mark.parametrize("goes", ["contact", "customer"])
async def test_an_unlinking_races_with_the_deletion_of_an_end(
    carnet: Carnet, both: list[httpx.AsyncClient], goes: str
) -> None:
    for turn in range(ROUNDS):
        contact = await carnet.add(Kind.CONTACT)
        customer = await carnet.add(Kind.CUSTOMER, linked=contact)
        unlinking = ("unlinkContact", {"linkId": await link_id(carnet, customer)})
        asked = in_turn(turn, unlinking, deleting(contact if goes == "contact" else customer))
        unlinked, deleted = (await race(both, asked))[:: -1 if turn % 2 else 1]
        assert deleted == DONE
        assert unlinked in {DONE, "NOT_FOUND input.linkId"}
    assert await torn(carnet) == []


async def test_one_link_is_ended_and_made_by_many_at_once(carnet: Carnet, both: list[httpx.AsyncClient]) -> None:
    contact = await carnet.add(Kind.CONTACT)
    customer = await carnet.add(Kind.CUSTOMER, linked=contact)
    for _ in range(5):
        unlinking = ("unlinkContact", {"linkId": await link_id(carnet, customer)})
        answers = await race(both, [unlinking] * 8)
        assert Counter(answers) == {DONE: 1, "NOT_FOUND input.linkId": 7}
        answers = await race(both, [asks(linking(contact, customer))] * 8)
        assert Counter(answers) == {DONE: 1, f"{TAKEN} {HAS_ONE}": 7}
    assert await torn(carnet) == []


@pytest.mark.parametrize("persons", [None, "DELETE", "DETACH"])
async def test_a_company_goes_while_a_person_comes(
    carnet: Carnet, both: list[httpx.AsyncClient], persons: str | None
) -> None:
    seen: Counter[tuple[str, ...]] = Counter()
    for turn in range(ROUNDS):
        company = await carnet.add(Kind.CONTACT)
        person = ("createContact", {"type": "PERSON", "name": "Anna Berg", "companyId": id_of(company)})
        asked = in_turn(turn, person, deleting(company, **({"persons": persons} if persons else {})))
        created, deleted = (await race(both, asked))[:: -1 if turn % 2 else 1]
        seen[created, deleted] += 1
    came_late = ("NOT_FOUND input.companyId", DONE)
    came_first = (DONE, DONE if persons else "COMPANY_HAS_PERSONS input.persons")
    assert set(seen) <= {came_late, came_first}
    assert await torn(carnet) == []


async def test_a_person_goes_while_a_customer_chooses_it(carnet: Carnet, both: list[httpx.AsyncClient]) -> None:
    for turn in range(ROUNDS):
        company, customer, *_ = await carnet.star()
        person = await carnet.person(company)
        edit = ("updateCustomer", {"id": id_of(customer), "primaryContactId": id_of(person)})
        asked = in_turn(turn, edit, deleting(person))
        chosen, deleted = (await race(both, asked))[:: -1 if turn % 2 else 1]
        assert deleted == DONE
        assert chosen in {DONE, "NOT_FOUND input.primaryContactId"}
    assert await torn(carnet) == []


async def test_a_customer_goes_while_another_is_billed_to_it(carnet: Carnet, both: list[httpx.AsyncClient]) -> None:
    seen: Counter[tuple[str, ...]] = Counter()
    for turn in range(ROUNDS):
        payer, customer = await carnet.add(Kind.CUSTOMER), await carnet.add(Kind.CUSTOMER)
        edit = ("updateCustomer", {"id": id_of(customer), "billing": {"billToCustomerId": id_of(payer)}})
        asked = in_turn(turn, edit, deleting(payer))
        billed, deleted = (await race(both, asked))[:: -1 if turn % 2 else 1]
        seen[billed, deleted] += 1
    assert set(seen) <= {(DONE, "CARD_IN_USE input.id"), ("NOT_FOUND input.billing.billToCustomerId", DONE)}
    assert await torn(carnet) == []


async def test_everything_at_once_leaves_nothing_torn(carnet: Carnet, both: list[httpx.AsyncClient]) -> None:
    """Eight contacts and eight customers: links between all, edits and deletions, all at once."""
    contacts = [await carnet.add(Kind.CONTACT) for _ in range(8)]
    customers = [await carnet.add(Kind.CUSTOMER) for _ in range(8)]
    asked = [asks(linking(one, other, "CARD")) for one in contacts for other in customers[:4]]
    asked += [("updateCustomer", {"id": id_of(each), "phone": f"030 {at:04}"}) for at, each in enumerate(customers)]
    asked += [("updateContact", {"id": id_of(each), "phone": f"040 {at:04}"}) for at, each in enumerate(contacts)]
    asked[10:10] = [asks(deleting(contacts[0])), asks(deleting(customers[0]))]
    answers = await race(both, asked)
    assert [answer for answer in answers if "!" in answer] == []
    assert await torn(carnet) == []


def in_turn(turn: int, *asked: Any) -> list[Asked]:
    """Return what is asked, every second time the other way round, so that each has a chance to be first."""
    return [asks(each) for each in (reversed(asked) if turn % 2 else asked)]


async def _double_links(carnet: Carnet) -> list[str]:
    """Let 8 contacts race for each of 5 customers; the customers that got several."""
    customers = [await carnet.add(Kind.CUSTOMER) for _ in range(5)]
    contacts = [await carnet.add(Kind.CONTACT) for _ in range(8 * 5)]
    await race([carnet.client], [asks(linking(contact, customers[at % 5])) for at, contact in enumerate(contacts)])
    return [line for line in await torn(carnet) if line.endswith("contacts")]


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)  # SQLite has only one writer, and no ALTER for this
class TestWithoutProtection:
    """Controls: locks and constraints each prevent double links; without both they come, and are found."""

    async def test_links_without_locks_and_constraints_are_reported(
        self, database_url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        without_locks(monkeypatch)
        async with open_carnet(database_url) as carnet:
            async with unit_of_work(carnet.database) as work:
                constraint = "uq_contact_relation_customer_id"
                await work.connection.execute(text(f"ALTER TABLE contact_relation DROP CONSTRAINT {constraint}"))
                await work.commit()
            assert await _double_links(carnet) != []

    async def test_without_locks_the_constraints_prevent_double_links(
        self, database_url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        without_locks(monkeypatch)
        async with open_carnet(database_url) as carnet:
            assert await _double_links(carnet) == []
