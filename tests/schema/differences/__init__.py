"""Differences between linked records are found, counted and mended."""
