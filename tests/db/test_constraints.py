"""What the database itself refuses, whatever program writes: double links, links to nothing, numbers used twice."""

from typing import Any

import pytest
from sqlalchemy import delete, func, insert, select, update

from db.races import is_taken
from db.tables import BusinessRelation, ContactRelation
from db.unit_of_work import unit_of_work
from domain.change import STAR_KINDS
from domain.tables import TABLES, stored
from tests.carnet import NOW, Carnet, Kind, Record
from tests.db.engines import BROKEN

COLUMNS = {Kind.CUSTOMER: "customer_id", Kind.VENDOR: "vendor_id", Kind.BANK_ACCOUNT: "bank_account_id"}
NOBODY = "00000000-0000-7000-8000-999999999999"
LINKS = ContactRelation.__table__
CARDS = list(COLUMNS)
REFERENCES = [
    (Kind.CONTACT, "company_id"),
    (Kind.CUSTOMER, "primary_contact_id"),
    (Kind.CUSTOMER, "bill_to_customer_id"),
    (Kind.VENDOR, "primary_contact_id"),
    (Kind.VENDOR, "pay_to_vendor_id"),
]


class TestDoubleLinks:
    @pytest.mark.parametrize("kind", [Kind.CUSTOMER, Kind.VENDOR])
    async def test_a_contact_has_one_customer_and_one_vendor_at_most(self, records: Carnet, kind: Kind) -> None:
        contact = (await records.star())[0]
        second = await records.add(kind)
        assert is_taken(await refused(records, contact_id=contact.id, kind=kind, card=second))

    async def test_a_contact_may_have_several_bank_accounts(self, records: Carnet) -> None:
        contact = (await records.star())[0]
        await link(records, contact_id=contact.id, kind=Kind.BANK_ACCOUNT, card=await records.add(Kind.BANK_ACCOUNT))

    @pytest.mark.parametrize("kind", CARDS)
    async def test_a_card_has_one_contact_at_most(self, records: Carnet, kind: Kind) -> None:
        card = next(record for record in await records.star() if record.kind is kind)
        another = await records.add(Kind.CONTACT)
        assert is_taken(await refused(records, contact_id=another.id, kind=kind, card=card))

    @pytest.mark.parametrize("kind", CARDS)
    async def test_the_same_link_twice_is_refused(self, records: Carnet, kind: Kind) -> None:
        contact, *cards = await records.star()
        card = next(record for record in cards if record.kind is kind)
        assert is_taken(await refused(records, contact_id=contact.id, kind=kind, card=card))

    async def test_a_contact_is_classified_once_by_each_relation(self, records: Carnet) -> None:
        contact = (await records.star())[0]
        await link(records, contact_id=contact.id)
        assert is_taken(await refused(records, contact_id=contact.id))


class TestLinksToNothing:
    async def test_a_link_to_no_card_is_refused(self, records: Carnet) -> None:
        contact, _ = await records.add(Kind.CONTACT), await records.star()
        for kind, column in COLUMNS.items():
            problem = await refused(records, contact_id=contact.id, kind=kind, **{column: NOBODY})
            assert not is_taken(problem), "no other try can succeed"

    async def test_a_link_to_no_contact_is_refused(self, records: Carnet) -> None:
        await records.star()
        await refused(records, contact_id=NOBODY, kind=Kind.CUSTOMER, card=await records.add(Kind.CUSTOMER))

    async def test_a_link_by_no_relation_is_refused(self, records: Carnet) -> None:
        contact = (await records.star())[0]
        await refused(records, contact_id=contact.id, business_relation_id=NOBODY)

    async def test_a_kind_without_a_card_is_refused(self, records: Carnet) -> None:
        _, contact = await records.star(), await records.add(Kind.CONTACT)
        for kind in CARDS:
            await refused(records, contact_id=contact.id, kind=kind)

    async def test_a_card_of_another_kind_than_the_link_names_is_refused(self, records: Carnet) -> None:
        _, contact = await records.star(), await records.add(Kind.CONTACT)
        for kind in CARDS:
            card = await records.add(kind)
            for named in {None, "LAWYER", *CARDS} - {kind}:
                await refused(records, contact_id=contact.id, kind=named, card=card)
            await link(records, contact_id=contact.id, kind=kind, card=card)

    async def test_a_link_to_two_cards_is_refused(self, records: Carnet) -> None:
        _, contact = await records.star(), await records.add(Kind.CONTACT)
        vendor, customer = await records.add(Kind.VENDOR), await records.add(Kind.CUSTOMER)
        await refused(records, contact_id=contact.id, kind=Kind.CUSTOMER, card=customer, vendor_id=vendor.id)

    async def test_a_linked_record_cannot_be_deleted(self, records: Carnet) -> None:
        for record in await records.star():
            table = TABLES[record.kind]
            await fails(records, delete(table).where(table.c.id == record.id))

    async def test_a_reference_to_nothing_is_refused(self, records: Carnet) -> None:
        for kind, column in REFERENCES:
            record = await records.person() if kind is Kind.CONTACT else await records.add(kind)
            table = TABLES[kind]
            await fails(records, update(table).where(table.c.id == record.id).values({column: NOBODY}))

    async def test_a_company_belongs_to_no_company(self, records: Carnet) -> None:
        one, other = await records.add(Kind.CONTACT), await records.add(Kind.CONTACT)
        table = TABLES[Kind.CONTACT]
        await fails(records, update(table).where(table.c.id == one.id).values(company_id=other.id))


class TestNumbers:
    async def test_a_number_is_used_once_per_kind(self, records: Carnet) -> None:
        for kind in STAR_KINDS:
            taken = await records.add(kind)
            assert is_taken(await fails(records, insert(TABLES[kind]).values(row(taken))))

    async def test_records_of_different_kinds_may_have_the_same_number(self, records: Carnet) -> None:
        for kind in STAR_KINDS:
            values = row(await records.add(kind)) | {"number": "10000"}
            async with unit_of_work(records.database) as work:
                await work.connection.execute(insert(TABLES[kind]).values(values))
                await work.commit()

    async def test_numbers_that_differ_in_case_are_different_here(self, records: Carnet) -> None:
        """That users see them as one is a rule of the domain, which compares keys."""
        taken = await records.add(Kind.CUSTOMER)
        async with unit_of_work(records.database) as work:
            await work.connection.execute(
                insert(TABLES[Kind.CUSTOMER]).values(row(taken) | {"number": taken.number.lower()})
            )


def row(record: Record) -> dict[str, Any]:
    """Return a second row with the values of a record."""
    made = {"id": NOBODY, "version": 1, "created_at": NOW, "updated_at": NOW}
    return {**made, **stored(record.kind, record.values)}


async def link(records: Carnet, *, card: Record | None = None, **values: Any) -> None:
    """Insert a relation as a foreign program might."""
    columns = {COLUMNS[card.kind]: card.id} if card else {}
    async with unit_of_work(records.database) as work:
        relation = await work.connection.scalar(select(BusinessRelation.id).where(BusinessRelation.code == "CUST"))
        given = {"id": await _fresh(work), "business_relation_id": relation, "created_at": NOW, **columns, **values}
        await work.connection.execute(insert(LINKS).values(given))
        await work.commit()


async def refused(records: Carnet, **values: Any) -> Exception:
    """Insert a relation that must be refused with the links as they were; return how."""
    before = await _links(records)
    with pytest.raises(BROKEN) as refusal:
        await link(records, **values)
    assert await _links(records) == before
    return refusal.value


async def fails(records: Carnet, statement: Any) -> Exception:
    """Run a statement that must be refused; return how."""
    async with unit_of_work(records.database) as work:
        with pytest.raises(BROKEN) as refusal:
            await work.connection.execute(statement)
    return refusal.value


async def _links(records: Carnet) -> list[Any]:
    async with unit_of_work(records.database) as work:
        return list((await work.connection.execute(select(LINKS).order_by(LINKS.c.id))).mappings())


async def _fresh(work: Any) -> str:
    count = await work.connection.scalar(select(func.count()).select_from(LINKS))
    return f"00000000-0000-7000-8000-{900 + count:012}"
