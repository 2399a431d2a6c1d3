"""From findings to statements: names, chains, polarity, hedge, condition, the article's own voice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.read.assemble import Placed, shift
from sayso.read.finding import Finding
from sayso.read.hedge import condition, hedge
from sayso.read.lexicon import Lexicon
from sayso.read.naming import Named, Names, joined
from sayso.read.segments import sentence_at
from sayso.terms.article import Article
from sayso.terms.span import NO_WORDS, Span, Words
from sayso.terms.statement import Hedge, Link, MadeBy, Part, Polarity, Statement, Voice

LEAST_OWN = 5  # words outside every attribution that make a part of a sentence the article's own
CONFIRMS = frozenset({"confirm", "say", "know", "believe", "learn", "show", "announce", "ask"})
DENIES_WHEN_NEGATED = frozenset({"believe", "want", "judge", "seem"})


def statements(
    article: Article,
    part: Part,
    text: str,
    placed: Sequence[Placed],
    found: Sequence[Finding],
    lexicon: Lexicon,
    *,
    version: str,
) -> tuple[list[Statement], list[Statement]]:
    """The statements of one part, in the order of their cues, and what the article says itself."""
    ordered = sorted(found, key=lambda finding: (_first(finding), finding.cue[:1]))
    names = Names(text, lexicon)
    links = [_link(finding, text, names, lexicon) for finding in ordered]
    sentences = tuple(span for place in placed for span in shift(place.notes.sentences, place.start))
    made = []
    for index, finding in enumerate(ordered):
        chain = _chain(index, ordered, links)
        made.append(_statement(article, part, text, finding, chain, sentences, lexicon, version))
    return made, list(_own(article, part, text, sentences, made, lexicon, version))


def _first(finding: Finding) -> int:
    return min(span.start for span in (*finding.cue, *finding.content))


def _link(finding: Finding, text: str, names: Names, lexicon: Lexicon) -> Link | None:
    if not finding.source:
        return None
    words = Words.cut(text, finding.source)
    anchor = finding.anchor.of(text) if finding.anchor else words.text.split()[-1]
    named: Named = names.resolve(joined(span.of(text) for span in words.spans), anchor)
    level, marks = _hedge_of(finding, text, lexicon)
    return Link(
        name=named.name,
        kind=named.kind,
        words=words,
        cue=Words.cut(text, finding.cue),
        hedge=level,
        hedge_words=Words.cut(text, marks),
        because=named.because,
    )


def _hedge_of(finding: Finding, text: str, lexicon: Lexicon) -> tuple[Hedge, tuple[Span, ...]]:
    level: Hedge = Hedge.NONE
    marks: tuple[Span, ...] = ()
    for span in finding.cue:
        here, words = hedge(text, span, lexicon)
        if here is Hedge.STRONG or (here is Hedge.WEAK and level is Hedge.NONE):
            level, marks = here, words
    if finding.hedge is not Hedge.NONE and level is Hedge.NONE:
        return finding.hedge, finding.cue
    return level, marks


def _chain(index: int, ordered: Sequence[Finding], links: Sequence[Link | None]) -> tuple[Link, ...]:
    """Whoever's content holds this cue passes it on: the widest content is the outermost link."""
    finding = ordered[index]
    own = links[index]
    cue = finding.cue[:1]
    outer = [
        (sum(span.end - span.start for span in other.content), link)
        for position, (other, link) in enumerate(zip(ordered, links, strict=True))
        if position != index
        and link is not None
        and cue
        and any(span.covers(cue[0]) for span in other.content)
    ]
    outer.sort(key=lambda item: -item[0])
    return tuple(link for _, link in outer) + ((own,) if own is not None else ())


def polarity(finding: Finding) -> Polarity:
    """The source's own position: a negated cue takes no side, a negated belief is a denial."""
    if not finding.negated:
        return finding.polarity
    if finding.polarity is Polarity.DENIES:
        return Polarity.UNCERTAIN
    return Polarity.DENIES if finding.kind in DENIES_WHEN_NEGATED else Polarity.UNCERTAIN


def _statement(
    article: Article,
    part: Part,
    text: str,
    finding: Finding,
    chain: tuple[Link, ...],
    sentences: tuple[Span, ...],
    lexicon: Lexicon,
    version: str,
) -> Statement:
    source, cue, content = (
        Words.cut(text, spans) for spans in (finding.source, finding.cue, finding.content)
    )
    level, marks = _hedge_around(finding, text, lexicon)
    sentence = sentence_at(sentences, _first(finding))
    return Statement(
        id=Statement.make_id(article=article.id, part=part, source=source, cue=cue, content=content),
        article=article.id,
        part=part,
        voice=finding.voice,
        source=source,
        cue=cue,
        content=content,
        chain=chain,
        polarity=polarity(finding),
        hedge=level,
        hedge_words=Words.cut(text, marks),
        condition=Words.cut(text, condition(text, sentence, lexicon)) if sentence else NO_WORDS,
        made_by=MadeBy(finding.rule, version),
        confidence=0.6,
    )


def _hedge_around(finding: Finding, text: str, lexicon: Lexicon) -> tuple[Hedge, tuple[Span, ...]]:
    """The stronger of the cue's hedge and those in the content."""
    level, marks = _hedge_of(finding, text, lexicon)
    for span in finding.content:
        here, words = hedge(text, span, lexicon)
        if here is Hedge.STRONG or (here is Hedge.WEAK and level is Hedge.NONE):
            level, marks = here, words
    return level, tuple(marks)


def _own(
    article: Article,
    part: Part,
    text: str,
    sentences: Sequence[Span],
    made: Sequence[Statement],
    lexicon: Lexicon,
    version: str,
) -> Iterator[Statement]:
    """The sentences, or the parts of them, that no attribution covers."""
    covered = sorted(
        span
        for statement in made
        for words in (statement.source, statement.cue, statement.content)
        for span in words.spans
    )
    for sentence in sentences:
        inside = [span for span in covered if span.overlaps(sentence)]
        for rest in _rest(sentence, inside):
            words = rest.of(text)
            if len(words.split()) < (LEAST_OWN if inside else 1):
                continue
            yield _own_statement(article, part, text, rest, lexicon, version)


def _rest(sentence: Span, covered: Sequence[Span]) -> Iterator[Span]:
    start = sentence.start
    for span in covered:
        if span.start > start:
            yield Span(start, span.start)
        start = max(start, span.end)
    if start < sentence.end:
        yield Span(start, sentence.end)


def _own_statement(
    article: Article, part: Part, text: str, span: Span, lexicon: Lexicon, version: str
) -> Statement:
    content = Words.cut(text, [span])
    level, marks = hedge(text, span, lexicon)
    return Statement(
        id=Statement.make_id(article=article.id, part=part, source=NO_WORDS, cue=NO_WORDS, content=content),
        article=article.id,
        part=part,
        voice=Voice.OWN,
        source=NO_WORDS,
        cue=NO_WORDS,
        content=content,
        chain=(),
        polarity=Polarity.UNCERTAIN if level is Hedge.STRONG else Polarity.AFFIRMS,
        hedge=level,
        hedge_words=Words.cut(text, marks),
        condition=Words.cut(text, condition(text, span, lexicon)),
        made_by=MadeBy("own-voice", version),
        confidence=0.5,
    )
