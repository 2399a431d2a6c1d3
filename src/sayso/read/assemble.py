"""Joins what the paragraphs say by themselves to the statements of one article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sayso.read.finding import Finding, ParagraphNotes, Spans
from sayso.terms.span import Span


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
        via=shift(finding.via, by),
        anchor=shift([finding.anchor], by)[0] if finding.anchor else None,
    )


def join(paragraphs: Sequence[Placed]) -> list[Finding]:
    """All findings of the article: quotations over paragraphs joined, lone ones given their speaker."""
    found: list[Finding] = []
    announced: Finding | None = None
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
        if notes.unclosed:
            direct = [base + i for i, finding in enumerate(here) if finding.rule == "direct"]
            running = direct[-1] if direct and not notes.alone else running
        else:
            running = None
        announced = moved(notes.open_cue, placed.start) if notes.open_cue else None
    return found
