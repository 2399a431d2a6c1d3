"""The vocabulary of sayso: frozen, typed values. No I/O and nothing but the standard library."""
