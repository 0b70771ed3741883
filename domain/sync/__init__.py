"""Keep the shared fields of linked records equal: the table, the plan, and carrying it out."""
