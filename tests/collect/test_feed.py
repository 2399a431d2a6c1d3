"""Feeds of each kind: their items in order, whole texts and summaries told apart."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from sayso.collect import Exchange, Failure, Options, Parsed, parse, sniff
from sayso.collect.evidence import evidence_of
from sayso.terms.time import Certainty

COLLECTED = datetime(2031, 5, 1, 12, tzinfo=UTC)
SAID = "The mayor of Port Velm said on Friday that the harbour stays open."
WHOLE = "".join(f"<p>{SAID} And {number} more said so.</p>" for number in range(5))
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour Post</title><language>en-gb</language>
<item><title>Open &amp; shut</title><link>https://a.example/1?utm_source=rss</link><guid>g1</guid>
<dc:creator>Ana Brook</dc:creator><pubDate>Wed, 02 Apr 2031 18:00:00 +0200</pubDate>
<description>In short.</description>
<content:encoded><![CDATA[{WHOLE}<script>x()</script>]]></content:encoded></item>
<item><title>Second</title><link>https://a.example/2</link><description>{SAID}</description></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post</title>
<entry><title type="html">Open &amp;amp; shut</title><link href="https://a.example/1"/><id>tag:1</id>
<updated>2031-04-03T00:00:00Z</updated>
<published>2031-04-02T16:00:00Z</published><author><name>Ana Brook</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{WHOLE}</div></content></entry></feed>"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel><title>Harbour Post</title></channel><item><title>Open &amp; shut</title><link>https://a.example/1</link>
<description>{SAID}</description></item></rdf:RDF>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Harbour Post",
        "language": "en",
        "items": [
            {"id": 1, "url": "https://a.example/1", "title": "Open & shut", "content_html": WHOLE}
            | {"date_published": "2031-04-02T18:00:00+02:00", "authors": [{"name": "Ana Brook"}, None]},
            {"id": "2", "content_text": SAID, "author": {"name": "Old Style"}},
            "no item",
            {"id": "3"},
        ],
    }
)


def read(markup: str, *, options: Options | None = None) -> Parsed:
    return parse(evidence_of(markup.encode(), origin="feed", collected=COLLECTED), options=options)


@pytest.mark.parametrize("markup", [RSS, ATOM, JSON])
def test_a_whole_item_is_an_article(markup: str) -> None:
    article = read(markup).articles[0]
    assert (article.title, article.outlet, article.authors) == ("Open & shut", "Harbour Post", ("Ana Brook",))
    assert article.url == "https://a.example/1"
    assert article.published.moment == datetime(2031, 4, 2, 16, tzinfo=UTC)
    assert article.text.split("\n\n") == [f"{SAID} And {number} more said so." for number in range(5)]


def test_items_keep_their_order_and_say_which_they_are() -> None:
    articles = read(RSS).articles
    assert [article.locator for article in articles] == [
        "item 1, id g1",
        "item 2, id https://a.example/2",
    ] or [article.locator for article in articles] == ["item 1, id g1", "item 2"]
    assert articles[1].published.certainty is Certainty.COLLECTED
    assert articles[1].language == "en"


def test_where_links_are_followed_a_summary_is_only_a_link() -> None:
    parsed = read(RSS, options=Options(follow=True))
    assert len(parsed.articles) == 1
    (link,) = parsed.links
    assert link.address == "https://a.example/2"
    assert link.summary is not None
    assert link.summary.text == SAID
    assert not read(RSS, options=Options(follow=True, offline=True)).links


def test_old_and_odd_feeds_are_read() -> None:
    assert sniff.media_type(RDF.encode()) == sniff.FEED
    assert read(RDF).articles[0].text == SAID
    assert read(RSS.replace("</item>", "", 1)).articles
    assert read("\n\n  " + RSS.partition("?>")[2]).articles
    assert read(RSS.replace("&amp;", "&")).articles[0].title == "Open & shut"


def test_items_of_a_json_feed_that_are_none_are_named() -> None:
    parsed = read(JSON)
    assert [article.text for article in parsed.articles][1:] == [SAID]
    assert [refusal.failure for refusal in parsed.refusals] == [Failure.NO_ARTICLE]


def test_items_that_are_equal_but_for_their_words_are_all_kept() -> None:
    head = "<guid>same</guid><pubDate>Wed, 02 Apr 2031 18:00:00 +0200</pubDate>"
    item = f"<item>{head}<description>{{0}}</description></item>"
    items = "".join(item.format(f"{SAID} Take {number}.") for number in range(20))
    assert len(read(f'<rss version="2.0"><channel><title>P</title>{items}</channel></rss>').articles) == 20


@pytest.mark.parametrize("name", ["windows-1251", "utf-16", "iso-8859-2", "koi8-r"])
def test_feeds_in_other_charsets(name: str) -> None:
    said = (
        "Мэр сказал, что гавань открыта." if name != "iso-8859-2" else "Burmistrz powiedział, że port działa."
    )
    markup = RSS.replace(SAID, said).replace("UTF-8", name).replace("Open &amp; shut", said)
    parsed = parse(evidence_of(markup.encode(name), origin="feed", collected=COLLECTED))
    assert parsed.articles[0].title == said


@pytest.mark.parametrize("link", ["/etc/passwd", "//etc/passwd", "file:///etc/passwd", "-", ".", ""])
def test_a_feed_names_no_file_to_read(link: str) -> None:
    markup = RSS.replace("https://a.example/2", link)
    parsed = read(markup, options=Options(follow=True))
    assert parsed.links == ()
    assert len(parsed.articles) == 2


def test_an_address_relative_to_the_feed_is_made_whole() -> None:
    exchange = Exchange("https://a.example/feed/rss", "https://a.example/feed/rss", 200)
    given = evidence_of(RSS.replace("https://a.example/2", "../2").encode(), origin="feed", exchange=exchange)
    assert [link.address for link in parse(given).links] == ["https://a.example/2"]


def test_a_reference_to_half_a_character_costs_one_character() -> None:
    feed = "<rss version='2.0'><channel><item><title>a&#xD800;b&#0;&amp;#xDC00;c</title><description>Said so."
    data = f"{feed}</description></item></channel></rss>".encode()
    parsed = parse(evidence_of(data, origin="feed", collected=COLLECTED))
    assert [article.title for article in parsed.articles] == ["a\ufffdb\ufffd\ufffdc"]


def test_an_item_without_an_address_has_not_that_of_its_feed() -> None:
    data = b"<rss version='2.0'><channel><item><title>Alpha</title><description>Said so.</description></item>"
    exchange = Exchange("https://a.example/feed", "https://a.example/feed", 200)
    parsed = parse(evidence_of(data + b"</channel></rss>", origin="feed", exchange=exchange))
    assert [(entry.address, entry.title) for entry in parsed.entries] == [("", "Alpha")]
    assert [article.url for article in parsed.articles] == [""]
