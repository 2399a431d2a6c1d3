"""The hyperlinks of a page that stand in its running text, found again at their offsets.

The extractor gives text alone. A link's paragraph in the page, as one line, is looked for among the
paragraphs of the text; a paragraph from which the extractor left something out keeps no links.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit, urlunsplit

from sayso.collect.names import domain_of, is_web, without_login, without_tracking
from sayso.collect.words import one_line
from sayso.terms.article import Hyperlink
from sayso.terms.span import Span

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LONGEST = 2_000  # characters of an address
MOST = 500  # links that an article keeps
_BLOCKS = frozenset(
    ("p", "li", "blockquote", "div", "section", "article", "td", "dd", "h1", "h2", "h3", "h4", "body")
)
_OPEN, _CLOSE = "\ue000", "\ue001"  # stand around a link's words; of private use, so no text has them
_AFTER, _BEFORE = re.compile(rf"({_OPEN})(\s+)"), re.compile(rf"(\s+)({_CLOSE})")  # white space moves out
_MARKS = re.compile(f"[{_OPEN}{_CLOSE}]")


def hyperlinks_in(tree: HtmlElement, text: str, *, address: str) -> tuple[Hyperlink, ...]:
    """The links to other web pages in `text`, in its order; `address` is the page's own. Links to no page
    (scripts, data, mail) and to the page's own domain are left out."""
    blocks: dict[HtmlElement, list[HtmlElement]] = {}
    for anchor in tree.iter("a"):
        block = next((above for above in anchor.iterancestors() if above.tag in _BLOCKS), None)
        if block is not None:
            blocks.setdefault(block, []).append(anchor)
    places = _paragraphs(text)
    found: list[Hyperlink] = []
    for block, anchors in blocks.items():
        spans = _spans(block, anchors, places)
        urls = (address_of(anchor.get("href") or "", base=address) for anchor in anchors)
        found += [
            Hyperlink(span, url) for span, url in zip(spans, urls, strict=False) if url and span.of(text)
        ]
    own = domain_of(address)
    return tuple(sorted(link for link in found if domain_of(link.url) != own)[:MOST])


def _spans(block: HtmlElement, anchors: list[HtmlElement], places: dict[str, int]) -> list[Span]:
    """Where the words of a block's links stand in the text; none where the block is no paragraph of it."""
    from lxml import etree

    wanted = set(anchors)
    pieces = []
    for event, element in etree.iterwalk(block, events=("start", "end", "comment", "pi")):
        if event == "start":
            pieces += [_OPEN if element in wanted else "", _MARKS.sub("", element.text or "")]
        else:
            ends = _CLOSE if event == "end" and element in wanted else ""
            pieces += [ends, _MARKS.sub("", element.tail or "") if element is not block else ""]
    line = one_line(_AFTER.sub(r"\2\1", _BEFORE.sub(r"\2\1", "".join(pieces))))
    start = places.get(_MARKS.sub("", line))
    if start is None:
        return []
    at = [match.start() - before for before, match in enumerate(_MARKS.finditer(line))]
    return [Span(start + left, start + right) for left, right in zip(at[::2], at[1::2], strict=True)]


def _paragraphs(text: str) -> dict[str, int]:
    """Where each paragraph of the text begins; of one that stands there twice, the first."""
    found: dict[str, int] = {}
    start = 0
    for paragraph in text.split("\n\n"):
        found.setdefault(paragraph, start)
        start += len(paragraph) + 2
    return found


def address_of(href: str, *, base: str) -> str:
    """The web address that `href` means on the page at `base`, without login, fragment and tracking, its
    host in ASCII so that letters that look alike are seen; empty where it is none."""
    try:
        url = without_tracking(without_login(urljoin(base, href.strip()))) if len(href) <= LONGEST else ""
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    if not is_web(url) or len(url) > LONGEST or any(not sign.isprintable() or sign == " " for sign in url):
        return ""
    return urlunsplit((parts.scheme.lower(), f"{host}{port}", parts.path, parts.query, ""))
