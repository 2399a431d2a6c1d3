"""A question or a case as one file that can be checked on another machine."""
