"""What the article says in its own voice: the sentences, or the parts of them, that nobody is named for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from sayso.read.cues.conditions import condition
from sayso.read.cues.hedge import hedge
from sayso.read.state import Desk, grounded
from sayso.terms.span import NO_WORDS, Span, Words
from sayso.terms.statement import Hedge, MadeBy, Polarity, Statement, Voice

LEAST = 5  # words outside every attribution that make a part of a sentence the article's own


def own_voice(desk: Desk, made: Sequence[Statement]) -> list[Statement]:
    """The article's own sentences, in order."""
    covered = [
        span
        for statement in made
        for words in (statement.source, statement.cue, statement.content)
        for span in words.spans
    ]
    merged = _merged(sorted(covered, key=_start))
    starts = [span.start for span in merged]
    found = []
    for sentence in desk.sentences:
        low = max(0, bisect_left(starts, sentence.start) - 1)
        high = bisect_left(starts, sentence.end)
        inside = [span for span in merged[low:high] if span.overlaps(sentence)]
        for rest in _rest(desk.text, sentence, inside):
            if len(rest.of(desk.text).split()) >= (LEAST if inside else 1):
                found.append(_statement(desk, rest))
    return found


def _start(span: Span) -> int:
    return span.start


def _merged(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in spans:
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _rest(text: str, sentence: Span, covered: Sequence[Span]) -> Iterator[Span]:
    start = sentence.start
    for begins, ends in [*((span.start, span.end) for span in covered), (sentence.end, sentence.end)]:
        words = text[start : max(start, min(begins, sentence.end))]
        left = len(words) - len(words.lstrip(" ,;:—–-\"”’'"))
        if words.strip(" ,;:—–-\"”’'.") and covered:
            yield Span(start + left, start + max(left, len(words.rstrip(" ,;:—–-"))))
        elif words.strip():
            yield Span(start, start + len(words))
        start = max(start, ends)


def _statement(desk: Desk, span: Span) -> Statement:
    content = Words.cut(desk.text, [span])
    level, marks = hedge(desk.text, span, desk.lexicon)
    inside = tuple(desk.times_in(span))
    return Statement(
        id=Statement.make_id(
            article=desk.article.id, part=desk.part, source=NO_WORDS, cue=NO_WORDS, content=content
        ),
        article=desk.article.id,
        part=desk.part,
        voice=Voice.OWN,
        source=NO_WORDS,
        cue=NO_WORDS,
        content=content,
        chain=(),
        polarity=Polarity.UNCERTAIN if level is Hedge.STRONG else Polarity.AFFIRMS,
        hedge=level,
        hedge_words=Words.cut(desk.text, marks),
        condition=Words.cut(desk.text, condition(desk.text, span, desk.lexicon)),
        made_by=MadeBy("own-voice", desk.version),
        confidence=0.5,
        event_time=grounded(inside),
        times=inside,
    )
