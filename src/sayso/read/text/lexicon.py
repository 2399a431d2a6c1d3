"""The words by which a language marks attribution, loaded from one file a language."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

from sayso.errors import UnreadableInput
from sayso.terms.statement import Hedge, Polarity

PEOPLE = ("person", "office", "anonymous", "witness")
THINGS = ("organisation", "outlet", "document", "recording", "account", "place")
SAYS = frozenset({"say", "write"})
VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Cue:
    """One sense of a cue word: its class, where its content can stand, what the source holds of it."""

    lemma: str
    kind: str
    takes: frozenset[str]
    particle: str = ""
    prepositions: frozenset[str] = frozenset()
    polarity: Polarity = Polarity.AFFIRMS
    hedge: Hedge = Hedge.NONE
    loose: bool = False  # the content stands where the language's file does not expect it


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All cue words of one language, verbs by every inflected form; `sets` are plain word sets."""

    language: str
    models: tuple[str, ...]
    verbs: Mapping[str, tuple[Cue, ...]]
    nouns: Mapping[str, tuple[Cue, ...]]
    adjectives: Mapping[str, tuple[Cue, ...]]
    sets: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[str, ...]]
    triggers: frozenset[str] = frozenset()  # every word that can head a cue, in lower case
    says: frozenset[str] = frozenset()  # the verbs behind which a quotation is speech, however short


@cache
def load(language: str) -> Lexicon:
    """The lexicon of `language` (`en`, `fr`). UnreadableInput where there is none."""
    place = resources.files("sayso.read") / "languages" / f"{language}.toml"
    if not language.isalpha() or not place.is_file():
        raise UnreadableInput(
            f"an article in '{language}'", "sayso has no lexicon for it", "Set its language to en or fr."
        )
    table = tomllib.loads(place.read_text(encoding="utf-8"))
    morphology = table.get("morphology", {})
    irregular = {lemma: tuple(forms.split()) for lemma, forms in morphology.get("irregular", {}).items()}
    endings: Mapping[str, list[str]] = morphology.get("endings", {})
    double = frozenset(morphology.get("double", "").split())

    def forms_of_verb(lemma: str) -> tuple[str, ...]:
        return (lemma, *(irregular.get(lemma) or _ended(lemma, endings) or _regular(lemma, double)))

    made = Lexicon(
        language=table["language"],
        models=tuple(table.get("model", ())),
        verbs=_by_form(table.get("verbs", {}), forms_of_verb),
        nouns=_by_form(table.get("nouns", {}), _noun_forms),
        adjectives=_by_form(table.get("adjectives", {}), lambda word: (word,)),
        sets={
            **dict(_word_sets(table)),
            "kinds.all": frozenset().union(
                *(words.split() for name, words in table.get("kinds", {}).items() if name in THINGS)
            ),
            "kinds.people": frozenset().union(
                *(table.get("kinds", {}).get(name, "").split() for name in PEOPLE)
            ),
            "kinds.any": frozenset().union(*(words.split() for words in table.get("kinds", {}).values())),
            **{
                name: frozenset(
                    form
                    for lemma in table.get(name, {}).get("verbs", "").split()
                    for form in forms_of_verb(lemma)
                )
                for name in ("light", "makers", "retracts", "spreads", "cites", "shares", "speaks")
            },
        },
        phrases={
            f"{section}.{name}": tuple(value)
            for section, names in table.items()
            if isinstance(names, dict)
            for name, value in names.items()
            if isinstance(value, list)
        },
    )
    heads = {*made.verbs, *made.nouns, *made.adjectives, *made.sets.get("adverbs.hearsay", ()), "according"}
    says = (
        form
        for form, cues in made.verbs.items()
        if any(cue.kind in SAYS and "quote" in cue.takes for cue in cues)
    )
    return replace(made, triggers=frozenset(heads), says=frozenset(says))


def opens(words: str, first: str, lexicon: Lexicon) -> bool:
    """Whether the first word of some words is one of a list of the language's section `names`."""
    begun = words.split(maxsplit=1)
    return bool(begun) and begun[0].lower() in lexicon.sets[f"names.{first}"]


def _word_sets(table: Mapping[str, Any]) -> Iterator[tuple[str, frozenset[str]]]:
    named = (
        "adverbs",
        "names",
        "kinds",
        "passive",
        "marks",
        "drift",
        "credits",
        "mentions",
        "held_in",
        "figures",
        "untrue",
    )
    for section in named:
        for name, words in table.get(section, {}).items():
            if isinstance(words, str):
                yield f"{section}.{name}", frozenset(words.split())


def _by_form(
    classes: Mapping[str, Any], forms_of: Callable[[str], tuple[str, ...]]
) -> dict[str, tuple[Cue, ...]]:
    found: dict[str, list[Cue]] = {}
    for kind, entry in classes.items():
        for word in entry["words"].split():
            cue = _cue(word, kind, entry)
            for form in forms_of(cue.lemma):
                if cue not in found.setdefault(form, []):
                    found[form].append(cue)
    # "rule out" before "rule": a particle is asked for, so whoever has one is meant.
    return {form: tuple(sorted(cues, key=lambda cue: not cue.particle)) for form, cues in found.items()}


def _cue(word: str, kind: str, entry: Mapping[str, Any]) -> Cue:
    name, *prepositions = word.split(":")
    lemma, _, particle = name.partition("_")
    return Cue(
        lemma=lemma,
        kind=kind,
        takes=frozenset({"prep"} if prepositions else entry["takes"]),
        particle=particle,
        prepositions=frozenset(prepositions),
        polarity=Polarity(entry.get("polarity", "affirms")),
        hedge=Hedge(entry.get("hedge", "none")),
    )


def _ended(lemma: str, endings: Mapping[str, list[str]]) -> tuple[str, ...]:
    """Forms by the endings that a language's file gives for an infinitive's ending."""
    for last, forms in endings.items():
        if lemma.endswith(last):
            return tuple(lemma[: -len(last)] + form for form in forms)
    return ()


def _regular(lemma: str, double: frozenset[str]) -> tuple[str, ...]:
    """The regular English forms: -s, -ed, -ing."""
    if lemma.endswith("e"):
        return lemma + "s", lemma + "d", lemma[:-1] + "ing"
    if lemma.endswith("y") and lemma[-2] not in VOWELS:
        return lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    if lemma.endswith(("s", "sh", "ch", "x", "z")):
        return lemma + "es", lemma + "ed", lemma + "ing"
    stem = lemma + lemma[-1] if lemma in double else lemma
    return lemma + "s", stem + "ed", stem + "ing"


def _noun_forms(noun: str) -> tuple[str, ...]:
    if noun.endswith("y") and noun[-2] not in VOWELS:
        return noun, noun[:-1] + "ies"
    return noun, noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")
