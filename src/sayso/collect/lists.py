"""Lists of where to look: OPML (feeds), sitemaps and news sitemaps (pages)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, SubElement, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from sayso.collect.decode import decode
from sayso.collect.items import Entry, Failure, Gathered, Link, Options, Parsed, refuse
from sayso.collect.names import is_web
from sayso.collect.words import one_line, shaped
from sayso.errors import UnreadableInput

_OWN = frozenset({"type", "text", "title", "xmlUrl", "xmlurl", "htmlUrl"})
_MOST = 50_000  # of the sitemap protocol; more than anybody follows by hand in OPML


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed of a list: its address, what it is called, the folders it lies in, and what else the
    list says of it, by name."""

    address: str
    title: str = ""
    page: str = ""
    folders: tuple[str, ...] = ()
    said: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a sitemap. `published` and `changed` are as written; empty where not given."""

    address: str
    title: str = ""
    outlet: str = ""
    language: str = ""
    published: str = ""
    changed: str = ""


def read_opml(data: bytes) -> tuple[Feed, ...]:
    """The feeds of an OPML file in its order, each address once. UnreadableInput."""
    found: dict[str, Feed] = {}
    for outline, folders in _outlines(_root(data), ()):
        feed = _feed(outline, folders)
        if feed is not None and len(found) < _MOST:
            found.setdefault(feed.address, feed)
    return tuple(found.values())


def write_opml(feeds: Iterable[Feed], *, title: str = "sayso") -> bytes:
    """An OPML 2.0 file that `read_opml` reads back."""
    root = Element("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = title
    folders: dict[tuple[str, ...], Element] = {(): SubElement(root, "body")}
    for feed in feeds:
        for depth in range(1, len(feed.folders) + 1):
            path = feed.folders[:depth]
            if path not in folders:
                folders[path] = SubElement(folders[path[:-1]], "outline", text=path[-1])
        given = {
            "text": feed.title or feed.address,
            "title": feed.title,
            "xmlUrl": feed.address,
            "htmlUrl": feed.page,
        }
        known = {name: shaped(value) for name, value in (*given.items(), *feed.said) if value}
        # Only a feed is known to be one: what else stands at an address, other readers must not be told.
        kind = {"type": "rss"} if known.get("kind", "feed") == "feed" else {}
        SubElement(folders[feed.folders], "outline", {**kind, **known})
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def read_sitemap(data: bytes) -> tuple[Listed, ...]:
    """The pages of a sitemap, or the further sitemaps of an index. UnreadableInput."""
    found: dict[str, Listed] = {}
    for entry in _root(data):
        words = {_name(part): one_line(part.text or "") for part in entry.iter()}
        if is_web(words.get("loc", "")) and len(found) < _MOST:
            listed = Listed(
                address=words["loc"],
                title=words.get("title", ""),
                outlet=words.get("name", ""),
                language=words.get("language", ""),
                published=words.get("publication_date", ""),
                changed=words.get("lastmod", ""),
            )
            found.setdefault(listed.address, listed)
    return tuple(found.values())


def parse_opml(gathered: Gathered, *, options: Options) -> Parsed:
    """A list of feeds holds no article; the refusal says how many it lists."""
    try:
        feeds = read_opml(gathered.data)
    except UnreadableInput as error:
        return _unreadable(gathered, error)
    step = f"Add the feeds by their addresses, such as {feeds[0].address}." if feeds else "Check the file."
    reason = f"it is a list of {len(feeds):,} feeds"
    return Parsed(refusals=(refuse(gathered.evidence.origin, Failure.NO_ARTICLE, reason, step),))


def parse_sitemap(gathered: Gathered, *, options: Options) -> Parsed:
    """The pages of a sitemap as links where links are followed."""
    try:
        pages = read_sitemap(gathered.data)
    except UnreadableInput as error:
        return _unreadable(gathered, error)
    follow = options.follow if options.follow is not None else gathered.exchange is not None
    entries = tuple(Entry("", page.address, page.title, changed=page.changed) for page in pages)
    if pages and follow and not options.offline:
        return Parsed(links=tuple(Link(page.address, None) for page in pages), entries=entries)
    step = f"Add them by their addresses, such as {pages[0].address}." if pages else "Check the file."
    reason = f"it is a list of {len(pages):,} pages"
    refusal = refuse(gathered.evidence.origin, Failure.NO_ARTICLE, reason, step)
    return Parsed(refusals=(refusal,), entries=entries)


def _unreadable(gathered: Gathered, error: UnreadableInput) -> Parsed:
    return Parsed(
        refusals=(refuse(gathered.evidence.origin, Failure.UNREADABLE, error.reason, error.next_step),)
    )


def _root(data: bytes) -> Element:
    text, _ = decode(data, declares=True)
    prolog, found, rest = shaped(text).strip().partition("?>")
    markup = rest if found and prolog.startswith("<?xml") else prolog + found + rest
    try:
        root = fromstring(markup)
    except (ParseError, DefusedXmlException, ValueError, RecursionError) as error:
        reason = f"it is no well-formed XML ({type(error).__name__})"
        raise UnreadableInput("the list", reason, "Export it again and add it again.") from error
    return Element("empty") if root is None else root


def _outlines(element: Element, folders: tuple[str, ...]) -> Iterator[tuple[Element, tuple[str, ...]]]:
    """Every outline with the folders around it, without recursion: lists can be nested at will."""
    waiting = [(element, folders)]
    while waiting:
        current, around = waiting.pop()
        inside = around
        if _name(current) == "outline":
            yield current, around
            if not current.get("xmlUrl"):
                inside = (*around, one_line(current.get("text") or current.get("title") or ""))[:20]
        waiting.extend((child, inside) for child in reversed(current))


def _feed(outline: Element, folders: tuple[str, ...]) -> Feed | None:
    address = one_line(outline.get("xmlUrl") or outline.get("xmlurl") or "")
    if not is_web(address):
        return None
    title = one_line(outline.get("title") or outline.get("text") or "")
    page = one_line(outline.get("htmlUrl") or "")
    said = tuple((name, one_line(words)) for name, words in outline.items() if name not in _OWN)
    return Feed(address, title, page, tuple(filter(None, folders)), said)


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()
