"""Change which template records which operation, over HTTP."""

from typing import Any

from tests.carnet import Carnet

_UPDATE = """mutation ($input: UpdateInteractionTemplateSetupInput!) {
  updateInteractionTemplateSetup(input: $input) { errors { code path } } }"""


async def set_up(carnet: Carnet, **codes: Any) -> None:
    """Let templates record operations: the row's name with the template's code."""
    asked = {f"{row}Code": code for row, code in codes.items()}
    answer = await carnet.ask(_UPDATE, input=asked)
    assert answer == {"updateInteractionTemplateSetup": {"errors": []}}


async def unset(carnet: Carnet, *rows: str) -> None:
    """Let nothing record operations."""
    await set_up(carnet, **dict.fromkeys(rows))
