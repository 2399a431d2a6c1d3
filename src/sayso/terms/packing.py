"""Bodies without the encoding they were sent in, unpacked no further than a limit."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

_STEP = 1 << 20  # what is left of the input is copied at each step


class BodyTooLargeError(Exception):
    """A body is longer than allowed, as sent or once unpacked."""


class BodyDamagedError(Exception):
    """A body is packed in a way that can't be undone."""


def unpack(raw: bytes, encoding: str, *, limit: int) -> bytes:
    """`raw` without its content encoding. Small inputs can unpack to anything, so this stops one
    byte after `limit` whatever they claim (BodyTooLargeError)."""
    return b"".join(pieces(raw, encoding, limit=limit))


def pieces(raw: bytes, encoding: str, *, limit: int) -> Iterator[bytes]:
    """The same a piece at a time, for what need not be held whole."""
    name = encoding.strip().lower()
    if name in {"", "identity"} or not raw:
        yield raw
    elif name in {"gzip", "x-gzip"}:
        yield from _inflate(raw, zlib.MAX_WBITS | 16, limit)
    elif name == "deflate":
        yield from _inflate(raw, _window(raw), limit)
    else:
        raise BodyDamagedError(f"it is packed as '{name[:40]}', which was not asked for")


def _window(raw: bytes) -> int:
    """Some servers leave out the head that `deflate` should have."""
    try:
        zlib.decompressobj(zlib.MAX_WBITS).decompress(raw[:_STEP], 1)
    except zlib.error:
        return -zlib.MAX_WBITS
    return zlib.MAX_WBITS


def _inflate(raw: bytes, window: int, limit: int) -> Iterator[bytes]:
    left = limit
    rest = raw
    while rest:
        packer = zlib.decompressobj(window)
        while rest and not packer.eof:
            try:
                piece = packer.decompress(rest, min(_STEP, left + 1))
            except zlib.error as error:
                raise BodyDamagedError(f"it can't be unpacked ({error})") from None
            left -= len(piece)
            if left < 0:
                raise BodyTooLargeError
            yield piece
            rest = packer.unconsumed_tail
        if not packer.eof:
            if len(packer.flush(_STEP)) > left:
                raise BodyTooLargeError
            raise BodyDamagedError("it was cut short")
        # A second member may follow; anything else after the end is padding.
        rest = packer.unused_data if packer.unused_data.startswith(b"\x1f\x8b") else b""
