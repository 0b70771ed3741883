"""Say what each field means: how it is read, and which domain function a mutation calls. Owns the transaction."""
