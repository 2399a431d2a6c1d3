"""Joins what the paragraphs say by themselves to the statements of one article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sayso.read.finding import Finding, ParagraphNotes, Spans
from sayso.terms.span import Span
from sayso.terms.statement import Voice


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph's notes and where it starts in the text."""

    start: int
    notes: ParagraphNotes


def shift(spans: Iterable[Span], by: int) -> Spans:
    """Spans moved from paragraph to article offsets."""
    return tuple(Span(span.start + by, span.end + by) for span in spans)


def moved(finding: Finding, by: int) -> Finding:
    """A finding at article offsets."""
    return replace(
        finding,
        source=shift(finding.source, by),
        cue=shift(finding.cue, by),
        content=shift(finding.content, by),
        told=shift(finding.told, by),
        citing=shift(finding.citing, by),
        stands_for=shift(finding.stands_for, by),
        anchor=shift([finding.anchor], by)[0] if finding.anchor else None,
    )


SPEAKS = frozenset({"say", "announce", "write", "go_on"})


def _carried(content: Spans) -> Finding:
    """A quotation in a paragraph of its own: who spoke before speaks on."""
    return Finding(
        rule="carried", kind="say", lemma="", source=(), cue=(), content=content, voice=Voice.DIRECT
    )


def join(paragraphs: Sequence[Placed]) -> list[Finding]:
    """All findings of the article: quotations over paragraphs joined, lone ones given their speaker."""
    found: list[Finding] = []
    announced: Finding | None = None
    spoken = False  # whether the paragraph before ends with somebody's words
    running: int | None = None  # index of the finding whose quotation is still open
    for placed in paragraphs:
        notes = placed.notes
        alone = list(shift(notes.alone, placed.start))
        here = [moved(finding, placed.start) for finding in notes.findings]
        if alone and running is not None and alone[0].start - placed.start < 2:
            found[running] = replace(found[running], content=(*found[running].content, alone.pop(0)))
        elif alone and announced is not None:
            found.append(replace(announced, content=(alone.pop(0),)))
            running = len(found) - 1
        base = len(found)
        found.extend(here)
        if alone and spoken and not here:
            found.append(_carried(tuple(alone)))
            here = [found[-1]]
        if notes.unclosed:
            direct = [base + i for i, finding in enumerate(here) if finding.rule == "direct"]
            running = direct[-1] if direct and not notes.alone else running
        else:
            running = None
        spoken = any(finding.kind in SPEAKS and finding.source for finding in here) or (
            spoken and bool(here) and here[-1].rule == "carried"
        )
        announced = moved(notes.open_cue, placed.start) if notes.open_cue else None
    return found
