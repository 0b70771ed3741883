"""Say what is asked of interactions: to record one, to change what may be changed of one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.calls import Call


@dataclass(frozen=True, kw_only=True)
class Recording(Call):
    """An interaction with a contact: fields by their name in the API, what is absent or None follows from the template.

    Without a template it is a phone call, which the set-up names one for.
    """

    contact_id: str
    template_code: str | None = None
    given: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class EntryEdit(Call):
    """An interaction of which these fields shall be changed."""

    id: str
    given: Mapping[str, Any]
    expected_version: int | None = None
