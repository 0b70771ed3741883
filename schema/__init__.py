"""Say what clients may ask: types, inputs, mutations, filters, connections, scalars, limits."""
