"""Plain text, with front lines (`Title: …`) or without.

Title: Mayor denies the plan
Outlet: The Harbour Post
Published: 2031-04-02T18:00+02:00
By: A. Writer; B. Writer
URL: https://harbour.example/mayor
Language: en

The text begins after the blank line.
"""

from __future__ import annotations

import re

from sayso.collect import dates
from sayso.collect.article import Draft, finish, split, too_long
from sayso.collect.decode import decode
from sayso.collect.items import Gathered, Options, Parsed
from sayso.collect.words import paragraphs, plain

_NAMES = {
    "title": "title",
    "headline": "title",
    "outlet": "outlet",
    "source": "outlet",
    "published": "published",
    "date": "published",
    "by": "authors",
    "author": "authors",
    "authors": "authors",
    "url": "url",
    "link": "url",
    "language": "language",
}
_FRONT = re.compile(rf"({'|'.join(_NAMES)})\s*:\s*(.*)", re.I)
_LONGEST_TITLE = 200
_FAR_TOO_LONG = 4  # times the limit: not even worth laying out
_SENTENCE_ENDS = (".", "!", ":", ";", ",", "…")


def parse_plain(gathered: Gathered, *, options: Options) -> Parsed:
    """One article. Without front lines, a short first paragraph that ends no sentence is its title."""
    header = gathered.exchange.charset if gathered.exchange else ""
    text, charset = decode(gathered.data, header=header)
    if len(text) > _FAR_TOO_LONG * options.max_characters:
        return split([too_long(len(text), gathered, options=options)], gathered, charset=charset)
    front, body = front_lines(plain(text).strip())
    text = paragraphs(body)
    title = front.get("title", "")
    if not title:
        title, text = _headline(text)
    collected = gathered.evidence.collected
    address = gathered.exchange.address if gathered.exchange else ""
    draft = Draft(
        text=text,
        published=dates.published(front.get("published", ""), collected=collected, basis="the front lines"),
        outlet=front.get("outlet", ""),
        title=title,
        authors=tuple(re.split(r"\s*;\s*|\s+and\s+", front["authors"])) if front.get("authors") else (),
        url=front.get("url", "") or address,
        language=front.get("language", ""),
    )
    return split([finish(draft, gathered, options=options)], gathered, charset=charset)


def front_lines(text: str) -> tuple[dict[str, str], str]:
    """The front lines of a text and what follows them. Front lines are lines `Name: value` of known
    names, up to a blank line or a fence (`---`); one line of another kind and there are none."""
    rows = text.split("\n")
    fenced = rows[0].strip() == "---"
    front: dict[str, str] = {}
    for number, row in enumerate(rows[fenced:], int(fenced)):
        if not row.strip() or (fenced and row.strip() == "---"):
            return front, "\n".join(rows[number + 1 :]) if front else text
        match = _FRONT.fullmatch(row.strip())
        if match is None:
            return {}, text
        front.setdefault(_NAMES[match[1].lower()], _unquoted(match[2].strip()))
    return front, "" if front else text


def _unquoted(value: str) -> str:
    """A value without the quotation marks that stand around the whole of it; what only ends in one
    (*Mayor: 'Not me'*) keeps it."""
    mark = value[:1]
    whole = len(value) > 1 and mark in "\"'" and value[-1] == mark and mark not in value[1:-1]
    return value[1:-1] if whole else value


def _headline(text: str) -> tuple[str, str]:
    first, _, rest = text.partition("\n\n")
    if rest and len(first) <= _LONGEST_TITLE and not first.endswith(_SENTENCE_ENDS):
        return first, rest
    return "", text
