"""Hyperlinks of a page are found again in its text; hostile ones are not there."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sayso.collect.hyperlinks import LONGEST, address_of
from sayso.collect.items import Gathered
from sayso.collect.parse import parse
from sayso.terms.article import Article, Evidence
from sayso.terms.identity import digest_of

BASE = "https://harbour.example/pier"
PAGE = """<html><head><title>Pier shut</title><link rel="canonical" href="https://harbour.example/pier"></head>
<body><nav><a href="https://elsewhere.example/">Elsewhere</a></nav><article><h1>Pier shut</h1>
<p>The pier at Hale was shut on Friday, according to <a href="https://tern.example/w?utm_source=x#top"> a
<b>report</b> </a>. The storm broke two windows and a door, and nobody was hurt in the town, where it blew.
</p><p>Two officials <a href="javascript:alert(1)">said</a> that it would <!-- soon --> open, the
<a href="https://user:pw@courier.example/a">Courier</a> reported. Residents have
<a href="/topic/pier">walked</a> on it for a hundred years and
<a href="https://harbour.example/x">do not want to wait</a> until May.</p>
</article></body></html>"""


def page(markup: str) -> Article:
    data = markup.encode()
    evidence = Evidence(digest_of(data), len(data), "text/html", BASE, datetime(2031, 3, 1, tzinfo=UTC))
    (article,) = parse(Gathered(evidence, data)).articles
    return article


def test_links_to_other_sites_stand_at_their_words() -> None:
    article = page(PAGE)
    assert [(link.span.of(article.text), link.url) for link in article.hyperlinks] == [
        ("a report", "https://tern.example/w"),
        ("Courier", "https://courier.example/a"),
    ]


def test_the_text_is_the_same_with_links_and_without() -> None:
    plain = page(PAGE.replace("<a href", "<a name"))
    assert (plain.id, plain.text, plain.hyperlinks) == (page(PAGE).id, page(PAGE).text, ())


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("https://tern.example/a b", ""),
        ("https://tern.example/a?fbclid=1&id=2#c", "https://tern.example/a?id=2"),
        ("//tern.example/a", "https://tern.example/a"),
        ("/b", "https://harbour.example/b"),
        ("HTTPS://Tern.example:8443/A", "https://tern.example:8443/A"),
        ("https://tern.example@evil.example/", "https://evil.example/"),
        ("https://tеrn.example/", "https://xn--trn-rdd.example/"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("mailto:ada@harbour.example", ""),
        ("https://[::1", ""),
        ("https://tern.example:port/", ""),
        (f"https://{'a' * 70}.example/", ""),
        ("https://tern.example/\u202egnp.exe", ""),
        (f"https://tern.example/{'a' * LONGEST}", ""),
    ],
)
def test_an_address_is_plain_or_none(href: str, url: str) -> None:
    assert address_of(href, base=BASE) == url
