"""Corrections by a person, kept over every later reading.

A statement's id is made of its offsets, so a newer reader that marks the same words makes the same
id. A correction names the id it was made on and keeps what it needs to be applied without it: where
no new statement has that id, an accepted or edited one is put back, and what overlaps it as the same
attribution gives way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sayso.terms.statement import MadeBy, Reading, Statement


class Act(StrEnum):
    """What a person did with a statement."""

    ACCEPT = "accept"
    EDIT = "edit"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Correction:
    """`statement` as it was when the person looked; `edited` what they made of it (for an edit)."""

    act: Act
    statement: Statement
    by: str
    edited: Statement | None = None

    def __post_init__(self) -> None:
        if (self.act is Act.EDIT) != (self.edited is not None):
            raise ValueError("an edit carries the edited statement, and nothing else does")


def apply(reading: Reading, corrections: Iterable[Correction]) -> Reading:
    """The reading with every correction of its article applied, later ones over earlier ones.

    Applying the same corrections again changes nothing.
    """
    statements = list(reading.statements)
    for correction in corrections:
        if correction.statement.article == reading.article:
            statements = _corrected(statements, correction)
    statements.sort(key=_place)
    return replace(reading, statements=tuple(statements))


def _corrected(statements: Sequence[Statement], correction: Correction) -> list[Statement]:
    old = correction.statement
    kept = [other for other in statements if other.id != old.id and not _same_words(other, old)]
    if correction.act is Act.REJECT:
        return kept
    chosen = correction.edited or old
    signed = replace(chosen, confidence=1.0, made_by=MadeBy(f"person:{correction.by}", correction.act.value))
    return [*(other for other in kept if other.id != chosen.id), signed]


def _same_words(left: Statement, right: Statement) -> bool:
    """Whether two statements mark the same attribution: the same cue, or without a cue the same
    content, in the same part."""
    if left.part is not right.part:
        return False
    if left.cue and right.cue:
        return left.cue.spans[-1] == right.cue.spans[-1]
    return not left.cue and not right.cue and left.content.spans == right.content.spans


def _place(statement: Statement) -> tuple[str, int, int]:
    start = min((words.start for words in (statement.cue, statement.content) if words), default=0)
    return statement.part.value, start, statement.content.end if statement.content else start
