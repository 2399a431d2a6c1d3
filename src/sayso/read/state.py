"""From findings to statements: names, chains, polarity, hedge, condition, times."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.read.calibrate import confidence
from sayso.read.cues.conditions import condition
from sayso.read.cues.hedge import hedge
from sayso.read.finding import Finding
from sayso.read.sources.chain import carried, chains
from sayso.read.sources.kinds import how_many
from sayso.read.sources.naming import Names
from sayso.read.sources.said import NAMED, Named, Said, said_by
from sayso.read.text.lexicon import Lexicon, opens
from sayso.read.text.runs import WORD, capitals, joined
from sayso.read.text.segments import sentence_at
from sayso.terms.article import Article
from sayso.terms.span import NO_WORDS, Span, Words
from sayso.terms.statement import Hedge, Link, MadeBy, Part, Polarity, SourceKind, Statement, Voice
from sayso.terms.time import Interval, TimeExpression

DENIES_WHEN_NEGATED = frozenset({"believe", "want", "judge", "seem"})
OPEN_WHEN_NEGATED = frozenset({"confirm", "learn", "investigate"})
NOBODY = frozenset({"which", "who", "that", "one", "what", "this", "there", "whose", "it", "those", "these"})
PHRASE_END = re.compile(r",|\s(?:of|in|at|from|with|who|that|which|familiar|close|on|for)\s")
# A source that is left without a name on purpose.
NAMELESS = re.compile(r"(?:an? )?(?:senior|top|high-ranking|unnamed|unidentified)\b", re.I)
LONGEST_ACRONYM = 4  # letters; a longer speaker's mark in capitals is a name: `MARSH:`
NEAR = 12  # statements that the words around a cue can belong to
NEAR_CUE = 26  # characters in front of a cue that can take it back: "unable to", "has yet to"


@dataclass(frozen=True, slots=True)
class Desk:
    """What every statement of one part of one article is made from."""

    article: Article
    part: Part
    text: str
    sentences: tuple[Span, ...]
    times: tuple[TimeExpression, ...]
    lexicon: Lexicon
    version: str

    def times_in(self, span: Span) -> list[TimeExpression]:
        """The times that stand in a stretch of the text."""
        low = bisect_left(self.times, span.start, key=_start)
        high = bisect_left(self.times, span.end, key=_start)
        return [time for time in self.times[low:high] if span.covers(time.span)]


def _start(time: TimeExpression) -> int:
    return time.span.start


def statements(desk: Desk, found: Sequence[Finding]) -> list[Statement]:
    """The statements of one part, in the order of their places."""
    said = [finding for finding in found if not _nobody_says(finding, desk)]
    ordered = sorted(said, key=lambda finding: (first(finding), finding.cue[:1]))
    names = Names(desk.text, desk.lexicon)
    _name_lead(ordered, desk, names)
    links: list[Link | None] = []
    inner: list[tuple[Link | None, ...]] = []
    told: list[Link | None] = []
    before = 0
    for index, finding in enumerate(ordered):
        if not finding.inside:
            names.back_to(before)
        links.append(_link(finding, desk, names, outer=_outer(index, ordered, links)))
        before = before if finding.inside else names.place()
        inner.append(tuple(_named(who, finding, desk, names) for who in (finding.citing, finding.in_turn)))
        told.append(_named(finding.relay, finding, desk, names) or _outlet(finding, desk, names))
    made = chains(ordered, links, inner, told)
    return [_statement(desk, finding, chain) for finding, chain in zip(ordered, made, strict=True)]


def _nobody_says(finding: Finding, desk: Desk) -> bool:
    """`No group has claimed responsibility`: there is nobody who says it."""
    return bool(finding.source) and opens(finding.source[0].of(desk.text), "no_one", desk.lexicon)


LEAD = 4  # statements in which news names whom its first one leaves unnamed


def _name_lead(ordered: Sequence[Finding], desk: Desk, names: Names) -> None:
    """`An official said ...` in the lead, `Ada Marsh, the harbour's spokeswoman, said` below it."""
    if desk.part is Part.HEADLINE:
        return
    trial = names.unasked()
    sourced = [finding for finding in ordered if finding.source and finding.anchor][: LEAD + 1]
    links = [(finding, _link(finding, desk, trial)) for finding in sourced[:2]]
    unnamed = [
        (place, finding.anchor.of(desk.text))
        for place, (finding, link) in enumerate(links)
        if finding.anchor and link and link.name.lower().endswith(finding.anchor.of(desk.text).lower())
    ]
    if unnamed:
        links += [(finding, _link(finding, desk, trial)) for finding in sourced[2:]]
    for place, anchor in unnamed[:1]:
        lead = _words(links[place][0], desk)
        vague = bodies(lead, desk.lexicon)
        office = anchor.lower() in desk.lexicon.sets["names.lead"]
        for finding, link in links[place + 1 :]:
            fuller = _words(finding, desk)
            same = anchor.lower() in WORD.findall(fuller.lower())  # "a diver", "the diver, Ada Marsh"
            if link is None or link.because or not (same or (office and link.kind in NAMED)):
                continue
            if vague and not same and not vague & bodies(fuller, desk.lexicon):
                continue  # a Pentagon spokesperson is nobody of the Post
            if not same and NAMELESS.match(lead):
                continue
            if anchor.islower() and " " in link.name and link.name[0].isupper():
                names.names_lead(anchor, Named(link.name, link.kind), capitals(lead) | capitals(fuller))
            return


def bodies(words: str, lexicon: Lexicon) -> frozenset[str]:
    """The words of a source that name a body: `Pentagon`, `WHO`, `Board`."""
    found = capitals(words)
    return frozenset(w for w in found if w.isupper() or w.lower() in lexicon.sets["kinds.organisation"])


def _words(finding: Finding, desk: Desk) -> str:
    return joined(span.of(desk.text) for span in finding.source)


def first(finding: Finding) -> int:
    """Where a finding begins."""
    return min(span.start for span in (*finding.cue, *finding.content))


@dataclass(frozen=True, slots=True)
class Outer:
    """In whose words a cue stands, and whether they are quoted word for word."""

    who: Said
    quoted: bool


def _outer(index: int, ordered: Sequence[Finding], links: Sequence[Link | None]) -> Outer | None:
    """The source of the narrowest content in front of a cue that holds it."""
    cue = ordered[index].cue[:1]
    for position in range(index - 1, max(-1, index - NEAR), -1) if cue else ():
        link = links[position]
        if link is not None and any(span.covers(cue[0]) for span in ordered[position].content):
            who = said_by(Named(link.name, link.kind), link.words.text)
            return Outer(who, ordered[position].voice is Voice.DIRECT)
    return None


def _link(finding: Finding, desk: Desk, names: Names, *, outer: Outer | None = None) -> Link | None:
    if not finding.source:
        return None
    words = Words.cut(desk.text, finding.source)
    stands_for = finding.stands_for or finding.source
    anchor = finding.anchor.of(desk.text) if finding.anchor else words.text.split()[-1]
    common = finding.common or (anchor.lower() in NOBODY and not anchor.isupper())
    anchor = anchor.lower() if common else anchor
    said = joined(span.of(desk.text) for span in stands_for)
    if finding.rule == "label" and anchor.isupper() and len(anchor) > LONGEST_ACRONYM:
        said, anchor = said.title(), anchor.title()
    named = _resolved(said, anchor, words.start, desk, names, outer)
    if nobody(named.name, desk.lexicon) or anchor.lower() in desk.lexicon.sets["names.times"]:
        return None
    names.wrote(finding.lemma, named)
    if finding.rule == "carried":
        return carried(Link(named.name, named.kind), f"the words before are {named.name}'s")
    level, marks = cue_hedge(finding, desk)
    return Link(
        name=named.name,
        kind=named.kind,
        words=words,
        cue=Words.cut(desk.text, finding.cue),
        hedge=level,
        hedge_words=Words.cut(desk.text, marks),
        because=named.because,
        count=how_many(said, anchor, named.kind, desk.lexicon),
    )


def _resolved(words: str, anchor: str, at: int, desk: Desk, names: Names, outer: Outer | None) -> Named:
    """Whom the words of a source mean; who is quoted says *I* of himself and *he* of another."""
    own = words.lower().strip() in desk.lexicon.sets["names.first"]
    if outer is None or not outer.quoted or own:
        return names.resolve(words, anchor, at, outer=outer.who if outer else None)
    named = names.resolve(words, anchor, at)
    if named.because and named.name == outer.who.named.name:
        return Named(words, SourceKind.UNKNOWN)
    return named


def nobody(name: str, lexicon: Lexicon) -> bool:
    """A pronoun that stands for nobody, or for who writes; `WHO` in capitals is a name."""
    if name.isupper() and len(name) > 1:
        return False
    return name.lower() in NOBODY or name.lower() in lexicon.sets["names.first"]


def _named(spans: tuple[Span, ...], finding: Finding, desk: Desk, names: Names) -> Link | None:
    """The link of somebody who is cited or told."""
    if not spans:
        return None
    words = Words.cut(desk.text, spans)
    head = head_word(words.text)
    head = head.lower() if words.text.startswith(f"{head} of ") else head  # "Thousands of users shared"
    named = names.resolve(words.text, head, words.start)
    cue, count = Words.cut(desk.text, finding.cue), how_many(words.text, head, named.kind, desk.lexicon)
    return Link(named.name, named.kind, words, cue, because=named.because, count=count)


def head_word(words: str) -> str:
    """The last word of the first phrase of a source that has no parse at hand."""
    first = PHRASE_END.split(words, maxsplit=1)[0].split() or words.split()
    return first[-1]


def _outlet(finding: Finding, desk: Desk, names: Names) -> Link | None:
    """`told the Harbour Post`: the outlet that was told passes it on."""
    if not finding.told:
        return None
    words = Words.cut(desk.text, finding.told)
    named = Names(words.text, desk.lexicon).resolve(words.text, head_word(words.text), 0)
    if named.kind is not SourceKind.OUTLET or not named.name[:1].isupper():
        return None
    return Link(named.name, named.kind, words, Words.cut(desk.text, finding.cue))


def polarity(finding: Finding, level: Hedge, *, of_cue: Hedge, asked: bool) -> Polarity:
    """The source's own position: a negated cue takes no side, a negated belief is a denial; what
    cannot be confirmed or denied is neither, nor is what is only asked."""
    own = finding.polarity
    if of_cue is Hedge.STRONG or asked:
        return Polarity.UNCERTAIN
    if finding.negated:
        if finding.kind in DENIES_WHEN_NEGATED:
            return Polarity.DENIES
        return Polarity.UNCERTAIN
    return Polarity.UNCERTAIN if level is Hedge.STRONG and own is Polarity.AFFIRMS else own


def cue_hedge(finding: Finding, desk: Desk) -> tuple[Hedge, tuple[Span, ...]]:
    """The hedge of the cue, with what stands right before it."""
    level, marks = finding.hedge, finding.cue if finding.hedge is not Hedge.NONE else ()
    sentence = sentence_at(desk.sentences, first(finding))
    for span in finding.cue:
        left = max(span.start - NEAR_CUE, sentence.start if sentence else 0)
        here, words = hedge(desk.text, Span(min(left, span.start), span.end), desk.lexicon)
        if here is Hedge.WEAK:
            words = tuple(word for word in words if span.covers(word))
        if words and stronger(here, level):
            level, marks = here, words
    if finding.negated and finding.kind in OPEN_WHEN_NEGATED and level is not Hedge.STRONG:
        return Hedge.STRONG, finding.cue
    return level, marks


def stronger(left: Hedge, right: Hedge) -> bool:
    """Whether the left takes back more."""
    order = (Hedge.NONE, Hedge.WEAK, Hedge.STRONG)
    return order.index(left) > order.index(right)


def _hedge_around(
    finding: Finding, desk: Desk, of_cue: tuple[Hedge, tuple[Span, ...]]
) -> tuple[Hedge, tuple[Span, ...]]:
    """The stronger of the cue's hedge and those in the content."""
    level, marks = of_cue
    for span in finding.content:
        here, words = hedge(desk.text, span, desk.lexicon)
        if stronger(here, level):
            level, marks = here, words
    return level, marks


def _statement(desk: Desk, finding: Finding, chain: tuple[Link, ...]) -> Statement:
    source, cue, content = (
        Words.cut(desk.text, spans) for spans in (finding.source, finding.cue, finding.content)
    )
    of_cue = cue_hedge(finding, desk)
    level, marks = _hedge_around(finding, desk, of_cue)
    asked = finding.kind == "ask" and opens(content.text, "asked", desk.lexicon)
    sentence = sentence_at(desk.sentences, first(finding))
    held = condition(desk.text, sentence, desk.lexicon) if sentence else ()
    supposed = any(span.covers(one) for span in held for one in finding.cue[:1])  # "if he said that ..."
    inside = tuple(time for span in finding.content for time in desk.times_in(span))
    return Statement(
        id=Statement.make_id(
            article=desk.article.id, part=desk.part, source=source, cue=cue, content=content
        ),
        article=desk.article.id,
        part=desk.part,
        voice=finding.voice,
        source=source,
        cue=cue,
        content=content,
        chain=chain,
        polarity=polarity(finding, level, of_cue=of_cue[0], asked=asked or supposed),
        hedge=level,
        hedge_words=Words.cut(desk.text, marks),
        condition=Words.cut(desk.text, held) if held else NO_WORDS,
        made_by=MadeBy(finding.rule, desk.version),
        confidence=confidence(finding),
        event_time=grounded(inside),
        said_time=_said(desk, finding, sentence, inside),
        times=inside,
        weighed=finding.weighed,
    )


def grounded(times: Sequence[TimeExpression]) -> Interval | None:
    """The first stretch of the calendar that is named."""
    return next((time.best.interval for time in times if time.best.interval is not None), None)


def _said(
    desk: Desk, finding: Finding, sentence: Span | None, inside: Sequence[TimeExpression]
) -> Interval | None:
    """A time beside the cue, outside the content: `said on Tuesday`."""
    if sentence is None or not finding.cue:
        return None
    beside = [time for time in desk.times_in(sentence) if time not in inside]
    beside.sort(key=lambda time: abs(time.span.start - finding.cue[-1].end))
    near = [time for time in beside if abs(time.span.start - finding.cue[-1].end) < 40]
    return grounded(near)
