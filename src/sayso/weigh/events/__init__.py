"""Which articles are about one event, and which of them repeat the words of another."""
