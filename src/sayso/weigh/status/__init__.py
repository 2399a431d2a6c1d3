"""Where a question stands as of a moment, and what an editor should see beside the count."""
