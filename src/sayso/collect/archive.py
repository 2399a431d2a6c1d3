"""Every answer, every file and every failure as a WARC record, before anything reads it.

Here are the bytes of records and what the index says of them; where they are kept is not decided here.
A record is one gzip member; an answer is followed by its request, so that the two are one stretch of
bytes. Digests are SHA-256, as everywhere in sayso.
"""

from __future__ import annotations

import zlib
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any
from urllib.parse import quote

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.timeutils import iso_date_to_datetime
from warcio.utils import Digester
from warcio.warcwriter import BufferWARCWriter

from sayso.collect.fetch.answers import MOVED, Answer
from sayso.collect.items import Gathered, Refusal
from sayso.collect.names import shown, without_login
from sayso.terms.archive import Entry, RecordKind
from sayso.terms.identity import digest_of
from sayso.terms.packing import BodyDamagedError, BodyTooLargeError, pieces

_GZIP = zlib.MAX_WBITS | 16
_LEVEL, _PACKED_LEVEL = 2, 1
"""Pages take a tenth more room at 2 than at warcio's own 9, in a tenth of the time; what came packed hardly
shrinks."""
# The body is kept as it was after the transfer encoding was taken off; readers would take it off again.
_TRANSFER = "transfer-encoding"
_LARGEST = 1 << 26
"""Three times what a page may have; a body that unpacks to more is never evidence, so it needs no digest."""
_SAID = "sayso-failure: {failure}\r\nsayso-reason: {reason}\r\n"

Packed = tuple[bytes, Entry]


def head_of(name: str, *, software: str = "sayso") -> bytes:
    """The first record of an archive file of this name."""
    writer = _Writer()
    said = {"software": software, "format": "WARC/1.1"}
    return writer.packed(writer.create_warcinfo_record(name, said))


def answer_of(answer: Answer) -> Packed:
    """A request and its response as they went over the wire."""
    writer, date = _Writer(), _date(answer.moment)
    headers = StatusAndHeaders(
        f"{answer.status} {answer.reason}".strip(), _whole(answer.headers), protocol="HTTP/1.1"
    )
    response = writer.create_warc_record(
        answer.address,
        "response",
        payload=BytesIO(answer.raw),
        length=len(answer.raw),
        warc_headers_dict={"WARC-Date": date},
        http_headers=headers,
    )
    # The address is what was asked for and can be sent as it is: it is in the ASCII form.
    target = "/" + answer.address.split("/", 3)[3] if answer.address.count("/") > 2 else "/"
    together = response.rec_headers.get_header("WARC-Record-ID")
    request = writer.create_warc_record(
        answer.address,
        "request",
        warc_headers_dict={"WARC-Date": date, "WARC-Concurrent-To": together},
        http_headers=StatusAndHeaders(f"GET {target} HTTP/1.1", list(answer.sent), is_http_request=True),
    )
    coding = answer.header("content-encoding")
    level = _PACKED_LEVEL if coding else _LEVEL
    data = writer.packed(response, level=level) + writer.packed(request, level=_PACKED_LEVEL)
    return data, _answered(answer.address, answer.moment, answer.status, answer.header, answer.raw)


def file_of(gathered: Gathered) -> Packed:
    """Bytes that did not come over the wire, as a resource."""
    writer, evidence = _Writer(), gathered.evidence
    address = f"urn:sayso:{quote(evidence.origin)}"
    resource = writer.create_warc_record(
        address,
        "resource",
        payload=BytesIO(gathered.data),
        length=len(gathered.data),
        warc_content_type=evidence.media_type,
        warc_headers_dict={"WARC-Date": _date(evidence.collected)},
    )
    entry = Entry(RecordKind.RESOURCE, address, evidence.collected, body=evidence.digest)
    return writer.packed(resource), entry


def failure_of(refusal: Refusal, moment: datetime) -> Packed:
    """That an address gave no answer at all, and why."""
    writer = _Writer()
    address = quote(without_login(refusal.item), safe=":/?#[]@!$&'()*+,;=%~")
    said = _SAID.format(failure=refusal.failure.value, reason=shown(refusal.reason)).encode()
    record = writer.create_warc_record(
        address,
        "metadata",
        payload=BytesIO(said),
        length=len(said),
        warc_content_type="application/warc-fields",
        warc_headers_dict={"WARC-Date": _date(moment)},
    )
    entry = Entry(
        RecordKind.FAILURE, address, moment, failure=refusal.failure.value, reason=shown(refusal.reason)
    )
    return writer.packed(record, level=_PACKED_LEVEL), entry


def entry_of(packed: bytes) -> Entry | None:
    """What the index has to say of a record that is there; None where it is no record at all.
    Of an answer with its request it speaks of the answer."""
    try:
        record = next(iter(ArchiveIterator(BytesIO(packed), arc2warc=False)), None)
        if record is None:
            return None
        return _read(record)
    except (ArchiveLoadFailed, ValueError, OSError, KeyError, zlib.error):
        return None


def _read(record: Any) -> Entry:  # noqa: ANN401 - warcio has no types
    header = record.rec_headers.get_header
    moment = iso_date_to_datetime(header("WARC-Date") or "").replace(tzinfo=UTC)
    address, kind = header("WARC-Target-URI") or "", RecordKind(record.rec_type)
    raw = record.raw_stream.read()
    if kind is RecordKind.RESPONSE:
        http = record.http_headers
        return _answered(
            address, moment, int(http.get_statuscode()), lambda name: http.get_header(name) or "", raw
        )
    if kind is RecordKind.FAILURE:
        lines = raw.decode("utf-8", "replace").splitlines()
        said = dict(line.split(": ", 1) for line in lines if ": " in line)
        failure, reason = said.get("sayso-failure", ""), said.get("sayso-reason", "")
        return Entry(kind, address, moment, failure=failure, reason=reason)
    return Entry(kind, address, moment, body=digest_of(raw) if kind is RecordKind.RESOURCE else "")


def _answered(address: str, moment: datetime, status: int, header: Any, raw: bytes) -> Entry:  # noqa: ANN401
    """What the index says of an answer; `header` gives a field of it by name."""
    coding = header("content-encoding")
    digest = sha256()
    try:
        for piece in pieces(raw, coding, limit=_LARGEST):
            digest.update(piece)
        body = digest.hexdigest()
    except (BodyDamagedError, BodyTooLargeError):
        body = ""
    location = shown(without_login(header("location"))) if status in MOVED else ""
    return Entry(
        RecordKind.RESPONSE, address, moment, status=status, location=location, coding=coding, body=body
    )


class _Writer(BufferWARCWriter):  # type: ignore[misc]
    """warcio's writer with SHA-256."""

    def __init__(self) -> None:
        super().__init__(gzip=False, warc_version="1.1")

    @staticmethod
    def _create_digester() -> Digester:
        return Digester("sha256")

    def packed(self, record: object, *, level: int = _LEVEL) -> bytes:
        """A record as one gzip member."""
        self.out = BytesIO()
        self.write_record(record)
        return zlib.compress(self.out.getvalue(), level, _GZIP)


def _whole(headers: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    return [(f"X-Archived-{key}" if key.lower() == _TRANSFER else key, value) for key, value in headers]


def _date(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
