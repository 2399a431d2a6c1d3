"""Of contents that lie inside one another, which of them bear on a question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.terms.span import Words
from sayso.terms.statement import Polarity, Statement
from sayso.weigh.bearing.doubt import names_report, unsure, untrue
from sayso.weigh.bearing.match import Hit
from sayso.weigh.bearing.pieces import inside
from sayso.weigh.words import NEGATIONS, stem_line


@dataclass(frozen=True, slots=True)
class Found:
    """A hit in a piece of a statement's content."""

    hit: Hit
    statement: Statement
    piece: Words
    frame: str
    points: float


def raised(below: Iterable[Found], found: Sequence[Found]) -> list[Found]:
    """What somebody else is said to say (*I asked them, they said it was false*) bears as what it stands in
    does, where the words that bear are its own."""
    held = [(item, [outer.points for outer in found if _within(item, outer)]) for item in below]
    return [replace(item, points=max(points)) for item, points in held if points]


def _within(item: Found, outer: Found) -> bool:
    if item.hit.answer != outer.hit.answer or not inside(item.piece, outer.piece):
        return False
    if not item.hit.words:
        return not outer.hit.words and bool(unsure(item.piece.text) or untrue(item.piece.text))
    start, end = (outer.piece.start + at for at in (outer.hit.start, outer.hit.end))
    return item.piece.start <= start and end <= item.piece.end


def innermost(found: Sequence[Found], core: Mapping[str, frozenset[str]]) -> list[Found]:
    """Drop what only frames another: where A says that B says it, B's words are the content; where A denies
    what B says, both are kept. But where the cue is what the answer says (*A says that B has agreed to a
    truce*; `core` has each answer's words), B's act is the content and A says it."""

    def is_act(item: Found) -> bool:
        own = core.get(item.hit.answer, frozenset()) - NEGATIONS
        return not own.isdisjoint(stem_line(item.statement.cue.text))

    def frames(outer: Found, inner: Found) -> bool:
        return (
            outer.statement is not inner.statement
            and outer.hit.answer == inner.hit.answer
            and inside(inner.piece, outer.piece)
        )

    def gives_way(item: Found, other: Found) -> bool:
        if frames(other, item):
            return is_act(item) or _judged(item, other)
        if frames(item, other) and _judged(other, item):
            return False
        if item.statement.chain and not other.statement.chain:
            return False
        denies = bool(item.statement.chain) and item.statement.polarity is Polarity.DENIES
        theirs = other.statement.polarity is not Polarity.DENIES
        return frames(item, other) and not is_act(other) and not (denies and theirs)

    return [item for item in found if not any(gives_way(item, other) for other in found)]


def _judged(item: Found, outer: Found) -> bool:
    """`They say the reports of her capture are propaganda`: nobody is named for what they judge there."""
    nobody = not item.statement.source and names_report(item.statement.cue.text)
    after = outer.piece.text[item.piece.end - outer.piece.start :] if len(outer.piece.spans) == 1 else ""
    return bool(nobody and untrue(after))
