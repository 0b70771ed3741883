"""Change the set-up, a module per noun: every value checked, every code known, nothing that could not work."""
