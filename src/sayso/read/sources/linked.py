"""Where the words of a chain lead: the hyperlinks of an article as addresses of its links.

*according to [a report]*, *[told Tern News]*: the page behind it is where the words were printed. What
stands behind a name alone (*[Ada Marsh] said*) may be anything about her and is left out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.terms.article import Hyperlink
from sayso.terms.span import Span, Words
from sayso.terms.statement import SourceKind, Statement

PRINTED = frozenset(
    {
        SourceKind.OUTLET,
        SourceKind.DOCUMENT,
        SourceKind.RECORDING,
        SourceKind.ACCOUNT,
        SourceKind.UNKNOWN,
    }
)


def with_addresses(statement: Statement, hyperlinks: Sequence[Hyperlink]) -> Statement:
    """The statement, of an article's text, with the addresses that its chain's words and cues lead to.
    `hyperlinks` are the text's in order. A cue's address is that of the outermost link it makes."""
    chain = list(statement.chain)
    taken: set[Span] = set()
    for own in (True, False):
        for place, link in enumerate(chain):
            words = link.words if own else link.cue
            if link.url or (own and link.kind not in PRINTED):
                continue
            leads = next((one for one in _over(words, hyperlinks) if one.span not in taken), None)
            if leads is not None:
                taken.add(leads.span)
                chain[place] = replace(link, url=leads.url)
    return statement if not taken else replace(statement, chain=tuple(chain))


def _over(words: Words, hyperlinks: Sequence[Hyperlink]) -> Iterator[Hyperlink]:
    """The hyperlinks that share a character with some words."""
    for span in words.spans:
        at = bisect_left(hyperlinks, span.end, key=_start)
        while at and hyperlinks[at - 1].span.end > span.start:
            at -= 1
            yield hyperlinks[at]


def _start(link: Hyperlink) -> int:
    return link.span.start
