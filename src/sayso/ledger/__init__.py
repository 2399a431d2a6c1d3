"""All storage: a read view at an as-of, a writer with a unit of work."""
