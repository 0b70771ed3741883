"""Find the template that fills the gaps of a new customer or vendor.

Source: product.md §3.1, reference-contacts.md §2.9.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import RowMapping, Table, select

from db.tables import CustomerTemplate, VendorTemplate
from db.unit_of_work import UnitOfWork
from domain.change import Kind, Value
from domain.errors import Path, Refused, TemplateTypeMismatch, UnknownCode
from domain.fields import FIELDS
from domain.values.texts import code as code_of
from domain.warned import Warned, WarningCode

_TABLES: Mapping[Kind, Table] = {
    Kind.CUSTOMER: CustomerTemplate.__table__,  # type: ignore[attr-defined] # SQLModel makes it at run time
    Kind.VENDOR: VendorTemplate.__table__,  # type: ignore[attr-defined] # SQLModel makes it at run time
}
_OWN = frozenset({"id", "code", "description", "contact_type", "number_series_id"})
_PATH = ("input", "templateCode")


@dataclass(frozen=True)
class Template:
    """What a template gives a card, by field, and the series that numbers the card; nothing where there is none."""

    series: str | None
    values: Mapping[str, Value]
    code: str | None = None


NONE = Template(None, {})


async def named_template(
    work: UnitOfWork, kind: Kind, code: str | None, contact_type: str, path: Path = _PATH
) -> Template:
    """Return the template with this code, an empty one without a code or with a blank one; `path` is where it is given.

    Raises:
        Refused: UnknownCode, TemplateTypeMismatch, or the code is none.
    """
    if code is None or kind not in _TABLES:
        return NONE
    try:
        wanted = code_of(code, 20)
    except Refused as refused:
        raise Refused(refusal.at(*path) for refusal in refused.refusals) from None
    if wanted is None:
        return NONE
    table = _TABLES[kind]
    row = (await work.connection.execute(select(table).where(table.c.code == wanted))).mappings().first()
    if row is None:
        raise Refused([UnknownCode(what="template", value=wanted, path=path)])
    if row["contact_type"] != contact_type:
        raise Refused([TemplateTypeMismatch(template=row["code"], wanted=contact_type, path=path)])
    return _template(kind, row)


async def fitting_template(
    work: UnitOfWork, kind: Kind, contact_type: str, path: Path = _PATH
) -> tuple[Template, list[Warned]]:
    """Return the only template that fits, or an empty one with a warning; bank accounts have no templates."""
    if kind not in _TABLES:
        return NONE, []
    table = _TABLES[kind]
    query = select(table).where(table.c.contact_type == contact_type).order_by(table.c.code)
    rows = (await work.connection.execute(query)).mappings().all()
    if len(rows) == 1:
        return _template(kind, rows[0]), []
    return NONE, [_no_match(contact_type, [row["code"] for row in rows], path)]


def _template(kind: Kind, row: RowMapping) -> Template:
    held = {
        name: field.load(row[field.column])
        for name, field in FIELDS[kind].items()
        if field.column in row and field.column not in _OWN
    }
    values = {name: value for name, value in held.items() if value is not None}
    return Template(row["number_series_id"], values, row["code"])


def _no_match(contact_type: str, codes: list[str], path: Path) -> Warned:
    shown = ", ".join(codes[:5])
    return Warned(
        code=WarningCode.NO_TEMPLATE_MATCH,
        path=path,
        english=f"No template was used: several fit ({shown}). Name one next time."
        if codes
        else f"No template was used: none is for contacts of type {contact_type}.",
        french=f"Aucun modèle n'a été utilisé : plusieurs conviennent ({shown}). Nommez-en un la prochaine fois."
        if codes
        else f"Aucun modèle n'a été utilisé : aucun n'est destiné aux contacts de type {contact_type}.",
    )
