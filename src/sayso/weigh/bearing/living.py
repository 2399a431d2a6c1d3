"""Words for a death that are of none that was: *he is killing them*, *will be killed*. And who speaks of his
own is alive as he speaks: *they have buried me twice*, *I am dead, the radio says*. Whatever such words
affirm by their letter, they speak against it. The patterns are data.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from sayso.terms.statement import SourceKind, Statement, Voice
from sayso.weigh.bearing.match import Hit
from sayso.weigh.words import stem_line

_QUOTED = frozenset({Voice.DIRECT, Voice.MIXED})


def as_meant(
    hits: Iterable[Hit], statement: Statement, text: str, *, subjects: frozenset[str]
) -> tuple[Hit, ...]:
    """The hits in a sentence of a statement's content, without those of no death that was, and those of the
    speaker's own turned against it. Where somebody speaks who is none of a question's `subjects` (stems of
    their names), it is nobody's death that the question asks about, and they are left out."""
    found = tuple(hit for hit in hits if hit.opposite or not _patterns().not_done.search(text[: hit.end]))
    own = [hit for hit in found if not hit.opposite and _of_speaker(text, hit)]
    if not own or not _first_person(statement):
        return found
    if _is_another(statement, subjects):
        return tuple(hit for hit in found if hit not in own)
    return tuple(replace(hit, against=True, own=True) if hit in own else hit for hit in found)


@dataclass(frozen=True, slots=True)
class _Patterns:
    """What stands up to the end of a word for a death, or from its beginning."""

    up_to: re.Pattern[str]
    onward: re.Pattern[str]
    not_done: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    raw = tomllib.loads(files("sayso.weigh").joinpath("data/living.toml").read_text(encoding="utf-8"))
    any_of = {key: "|".join(f"(?:{part})" for part in parts) for key, parts in raw.items()}
    return _Patterns(
        re.compile(rf"(?:{any_of['up_to']})$", re.IGNORECASE),
        re.compile(rf"^(?:{any_of['from']})", re.IGNORECASE),
        re.compile(rf"(?:{any_of['not_done']})$", re.IGNORECASE),
    )


def _of_speaker(text: str, hit: Hit) -> bool:
    found = _patterns()
    return bool(found.up_to.search(text[: hit.end]) or found.onward.search(text[hit.start :]))


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
