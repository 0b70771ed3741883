"""Write the SQL of every golden query anew."""

from tests.schema.golden.files import write

write()
