"""Fetching that keeps the facts, is polite, and never reaches into a private network."""
