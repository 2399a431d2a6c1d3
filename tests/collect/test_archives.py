"""PDFs, WARC files and WACZ files give the articles in them."""

from __future__ import annotations

import gzip
import io
import zipfile
from datetime import UTC, datetime

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sayso.collect import Failure, parse, sniff
from sayso.collect.evidence import evidence_of

SAID = "The mayor of Port Velm said on Friday that the harbour stays open for all ships. "
PAGE = (
    f"<html><head><title>Harbour stays open</title></head><body><article><p>{SAID * 5}</p></article></body>"
)


def pdf(*lines: str) -> bytes:
    """A PDF of one page, by hand."""
    words = "BT /F1 12 Tf 50 700 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(words)}>>stream\n{words}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        "<</Title(Harbour notice)/CreationDate(D:20310402180000Z)/Author(Ana Brook)>>",
    ]
    body, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += f"{number} 0 obj{part}endobj\n"
    table = f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n" + "".join(
        f"{p:010} 00000 n \n" for p in places
    )
    end = f"trailer<</Size {len(parts) + 1}/Root 1 0 R/Info 6 0 R>>startxref\n{len(body)}\n%%EOF"
    return (body + table + end).encode("latin-1")


def warc() -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for path, status, kind in (
        ("a", "200 OK", "text/html; charset=utf-8"),
        ("b", "404 No", "text/html"),
        ("c", "200 OK", "image/png"),
    ):
        body = b"\x89PNG\r\n" if path == "c" else PAGE.encode()
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            f"https://a.example/{path}", "response", payload=io.BytesIO(body), http_headers=headers,
            warc_headers_dict={"WARC-Date": "2031-04-02T18:00:00Z"},
        )  # fmt: skip
        writer.write_record(record)
    return out.getvalue()


def wacz() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as held:
        held.writestr("datapackage.json", "{}")
        held.writestr("archive/data.warc.gz", warc())
        held.writestr("../../evil.warc", warc())
    return out.getvalue()


def test_a_pdf_gives_its_words_its_title_and_the_day_it_was_made() -> None:
    data = pdf(
        "The mayor of Port Velm said on Friday that the",
        "harbour stays open for all ships, and denied",
        "that the crane had failed.",
    )
    parsed = parse(evidence_of(data, origin="notice.pdf", collected=datetime(2031, 5, 1, tzinfo=UTC)))
    article = parsed.articles[0]
    assert article.title == "Harbour notice"
    assert "on Friday that the harbour stays open for all ships, and denied that" in article.text
    assert article.authors == ("Ana Brook",)
    assert article.published.moment == datetime(2031, 4, 2, tzinfo=UTC)


@pytest.mark.parametrize("data", [warc(), gzip.decompress(warc()), wacz()])
def test_an_archive_gives_its_pages_under_the_evidence_that_it_is(data: bytes) -> None:
    gathered = evidence_of(data, origin="case.warc.gz")
    assert gathered.evidence.media_type in {sniff.WARC, sniff.WACZ}
    articles = parse(gathered).articles
    assert [(each.title, each.url, each.evidence) for each in articles] == [
        ("Harbour stays open", "https://a.example/a", gathered.evidence.digest)
    ]
    assert articles[0].locator == "record 1, https://a.example/a"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.4\nnothing",
        pdf(),
        warc()[:40],
        wacz()[:-60],
        b"WARC/1.0\r\nnoise\r\n\r\n",
        gzip.compress(b"WARC/1.1\r\n"),
    ],
)
def test_what_is_broken_is_refused_by_name(data: bytes) -> None:
    parsed = parse(evidence_of(data, origin="broken"))
    assert parsed.articles == ()
    assert {refusal.failure for refusal in parsed.refusals} <= {Failure.UNREADABLE, Failure.NO_ARTICLE}
    assert all(refusal.next_step for refusal in parsed.refusals)
