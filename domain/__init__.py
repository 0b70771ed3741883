"""What may happen to the records and what follows: rules, planning, journal. Knows neither web nor GraphQL."""
