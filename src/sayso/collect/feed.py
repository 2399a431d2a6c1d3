"""RSS, Atom and JSON Feed -> articles where the feed has the text, links where it only sums up."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from sayso.collect import dates
from sayso.collect.article import Draft, finish, split
from sayso.collect.decode import decode
from sayso.collect.items import Charset, Entry, Failure, Gathered, Link, Options, Parsed, Refusal, refuse
from sayso.collect.markup import text_of_markup
from sayso.collect.names import is_web
from sayso.collect.words import one_line, paragraphs
from sayso.terms.time import Published

if TYPE_CHECKING:
    from feedparser import FeedParserDict

# A summary is a sentence or two; what is longer than this, or has this many paragraphs, is the text.
_FULL_CHARACTERS, _FULL_PARAGRAPHS = 1_200, 4
_MOST_ITEMS = 20_000
_REFERENCE = re.compile(r"&(?:amp;)?#(?:x([0-9a-f]{1,9})|([0-9]{1,9}));", re.I)


def parse_feed(gathered: Gathered, *, options: Options) -> Parsed:
    """The items of an RSS or Atom feed, in its order."""
    import feedparser

    markup, charset = decode(gathered.data, header=_header(gathered), declares=True)
    # Entities defined by the file itself are how bombs are made; no feed needs them.
    safe = re.sub(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", "", markup[:100_000], count=1, flags=re.S | re.I)
    safe = _REFERENCE.sub(_letter, re.sub(r"^\s*<\?xml[^>]*\?>", "", safe) + markup[100_000:])
    feed = feedparser.parse(
        safe.encode("utf-8", "replace"),
        sanitize_html=False,
        resolve_relative_uris=False,
        response_headers={"content-type": "application/xml; charset=utf-8"},
    )
    if not feed.entries:
        reason = "the feed has no items" if feed.version else "it is no feed that can be read"
        step = "Check that the address is the feed's own."
        return Parsed(
            refusals=(refuse(gathered.evidence.origin, Failure.NO_ARTICLE, reason, step),), charset=charset
        )
    outlet = str(feed.feed.get("title", ""))
    language = str(feed.feed.get("language", ""))
    items = [_entry(entry, number) for number, entry in enumerate(feed.entries[:_MOST_ITEMS], 1)]
    return _articles(items, gathered, outlet=outlet, language=language, options=options, charset=charset)


def parse_json_feed(value: dict[str, Any], gathered: Gathered, *, options: Options) -> Parsed:
    """The items of a JSON Feed (jsonfeed.org, versions 1 and 1.1)."""
    held = value.get("items")
    records = held if isinstance(held, list) else []
    items = [_record(record, number) for number, record in enumerate(records, 1) if isinstance(record, dict)]
    if not items:
        step = "Check that the address is the feed's own."
        return Parsed(
            refusals=(refuse(gathered.evidence.origin, Failure.NO_ARTICLE, "the feed has no items", step),)
        )
    outlet, language = str(value.get("title") or ""), str(value.get("language") or "")
    return _articles(items, gathered, outlet=outlet, language=language, options=options, charset=None)


def _letter(reference: re.Match[str]) -> str:
    """The reference to a character, or U+FFFD where it means half of one or none at all."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    whole = number in (9, 10, 13) or (31 < number < 0x110000 and not 0xD7FF < number < 0xE000)
    return reference[0] if whole else "\ufffd"


class _Item(dict[str, str]):
    """The fields of one item: key, title, text, url, published, authors, locator, language."""


def _entry(entry: FeedParserDict, number: int) -> _Item:
    pieces = [str(piece.get("value", "")) for piece in entry.get("content", [])] + [
        str(entry.get("summary", ""))
    ]
    key = one_line(str(entry.get("id", "")))[:200]
    authors = [str(person.get("name", "")) for person in entry.get("authors", []) if isinstance(person, dict)]
    return _Item(
        title=text_of_markup(str(entry.get("title", ""))),
        text=max(map(text_of_markup, pieces), key=len),
        url=str(entry.get("link", "")),
        published=str(entry.get("published", "") or entry.get("updated", "")),
        authors=";".join(authors),
        locator=f"item {number}, id {key}" if key else f"item {number}",
        language=str(entry.get("language", "")),
        key=key,
    )


def _record(record: dict[str, Any], number: int) -> _Item:
    own = record.get("authors") or ([record["author"]] if isinstance(record.get("author"), dict) else [])
    names = [str(person.get("name", "")) for person in own if isinstance(person, dict)]
    pieces = [
        text_of_markup(str(record.get("content_html") or "")),
        paragraphs(str(record.get("content_text") or "")),
        paragraphs(str(record.get("summary") or "")),
    ]
    key = one_line(str(record.get("id") or ""))[:200]
    return _Item(
        title=str(record.get("title") or ""),
        text=max(pieces, key=len),
        url=str(record.get("url") or record.get("external_url") or ""),
        published=str(record.get("date_published") or record.get("date_modified") or ""),
        authors=";".join(names),
        locator=f"item {number}, id {key}" if key else f"item {number}",
        language=str(record.get("language") or ""),
        key=key,
    )


def _articles(
    items: list[_Item],
    gathered: Gathered,
    *,
    outlet: str,
    language: str,
    options: Options,
    charset: Charset | None,
) -> Parsed:
    """Full items become articles. A summed-up item becomes a link where links are followed, and an
    article of its summary where they are not."""
    follow = options.follow if options.follow is not None else gathered.exchange is not None
    follow = follow and not options.offline
    found, entries = [], []
    links: dict[str, Link] = {}
    for item in items:
        item["url"] = _absolute(item["url"], gathered)
        article = finish(_draft(item, gathered, outlet=outlet, language=language), gathered, options=options)
        held = None if isinstance(article, Refusal) else article
        address = item["url"] if is_web(item["url"]) else ""
        full = held is not None and _is_full(item["text"])
        entries.append(Entry(item["key"], address, one_line(item["title"]), held, full))
        if follow and address and not full:
            links[address] = Link(address, held)
        else:
            found.append(article)
    parsed = split(found, gathered, charset=charset, links=tuple(links.values()))
    return replace(parsed, entries=tuple(entries))


def _draft(item: _Item, gathered: Gathered, *, outlet: str, language: str) -> Draft:
    return Draft(
        text=item["text"],
        published=_published(item, gathered),
        outlet=outlet,
        title=item["title"],
        authors=tuple(name for name in item["authors"].split(";") if name),
        url=item["url"],
        language=item["language"] or language,
        locator=item["locator"],
    )


def _absolute(url: str, gathered: Gathered) -> str:
    """The address of an item, where a feed gives it relative to its own."""
    if not url.strip():
        return ""
    try:
        return urljoin(gathered.exchange.address if gathered.exchange else "", url.strip())
    except ValueError:
        return ""


def _published(item: _Item, gathered: Gathered) -> Published:
    return dates.published(item["published"], collected=gathered.evidence.collected, basis="the feed")


def _is_full(text: str) -> bool:
    return len(text) >= _FULL_CHARACTERS or text.count("\n\n") + 1 >= _FULL_PARAGRAPHS


def _header(gathered: Gathered) -> str:
    return gathered.exchange.charset if gathered.exchange else ""
