"""The tense that governs a time: from the caller's parse, or guessed from the verbs around."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

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

    A cheap stand-in for a parse: it looks at no more than a dozen words.
    """
    verbs = {
        lexicon.code_of("VPAST"): Tense.PAST,
        lexicon.code_of("VFUT"): Tense.FUTURE,
        lexicon.code_of("VPRES"): Tense.PRESENT,
    }
    stops = {lexicon.code_of(name) for name in ("DOT", "STOP", "PARA")}
    codes = tokens.codes
    before = _nearest(codes, range(at - 1, max(at - 1 - _REACH, -1), -1), verbs, stops)
    if before is not None:
        return before
    after = _nearest(codes, range(at + 1, min(at + 1 + _REACH, len(codes))), verbs, stops)
    return after or Tense.NONE


def _nearest(codes: str, places: range, verbs: dict[str, Tense], stops: set[str]) -> Tense | None:
    for place in places:
        code = codes[place]
        if code in verbs:
            return verbs[code]
        if code in stops:
            return None
    return None
