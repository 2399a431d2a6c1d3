"""Who speaks, by name, and through whom it came."""
