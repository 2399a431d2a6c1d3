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
from sayso.weigh.bearing.earlier import long_before
from sayso.weigh.bearing.match import Hit
from sayso.weigh.kinds import kind_named
from sayso.weigh.words import NOT_NAMES, REACH, Token, is_negation, stem, tokens

_NEAR = 5  # words between a figure and what it counts
_LEAST = 2  # smaller figures are rarely what is contested
_MOST = 6  # figures listed
_ALIKE = 2  # times by which a figure of one article may lie beside those of several
_LONGEST = 4  # words of what is counted
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)")
_HYPHENS = "-‐‑"
_PLACE = re.compile(r"\b(?:in|at|near|outside|from|on)\s+(?:the\s+)?([A-Z]\w+(?:[ -][A-Z]\w+)*)")
_MEASURES = [["fewer"], ["less"], ["more"], ["only"], ["just"]]  # *no fewer than 15* denies nothing
_BOTH = 4  # words from one figure to another that is added to it
# Of those counted before: *nine people, four of them guards, were hurt*.
_PART = re.compile(r",\s(?:(?:\w+ ){1,3}of (?:them|whom)|including|among them)\b[^,.;]{0,40},")
_YEARS = range(1900, 2100)


@cache
def _numbers() -> Mapping[str, int]:
    raw: dict[str, int] = _data()["numbers"]
    return raw


@cache
def _units() -> frozenset[str]:
    return frozenset(stem(word) for word in _data()["units"]["words"])


@cache
def _ones() -> Mapping[str, int]:
    return {word: value for word, value in {"one": 1, **_numbers()}.items() if value < 10}


@cache
def _stands() -> frozenset[str]:
    return frozenset(stem(word) for word in _data()["stands"]["words"])


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
    text = _PART.sub(lambda aside: " " * len(aside.group()), text)
    words = tokens(text)
    line = [token.stem for token in words]
    for at, last, value in _summed(text, words):
        after = words[last + 1].stem if last + 1 < len(words) else ""
        if value < _LEAST or value in _YEARS or after in _units():
            continue
        places = [
            (min(abs(near - at), abs(near - last)), key, near, near + size - 1)
            for near in range(max(0, at - _NEAR), min(len(words), last + _NEAR + 1))
            for key, size in _counted(line, near)
            if not _broken(text, words[at].start, words[near].start)
            and not _part_of(words, last, near)
            and not any(token.lower in _joins() for token in words[near + 1 : at])
        ] or list(_toll(text, words, at))
        if places:
            _, key, near, to = min(places)
            yield Figure(value, key, words[min(at, near)].start, words[max(last, to)].end)


def _values(text: str, words: Sequence[Token]) -> Iterator[tuple[int, int, int]]:
    """Every number of a text: the places of its first and last word, and its value. *1,200* and
    *thirty-one* are one number each."""
    grouped = {found.start(): found for found in _GROUPED.finditer(text)}
    last = -1
    for at, token in enumerate(words):
        if at <= last:
            continue
        last = at
        found = grouped.get(token.start)
        value = int(found.group().replace(",", "")) if found else _value(token.lower)
        while found and last + 1 < len(words) and words[last + 1].end <= found.end():
            last += 1
        if value is not None and 20 <= value < 100 and at + 1 < len(words) and not token.lower.isdigit():
            one = _ones().get(words[at + 1].lower)
            if one and text[token.end : words[at + 1].start] in _HYPHENS:
                value, last = value + one, at + 1
        if value is not None:
            yield at, last, value


def _summed(text: str, words: Sequence[Token]) -> Iterator[tuple[int, int, int]]:
    """`_values` with what one verb counts together as one: *four guards and five strikers were hurt*."""
    pending: tuple[int, int, int] | None = None
    for at, last, value in _values(text, words):
        if pending is not None:
            between = [token.lower for token in words[pending[1] + 1 : at]]
            nouns = (
                1 < len(between) <= _BOTH
                and between[-1] == "and"
                and not _broken(text, words[pending[1]].start, words[at].start)
            )
            counts = any(
                True for near in range(pending[1] + 1, at) for _ in _counted([t.stem for t in words], near)
            )
            if nouns and not counts:
                pending = (pending[0], last, pending[2] + value)
                continue
            yield pending
        pending = (at, last, value)
    if pending is not None:
        yield pending


def _part_of(words: Sequence[Token], last: int, near: int) -> bool:
    """Whether a figure is of some of those that are counted: *two of the wounded*."""
    between = [token.lower for token in words[last + 1 : near]]
    return len(between) == 2 and between[0] == "of" and between[1] in ("the", "these", "those", "its")


def _counted(line: Sequence[str], near: int) -> Iterator[tuple[str, int]]:
    """What the words that begin here say is counted, and how many words they are."""
    for key, stems in kind_named("count").counted.items():
        for size in range(1, _LONGEST + 1):
            if tuple(line[near : near + size]) in stems:
                yield key, size


def _toll(text: str, words: Sequence[Token], at: int) -> Iterator[tuple[int, str, int, int]]:
    """The toll of which a number further on tells where it stands: *the toll from the fire rose to 31*."""
    if at == 0 or words[at - 1].stem not in _stands():
        return
    for near in range(at - 1, -1, -1):
        if _broken(text, words[near].start, words[at].start):
            return
        if words[near].stem == "toll":
            yield at - near, next(iter(kind_named("count").counted)), near, near
            return


def _broken(text: str, one: int, two: int) -> bool:
    return bool(re.search(r"[.;:]\s|,\s", text[min(one, two) : max(one, two)]))


def _value(word: str) -> int | None:
    if word in _numbers():
        return _numbers()[word]
    return int(word) if word.isdigit() and len(word) < 7 else None


def count_questions(
    texts: Iterable[tuple[str, str]], anchor: str, *, first: int | None = None
) -> list[Question]:
    """A question for each thing that is counted differently, the gravest first. `texts` are (article, words)
    pairs; two figures have to stand in different articles, and not be told of different places, nor of a year
    long before `first`, that of the first article."""
    found: dict[str, list[_Told]] = defaultdict(list)
    for article, text in texts:
        for figure in figures(text):
            if not long_before(text, figure.start, figure.end, first=first):
                found[figure.counted].append(_Told(article, figure.value, _places(text, figure)))
    made = []
    for counted, told in ((one, found[one]) for one in kind_named("count").counted if one in found):
        values = max(_same_scope(told), key=_weight)
        often = sorted(_alike(values), key=lambda value: (-len(values[value]), value))[:_MOST]
        agreed = len(often) == 2 or len(values[often[0]]) > 1  # else each may count something else
        if agreed and len(often) > 1 and len(set().union(*(values[value] for value in often))) > 1:
            made.append(_question(counted, often, anchor))
    return made


def _alike(values: Mapping[int, set[str]]) -> list[int]:
    """The figures that may be of one thing: where three articles or more give one, those that several give,
    and those of a single one that lie near them, as a toll that grows is new with one."""
    if max(map(len, values.values())) < 3:
        return list(values)
    several = [value for value in values if len(values[value]) > 1]
    least, most = min(several) / _ALIKE, max(several) * _ALIKE
    return [value for value in values if least <= value <= most]


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
    *first, last = sorted(values)
    listed = f"{', '.join(map(str, first))} or {last}"
    return Question(identity, f"How many {counted}: {listed}?", "count", (counted,), answers)


def count_hits(question: Question, text: str) -> tuple[Hit, ...]:
    """The answers of a count question whose figure stands in a text, for what they count."""
    wanted = [(answer, figure) for answer in question.answers for figure in figures(answer.label)]
    found = []
    for figure in figures(text):
        for answer, meant in wanted:
            if (meant.value, meant.counted) == (figure.value, figure.counted):
                words, against = text[figure.start : figure.end], _denied(text, figure)
                found.append(Hit(answer.id, 1.0, against, figure.start, figure.end, (words,)))
    return tuple(found)


def _denied(text: str, figure: Figure) -> bool:
    """Whether a figure is spoken against in its clause: *did not count fifteen bodies*."""
    before = [token for token in tokens(text) if token.start < figure.start][-REACH:]
    return any(
        is_negation(token)
        and not _broken(text, token.start, figure.start)
        and text[token.end : figure.start].split()[:1] not in _MEASURES
        for token in before
    )
