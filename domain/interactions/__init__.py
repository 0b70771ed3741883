"""Record what is done with contacts: by hand, and by itself wherever an operation touches one."""
