"""Store interactions for the tests of reading: ties, nulls, canceled and failed ones, with and without documents."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import insert, select

from db.database import Database
from db.interactions import CORRESPONDENCE, EVALUATIONS, FLOWS, INITIATORS, Interaction
from db.tables import metadata
from db.unit_of_work import unit_of_work
from tests.carnet import NOW

DOCUMENTS = (("sales_document", "SALES_QUOTE"), ("purchase_document", "PURCHASE_ORDER"), ("service_order", None))


async def some_interactions(database: Database, many: int = 15) -> None:
    """Store interactions with the first contacts, some about the first documents, some with contacts that are gone."""
    async with unit_of_work(database) as work:
        contacts = metadata.tables["contact"]
        query = select(contacts.c.id, contacts.c.number, contacts.c.name, contacts.c.company_id)
        found = list((await work.connection.execute(query.order_by(contacts.c.number.desc()).limit(5))).mappings())
        for at in range(many):
            about = await _document(work, at)
            await work.connection.execute(insert(Interaction), [{**_row(at, found[at % len(found)]), **about}])
        await work.commit()


async def _document(work: Any, at: int) -> dict[str, Any]:
    """Return what an interaction keeps of a document; two of three are about one."""
    table, kind = DOCUMENTS[at % 3]
    if at % 4 == 0:
        return {}
    rows = metadata.tables[table]
    first = (await work.connection.execute(select(rows.c.id, rows.c.number).order_by(rows.c.id).limit(1))).first()
    named = {"document_kind": kind or "SERVICE_ORDER", "document_number": first.number if first else "D"}
    return {f"{table}_id": first.id if first else _key(at), **named}


def _row(at: int, contact: Any) -> dict[str, Any]:
    return {
        "id": _key(at),
        "version": 1 + at % 2,
        "created_at": NOW,
        "updated_at": NOW,
        "entry_number": at + 1,
        "at": NOW + timedelta(hours=at // 3),
        "contact_id": contact["id"] if at % 7 else _key(99),
        "company_contact_id": contact["company_id"] or contact["id"],
        "contact_number": contact["number"],
        "contact_name": contact["name"],
        "description": f"Thing {at}",
        "subject": "Hello" if at % 2 else None,
        "template_code": "ONSITE" if at % 3 else "EMAIL",
        "group_code": "MEETING" if at % 3 else "LETTER",
        "information_flow": (*FLOWS, None)[at % 3],
        "initiated_by": (*INITIATORS, None)[at % 3],
        "correspondence_type": (*CORRESPONDENCE, None)[at % 3],
        "evaluation": (*EVALUATIONS, None)[at % 6],
        "cost": Decimal("1.25") * at,
        "duration_minutes": Decimal(at),
        "salesperson_code": "JR" if at % 2 else None,
        "actor": "tests",
        "contact_via": "0431 555" if at % 4 else None,
        "attempt_failed": at % 5 == 0,
        "canceled": at % 6 == 0,
    }


def _key(at: int) -> str:
    return f"00000000-0000-7000-8000-0000000009{at:02}"
