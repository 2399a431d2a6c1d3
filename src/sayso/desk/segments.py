"""A text cut at the edges of its marks, so that overlapping statements can be shown in one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from heapq import heappop, heappush

from sayso.terms.span import Span

_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")


class Role(StrEnum):
    """What a mark shows."""

    SOURCE = "source"
    CUE = "cue"
    CONTENT = "content"
    HEDGE = "hedge"
    CONDITION = "condition"
    TIME = "time"
    OWN_VOICE = "own voice"


@dataclass(frozen=True, slots=True)
class Mark:
    """That the words at `span` play a role; `of` is the id of the statement, empty for a time."""

    span: Span
    role: Role
    of: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """Words with the marks that cover all of them; `span` is where they stand in the whole text."""

    text: str
    span: Span
    marks: tuple[Mark, ...] = ()

    @property
    def statements(self) -> tuple[str, ...]:
        """Ids of the statements that cover it, the widest first, each once."""
        return tuple(dict.fromkeys(mark.of for mark in self.marks if mark.of))

    @property
    def roles(self) -> tuple[Role, ...]:
        """What it plays, each once, in the order of Role."""
        held = {mark.role for mark in self.marks}
        return tuple(role for role in Role if role in held)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; its segments joined are its words."""

    segments: tuple[Segment, ...]


def paragraphs(text: str, marks: Iterable[Mark]) -> tuple[Paragraph, ...]:
    """Cut `text` into paragraphs of segments. Marks may nest, overlap and run across paragraphs;
    whatever lies outside the text is dropped."""
    inside = sorted(
        (mark for mark in marks if mark.span.start < min(mark.span.end, len(text))),
        key=lambda mark: (mark.span.start, -mark.span.end),
    )
    stretches = list(_paragraph_spans(text))
    edges = {edge for mark in inside for edge in (mark.span.start, min(mark.span.end, len(text)))}
    found: list[list[Segment]] = [[] for _ in stretches]
    for place, segment in _cut(text, stretches, edges, inside):
        found[place].append(segment)
    return tuple(Paragraph(tuple(segments)) for segments in found if segments)


def _paragraph_spans(text: str) -> Iterator[Span]:
    start = 0
    for gap in _BLANK_LINE.finditer(text):
        yield Span(start, gap.start())
        start = gap.end()
    yield Span(start, len(text))


def _cut(
    text: str, stretches: list[Span], edges: set[int], marks: list[Mark]
) -> Iterator[tuple[int, Segment]]:
    """Each segment with the number of its paragraph; `marks` sorted by start, the widest first."""
    ordered = sorted(edges)
    waiting, edge, order = 0, 0, 0
    open_marks: list[tuple[int, int, Mark]] = []  # a heap by end
    for place, stretch in enumerate(stretches):
        start = stretch.start
        while start < stretch.end:
            while edge < len(ordered) and ordered[edge] <= start:
                edge += 1
            end = min(ordered[edge] if edge < len(ordered) else stretch.end, stretch.end)
            while waiting < len(marks) and marks[waiting].span.start <= start:
                heappush(open_marks, (marks[waiting].span.end, order, marks[waiting]))
                waiting, order = waiting + 1, order + 1
            while open_marks and open_marks[0][0] <= start:
                heappop(open_marks)
            covering = tuple(mark for _, _, mark in sorted(open_marks, key=lambda held: held[1]))
            yield place, Segment(text[start:end], Span(start, end), covering)
            start = end
