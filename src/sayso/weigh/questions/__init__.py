"""What is contested in an event: its claims, and the words in which they are asked."""
