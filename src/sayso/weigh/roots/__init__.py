"""The chains of all articles of a question joined into root sources."""
