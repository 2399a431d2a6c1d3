"""The archive: what came over the wire or out of a file, as WARC records, and where each stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class RecordKind(StrEnum):
    """What a record holds; the names are WARC's."""

    INFO = "warcinfo"  # the head of a file
    RESPONSE = "response"  # an answer, with the request that it was given to
    REQUEST = "request"
    RESOURCE = "resource"  # a file, or bytes that came in some other way
    FAILURE = "metadata"  # that nothing came, and why


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index says of a record before it has a place.

    `body` is the SHA-256 of the body without its content encoding (`coding`), which is the digest of
    the evidence in it; empty where there is none. `location` is where a redirect led. A FAILURE has the
    class of what went wrong in `failure` and its words in `reason`.
    """

    kind: RecordKind
    address: str
    moment: datetime
    status: int | None = None
    location: str = ""
    failure: str = ""
    reason: str = ""
    coding: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands: a file of the archive, the stretch of bytes, and their SHA-256."""

    file: str
    offset: int
    length: int
    digest: str

    @property
    def end(self) -> int:
        """The offset after its last byte."""
        return self.offset + self.length


@dataclass(frozen=True, slots=True)
class Record:
    """One record of the archive."""

    place: Place
    entry: Entry
