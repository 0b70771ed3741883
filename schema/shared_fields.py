"""Declare the enum of shared fields, made from the one table that decides. Source: domain/sync/fields.py."""

from enum import StrEnum
from typing import Any

import strawberry

from domain.change import Kind
from domain.fields import FIELDS
from domain.sync.fields import SHARED_FIELDS
from schema.declaring import describe_values

_codes: Any = StrEnum("SharedField", [(shared.code, shared.code) for shared in SHARED_FIELDS])  # type: ignore[misc] # mypy wants to see them
SharedField: Any = describe_values(
    strawberry.enum(
        _codes,
        name="SharedField",
        description="The fields that a contact shares with its cards.",
    ),
    {shared.code: f"`{FIELDS[Kind.CONTACT][shared.on[Kind.CONTACT]].name}` of a contact." for shared in SHARED_FIELDS},
)
