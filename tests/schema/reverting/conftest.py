"""Replay the journal after each test of reversals: it must tell all that is stored, and no more."""

from tests.schema.linking.conftest import carnet

__all__ = ["carnet"]
