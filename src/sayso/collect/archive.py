"""Every answer and every file into a WARC file, before anything reads it.

One record is one gzip member, written whole and flushed to the disk before the next step. A kill in
the middle can leave only the last member cut short; opening the file again cuts that away, so that
what stands in an archive is whole. Digests are SHA-256, as everywhere in sayso.
"""

from __future__ import annotations

import os
import threading
import zlib
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Self
from urllib.parse import quote

from warcio.statusandheaders import StatusAndHeaders
from warcio.utils import Digester
from warcio.warcwriter import BufferWARCWriter

from sayso.collect.fetch.answers import Answer
from sayso.collect.items import Gathered
from sayso.collect.names import shown
from sayso.errors import StorageFull

_CHUNK = 1 << 20
_LEVEL, _GZIP = 4, zlib.MAX_WBITS | 16
# The body is kept as it was after the transfer encoding was taken off; readers would take it off again.
_TRANSFER = "transfer-encoding"


class Archive:
    """A WARC file that grows. `record` is what a `Fetcher` calls for each answer, `keep` what
    `collect` calls for each piece of evidence. Safe to use from several threads."""

    def __init__(self, path: Path, *, software: str = "sayso") -> None:
        self._lock = threading.Lock()
        mend(path)
        self._path = path
        self._handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
        self._writer = _Writer()
        if not os.fstat(self._handle).st_size:
            self._write(
                self._writer.create_warcinfo_record(path.name, {"software": software, "format": "WARC/1.1"})
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        os.close(self._handle)

    def record(self, answer: Answer) -> None:
        """Keep a request and its response as they went over the wire."""
        date = _date(answer.moment)
        response = self._writer.create_warc_record(
            answer.address,
            "response",
            payload=BytesIO(answer.raw),
            length=len(answer.raw),
            warc_headers_dict={"WARC-Date": date},
            http_headers=StatusAndHeaders(
                f"{answer.status} {answer.reason}".strip(), _whole(answer.headers), protocol="HTTP/1.1"
            ),
        )
        # The address is what was asked for and can be sent as it is: it is in the ASCII form.
        target = "/" + answer.address.split("/", 3)[3] if answer.address.count("/") > 2 else "/"
        request = self._writer.create_warc_record(
            answer.address,
            "request",
            warc_headers_dict={
                "WARC-Date": date,
                "WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID"),
            },
            http_headers=StatusAndHeaders(f"GET {target} HTTP/1.1", list(answer.sent), is_http_request=True),
        )
        self._write(response, request)

    def keep(self, gathered: Gathered) -> None:
        """Keep a file as a resource; what was fetched stands in the archive as an answer already."""
        if gathered.exchange is not None:
            return
        evidence = gathered.evidence
        resource = self._writer.create_warc_record(
            f"urn:sayso:{quote(evidence.origin)}",
            "resource",
            payload=BytesIO(gathered.data),
            length=len(gathered.data),
            warc_content_type=evidence.media_type,
            warc_headers_dict={"WARC-Date": _date(evidence.collected)},
        )
        self._write(resource)

    def _write(self, *records: object) -> None:
        """All of the records or none: what a full disk cuts short is taken back. StorageFull."""
        with self._lock:
            start = os.fstat(self._handle).st_size
            try:
                left = memoryview(b"".join(self._writer.packed(record) for record in records))
                while left:
                    left = left[os.write(self._handle, left) :]
                os.fsync(self._handle)
            except OSError as error:
                os.ftruncate(self._handle, start)
                raise StorageFull(shown(str(self._path)), error.strerror or str(error)) from error


class _Writer(BufferWARCWriter):  # type: ignore[misc]
    """warcio's writer with SHA-256, and packed at level 4: warcio's own level 9 takes nine times
    as long for 4 % less."""

    def __init__(self) -> None:
        super().__init__(gzip=False, warc_version="1.1")

    @staticmethod
    def _create_digester() -> Digester:
        return Digester("sha256")

    def packed(self, record: object) -> bytes:
        """A record as one gzip member."""
        self.out = BytesIO()
        self.write_record(record)
        return zlib.compress(self.out.getvalue(), _LEVEL, _GZIP)


def mend(path: Path) -> int:
    """Cut a record off that was not written to its end; give the number of bytes cut."""
    if not path.exists():
        return 0
    whole = _whole_bytes(path)
    extra = path.stat().st_size - whole
    if extra:
        with path.open("r+b") as file:
            file.truncate(whole)
            os.fsync(file.fileno())
    return extra


def _whole_bytes(path: Path) -> int:
    """The length of the gzip members that are complete."""
    whole = read = 0
    unpacker = zlib.decompressobj(_GZIP)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            read += len(chunk)
            while chunk:
                try:
                    unpacker.decompress(chunk)
                except zlib.error:
                    return whole
                chunk = unpacker.unused_data
                if unpacker.eof:
                    whole = read - len(chunk)
                    unpacker = zlib.decompressobj(_GZIP)
    return whole


def _whole(headers: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    return [(f"X-Archived-{key}" if key.lower() == _TRANSFER else key, value) for key, value in headers]


def _date(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
