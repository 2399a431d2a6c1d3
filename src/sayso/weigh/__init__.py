"""statements -> claims, questions, roots, status as-of."""
