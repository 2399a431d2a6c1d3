"""Question kinds as data: one TOML file a kind, with its answers and the words that speak for each."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from sayso.weigh.words import stem


@dataclass(frozen=True, slots=True)
class KindAnswer:
    """One answer of a kind. `says` and `against` are stems and phrases of stems; `excludes` and
    `implies` are keys of answers of the same kind; `word` fills the question's `{answers}`; `settles` is
    what would settle this answer where that differs from the kind's; what `passes` can have been before."""

    key: str
    word: str
    label: str
    says: frozenset[tuple[str, ...]]
    against: frozenset[tuple[str, ...]]
    excludes: tuple[str, ...]
    implies: tuple[str, ...]
    settles: tuple[str, ...] = ()
    passes: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of question; `order` is its rank where several kinds fit, `settles` what would settle one,
    `objects` the nouns for what it can be asked about (empty: it is asked about somebody)."""

    name: str
    asks: str
    order: int
    settles: tuple[str, ...]
    answers: tuple[KindAnswer, ...]
    counted: Mapping[str, frozenset[tuple[str, ...]]] = field(default_factory=dict)
    objects: tuple[str, ...] = ()

    def answer(self, key: str) -> KindAnswer:
        """The answer of that key. KeyError where there is none."""
        return {answer.key: answer for answer in self.answers}[key]


def phrase(words: str) -> tuple[str, ...]:
    """A word or a phrase of a data file as stems."""
    return tuple(stem(part) for word in words.split() for part in word.split("-"))


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by name, in their order. The files are checked here: unknown keys of `excludes` and
    `implies` raise ValueError."""
    found = [
        _read(path.read_text("utf-8")) for path in files(__name__).iterdir() if path.name.endswith(".toml")
    ]
    return {kind.name: kind for kind in sorted(found, key=lambda kind: (kind.order, kind.name))}


def kind_named(name: str) -> Kind:
    """The kind of that name; the general kind where there is none (a person may name others)."""
    return kinds().get(name, kinds()["general"])


def settling(kind: str, answer: str) -> tuple[str, ...]:
    """What would settle an answer, by its id (which ends in its key) or else by its kind."""
    found = kind_named(kind)
    own = (each.settles for each in found.answers if each.key == answer.rpartition(".")[2])
    return next(own, ()) or found.settles


def _read(text: str) -> Kind:
    raw = tomllib.loads(text)
    answers = tuple(
        KindAnswer(
            key=row["key"],
            word=row["word"],
            label=row["label"],
            says=frozenset(map(phrase, row["says"])),
            against=frozenset(map(phrase, row["against"])),
            excludes=tuple(row["excludes"]),
            implies=tuple(row["implies"]),
            settles=tuple(row.get("settles", ())),
            passes=row.get("passes", False),
        )
        for row in raw["answers"]
    )
    counted = {key: frozenset(map(phrase, words)) for key, words in raw.get("counted", {}).items()}
    objects = tuple(raw.get("objects", {}).get("words", ()))
    known = {answer.key for answer in answers}
    for answer in answers:
        if not known.issuperset((*answer.excludes, *answer.implies)):
            raise ValueError(f"{raw['name']}: {answer.key} names an answer that the kind does not have")
    return Kind(raw["name"], raw["asks"], raw["order"], tuple(raw["settles"]), answers, counted, objects)
