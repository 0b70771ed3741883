"""Keep each query that a front end asks beside the SQL that it must become: NAME.graphql, NAME.sqlite.sql and so on.

`python -m tests.schema.golden` writes all SQL anew.
"""
