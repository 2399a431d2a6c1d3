"""What an answer turned out to be: what the beat is known for, or something else that says why not."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urljoin

from sayso.collect import sniff
from sayso.collect.items import Failure, Gathered, Parsed, Refusal, refuse
from sayso.collect.names import shown
from sayso.terms.watch import BeatKind

_HEAD = 200_000
_PASSWORD = re.compile(rb"<input[^>]{0,300}type\s*=\s*[\"']?password", re.I)
_TITLE = re.compile(rb"<title[^>]{0,200}>(.{0,300}?)</title", re.I | re.S)
_FEED = re.compile(rb"<link[^>]{0,400}application/(?:rss|atom|feed)\+(?:xml|json)[^>]{0,400}>", re.I)
_HREF = re.compile(rb"href\s*=\s*[\"']([^\"'\s]{1,500})", re.I)
# Said in the title of a short page that has no article: not the page that was asked for.
_ERROR = re.compile(
    r"\b(?:40[0-9]|50[0-9]|page not found|not found|access denied|forbidden|just a moment|attention required"
    r"|(?:temporarily |service )?unavailable|maintenance|an? error|error \d+|captcha"
    r"|are you (?:a )?(?:human|robot))\b",
    re.I,
)
_SHORT = 1_500
_LISTS = {sniff.FEED: BeatKind.FEED, sniff.SITEMAP: BeatKind.SITEMAP, sniff.JSON: BeatKind.FEED}


def looked(gathered: Gathered, parsed: Parsed, *, expected: BeatKind) -> BeatKind | Refusal:
    """What stands at an address, or why what came is not what stood there before."""
    item, media = gathered.evidence.origin, gathered.evidence.media_type
    if parsed.entries or media in {sniff.FEED, sniff.SITEMAP}:
        found = _LISTS.get(media, BeatKind.FEED)
        empty = not parsed.entries and "no items" not in "".join(each.reason for each in parsed.refusals)
        return parsed.refusals[0] if empty and parsed.refusals else found
    if media == sniff.HTML:
        wrong = wrong_page(gathered, parsed)
        if wrong is not None:
            return wrong
        if expected in {BeatKind.FEED, BeatKind.SITEMAP}:
            return _page_instead(gathered, expected)
    if not parsed.articles:
        return parsed.refusals[0] if parsed.refusals else refuse(item, Failure.EMPTY, "it is empty")
    return BeatKind.PAGE


def wrong_page(gathered: Gathered, parsed: Parsed) -> Refusal | None:
    """Why a page that was answered with 200 is not the one that was asked for: a form to log in, or an
    error in the words of one. None where it may well be."""
    item, head = gathered.evidence.origin, gathered.data[:_HEAD]
    length = sum(len(article.text) for article in parsed.articles)
    if length < _SHORT and _PASSWORD.search(head):
        step = "Log in with your browser, save the page and add the file; or follow a public address."
        return refuse(item, Failure.LOGIN, "it answers with a form to log in", step)
    title = _title(head)
    if length < _SHORT and _ERROR.search(title):
        reason = f"it answers 200 with what reads like an error page ('{title}')"
        return refuse(item, Failure.SERVER, reason, "Open it in a browser; it is asked again later.")
    return None


def names_feed(gathered: Gathered) -> str:
    """The whole address of the feed that a page names in its head; empty where it names none."""
    link = _FEED.search(gathered.data[:_HEAD])
    href = _HREF.search(link[0]) if link else None
    if href is None:
        return ""
    page = gathered.exchange.address if gathered.exchange else ""
    named = unescape(href[1].decode("utf-8", "replace"))
    try:
        return shown(urljoin(page, named))
    except ValueError:
        return shown(named)


def _page_instead(gathered: Gathered, expected: BeatKind) -> Refusal:
    feed, title = names_feed(gathered), _title(gathered.data[:_HEAD])
    reason = f"it answers with a web page ('{title}') where a {expected} is expected"
    step = f"Follow the feed that the page names: {feed}" if feed else "Open it in a browser: has it moved?"
    return refuse(gathered.evidence.origin, Failure.NO_ARTICLE, reason, step)


def _title(head: bytes) -> str:
    found = _TITLE.search(head)
    return shown(" ".join(found[1].decode("utf-8", "replace").split()))[:100] if found else ""
