"""Cuts a paragraph into what is parsed: the article's sentences with whole-sentence quotations taken out.

A quotation of several sentences breaks the parse of the sentence that frames it; without it,
`said Ada Marsh, a nurse.` parses well. Offsets are kept by a list of pieces.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from sayso.read.text.lexicon import Lexicon
from sayso.read.text.quotes import SENTENCE_END, Quotation, speech
from sayso.read.text.sentences import sentences
from sayso.terms.span import Span


@dataclass(frozen=True, slots=True)
class Frame:
    """Text between quotations: `pieces` are the stretches of the paragraph that make up `text`;
    `before`, `after` and `inside` are the quotations that touch it."""

    text: str
    pieces: tuple[Span, ...]
    before: Quotation | None
    after: Quotation | None
    inside: tuple[Quotation, ...] = ()

    def place(self, at: int) -> int:
        """The paragraph offset of offset `at` of the frame's text."""
        for piece in self.pieces:
            length = piece.end - piece.start
            if at < length:
                return piece.start + at
            at -= length
        return self.pieces[-1].end if self.pieces else 0


WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")


def gated(text: str, frame: Frame, triggers: frozenset[str]) -> Frame | None:
    """The frame without the sentences that can hold no statement: no cue word, no quotation beside."""
    if frame.inside:
        return frame
    piece = frame.pieces[0]
    cut = sentences(frame.text)
    kept = [
        span
        for place, span in enumerate(cut)
        if (place == 0 and frame.before is not None)
        or (place == len(cut) - 1 and frame.after is not None)
        or frame.text.rstrip().endswith(":")
        or not triggers.isdisjoint(WORD.findall(span.of(frame.text).lower()))
    ]
    if len(kept) == len(cut):
        return frame
    if not kept:
        return None
    pieces = tuple(Span(piece.start + span.start, piece.start + end) for span, end in _runs(cut, kept))
    return replace(frame, text="".join(one.of(text) for one in pieces), pieces=pieces)


def reports(lexicon: Lexicon) -> frozenset[str]:
    """The words by which somebody's words inside a quotation are given to another, or to a thought."""
    clauses = (form for form, cues in lexicon.verbs.items() if any("clause" in cue.takes for cue in cues))
    return frozenset(clauses) | {"according"}


def _runs(cut: list[Span], kept: list[Span]) -> list[tuple[Span, int]]:
    """Each kept sentence with where the next one of the text begins, so that the white space between stays;
    behind the last one none does, for the parser weighs it."""
    following = dict(zip(cut, [*(span.start for span in cut[1:]), cut[-1].end], strict=True))
    return [*((span, following[span]) for span in kept[:-1]), (kept[-1], kept[-1].end)]


def frames(text: str, says: Container[str] = ()) -> tuple[tuple[Frame, ...], tuple[Quotation, ...]]:
    """The frames of a paragraph, and its speech quotations in order; `says` are the verbs of saying."""
    begins = dateline(text)
    said = tuple(quotation for quotation in speech(text, says) if quotation.span.start >= begins)
    edges = [
        begins,
        *(edge for quotation in said for edge in (quotation.span.start, quotation.span.end)),
        len(text),
    ]
    runs = [Span(edges[i], edges[i + 1]) for i in range(0, len(edges), 2)]
    found: list[Frame] = []
    index = 0
    while index < len(runs):
        last = index
        while last < len(said) and _runs_on(text, runs[last], said[last], runs[last + 1]):
            last += 1
        pieces = tuple(_lean(text, run) for run in runs[index : last + 1])
        words = "".join(piece.of(text) for piece in pieces)
        if words.strip():
            before = said[index - 1] if index else None
            after = said[last] if last < len(said) else None
            found.append(Frame(words, pieces, before, after, said[index:last]))
        index = last + 1
    return tuple(found), said


def inner_frames(text: str, said: Sequence[Quotation], says: Container[str] = ()) -> tuple[Frame, ...]:
    """The frames of what is said inside the quotations of a paragraph, at the paragraph's offsets."""
    found: list[Frame] = []
    for quotation in said:
        inside, _ = frames(quotation.inner.of(text), says)
        found.extend(_moved(frame, quotation.inner.start) for frame in inside)
    return tuple(found)


def _moved(frame: Frame, by: int) -> Frame:
    return replace(
        frame,
        pieces=tuple(_shifted(piece, by) for piece in frame.pieces),
        before=_shifted_quotation(frame.before, by),
        after=_shifted_quotation(frame.after, by),
        inside=tuple(one for each in frame.inside if (one := _shifted_quotation(each, by)) is not None),
    )


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _shifted_quotation(quotation: Quotation | None, by: int) -> Quotation | None:
    if quotation is None:
        return None
    return replace(quotation, span=_shifted(quotation.span, by), inner=_shifted(quotation.inner, by))


DATELINE = re.compile(
    r"\s*(?:[A-Z][A-Z .'’/-]{2,}(?:, [A-Z][\w. ]{1,20})?(?:, [A-Z][\w.]* ?\d{0,2})?)?"
    r"\s?(?:\(([^()]{2,40})\))?\s?(?:—|–|―|--| - )\s?"
)


# The same with the name of the place not in capitals, which then needs its day: `Hale, 3 June (Wire):`.
DATED = re.compile(
    r"\s*[A-Z][\w.' -]{1,25},? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})"
    r"(?:,? [A-Z]\w+| \([^()]{2,40}\))?"
    r"\s?(?:—|–|―|--| -|:)\s"
)


# Turns of an interview, and of a transcript that names its speakers in capitals.
ASKED = re.compile(r"\s*(?:Q|Question|Frage|Pregunta)\s?[:.]\s+")
ANSWERED = re.compile(r"\s*(?:A|R|Answer|Réponse|Antwort)\s?[:.]\s+(?=\S)")
TURN = re.compile(r"\s*[\"“]?[A-Z][A-Z.'’ -]{1,30}:\s+(?=\S)")


# The time of an entry in a live blog, and a bullet of a list.
ENTRY = re.compile(
    r"\s*(?:[•*·▪–—-]\s+)?(?:\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?:\s(?:[A-Z]{2}T|UTC|E?CEST)\b)?\s*[-–—:|]?\s+)?"
)


def dateline(text: str) -> int:
    """Where the words begin behind a dateline such as `PORT HALE, June 3 (Wire) -`, behind the time of an
    entry, or behind the mark of a turn such as `MARSH:`; 0 without one."""
    entry = ENTRY.match(text)
    past = entry.end() if entry is not None and any(map(str.isdigit, entry.group())) else 0
    return past + _mark(text[past:])


def _mark(text: str) -> int:
    turn = ASKED.match(text) or ANSWERED.match(text) or TURN.match(text)
    if turn is not None:
        return turn.end() if turn.group().strip()[0] not in '"“' else 0
    match = DATED.match(text) or DATELINE.match(text)
    if match is None or match.end() < 5 or not any(map(str.isalpha, match.group())):
        return 0
    return match.end()


def _lean(text: str, run: Span) -> Span:
    """The run without the white space in front, which the tagger would take for a word."""
    words = run.of(text)
    return Span(run.start + len(words) - len(words.lstrip()), run.end)


def _runs_on(text: str, left: Span, quotation: Quotation, right: Span) -> bool:
    """Whether the article's sentence goes on after the quotation: He said "Go," and left."""
    before, after = left.of(text).strip(), right.of(text).strip()
    if not before or not after or SENTENCE_END.search(before.rstrip(":")) is not None:
        return False
    if before.endswith(":") and quotation.inner.of(text).rstrip()[-1:] in {".", "!", "?"}:
        return False
    return quotation.inner.of(text).rstrip()[-1:] not in {"."} and after[:1].islower()


def _start(span: Span) -> int:
    return span.start


def sentence_at(spans: tuple[Span, ...], at: int) -> Span | None:
    """The sentence that holds offset `at`."""
    index = bisect_right(spans, at, key=_start) - 1
    return spans[index] if index >= 0 and at < spans[index].end else None
