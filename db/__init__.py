"""Where records are kept: tables, engines, the unit of work, and the SQL side of the query compiler."""
