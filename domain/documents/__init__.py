"""Make, change, release and convert quotes and orders: one set of rules for all kinds, sales and purchase alike."""
