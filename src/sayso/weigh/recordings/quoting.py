"""Which quotations of the case's articles to hold against a recording, and what became of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.terms.article import Article
from sayso.terms.statement import Part, Reading, Statement, Voice
from sayso.weigh.recordings.quotes import QuoteKind, QuoteMatch, Spoken, match_quote
from sayso.weigh.recordings.speaking import names_recording
from sayso.weigh.words import tokens

Pair = tuple[Article, Reading]
_MARKED = re.compile(r"[“\"«„]([^“”\"«»„]{2,}?)[”\"»“]|(?:(?<=\W)|^)‘([^‘]{2,}?)’(?=\W|$)")
_MARKS = " \t\n“”\"«»„‘’'"
_TELLING = 5  # words from which a quotation that nobody gives to the recording is shown where it is heard


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks of one statement: `pieces` in print order, without their marks; `by` is who
    is said to say them; `attributed` whether that is the recording or its speaker."""

    statement: str
    article: str
    pieces: tuple[str, ...]
    by: str
    attributed: bool

    @property
    def text(self) -> str:
        """All of it as one line."""
        return "” “".join(self.pieces)


@dataclass(frozen=True, slots=True)
class Held:
    """A quotation held against a recording."""

    quotation: Quotation
    match: QuoteMatch


def quotations(article: Article, reading: Reading, *, speakers: Iterable[str] = ()) -> Iterator[Quotation]:
    """The direct quotations of an article. `speakers` are names of persons whose voice the recording is said
    or judged to be."""
    surnames = {name.split()[-1].casefold() for name in speakers if name.split()}
    seen: set[tuple[str, ...]] = set()
    speaks = names_recording(article.text) or names_recording(article.title)
    for statement in reading.statements:
        pieces = tuple(_pieces(statement, article))
        if not pieces or pieces in seen:
            continue
        seen.add(pieces)
        by = statement.innermost.name if statement.innermost else statement.source.text
        named = f"{by} {statement.source.text}"
        known = speaks and any(token.lower in surnames for token in tokens(named))
        yield Quotation(statement.id, article.id, pieces, by, names_recording(named) or known)


def _pieces(statement: Statement, article: Article) -> Iterator[str]:
    """What stands in quotation marks, mark by mark."""
    text = article.text if statement.part is Part.BODY else article.title
    if statement.voice is Voice.DIRECT:
        for span in statement.content.spans:
            words = span.of(text).strip(_MARKS)
            if words:
                yield re.sub(r"[”\"»]\s*[“\"«]", " ", words)
    elif statement.voice is Voice.MIXED:
        for span in statement.content.spans:
            for found in _MARKED.finditer(span.of(text)):
                yield found[1] or found[2]


def hold(pairs: Iterable[Pair], spoken: Spoken, *, speakers: Iterable[str] = ()) -> tuple[Held, ...]:
    """Every quotation that is attributed to the recording or its speaker held against it, and those others
    that are plainly heard in it; in the order of the articles."""
    names = tuple(speakers)
    found = []
    for article, reading in pairs:
        for quotation in quotations(article, reading, speakers=names):
            match = match_quote(quotation.pieces, spoken, language=article.language)
            if quotation.attributed or _is_telling(match):
                found.append(Held(quotation, match))
    return tuple(found)


def _is_telling(match: QuoteMatch) -> bool:
    return (
        match.kind is not QuoteKind.NOT_FOUND and not match.doubtful and match.last - match.first >= _TELLING
    )


def best_by_article(held: Sequence[Held]) -> Mapping[str, QuoteMatch]:
    """The surest quotation that each article has of the recording; only those that are found."""
    best: dict[str, QuoteMatch] = {}
    for each in held:
        article, match = each.quotation.article, each.match
        if match.kind is QuoteKind.NOT_FOUND:
            continue
        before = best.get(article)
        if before is None or _rank(match) > _rank(before):
            best[article] = match
    return best


def _rank(match: QuoteMatch) -> tuple[bool, int, float]:
    return not match.doubtful, match.last - match.first, match.score
