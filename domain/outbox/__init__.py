"""Queue e-mails in the transaction that asks for them, and deliver each at least once under one Message-ID."""
