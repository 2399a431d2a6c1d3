"""Whom the text of an article introduces, and how: names in full, bodies, offices, what a body is called."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from sayso.read.text.lexicon import Lexicon, load
from sayso.read.text.runs import WORD, name_runs, tidy

BODY_TAIL = re.compile(r"(\s[a-z]+)\b(\s[a-z]+)?\b")
PLACED = re.compile(r"\b(?:in|at|near)\s$")  # in front of a place, not of a person
ROLE_BEFORE = re.compile(r"((?:(?<![\w’'-])(?:[\w’'-]++ ){0,3}|(?<=[’']))[\w-]++) $")
ROLE_BEHIND = re.compile(r",? (?:the |a |an )?((?:[\w’'-]+ ){0,5}[\w-]+)")
LED = re.compile(r" (?:of|for) ")  # "On Behalf of Gill Rosen", "Ada Marsh of Open Harbour"
JOINTS = frozenset({"of", "for", "and", "the"})


@dataclass(frozen=True, slots=True)
class Introduced:
    """What the text says of its names, with their places where one can be nearer than another: `full` by
    surname in lower case, `called` by body, `roles` by the noun of an office."""

    full: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    people: list[tuple[int, str]] = field(default_factory=list)
    bodies: list[tuple[int, str]] = field(default_factory=list)
    called: dict[str, str] = field(default_factory=dict)
    roles: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words as a name: `bare` is without titles and without what leads up to it or hangs on it, a
    `person` somebody in full."""

    tidy: str
    bare: str
    body: bool
    firm: bool
    person: bool


def introduced(text: str, lexicon: Lexicon) -> Introduced:
    """Whom a text introduces."""
    found = Introduced()
    runs: dict[str, Run | None] = {}  # names come again and again
    for start, end in name_runs(text):
        words = text[start:end]
        if words not in runs:
            runs[words] = _run(words, lexicon)
        run = runs[words]
        if run is not None:
            _note_body(found, run, text, start, end, lexicon)
            if run.person:
                _note_person(found, run, text, start, end, lexicon)
    return found


def bare(run: str, lexicon: Lexicon) -> str:
    """The name without titles in front and a possessive behind."""
    words = tidy(run).split()
    opens, titles = lexicon.sets.get("names.opens", frozenset()), lexicon.sets["names.titles"]
    while len(words) > 1 and words[0].lower() in opens:
        words = words[1:]
    last = max((i for i, word in enumerate(words) if word.strip(".").lower() in titles), default=-1)
    rest = words[last + 1 :]
    body = all(word.lower() in lexicon.sets["kinds.all"] for word in rest)  # "the General Staff"
    return " ".join(words if body or rest[0] in {"of", "for"} else rest)  # "Brother of Ada Marsh"


def _run(words: str, lexicon: Lexicon) -> Run | None:
    """None for words in capitals, which are no name: `IT RAINED ALL DAY`."""
    capitals = words.isupper()
    if capitals and " " in words and not _small(lexicon.language).isdisjoint(words.lower().split()):
        return None
    name = bare(words, lexicon)
    low = name.lower().split()
    thing = not lexicon.sets["kinds.all"].isdisjoint(low)
    firm = bool(low) and low[-1] in lexicon.sets.get("names.firms", frozenset())
    body = bool(low) and (capitals or thing)
    person = next((part for part in LED.split(name) if " " in part and part[0].isupper()), "")
    return Run(tidy(words), person, body, firm, person=2 <= len(person.split()) <= 5 and not thing)


@cache
def _small(language: str) -> frozenset[str]:
    return load(language).sets.get("mentions.no_names", frozenset()) - JOINTS


def _note_body(found: Introduced, run: Run, text: str, start: int, end: int, lexicon: Lexicon) -> None:
    organisations = lexicon.sets["kinds.organisation"]
    tail = BODY_TAIL.match(text, end, end + 40)
    for word in (1, 2) if tail else ():
        if tail and (tail.group(word) or "").strip() in organisations:
            found.bodies.append((start, text[start : tail.end(word)]))
            break
    if run.body:
        found.bodies.append((start, run.tidy))
    noun = text[max(0, start - 30) : start].rstrip().rpartition(" ")[2].lower()
    if run.firm or noun in organisations:
        found.called[run.tidy] = "company" if run.firm else noun


def _note_person(found: Introduced, run: Run, text: str, start: int, end: int, lexicon: Lexicon) -> None:
    found.full.setdefault(run.bare.split()[-1].lower(), []).append((start, run.bare))
    if not PLACED.search(text, max(0, start - 6), start):
        found.people.append((start, run.bare))
    before = ROLE_BEFORE.search(text[max(0, start - 60) : start])
    behind = ROLE_BEHIND.match(text, end, end + 80)
    after = behind.group(1) if behind else ""
    if any(word in lexicon.verbs for word in after.lower().split()):
        after = ""  # "..., the minister says": who speaks, not who was named
    around = f"{before.group(1) if before else ''} {text[start:end]} {after}"
    for word in WORD.findall(around.lower()):
        if word in lexicon.sets["kinds.office"]:
            found.roles.setdefault(word, []).append(run.bare)


def unnamed(text: str, label: str, start: int, end: int, language: str) -> str:
    """The man or woman without a name, no office and no relation, who was spoken of last between two places;
    `label` is the pronoun: he, she."""
    near = _unnamed(text, label, language)
    place = bisect_left(near, (end, "")) - 1
    return near[place][1] if place >= 0 and near[place][0] > start else ""


@lru_cache(maxsize=4)  # asked for at each pronoun of a text
def _unnamed(text: str, label: str, language: str) -> list[tuple[int, str]]:
    words = _nouns(language).get(label)
    return [(match.start(), match.group()) for match in words.finditer(text)] if words else []


@cache
def _nouns(language: str) -> Mapping[str, re.Pattern[str]]:
    sets = load(language).sets
    found = {"he": sets.get("mentions.man"), "she": sets.get("mentions.woman")}
    return {
        label: re.compile(rf"\b(?:{'|'.join(sorted(nouns - sets['kinds.office'] - sets['mentions.kin']))})\b")
        for label, nouns in found.items()
        if nouns
    }
