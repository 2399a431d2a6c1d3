"""Alerts: what changed and matters, decided from values, kept as facts, delivered as people want it."""
