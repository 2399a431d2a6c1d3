"""Recording -> what is said, who speaks when, voices, reuse, provenance marks.

An optional part (`sayso[listen]`): nothing here imports an audio library at import time, and
`missing.missing()` says what is not installed.
"""
