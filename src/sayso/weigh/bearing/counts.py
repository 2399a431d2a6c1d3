"""Figures of an event: how many were killed, wounded, taken; each figure is an answer of its own."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from sayso.terms.identity import content_id
from sayso.terms.question import Answer, Question
from sayso.weigh.bearing.match import Hit
from sayso.weigh.kinds import kind_named
from sayso.weigh.words import NOT_NAMES, stem, tokens

_NEAR = 5  # words between a figure and what it counts
_LEAST = 2  # smaller figures are rarely what is contested
_MOST = 4  # figures listed
_PLACE = re.compile(r"\b(?:in|at|near|outside|from|on)\s+(?:the\s+)?([A-Z]\w+(?:[ -][A-Z]\w+)*)")
_YEARS = range(1900, 2100)


@cache
def _numbers() -> Mapping[str, int]:
    raw: dict[str, int] = _data()["numbers"]
    return raw


@cache
def _units() -> frozenset[str]:
    return frozenset(stem(word) for word in _data()["units"]["words"])


@cache
def _joins() -> frozenset[str]:
    return frozenset(_data()["joins"]["words"])


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("sayso.weigh.kinds").joinpath("count.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts (a key of the kind's `counted`), and where both stand."""

    value: int
    counted: str
    start: int
    end: int


def figures(text: str) -> Iterator[Figure]:
    """The figures of a text that count something the kind knows."""
    words = tokens(text)
    counted = kind_named("count").counted
    for at, token in enumerate(words):
        value = _value(token.lower)
        after = words[at + 1].stem if at + 1 < len(words) else ""
        if value is None or value < _LEAST or value in _YEARS or after in _units():
            continue
        places = [
            (abs(near - at), key, near)
            for near in range(max(0, at - _NEAR), min(len(words), at + _NEAR + 1))
            for key, stems in counted.items()
            if (words[near].stem,) in stems
            and not _broken(text, words[at].start, words[near].start)
            and not any(token.lower in _joins() for token in words[near + 1 : at])
        ]
        if places:
            _, key, near = min(places)
            first, last = sorted((at, near))
            yield Figure(value, key, words[first].start, words[last].end)


def _broken(text: str, one: int, two: int) -> bool:
    return bool(re.search(r"[.;:]\s|,\s", text[min(one, two) : max(one, two)]))


def _value(word: str) -> int | None:
    if word in _numbers():
        return _numbers()[word]
    return int(word) if word.isdigit() and len(word) < 7 else None


def count_questions(texts: Iterable[tuple[str, str]], anchor: str) -> list[Question]:
    """A question for each thing that is counted differently, the gravest first. `texts` are (article, words)
    pairs; two figures have to stand in different articles, and not be told of different places."""
    found: dict[str, list[_Told]] = defaultdict(list)
    for article, text in texts:
        for figure in figures(text):
            found[figure.counted].append(_Told(article, figure.value, _places(text, figure)))
    made = []
    for counted, told in ((one, found[one]) for one in kind_named("count").counted if one in found):
        values = max(_same_scope(told), key=_weight)
        often = sorted(values, key=lambda value: (-len(values[value]), value))[:_MOST]
        often = [value for value in often if len(values[value]) > 1 or len(values[often[0]]) < 3]
        agreed = len(often) == 2 or len(values[often[0]]) > 1  # else each may count something else
        if agreed and len(often) > 1 and len(set().union(*(values[value] for value in often))) > 1:
            made.append(_question(counted, often, anchor))
    return made


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure of an article, with the places that its sentence names."""

    article: str
    value: int
    places: frozenset[str]


def _places(text: str, figure: Figure) -> frozenset[str]:
    start = max(text.rfind(mark, 0, figure.start) for mark in (". ", "? ", "! ", "\n")) + 1
    ends = [at for mark in (". ", "? ", "! ", "\n") if (at := text.find(mark, figure.end)) >= 0]
    found = _PLACE.findall(text[start : min(ends, default=len(text))])
    return frozenset(stem(word) for name in found for word in name.split() if word.lower() not in NOT_NAMES)


def _same_scope(told: Sequence[_Told]) -> list[dict[int, set[str]]]:
    """Groups of figures that may count the same, articles by value: no two whose sentences name places and
    none that both name. What names no place is taken to be of the group that most name."""
    groups: list[tuple[set[str], dict[int, set[str]]]] = []
    for one in sorted(told, key=lambda one: (-len(one.places), one.article, one.value)):
        fit = [group for group in groups if not one.places or group[0] & one.places]
        best = max(fit, key=lambda group: _weight(group[1], least=1), default=None)
        if best is None:
            best = (set(), defaultdict(set))
            groups.append(best)
        best[0].update(one.places)
        best[1][one.value].add(one.article)
    return [values for _, values in groups]


def _weight(values: Mapping[int, set[str]], *, least: int = 2) -> tuple[int, int]:
    return len(set().union(*values.values())) if len(values) >= least else 0, len(values)


def _question(counted: str, values: Sequence[int], anchor: str) -> Question:
    identity = content_id("qu", "count", counted, anchor)
    ids = [f"{identity}.{value}" for value in values]
    answers = tuple(
        Answer(own, f"{value} {counted}", tuple(other for other in ids if other != own))
        for own, value in zip(ids, values, strict=True)
    )
    listed = " or ".join(str(value) for value in sorted(values))
    return Question(identity, f"How many {counted}: {listed}?", "count", (counted,), answers)


def count_hits(question: Question, text: str) -> tuple[Hit, ...]:
    """The answers of a count question whose figure stands in a text, for what they count."""
    wanted = [(answer, figure) for answer in question.answers for figure in figures(answer.label)]
    found = []
    for figure in figures(text):
        for answer, meant in wanted:
            if (meant.value, meant.counted) == (figure.value, figure.counted):
                words = text[figure.start : figure.end]
                found.append(Hit(answer.id, 1.0, False, figure.start, figure.end, (words,)))
    return tuple(found)
