"""The tense that governs a time: from the caller's parse, or guessed from the verbs around."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import cache
from itertools import pairwise

from sayso.read.time.lexicon import Lexicon
from sayso.read.time.tokens import Tokens
from sayso.terms.span import Span


class Tense(StrEnum):
    """The tense of the verb that a time hangs on, as far as it says which side of now is meant."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    NONE = "none"  # a headline, a noun phrase, or nobody knows


TenseAt = Callable[[Span], Tense]
_REACH = 14  # words to each side; a clause is seldom longer


def guess_tense(tokens: Tokens, at: int, lexicon: Lexicon) -> Tense:
    """The tense of the nearest verb in the sentence of the token `at`, before it rather than after.

    A cheap stand-in for a parse: it looks at no more than a dozen words to each side. A participle
    after *be* and an infinitive take the tense of what stands before them: "is to be published".
    """
    shape = _shapes(lexicon)
    codes = tokens.codes
    if shape.get(codes[at + 1 : at + 2]) == "owner" and _before(codes, at, shape) is not Tense.PAST:
        return Tense.NONE  # "Friday's ruling" was given whatever they will do about it
    return _before(codes, at, shape) or _after(codes, at, shape) or _of_headline(codes, at, shape)


@cache
def _shapes(lexicon: Lexicon) -> dict[str, str]:
    """Letter -> what it is to tense."""
    names = {
        "VPAST": "past",
        "VFUT": "future",
        "VPRES": "present",
        "VPLAN": "plan",
        "BE": "be",
        "VHOPE": "hope",
        "ENDED": "past",
        "A": "article",
        "POSS": "owner",
        "THE": "article",
        "TO": "to",
        "WORD": "word",
        "AS": "as",
        "UNTIL": "until",
    }
    stops = dict.fromkeys(("DOT", "STOP", "PARA"), "stop")
    return {lexicon.code_of(name): shape for name, shape in {**names, **stops}.items()}


def _before(codes: str, at: int, shape: dict[str, str]) -> Tense | None:
    if _opens_the_future(codes, at, shape):
        return Tense.FUTURE
    infinitive = False
    for place in range(at - 1, max(at - 1 - _REACH, -1), -1):
        kind = shape.get(codes[place])
        if kind == "stop":
            break
        if kind == "to":
            # Before a verb, not before a name or right before the time.
            infinitive = infinitive or (place + 1 < at and shape.get(codes[place + 1]) in ("word", "be"))
        elif kind in ("past", "plan", "future") and place > 0 and shape.get(codes[place - 1]) == "be":
            continue  # to be published; had been due
        elif kind in ("past", "plan") and place > 0 and shape.get(codes[place - 1]) == "article":
            continue  # a proposed law
        elif kind == "future" or (infinitive and kind in ("plan", "present", "hope")):
            return Tense.FUTURE
        elif kind == "present":
            return Tense.PRESENT
        elif kind in ("past", "plan"):
            return Tense.PAST
    return None


def _of_headline(codes: str, at: int, shape: dict[str, str]) -> Tense:
    """Where no verb stands, an infinitive tells of what is to come: Minister to resign Friday."""
    kinds = [shape.get(code) for code in codes[max(at - _REACH, 0) : at]]
    return (
        Tense.FUTURE
        if any(pair in (("to", "word"), ("to", "be")) for pair in pairwise(kinds))
        else Tense.NONE
    )


def _opens_the_future(codes: str, at: int, shape: dict[str, str]) -> bool:
    """Right before the time: "as early as Friday", and "until Friday" but at the head of a sentence,
    where the verb that follows decides."""
    third, second, first = ([None] * 3 + [shape.get(code) for code in codes[max(at - 3, 0) : at]])[-3:]
    if first == "until":
        return (second != "stop" and at > 1) or _after(codes, at, shape) is None
    return first == "as" and third == "as"


def _after(codes: str, at: int, shape: dict[str, str]) -> Tense | None:
    for place in range(at + 1, min(at + 1 + _REACH, len(codes))):
        kind = shape.get(codes[place])
        if kind == "stop":
            return None
        if kind in ("past", "plan"):
            return Tense.PAST
        if kind == "present" and place + 1 < len(codes) and shape.get(codes[place + 1]) == "to":
            return Tense.FUTURE  # they are to meet
        if kind in ("future", "present"):
            return Tense(kind)
    return None
