"""Through whom words came where no verb says so: datelines, credits, `via`, a video that somebody posted.

A dateline or a credit gives the whole article to an agency; `via` and `in a video released by` one sentence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.read.sources.credits import credits_of, plain, prints
from sayso.read.sources.media import media_of
from sayso.read.text.lexicon import Lexicon
from sayso.terms.article import Article
from sayso.terms.span import Span
from sayso.terms.statement import Link, SourceKind, Statement, Voice


@dataclass(frozen=True, slots=True)
class Through:
    """The links that an article's marks add: `whole`, those of the article, to what it gives to somebody,
    `placed` to what stands in a sentence, its own words too."""

    whole: tuple[Link, ...] = ()
    placed: tuple[tuple[Span, Link], ...] = ()

    def given(self, statement: Statement) -> Statement:
        """The statement with these links in its chain, those of the whole article outermost."""
        chain = list(statement.chain)
        for link in self._beside(statement):
            if plain(link.name) not in {plain(one.name) for one in chain}:
                chain.insert(_before(statement, chain), link)
        named = {plain(one.name) for one in chain}
        if statement.chain and statement.voice is not Voice.OWN:
            chain[:0] = [one for one in self.whole if plain(one.name) not in named]
        return replace(statement, chain=tuple(chain)) if len(chain) > len(statement.chain) else statement

    def _beside(self, statement: Statement) -> Iterator[Link]:
        """The links of the sentence that a statement stands in, but for those in its own words."""
        carried = statement.made_by.rule == "carried"
        place = (statement.content if carried or not statement.cue else statement.cue).start
        own = statement.voice is Voice.OWN
        held = () if own else (*statement.content.spans, *statement.cue.spans)
        index = bisect_right(self.placed, place, key=_start) - 1
        while index >= 0 and place < self.placed[index][0].end:
            link = self.placed[index][1]
            words = link.words.spans[0]
            told = link.kind is not SourceKind.OUTLET and any(map(words.overlaps, statement.source.spans))
            if not told and not any(map(words.overlaps, held)):
                yield link
            index -= 1


def _start(pair: tuple[Span, Link]) -> int:
    return pair[0].start


def _before(statement: Statement, chain: Sequence[Link]) -> int:
    """Where a link of the sentence goes: in front of who speaks in it."""
    own = (place for place, link in enumerate(chain) if link.words.spans == statement.source.spans)
    return next(own, 0)


def find_through(
    article: Article, paragraphs: Sequence[Span], sentences: Sequence[Span], lexicon: Lexicon
) -> Through:
    """What the datelines, credits and phrases of an article's text add to the chains of its statements."""
    whole = credits_of(article, paragraphs, lexicon)
    placed = media_of(article.text, sentences, lexicon)
    return Through(whole, tuple(pair for pair in placed if not prints(article.outlet, pair[1].name)))
