"""Contacts and cards are linked, parted and deleted."""
