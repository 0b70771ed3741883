"""Check and normalise one value at a time, where it enters: texts, phones, e-mails, codes, numbers. Pure functions."""
