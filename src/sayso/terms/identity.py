"""Same thing, same id: ids are hashes of content, so doing a step twice adds nothing."""

from __future__ import annotations

import hashlib

# 80 bits: for a million ids the chance of one collision is under one in a trillion,
# and the id is still short enough for an address bar and a command line.
_LENGTH = 20


def content_id(kind: str, *parts: str) -> str:
    """An id like `st-1f0c…` made from the kind's letters and the parts, in order."""
    digest = hashlib.sha256("\x1f".join((kind, *parts)).encode("utf-8", "surrogatepass"))
    return f"{kind}-{digest.hexdigest()[:_LENGTH]}"


def digest_of(data: bytes) -> str:
    """The SHA-256 of evidence bytes, in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()
