"""Alembic's environment for a case, and the migrations from the first table on."""
