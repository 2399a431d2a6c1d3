"""Which sentences can give a statement, told from their words before anything is parsed.

Each word that can head an attribution is weighed with what stands right before and right behind it: `said
that` heads one, `the feelings of` hardly ever does. A sentence is worth its parse where one of its words is
likely enough. The linear model is made by `benchmarks/train_gate.py` from what the reader finds in freely
licensed text; its weights are `gate.toml`.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from sayso.read.text.lexicon import Lexicon

Opens = Callable[[str], bool]  # whether a sentence, by its words alone, is worth its parse
TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+|[^\w\s]")
UNENDED = re.compile(r"\w\s*$")
LEAST = 0.03  # chance of the likeliest word of a sentence; below it the sentence is not parsed
# Classes of cues that a desk looks for first: beside one of these words a sentence is always parsed.
KEPT = frozenset({"confirm", "deny", "doubt", "investigate", "retract", "decline", "quoted", "claim"})
KEPT_NOUNS = frozenset({"hearsay", "deny"})
ENDINGS = ("ing", "ed", "ly", "ion", "s")
START, END = "^", "$"


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature of a word weighs, and the neighbours that are told by themselves."""

    of: Mapping[str, float]
    beside: frozenset[str]


@cache
def shipped() -> Weights:
    """The weights of `gate.toml`."""
    table = tomllib.loads((resources.files("sayso.read") / "gate.toml").read_text("utf-8"))
    return Weights(dict(table["weights"]), frozenset(table["beside"].split()))


def any_of(words: frozenset[str]) -> Opens:
    """Opens for every sentence with one of the words."""
    return lambda sentence: not words.isdisjoint(TOKEN.findall(sentence.lower()))


def likely(
    lexicon: Lexicon, among: frozenset[str], *, least: float = LEAST, weights: Weights | None = None
) -> Opens:
    """Opens where one of the words `among` is likely to head an attribution, by a chance of `least`.

    Any of them is enough beside what a desk looks for (who is dead, who did it), and in words that end
    without a mark: a headline, a list, a transcript without marks. A word that confirms, denies or passes on
    hearsay is enough wherever it stands.
    """
    table = weights or shipped()
    always = among & kept(lexicon)
    looked_for = lexicon.sets["gate.looked_for"]

    @cache  # no more of them than the language's file has words
    def names(word: str) -> tuple[str, ...]:
        return features_of(word, lexicon)

    def opens(sentence: str) -> bool:
        tokens = TOKEN.findall(sentence)
        low = [token.lower() for token in tokens]
        cues = [at for at, word in enumerate(low) if word in among]
        if not cues:
            return False
        if not (always.isdisjoint(low) and looked_for.isdisjoint(low)) or UNENDED.search(sentence):
            return True
        return any(chance(tokens, at, names(low[at]), table) >= least for at in cues)

    return opens


def kept(lexicon: Lexicon) -> frozenset[str]:
    """The words beside which a sentence is always parsed. A cue that needs its particle (`push back`) is none
    by itself, and of nouns only those of hearsay and denial are."""
    verbs = {
        form
        for form, cues in lexicon.verbs.items()
        if any(cue.kind in KEPT and not cue.particle and not cue.prepositions for cue in cues)
    }
    nouns = {form for form, cues in lexicon.nouns.items() if any(cue.kind in KEPT_NOUNS for cue in cues)}
    return frozenset(verbs | nouns) | lexicon.sets["adverbs.hearsay"] | {"according"}


def chance(tokens: Sequence[str], at: int, names: Sequence[str], weights: Weights) -> float:
    """How likely the word at place `at` heads an attribution; `names` are what `features_of` gives for it."""
    table = weights.of
    score = table["bias"] + sum(table.get(one, 0.0) for one in features(tokens, at, names, weights.beside))
    return 1 / (1 + math.exp(-score))


def features(tokens: Sequence[str], at: int, names: Sequence[str], beside: frozenset[str]) -> Iterator[str]:
    """The names of what holds of a word in its place; each counts once."""
    left = shape(tokens[at - 1], beside) if at else START
    right = shape(tokens[at + 1], beside) if at + 1 < len(tokens) else END
    for name in names:
        yield name
        yield f"{left} < {name}"
        yield f"{name} > {right}"


def features_of(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The names of what a word is by itself: the word, its classes, and its form."""
    tables = {"verb": lexicon.verbs, "noun": lexicon.nouns, "adjective": lexicon.adjectives}
    held = {part: found for part, table in tables.items() if (found := table.get(word))}
    classes = {f"{part} {cue.kind}" for part, cues in held.items() for cue in cues}
    return f"word {word}", f"{' or '.join(held) or 'other'} {_ending(word)}", *sorted(classes)


def shape(token: str, beside: frozenset[str]) -> str:
    """What a neighbour is told as: itself where it is frequent, else its kind."""
    low = token.lower()
    if low in beside or not token[0].isalnum():
        return low
    if token[0].isdigit():
        return "0"
    return "Name" if token[0].isupper() else _ending(low)


def _ending(word: str) -> str:
    return next((f"-{ending}" for ending in ENDINGS if word.endswith(ending)), "-")
