"""The watch: beats are visited, what is new is kept, read and weighed, and what matters is told."""
