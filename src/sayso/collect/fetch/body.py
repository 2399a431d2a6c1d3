"""The body of a response, read no further than the limit."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.terms.packing import BodyTooLargeError


def read_body(chunks: Iterable[bytes], *, limit: int) -> bytes:
    """The bytes as they were sent. BodyTooLargeError beyond `limit`."""
    parts: list[bytes] = []
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise BodyTooLargeError
        parts.append(chunk)
    return b"".join(parts)
