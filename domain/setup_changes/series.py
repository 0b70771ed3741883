"""Save number series with their lines. The series is locked as it is while a number is drawn from it.

Source: reference-contacts.md §2.5.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert, select

from db.tables import CustomerTemplate, MarketingSetup, NumberSeries, NumberSeriesLine, VendorTemplate
from db.unit_of_work import UnitOfWork
from domain.calls import Outcome
from domain.errors import ErrorCode, InvalidValue, Refusal, Required
from domain.setup_changes.fields import by_name, code_field, flag_field, text_field
from domain.setup_changes.saving import Draft, Noun, SetupCall, drafted, write
from domain.setup_changes.series_lines import Line, checked_lines
from domain.values.numbers import counted

_LINES = NumberSeriesLine.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_MARKETING = MarketingSetup.__table__  # type: ignore[attr-defined] # SQLModel makes it at run time
_TEMPLATES = (
    (CustomerTemplate.__table__, "customer template", "modèle de client"),  # type: ignore[attr-defined] # SQLModel makes it
    (VendorTemplate.__table__, "vendor template", "modèle de fournisseur"),  # type: ignore[attr-defined] # SQLModel makes it
)
_SERIES = Noun(
    NumberSeries.__table__,  # type: ignore[attr-defined] # SQLModel makes it at run time
    by_name(
        code_field("code", 20, required=True),
        text_field("description", 100),
        flag_field("automatic"),
        flag_field("manual"),
    ),
    key="code",
)
_AT = ("input", "lines")


async def save_number_series(work: UnitOfWork, call: SetupCall) -> Outcome:
    """Create or change a number series; lines that are given replace all there are. The caller commits."""
    draft = await drafted(work, _SERIES, call.given)
    stored = await _stored_lines(work, draft)
    lines, wrong = _lines(draft, call.given["lines"])
    used, passed = _numbers_used(lines, stored)
    draft.refusals += [*wrong, *passed, *_useless(draft), *await _needed(work, draft)]
    if draft.refusals:
        return draft.refused()
    key = str(await write(work, draft))
    if lines:
        await work.connection.execute(delete(_LINES).where(_LINES.c.series_id == key))
        rows = [line.row(key, last) for line, last in zip(lines, used, strict=True)]
        await work.connection.execute(insert(_LINES), rows)
    return Outcome(record=key)


async def _stored_lines(work: UnitOfWork, draft: Draft) -> Sequence[Mapping[str, Any]]:
    if not draft.stored:
        return []
    query = select(_LINES).where(_LINES.c.series_id == draft.key()).order_by(_LINES.c.position)
    return [dict(row) for row in (await work.connection.execute(query)).mappings()]


def _lines(draft: Draft, given: Sequence[Mapping[str, Any]] | None) -> tuple[list[Line], list[Refusal]]:
    if given is None:
        return [], [] if draft.stored else [Required(path=_AT)]
    lines, wrong = checked_lines(given)
    return lines, [refusal.at(*_AT) for refusal in wrong]


def _numbers_used(lines: Sequence[Line], stored: Sequence[Mapping[str, Any]]) -> tuple[list[str | None], list[Refusal]]:
    """Return for each line the number that was drawn last from the stored line that it continues, if there is one.

    A line that would end before that number is refused.
    """
    used: list[str | None] = []
    passed: list[Refusal] = []
    for line in lines:
        last = next((before["last_number_used"] for before in stored if line.begins_like(before)), None)
        number = counted(last) if last else None
        used.append(last)
        if number and line.end and line.end.value < number.value:
            passed.append(
                InvalidValue(
                    path=(*_AT, str(line.at), "endingNumber"),
                    reason=f"{number} was drawn already. End the line there or later.",
                    raison=f"{number} a déjà été tiré. Terminez la ligne à ce numéro ou plus loin.",
                )
            )
    return used, passed


def _useless(draft: Draft) -> list[Refusal]:
    """Refuse a series that would give no numbers and take none."""
    if draft.after["automatic"] or draft.after["manual"]:
        return []
    return [
        InvalidValue(
            path=("input", "automatic" if draft.gives("automatic") else "manual"),
            reason="A series is automatic, manual or both: otherwise nothing gets a number from it.",
            raison="Une souche est automatique, manuelle ou les deux : sinon rien n'en reçoit de numéro.",
        )
    ]


async def _needed(work: UnitOfWork, draft: Draft) -> list[Refusal]:
    """Refuse to draw no more numbers from a series that something needs them from."""
    if not draft.stored or not draft.stored["automatic"] or draft.after["automatic"]:
        return []
    users = await _users(work, str(draft.key()))
    if not users:
        return []
    english, french = (", ".join(names) for names in zip(*users, strict=True))
    return [
        InvalidValue(
            code=ErrorCode.AUTOMATIC_NUMBER_NOT_ALLOWED,
            path=("input", "automatic"),
            reason=f"Numbers are drawn from this series by: {english}. Choose another series there first.",
            raison=f"Des numéros sont tirés de cette souche par : {french}. Choisissez-y d'abord une autre souche.",
        )
    ]


async def _users(work: UnitOfWork, series: str) -> list[tuple[str, str]]:
    """Name what draws numbers from a series, in English and in French."""
    users = []
    if await work.connection.scalar(select(_MARKETING.c.id).where(_MARKETING.c.contact_numbers_id == series)):
        users.append(("the marketing set-up", "les paramètres marketing"))
    for table, english, french in _TEMPLATES:
        query = select(table.c.code).where(table.c.number_series_id == series).order_by(table.c.code)
        users += [(f"{english} {code}", f"{french} {code}") for code in await work.connection.scalars(query)]
    return users
