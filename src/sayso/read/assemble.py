"""Joins what the paragraphs say by themselves to the statements of one article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sayso.read.finding import Finding, ParagraphNotes, Spans, apart
from sayso.terms.span import Span
from sayso.terms.statement import Hedge, Polarity, Voice


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph's notes and where it starts in the text."""

    start: int
    notes: ParagraphNotes


def shift(spans: Iterable[Span], by: int) -> Spans:
    """Spans moved from paragraph to article offsets."""
    return tuple([Span(span.start + by, span.end + by) for span in spans])


def moved(finding: Finding, by: int) -> Finding:
    """A finding at article offsets."""
    return replace(
        finding,
        source=shift(finding.source, by),
        cue=shift(finding.cue, by),
        content=apart(shift(finding.content, by)),
        told=shift(finding.told, by),
        citing=shift(finding.citing, by),
        in_turn=shift(finding.in_turn, by),
        relay=shift(finding.relay, by),
        stands_for=shift(finding.stands_for, by),
        anchor=shift([finding.anchor], by)[0] if finding.anchor else None,
    )


SPEAKS = frozenset({"say", "announce", "write", "go_on"})


def _carried(speaker: Finding, content: Spans) -> Finding:
    """A quotation in a paragraph of its own: who spoke before speaks on."""
    return replace(
        speaker,
        rule="carried",
        content=content,
        voice=Voice.DIRECT,
        polarity=Polarity.AFFIRMS,
        hedge=Hedge.NONE,
        negated=False,
        citing=(),
        in_turn=(),
    )


def join(paragraphs: Sequence[Placed]) -> list[Finding]:
    """All findings of the article: quotations over paragraphs joined, lone ones given their speaker."""
    found: list[Finding] = []
    announced: Finding | None = None
    speaker: Finding | None = None  # whose words the paragraph before ends with
    waiting: Spans = ()  # open quotations whose speaker is named with the last of them
    running: int | None = None  # index of the finding whose quotation is still open
    inside: list[Finding] = []
    for placed in paragraphs:
        notes = placed.notes
        alone = list(shift(notes.alone, placed.start))
        here = [moved(finding, placed.start) for finding in notes.findings]
        inside.extend(moved(finding, placed.start) for finding in notes.inside)
        if alone and running is not None and alone[0].start - placed.start < 2:
            found[running] = replace(found[running], content=apart((*found[running].content, alone.pop(0))))
        elif alone and announced is not None:
            found.append(replace(announced, content=(alone.pop(0),)))
            running = len(found) - 1
            speaker = announced
        elif alone and speaker is not None and not here:
            here = [_carried(speaker, tuple(alone))]
        elif alone and notes.unclosed and not here:
            waiting = (*waiting, *alone)
        if waiting and here:
            if (
                here[0].voice is Voice.DIRECT
                and here[0].source
                and here[0].content[0].start - placed.start < 2
            ):
                found.append(_carried(here[0], waiting))
            waiting = ()
        base = len(found)
        found.extend(here)
        if notes.unclosed:
            direct = [base + i for i, finding in enumerate(here) if finding.voice is Voice.DIRECT]
            running = direct[-1] if direct else running
        else:
            running = None
        if here or not notes.alone:
            speaker = _speaker(here)
        announced = moved(notes.open_cue, placed.start) if notes.open_cue else None
    return [*found, *inside]


def _speaker(here: Sequence[Finding]) -> Finding | None:
    """Who speaks last in a paragraph, where somebody does."""
    speaking = [finding for finding in here if finding.kind in SPEAKS and finding.source and finding.cue]
    return max(speaking, key=lambda finding: finding.cue[-1].end, default=None)
