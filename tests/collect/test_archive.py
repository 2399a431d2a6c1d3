"""A record holds what came over the wire, whole, with digests that hold; the index says the same of it."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from sayso.collect.archive import Packed, answer_of, entry_of, failure_of, file_of, head_of
from sayso.collect.evidence import evidence_of
from sayso.collect.fetch.answers import Answer
from sayso.collect.items import Failure, refuse
from sayso.terms.archive import RecordKind
from sayso.terms.identity import digest_of

NOON = datetime(2031, 3, 7, 12, 0, tzinfo=UTC)
SENT = (("Host", "a.example"), ("User-Agent", "sayso"))


def answer(raw: bytes, *, status: int = 200, **headers: str) -> Answer:
    fields = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Answer("https://a.example/b?c=%C3%BC", status, SENT, fields, raw, NOON, "Fine")


def records(packed: bytes) -> list[tuple[str, bytes]]:
    """Kind and payload of each record; digests are checked on the way."""
    found = ArchiveIterator(BytesIO(packed), check_digests="raise")
    return [(record.rec_type, record.raw_stream.read()) for record in found]


def test_an_answer_stands_as_it_came_with_its_request() -> None:
    body = gzip.compress(b"<p>Words")
    packed, entry = answer_of(answer(body, Content_Encoding="gzip", X_Odd="caf\xe9"))
    assert records(packed) == [("response", body), ("request", b"")]
    assert (entry.status, entry.coding, entry.body) == (200, "gzip", digest_of(b"<p>Words"))
    text = gzip.decompress(packed)
    assert b"GET /b?c=%C3%BC HTTP/1.1\r\nHost: a.example" in text
    assert b"HTTP/1.1 200 Fine\r\n" in text


def test_a_redirect_says_where_it_led_without_a_login() -> None:
    _, entry = answer_of(answer(b"", status=302, Location="https://me:secret@b.example/\x07"))
    assert entry.location == "https://b.example/\\x07"


@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_a_body_that_cannot_be_unpacked_is_kept_and_is_no_evidence(coding: str) -> None:
    packed, entry = answer_of(answer(b"\x1f\x8bno", Content_Encoding=coding))
    assert entry.body == ""
    assert records(packed)[0] == ("response", b"\x1f\x8bno")


@given(st.binary(max_size=200), st.text(max_size=20))
def test_the_index_of_a_record_can_be_made_again_from_it(data: bytes, name: str) -> None:
    refused = refuse(f"https://a.example/{name}", Failure.TIMEOUT, f"late: {name}")
    made: list[Packed] = [
        answer_of(answer(data, Content_Type="text/html")),
        file_of(evidence_of(data, origin=name, collected=NOON)),
        failure_of(refused, NOON),
    ]
    for packed, entry in made:
        assert entry_of(packed) == entry


def test_what_is_no_record_has_no_entry() -> None:
    assert entry_of(gzip.compress(b"words")) is None
    assert entry_of(b"") is None
    head = entry_of(head_of("00001.warc.gz"))
    assert head is not None
    assert head.kind is RecordKind.INFO
