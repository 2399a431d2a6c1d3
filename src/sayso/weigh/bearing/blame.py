"""Who is blamed for an act, who claims it and who denies that it was theirs: sentences that name the doer
and not the deed (*the army denied responsibility*, *the mayor blamed the army*)."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

from sayso.terms.question import Question
from sayso.terms.statement import Statement
from sayso.weigh.bearing.match import Hit
from sayso.weigh.words import negated, stem, stem_line, stems, tokens

_KINDS = frozenset({"general", "responsibility", "control"})
_ASKS = frozenset({"did", "was", "were", "is", "are", "has", "have"})
# In front of *behind* where it tells who did it: *was not behind the raid*, *those behind it*.
_BEHIND = frozenset({"is", "was", "are", "were", "be", "been", "being", "not", "those"})
_SHORT = 12  # words; a longer sentence of the doer is about more than whether it did it


@cache
def _laid() -> frozenset[str]:
    """The words that lay an act at somebody's door."""
    raw = tomllib.loads(files("sayso.weigh.kinds").joinpath("responsibility.toml").read_text("utf-8"))
    return frozenset(map(stem, raw["laid"]["words"]))


@lru_cache(maxsize=4096)
def doer_of(question: Question) -> tuple[str, ...]:
    """The stems of whom a question is whether they did it; empty where it asks of no doer. It is what the
    question (*Did the army shell the market?*) and its first answer (*the army shelled the market*) begin
    with."""
    if question.kind not in _KINDS or not question.answers:
        return ()
    asked, told = tokens(question.asks), tokens(question.answers[0].label)
    if not asked or asked[0].lower not in _ASKS:
        return ()
    same = 0
    for one, two in zip(asked[1:], told, strict=False):
        if one.lower != two.lower:
            break
        same += 1
    return stems(question.answers[0].label[: told[same - 1].end]) if same else ()


def _placed(line: Sequence[str], at: int) -> bool:
    """Whether a word only tells where something is: *a flash behind the police line*."""
    return line[at] == "behind" and (at == 0 or line[at - 1] not in _BEHIND)


def blame_hits(question: Question, statement: Statement, text: str) -> tuple[Hit, ...]:
    """That a sentence blames the doer, or is the doer's own word on it; at most one, on the first answer."""
    doer = doer_of(question)
    if not doer:
        return ()
    line = stem_line(text)
    place = next((at for at, word in enumerate(line) if word in _laid() and not _placed(line, at)), None)
    cued = any(word in _laid() for word in stem_line(statement.cue.text))
    last = statement.innermost
    own = last is not None and doer[-1] in stem_line(last.name)
    blamed = doer[-1] in line and (place is not None or cued)
    if not blamed and not (own and place is not None and len(line) <= _SHORT):
        return ()
    words = tokens(text)
    against = place is not None and negated(words, place)
    answer = question.answers[0].id
    said = (words[place].lower,) if place is not None else (statement.cue.text.lower(),)
    return (Hit(answer, 1.0, against, 0, len(text), said, weight=1.0),)
