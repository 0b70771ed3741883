"""Bring in CSV files: what each holds, what of it may be kept, what follows from it, and what became of every row."""
