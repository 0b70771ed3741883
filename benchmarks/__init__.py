"""Measure Carnet beside the plain way and the bare limit, in one run on the same rows: see README.md."""
