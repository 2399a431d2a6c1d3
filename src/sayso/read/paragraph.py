"""One paragraph read by itself: pure of every other paragraph, so that it can be cached by its words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.read import indirect
from sayso.read.direct import any_verb, place, quoted, speaker_after, speaker_before
from sayso.read.finding import Finding, ParagraphNotes
from sayso.read.grammar import Doc, Token, spans
from sayso.read.lexicon import Lexicon
from sayso.read.quotes import SENTENCE_END, Quotation, scan
from sayso.read.segments import Frame
from sayso.terms.span import Span
from sayso.terms.statement import Voice

COLON = re.compile(r"(?:^|[.!?]\s+)([A-Z][\w.’'-]*(?: [\w.’'-]+){0,5}):\s*$")


def read_paragraph(
    text: str, framed: Sequence[tuple[Frame, Doc]], speech: Sequence[Quotation], lexicon: Lexicon
) -> ParagraphNotes:
    """The attributions of one paragraph; `framed` are its frames with their parses."""
    findings: list[Finding] = []
    taken: set[Span] = set()
    open_cue: Finding | None = None
    direct: list[Finding] = []
    for frame, doc in framed:
        found, waiting = _direct(frame, doc, speech, taken, text, lexicon)
        direct.extend(found)
        open_cue = waiting or open_cue
        findings.extend(_indirect(frame, doc, text, lexicon))
    findings = _without_doubles([*direct, *findings])
    alone = tuple(quotation.span for quotation in speech if quotation.span not in taken)
    return ParagraphNotes(
        length=len(text),
        findings=tuple(findings),
        sentences=tuple(sentences(text)),
        alone=alone,
        unclosed=bool(speech) and not speech[-1].closed,
        open_cue=open_cue,
    )


def _direct(
    frame: Frame, doc: Doc, speech: Sequence[Quotation], taken: set[Span], text: str, lexicon: Lexicon
) -> tuple[list[Finding], Finding | None]:
    """Attach the quotations beside and inside a frame to its verbs."""
    ends = SENTENCE_END.search(frame.text.rstrip()) is not None and not frame.text.rstrip().endswith(":")
    one_sentence = len(list(doc.sents)) == 1
    before = frame.before if frame.before is not None and frame.before.span not in taken else None
    groups: dict[Token, list[Quotation]] = {}
    if before is not None:
        verb = speaker_before(doc, lexicon) or (any_verb(doc, last=False) if _comma(before, text) else None)
        if verb is not None and _beside(verb, frame):
            groups.setdefault(verb, []).append(before)
    announces = frame.after is not None and (not ends or (one_sentence and groups))
    if announces and frame.after is not None:
        verb = next(iter(groups), None) if one_sentence else None
        verb = verb or speaker_after(doc, lexicon) or any_verb(doc, last=True)
        if verb is not None:
            groups.setdefault(verb, []).append(frame.after)
    for inner in frame.inside:
        verb = speaker_after(doc, lexicon) or any_verb(doc, last=False)
        if verb is not None:
            groups.setdefault(verb, []).append(inner)
    taken.update(quotation.span for quotes in groups.values() for quotation in quotes)
    found = [quoted(verb, quotes, frame, text, lexicon) for verb, quotes in groups.items()]
    waiting = None
    if frame.after is None and frame.text.rstrip().endswith((":", "said,")):
        verb = speaker_after(doc, lexicon) or any_verb(doc, last=True)
        if verb is not None:
            waiting = quoted(verb, [], frame, text, lexicon)
    return found, waiting


def _comma(quotation: Quotation, text: str) -> bool:
    return quotation.inner.of(text).rstrip()[-1:] in {",", "?", "!"}


def _beside(verb: Token, frame: Frame) -> bool:
    return not frame.text[: verb.idx].strip(" \n,").count(".") and verb.i < 40


def _indirect(frame: Frame, doc: Doc, text: str, lexicon: Lexicon) -> list[Finding]:
    found = []
    for match in indirect.find(doc, lexicon):
        content = spans(match.content, frame, text)
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
                anchor=place(match.source_head, frame) if match.source_head is not None else None,
                negated=match.negated,
            )
        )
    return found


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


BOUNDARY = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])")
SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Maj|St|Jr|Sr|No|vs|Inc|Corp|Co|Jan|Feb|Aug|Sept|Oct|Nov|Dec)"
    r"|\b[A-Z])\.$"
)


def sentences(text: str) -> list[Span]:
    """The sentences of a paragraph by their marks, without a parse; they tile its words."""
    found, start = [], 0
    for match in BOUNDARY.finditer(text):
        if SHORT.search(text[start : match.start()][-8:]):
            continue
        found.append(Span(start, match.end()))
        start = match.end()
    if text[start:].strip():
        found.append(Span(start, len(text)))
    return [_stripped(text, span) for span in found if span.of(text).strip()]


def _stripped(text: str, span: Span) -> Span:
    words = span.of(text)
    left = len(words) - len(words.lstrip())
    return Span(span.start + left, span.start + left + len(words.strip()))
