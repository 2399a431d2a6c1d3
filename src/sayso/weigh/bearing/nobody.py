"""What is said of nobody: *none of those who were in the house with him survived*. The negation stands far
from its verb, with whom it is said of in between. The words are data.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from sayso.weigh.words import REACH, Token

_PAUSE = re.compile(r"[,.;:?!]")
_DESCRIBED = 2  # words of whom it is, as in *no other passenger aboard*


@cache
def _words() -> dict[str, frozenset[str]]:
    raw = tomllib.loads(files("sayso.weigh").joinpath("data/nobody.toml").read_text(encoding="utf-8"))
    return {name: frozenset(listed) for name, listed in raw.items()}


def of_nobody(words: Sequence[Token], at: int, text: str) -> bool:
    """Whether the word at a place is said of nobody or hardly anybody, by the beginning of its clause. Where
    a negation stands near by it is told anyway, and only *few* is looked for."""
    clause = [token.lower for token in words[_begin(words, at, text) : at]]
    while clause and clause[0] in _words()["nearly"]:
        clause = clause[1:]
    head = next((size for size in (3, 2, 1) if " ".join(clause[:size]) in _words()["heads"]), 0)
    if not head or (len(clause) <= REACH and clause[0] != "few"):
        return False
    behind = clause[head:]
    if clause[0] == "few" and len(behind) <= _DESCRIBED:
        return True
    if behind[-1] in _words()["nouns"]:
        return False  # a thing that stands with the verb: *none of them comes with a body*
    told = next((place for place, word in enumerate(behind) if _tells(word)), len(behind))
    thing = clause[0] == "no" and head == 1 and behind[told : told + 1] == ["of"]
    return told <= _DESCRIBED and told < len(behind) and not thing and not _own_verb(behind)


def _begin(words: Sequence[Token], at: int, text: str) -> int:
    """Where the clause of the word at a place begins."""
    for place in range(at - 1, -1, -1):
        word, after = words[place], words[place + 1]
        saying = word.lower in _words()["saying"] and after.lower != "to"
        if word.lower in _words()["breaks"] or saying or _PAUSE.search(text, word.end, after.start):
            return place + 1
    return 0


def _tells(word: str) -> bool:
    return word in _words()["tells"] or (word.endswith("ing") and word not in ("thing", "king"))


def _own_verb(behind: Sequence[str]) -> bool:
    """Whether what comes next is the verb of *who* itself: *none of those who were killed*."""
    last = next((word for word in reversed(behind) if word not in _words()["carries"]), "")
    return last == "who"
