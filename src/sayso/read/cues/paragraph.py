"""One paragraph read by itself: pure of every other paragraph, so that it can be cached by its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.read.cues import indirect
from sayso.read.cues.direct import anchor_of, attach, common, stands_for
from sayso.read.cues.ranker import LEAST, TALKERS, rank, weighed
from sayso.read.finding import Finding, ParagraphNotes
from sayso.read.sources.labels import labelled, signed, under_signature
from sayso.read.text.grammar import spans
from sayso.read.text.lexicon import Lexicon
from sayso.read.text.quotes import SENTENCE_END, Quotation, scan
from sayso.read.text.segments import Frame
from sayso.read.text.sentences import sentences
from sayso.read.text.token import Doc
from sayso.terms.span import Span
from sayso.terms.statement import Voice

Framed = Sequence[tuple[Frame, Doc]]


def read_paragraph(
    text: str,
    framed: Framed,
    inner: Framed,
    speech: Sequence[Quotation],
    lexicon: Lexicon,
    *,
    why: bool = False,
) -> ParagraphNotes:
    """The attributions of one paragraph; `framed` are its frames with their parses, `inner` those of what
    is said inside its quotations; with `why`, what the ranker weighed."""
    taken: set[Span] = set()
    open_cue: Finding | None = None
    direct: list[Finding] = []
    other: list[Finding] = []
    for frame, doc in framed:
        found, waiting = attach(frame, doc, taken, text, lexicon)
        direct.extend(_widened(finding, text) for finding in found)
        open_cue = waiting or open_cue
        other.extend(_indirect(frame, doc, text, lexicon, why=why))
    label = None if direct else labelled(text, speech, lexicon)
    if label is not None:
        direct.append(label)
    lone = [quotation.span for quotation in speech if quotation.span not in taken]
    sign = signed(text, speech[-1].span.end) if lone and lone[-1] == speech[-1].span else None
    if sign is not None:
        direct.append(under_signature([lone.pop()], *sign))
    findings = _without_doubles([*direct, *other])
    findings, alone = _continued(findings, [] if label else lone)
    return ParagraphNotes(
        length=len(text),
        findings=tuple(findings),
        inside=tuple(_inside(text, inner, lexicon)),
        sentences=tuple(sentences(text)),
        alone=tuple(alone),
        unclosed=bool(speech) and not speech[-1].closed,
        open_cue=open_cue,
    )


def _inside(text: str, inner: Framed, lexicon: Lexicon) -> Iterator[Finding]:
    """What a speaker gives to somebody, or says to think: `"The police told us that ..."`, `"I think ..."`.
    Wants, plans and opinions of things are the speaker's own and stay in the quotation."""
    taken: set[Span] = set()
    direct: list[Finding] = []
    other: list[Finding] = []
    for frame, doc in inner:
        direct.extend(attach(frame, doc, taken, text, lexicon)[0])
        other.extend(one for one in _indirect(frame, doc, text, lexicon) if one.rule in INSIDE)
    for finding in _without_doubles([*direct, *other]):
        yield replace(finding, rule=f"inside.{finding.rule.removeprefix('verb.')}", inside=True)


INSIDE = frozenset({"verb.clause", "according"})
SPEAKS = frozenset({"say", "announce", "write", "confirm", "deny", "believe", "show", "label", "judge"})


def _continued(findings: list[Finding], lone: list[Span]) -> tuple[list[Finding], list[Span]]:
    """`The bridge is safe, Marsh said. "We checked it."`: the quotation goes on with her words."""
    left = []
    for quotation in lone:
        earlier = [
            index
            for index, finding in enumerate(findings)
            if finding.kind in SPEAKS
            and not finding.negated
            and finding.source
            and finding.cue
            and finding.cue[-1].end <= quotation.start
        ]
        if not earlier:
            left.append(quotation)
            continue
        last = max(earlier, key=lambda index: findings[index].cue[-1].end)
        cue = findings[last].cue[-1]
        outer = [i for i in earlier if any(span.covers(cue) for span in findings[i].content)]
        index = min(outer, key=lambda i: findings[i].cue[0].start) if outer else last
        findings[index] = replace(findings[index], content=(*findings[index].content, quotation))
    return findings, left


LEAD = re.compile(r"(?:[\"”’']\s|[.?!:]\s|^)([^\"“”.?!:]{0,120}[\w,] )$")


def _widened(finding: Finding, text: str) -> Finding:
    """`With so many ships, "the harbour is full," she said`: the words before the quotation are hers."""
    first = finding.content[0] if finding.content else None
    if first is None or (finding.cue[:1] and finding.cue[0].start < first.start):
        return finding
    match = LEAD.search(text[: first.start])
    if match is None or not match.group(1).strip() or SENTENCE_END.search(match.group(1)):
        return finding
    widened = Span(match.start(1), first.end)
    if any(widened.overlaps(span) for span in (*finding.source, *finding.cue)):
        return finding  # nobody speaks inside his own words
    return replace(finding, content=(widened, *finding.content[1:]), voice=Voice.MIXED)


def _indirect(frame: Frame, doc: Doc, text: str, lexicon: Lexicon, *, why: bool = False) -> list[Finding]:
    found = []
    for match in indirect.find(doc, lexicon):
        if _own(match):
            continue
        score = rank(match, lexicon)
        content = spans(match.content, frame, text) if score is None or score >= LEAST else ()
        if not content:
            continue
        found.append(
            Finding(
                rule=match.rule,
                kind=match.cue.kind,
                lemma=match.cue.lemma,
                source=spans(match.source, frame, text),
                cue=spans(match.words, frame, text),
                content=content,
                voice=_voice(text, content),
                polarity=match.cue.polarity,
                hedge=match.cue.hedge,
                anchor=anchor_of(match.source_head, frame),
                told=spans(match.told, frame, text),
                citing=spans(match.citing, frame, text),
                in_turn=spans(match.in_turn, frame, text),
                relay=spans(match.relay, frame, text),
                stands_for=stands_for(match.source_head, frame, text),
                negated=match.negated,
                score=score,
                weighed=weighed(match, lexicon) if why else None,
                common=common(match.source_head),
            )
        )
    return found


def _own(match: indirect.Match) -> bool:
    """In talk (an interview, a letter) wants, plans and opinions are the speaker's own, not reports."""
    said_by = match.source_head.lower_ if match.source_head is not None else ""
    return said_by in TALKERS and match.rule.removeprefix("verb.") in indirect.WEAK_RULES


def _voice(text: str, content: tuple[Span, ...]) -> Voice:
    return Voice.MIXED if any(scan(span.of(text)) for span in content) else Voice.INDIRECT


def _without_doubles(findings: list[Finding]) -> list[Finding]:
    """One finding for a cue: the first made (direct speech comes first)."""
    seen: set[Span] = set()
    kept = []
    for finding in findings:
        if finding.cue and finding.cue[-1] in seen:
            continue
        seen.update(finding.cue[-1:])
        kept.append(finding)
    return kept
