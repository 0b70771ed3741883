"""Declare the table of contacts: companies, and persons who may belong to one."""

from sqlalchemy import CheckConstraint, Index

from db.cards import TAXED_KEYS, TaxedColumns, filter_indexes, order_indexes, reference, required, search_key, text


class Contact(TaxedColumns, table=True):
    """A company or a person; a person may belong to one company, a company to none."""

    __tablename__ = "contact"
    __table_args__ = (
        CheckConstraint("type IN ('COMPANY', 'PERSON')", name="ck_contact_type"),
        CheckConstraint("type = 'PERSON' OR company_id IS NULL", name="ck_contact_company"),
        Index("ix_contact_company", "company_id", "number"),
        *order_indexes("contact"),
        *filter_indexes("contact", *TAXED_KEYS, shared=("salesperson_code_key",)),
    )

    type: str = required(10)
    company_id: str | None = reference("contact.id", index=False)
    first_name: str | None = text(30)
    middle_name: str | None = text(30)
    last_name: str | None = text(30)
    job_title: str | None = text(30)
    salesperson_code: str | None = text(20)
    salesperson_code_key: str = search_key()
