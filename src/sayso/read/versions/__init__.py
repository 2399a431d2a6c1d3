"""Two versions of an article compared, and statements carried from one to the next."""
