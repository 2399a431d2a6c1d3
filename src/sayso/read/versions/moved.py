"""A statement of one version of an article at the same words of the next."""

from __future__ import annotations

from dataclasses import replace

from sayso.terms.article import Article
from sayso.terms.span import NO_WORDS, Span, Words
from sayso.terms.statement import Part, Statement
from sayso.terms.version import Revision


def moved(statement: Statement, revision: Revision, before: Article, article: Article) -> Statement | None:
    """The statement of the version `before` in the newer version `article`; None where its words do not
    stand there as they stood. What else it names (a link far off, a hedge) is left out where it is gone."""
    text = article.title if statement.part is Part.HEADLINE else article.text
    hull, by = _elsewhere(statement, before, article)

    def at(words: Words) -> Words | None:
        spans = [_at(span, statement.part, revision) or _by(span, hull, by) for span in words.spans]
        new = Words.cut(text, [span for span in spans if span is not None])
        return new if None not in spans and new.text == words.text else None

    source, cue, content = at(statement.source), at(statement.cue), at(statement.content)
    if source is None or cue is None or content is None:
        return None
    name = Statement.make_id(article=article.id, part=statement.part, source=source, cue=cue, content=content)
    chain = tuple(
        replace(
            link,
            words=at(link.words) or NO_WORDS,
            cue=at(link.cue) or NO_WORDS,
            hedge_words=at(link.hedge_words) or NO_WORDS,
        )
        for link in statement.chain
    )
    return replace(
        statement,
        id=name,
        article=article.id,
        source=source,
        cue=cue,
        content=content,
        chain=chain,
        hedge_words=at(statement.hedge_words) or NO_WORDS,
        condition=at(statement.condition) or NO_WORDS,
        times=(),
    )


def _elsewhere(statement: Statement, before: Article, article: Article) -> tuple[Span, int]:
    """The stretch that a statement of the body takes, and how far off it stands in the newer text where it
    stands there once; an empty stretch where it does not."""
    words = (statement.source, statement.cue, statement.content)
    ends = [edge for each in words for span in each.spans for edge in (span.start, span.end)]
    hull = Span(min(ends), max(ends))
    stretch = hull.of(before.text)
    alone = statement.part is Part.BODY and before.text.count(stretch) == article.text.count(stretch) == 1
    return (hull, article.text.index(stretch) - hull.start) if alone else (Span(0, 0), 0)


def _by(span: Span, hull: Span, by: int) -> Span | None:
    return Span(span.start + by, span.end + by) if hull.covers(span) and hull.end else None


def _at(span: Span, part: Part, revision: Revision) -> Span | None:
    """Where a stretch of the old text stands in the new; None where a sentence of it changed."""
    if part is Part.HEADLINE:
        return span if revision.same_headline else None
    for kept in revision.kept:
        if kept.old <= span.start and span.end <= kept.old + kept.length:
            by = kept.new - kept.old
            return Span(span.start + by, span.end + by)
    return None
