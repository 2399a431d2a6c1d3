"""OPML in and out, sitemaps, and what is neither."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.collect import Failure, Options, collect, parse, sniff
from sayso.collect.evidence import evidence_of
from sayso.collect.items import Refusal
from sayso.collect.lists import Feed, read_opml, read_sitemap, write_opml
from sayso.errors import UnreadableInput
from tests.collect.servers import Reply, served
from tests.collect.test_fetch import options
from tests.collect.test_parse import PAGE

NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>{0}/page</loc><lastmod>2031-04-03</lastmod>
<news:news><news:publication><news:name>Harbour Post</news:name>
<news:language>en</news:language></news:publication><news:publication_date>2031-04-02T18:00:00Z</news:publication_date>
<news:title>Harbour stays open</news:title></news:news></url>
<url><loc>{0}/page</loc></url><url><loc>nonsense</loc></url><url/></urlset>"""
WORDS = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=8)
FEEDS = st.builds(
    Feed,
    address=WORDS.map(lambda word: f"https://a.example/{word}"),
    title=WORDS,
    page=st.just("https://a.example/"),
    folders=st.lists(WORDS, max_size=3).map(tuple),
)


@given(st.lists(FEEDS, unique_by=lambda feed: feed.address, max_size=6))
def test_what_is_written_is_read_back(feeds: list[Feed]) -> None:
    data = write_opml(feeds)
    assert sniff.media_type(data) == sniff.OPML
    assert sorted(read_opml(data), key=lambda feed: feed.address) == sorted(
        feeds, key=lambda feed: feed.address
    )


@pytest.mark.parametrize(
    ("said", "told"), [((), True), ((("kind", "feed"),), True), ((("kind", "any"),), False)]
)
def test_only_a_feed_is_called_one(said: tuple[tuple[str, str], ...], told: bool) -> None:
    assert (b'type="rss"' in write_opml([Feed("https://a.example/feed", said=said)])) is told


def test_a_long_list_with_duplicates_is_read_once_each() -> None:
    feeds = [Feed(f"https://a.example/{number % 500}") for number in range(5_000)]
    assert len(read_opml(write_opml(feeds))) == 500


@pytest.mark.parametrize(
    "data",
    [
        b"<opml><body>",
        b'<!DOCTYPE opml [<!ENTITY a "b">]><opml>&a;</opml>',
        b'<!DOCTYPE o SYSTEM "file:///etc/passwd"><opml/>' + b"<",
        b"",
    ],
)
def test_lists_that_are_broken_or_bombs_are_refused(data: bytes) -> None:
    with pytest.raises(UnreadableInput):
        read_opml(data)


def test_a_list_of_feeds_holds_no_article_and_says_what_it_is() -> None:
    data = write_opml([Feed("https://a.example/feed", "A")])
    (refusal,) = parse(evidence_of(data, origin="feeds.opml")).refusals
    assert refusal.failure is Failure.NO_ARTICLE
    assert "list of 1 feeds" in refusal.reason


def test_a_news_sitemap_says_what_it_knows_of_each_page() -> None:
    (listed,) = read_sitemap(NEWS.format("https://harbour.example").encode())
    assert (listed.title, listed.outlet, listed.language) == ("Harbour stays open", "Harbour Post", "en")
    assert (listed.published, listed.changed) == ("2031-04-02T18:00:00Z", "2031-04-03")


def test_a_sitemap_that_was_fetched_leads_to_its_pages() -> None:
    with served({"/page": Reply(PAGE.encode())}) as server:
        server.routes["/map"] = Reply(NEWS.format(server.url("")).encode())
        results = list(collect([server.url("/map")], options=options(server)))
    articles = [a for result in results if not isinstance(result, Refusal) for a in result.articles]
    assert [article.outlet for article in articles] == ["Harbour Post"]
    assert not [result for result in results if isinstance(result, Refusal)]


def test_a_sitemap_file_leads_nowhere_by_itself() -> None:
    data = NEWS.format("https://harbour.example").encode()
    (refusal,) = parse(evidence_of(data, origin="map.xml"), options=Options()).refusals
    assert "list of 1 pages" in refusal.reason
