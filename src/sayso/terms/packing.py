"""Bodies without the encoding they were sent in, unpacked no further than a limit."""

from __future__ import annotations

import zlib

_STEP = 65_536


class BodyTooLargeError(Exception):
    """A body is longer than allowed, as sent or once unpacked."""


class BodyDamagedError(Exception):
    """A body is packed in a way that can't be undone."""


def unpack(raw: bytes, encoding: str, *, limit: int) -> bytes:
    """`raw` without its content encoding. Small inputs can unpack to anything, so this stops one
    byte after `limit` whatever they claim (BodyTooLargeError)."""
    name = encoding.strip().lower()
    if name in {"", "identity"} or not raw:
        return raw
    if name in {"gzip", "x-gzip"}:
        return _inflate(raw, zlib.MAX_WBITS | 16, limit)
    if name == "deflate":
        try:
            return _inflate(raw, zlib.MAX_WBITS, limit)
        except BodyDamagedError:
            return _inflate(raw, -zlib.MAX_WBITS, limit)
    raise BodyDamagedError(f"it is packed as '{name[:40]}', which was not asked for")


def _inflate(raw: bytes, window: int, limit: int) -> bytes:
    out = bytearray()
    rest = raw
    while rest:
        packer = zlib.decompressobj(window)
        while rest and not packer.eof:
            try:
                out += packer.decompress(rest, min(_STEP, limit + 1 - len(out)))
            except zlib.error as error:
                raise BodyDamagedError(f"it can't be unpacked ({error})") from None
            if len(out) > limit:
                raise BodyTooLargeError
            rest = packer.unconsumed_tail
        if not packer.eof:
            out += packer.flush(_STEP)
            if len(out) > limit:
                raise BodyTooLargeError
            raise BodyDamagedError("it was cut short")
        # A second member may follow; anything else after the end is padding.
        rest = packer.unused_data if packer.unused_data.startswith(b"\x1f\x8b") else b""
    return bytes(out)
