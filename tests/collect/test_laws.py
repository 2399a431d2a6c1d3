"""What holds for any input at all."""

from __future__ import annotations

import contextlib
import json
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.collect import Options, Parsed, parse, sniff
from sayso.collect.dates import interval_of, published
from sayso.collect.decode import decode
from sayso.collect.evidence import evidence_of
from sayso.collect.names import shown
from sayso.collect.words import one_line, paragraphs, plain
from sayso.terms.article import Article
from sayso.terms.identity import digest_of
from sayso.terms.packing import BodyDamagedError, BodyTooLargeError, unpack
from sayso.terms.time import Certainty

COLLECTED = datetime(2031, 5, 1, 12, tzinfo=UTC)
TEXTS = (sniff.HTML, sniff.FEED, sniff.PLAIN, sniff.JSON, sniff.JSON_LINES, sniff.MAIL, sniff.MBOX)
KINDS = (*TEXTS, sniff.OPML, sniff.SITEMAP, sniff.BINARY, sniff.PDF)
# Pieces that parsers trip over more often than over random bytes.
PIECES = st.sampled_from(
    [
        *(
            b"<p>",
            b"</p>",
            b"<html>",
            b"<!DOCTYPE",
            b"<![CDATA[",
            b"]]>",
            b"<!--",
            b"&#0;",
            b"&#xD800;",
            b"&amp",
        ),
        *(b"<?xml ", b'<rss version="2.0"><channel><item>', b"<item><title>", b"</item>", b"<description>"),
        *(
            b"<pubDate>",
            b"<link>",
            b"The mayor said so. ",
            b'{"text":',
            b'"a b"',
            b"}",
            b"[",
            b"]",
            b",",
            b"\n",
        ),
        *(
            b"\r",
            b"\0",
            b"\xff",
            b"\xfe\xff",
            b"\xef\xbb\xbf",
            b"\xc3",
            b"<script type='application/ld+json'>",
        ),
        *(b'{"datePublished":', b"<time datetime='", b"<meta charset=", b"utf-7", b"Title: x\n", b"---\n"),
        *(
            b"From a 2031\n",
            b"Subject: =?utf-8?b?",
            b"Content-Type: multipart/mixed; boundary=x\n\n--x\n",
            b"Date: ",
        ),
        *(
            b"<opml><body><outline xmlUrl='",
            b"<urlset><url><loc>",
            b"</loc></url></urlset>",
            b"'/></body></opml>",
        ),
        *(b"<base href='", b"http://[", b"<a href=//[>", b"<link rel=canonical href='//[x'>"),
    ]
)
SOUP = st.lists(st.one_of(PIECES, st.binary(max_size=12)), max_size=40).map(b"".join)


def read(data: bytes, kind: str) -> Parsed:
    gathered = evidence_of(data, origin="thing", collected=COLLECTED)
    return parse(replace(gathered, evidence=replace(gathered.evidence, media_type=kind)), options=Options())


@settings(max_examples=150)
@given(SOUP, st.sampled_from(KINDS))
def test_any_bytes_give_articles_or_refusals_and_never_an_error(data: bytes, kind: str) -> None:
    parsed = read(data, kind)
    assert parsed.articles or parsed.refusals or parsed.links
    assert parsed == read(data, kind)
    for article in parsed.articles:
        assert article.evidence == digest_of(data)
        assert article.text == paragraphs(article.text) != ""
        assert one_line(article.title) == article.title
        article.text.encode("utf-8")
        assert article.id == Article.make_id(
            outlet=article.outlet, url=article.url, title=article.title, text=article.text
        )
    for refusal in parsed.refusals:
        assert str(refusal).isprintable()


NAMES = st.sampled_from(
    [
        *("text", "title", "outlet", "published", "url", "authors", "author", "id", "items", "articles"),
        *("version", "content_html", "language"),
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=12,
)


@settings(max_examples=100)
@given(JSON)
def test_any_json_gives_articles_or_refusals(value: object) -> None:
    data = json.dumps(value).encode()
    for kind in (sniff.JSON, sniff.JSON_LINES):
        parsed = read(data, kind)
        assert parsed.articles or parsed.refusals or parsed.links


@given(st.text())
def test_layout_is_settled_once(text: str) -> None:
    once = paragraphs(text)
    assert paragraphs(once) == once
    assert one_line(one_line(text)) == one_line(text)
    assert plain(plain(text)) == plain(text)


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "M"])))
def test_no_letter_is_changed_or_lost(text: str) -> None:
    assert paragraphs(text) == text


@given(
    st.text(
        alphabet=st.characters(
            categories=["L", "N", "P", "Zs", "Zl", "Zp", "Cc"], exclude_characters="\ufeff"
        )
    )
)
def test_only_white_space_and_controls_differ(text: str) -> None:
    def letters(value: str) -> str:
        return "".join(char for char in value if unicodedata.category(char)[0] not in "ZC")

    assert letters(paragraphs(text)) == letters(text)


@given(
    st.binary(),
    st.sampled_from(
        ["", "utf-8", "latin-1", "klingon", "utf-16", "idna", "hex", "base64", "rot13", "undefined"]
    ),
)
def test_any_bytes_decode(data: bytes, header: str) -> None:
    text, charset = decode(data, header=header, declares=True)
    assert isinstance(text, str)
    assert 0 < charset.certainty <= 1


@given(st.text())
def test_text_comes_back_from_utf8(text: str) -> None:
    assert decode(text.encode("utf-8", "replace"))[0].lstrip("\ufeff") == text.encode(
        "utf-8", "replace"
    ).decode().lstrip("\ufeff")


@given(st.binary())
def test_any_bytes_have_a_media_type(data: bytes) -> None:
    assert "/" in sniff.media_type(data)


@given(st.text())
def test_any_name_can_be_shown(name: str) -> None:
    assert shown(name).isprintable()


@given(st.datetimes(min_value=datetime(1600, 1, 1), max_value=datetime(2200, 1, 1)), st.integers(-720, 720))  # noqa: DTZ001
def test_a_moment_is_read_back_within_its_minute(naive: datetime, minutes: int) -> None:
    moment = naive.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    interval, zoned = interval_of(moment.isoformat())
    assert interval is not None
    assert interval.start is not None
    assert interval.end is not None
    assert interval.start <= moment < interval.end
    assert zoned


@given(
    st.one_of(
        st.text(),
        st.from_regex(r"\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}([ T]\d\d?:\d\d)?(Z|[+-]\d\d:?\d\d)?"),
        st.integers().map(str),
    )
)
def test_any_words_give_a_published_time(words: str) -> None:
    found = published(words, collected=COLLECTED, basis="the record")
    assert found.interval is not None
    if found.certainty is Certainty.STATED:
        assert found.interval.start is not None
        assert found.interval.start <= COLLECTED + timedelta(days=1)


@given(st.binary(), st.sampled_from(["", "gzip", "deflate", "br"]))
def test_any_body_is_unpacked_or_refused(raw: bytes, encoding: str) -> None:
    with contextlib.suppress(BodyDamagedError, BodyTooLargeError):
        assert len(unpack(raw, encoding, limit=1_000)) <= max(1_000, len(raw))
