"""Somebody who speaks of his own death is alive as he speaks: *they have buried me twice*, *I am dead, the
radio says*. Whatever such words affirm by their letter, they speak against it. The patterns are data.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.resources import files

from sayso.terms.statement import SourceKind, Statement, Voice
from sayso.weigh.bearing.match import Hit
from sayso.weigh.words import stem_line

_QUOTED = frozenset({Voice.DIRECT, Voice.MIXED})


def as_meant(
    hits: Iterable[Hit], statement: Statement, text: str, *, subjects: frozenset[str]
) -> tuple[Hit, ...]:
    """The hits in a sentence of a statement's content, those of the speaker's own death turned against it.
    Where somebody speaks who is none of a question's `subjects` (stems of their names), it is nobody's death
    that the question asks about, and they are left out."""
    found = tuple(hits)
    own = [hit for hit in found if not hit.opposite and _of_speaker(text, hit)]
    if not own or not _first_person(statement):
        return found
    if _is_another(statement, subjects):
        return tuple(hit for hit in found if hit not in own)
    return tuple(replace(hit, against=True, own=True) if hit in own else hit for hit in found)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    raw = tomllib.loads(files("sayso.weigh").joinpath("data/living.toml").read_text(encoding="utf-8"))
    before, after = ("|".join(f"(?:{part})" for part in raw[key]) for key in ("up_to", "from"))
    return re.compile(rf"(?:{before})$", re.IGNORECASE), re.compile(rf"^(?:{after})", re.IGNORECASE)


def _of_speaker(text: str, hit: Hit) -> bool:
    up_to, onward = _patterns()
    return bool(up_to.search(text[: hit.end]) or onward.search(text[hit.start :]))


def _first_person(statement: Statement) -> bool:
    """Whether *I* is whoever the statement is given to: in *they say I am dead* it is not."""
    last = statement.innermost
    return last is not None and (last.kind is SourceKind.RECORDING or statement.voice in _QUOTED)


def _is_another(statement: Statement, subjects: frozenset[str]) -> bool:
    """Whether the speaker has a name, and it is none of the subjects'."""
    last = statement.innermost
    if last is None or last.kind is not SourceKind.PERSON or not any(map(str.istitle, last.name.split())):
        return False
    return subjects.isdisjoint(stem_line(last.name))
