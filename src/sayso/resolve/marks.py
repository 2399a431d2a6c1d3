"""What the words of names are for: which identify, and which tell bearers of one name apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from sayso.resolve.taken import MAX_WORDS, Bools, Line, Marks, Numbers
from sayso.resolve.vocabulary import Known, Role, vocabulary
from sayso.resolve.words import APOSTROPHES, Spelt

_TIED = re.compile(r"(\w{1,3})-(?=\w)")


class Read(NamedTuple):
    """The words that identify, all words but the legal form, and the marks."""

    kept: Line
    said: Line
    marks: Marks


def read(line: Line, spelt: Spelt, texts: Sequence[str], bodies: Bools) -> Read:
    """What the words of names are for; `bodies` says which are names of organisations, where legal forms
    and numbers count and honorifics are plain words."""
    inside, form, forms = _without_forms(line, spelt, bodies)
    said = line.where(inside)
    role = _roles(said, spelt, texts, bodies)
    kept = role == Role.NAME
    for rest in (role != Role.STOP, np.ones(len(role), bool)):
        kept |= rest & (np.bincount(said.name[kept], minlength=len(texts)) == 0)[said.name]
    before = np.cumsum(kept) - kept
    rank = before - np.maximum.accumulate(np.where(said.places() == 0, before, 0))
    kept &= rank < MAX_WORDS
    return Read(said.where(kept), said, _marks(said, role, spelt, len(texts), (form, forms)))


def _without_forms(line: Line, spelt: Spelt, bodies: Bools) -> tuple[Bools, Numbers, list[str]]:
    """Which words are not of a legal form at the end or start, the number of the form of each name, and what
    the numbers mean."""
    known, count = spelt.words.known[line.word], line.counts(len(bodies))
    start = np.cumsum(count) - count
    last = start + count - 1
    inside, form, forms = np.ones(len(line.word), bool), np.zeros(len(bodies), np.int64), {"": 0}
    some = np.nonzero((count > 2) & ~bodies)[0]
    inside[last[some]] = (known[last[some]] & Known.BARE_FORM) == 0
    some = np.nonzero((count > 1) & bodies)[0]
    some = some[((known[last[some]] | known[start[some]]) & Known.FORM_END) > 0]
    for name in some.tolist():
        begin, end = int(start[name]), int(last[name]) + 1
        found, front, back = _form([spelt.forms[word] for word in line.word[begin:end].tolist()])
        inside[begin : begin + front] = inside[end - back : end] = False
        form[name] = forms.setdefault(found, len(forms))
    return inside, form, list(forms)


def _form(words: list[str]) -> tuple[str, int, int]:
    """The legal form of a name, and how many words of it stand at the start and at the end."""
    known = vocabulary()
    form, front, back = "", 0, 0
    for size in range(min(known.longest_form, len(words) - 1), 0, -1):
        if found := known.forms.get(tuple(words[-size:])):
            form, words, back = found, words[:-size], size
            break
    for size in range(min(known.longest_form, len(words) - 1), 0, -1):
        if (found := known.forms.get(tuple(words[:size]))) and (size > 1 or len(words[0]) > 1):
            form, front = form or found, size
            break
    return form, front, back


def _roles(said: Line, spelt: Spelt, texts: Sequence[str], bodies: Bools) -> Numbers:
    """What each word is for; a particle or honorific that stands last is a name."""
    known, body, place = spelt.words.known[said.word], bodies[said.name], said.places()
    long = (spelt.words.latin.size > 1)[said.word]
    usual, end = known & Known.ROLE, np.append(place[1:] == 0, True)[: len(place)]
    stop = usual == Role.STOP
    role = np.where(body & (usual == Role.HONORIFIC), Role.NAME, usual)
    role = np.where(~body & stop, np.where(long, Role.PARTICLE, Role.NAME), role)
    tied = ~end & ((known & Known.HYPHENED) > 0)
    role[_tied(said, spelt.words.latin.texts, texts, tied)] = Role.PARTICLE
    last = np.where((place > 0) & ((known & Known.GENERATION) > 0), Role.GENERATION, Role.NAME)
    last = np.where((last == Role.NAME) & stop & body, Role.STOP, last)
    role = np.where(end, last, role)
    numeral = body & ((known & Known.NUMERAL) > 0) & ((place > 0) | long)
    return np.where(numeral | ((known & Known.DIGITS) > 0), Role.NUMBER, role)


def _tied(said: Line, latin: Sequence[str], texts: Sequence[str], asked: Bools) -> list[int]:
    """The words that are particles because a hyphen ties them to the next word."""
    found = []
    for at in np.nonzero(asked)[0].tolist():
        text = texts[said.name[at]].translate(APOSTROPHES)
        if "-" in text and latin[said.word[at]] in {tied.lower() for tied in _TIED.findall(text)}:
            found.append(at)
    return found


def _marks(said: Line, role: Numbers, spelt: Spelt, names: int, form: tuple[Numbers, list[str]]) -> Marks:
    """What tells bearers of the names apart, by the words that are no names."""
    known, words = spelt.words.known[said.word], spelt.words
    vocabulary_ = vocabulary()
    kunya = np.zeros(names, bool)
    kunya[said.name[(role == Role.PARTICLE) & ((known & Known.KUNYA) > 0)]] = True
    numbers: defaultdict[int, set[str]] = defaultdict(set)
    for at in np.nonzero(role == Role.NUMBER)[0].tolist():
        numbers[int(said.name[at])].add(_number(words.latin.texts[said.word[at]]))
    generation = {
        int(said.name[at]): vocabulary_.generations[words.latin.texts[said.word[at]]]
        for at in np.nonzero(role == Role.GENERATION)[0].tolist()
    }
    fathers: defaultdict[int, set[str]] = defaultdict(set)
    for at in _fathers(said, role, known).tolist():
        fathers[int(said.name[at])].add(words.bones.texts[said.word[at]])
    return Marks(
        numbers=_numbered({name: frozenset(found) for name, found in numbers.items()}, names),
        form=form[0],
        generation=_numbered(generation, names),
        kunya=kunya,
        fathers={name: frozenset(bones) for name, bones in fathers.items()},
        forms=form[1],
    )


def _fathers(said: Line, role: Numbers, known: Numbers) -> Numbers:
    """Where the names of fathers stand: patronymics, and the names after a word that says son or daughter."""
    every, name = np.arange(len(role)), role == Role.NAME
    son = (role == Role.PARTICLE) & ((known & Known.SON) > 0)
    begin = np.maximum.accumulate(np.where(said.places() == 0, every, 0))
    last_son = np.maximum.accumulate(np.where(son, every, -1))
    last_name = np.append(-1, np.maximum.accumulate(np.where(name, every, -1)))[:-1]
    after_son = (last_son >= begin) & (last_son > last_name)
    found: Numbers = np.nonzero(name & (after_son | ((known & Known.PATRONYMIC) > 0)))[0]
    return found


def _number(latin: str) -> str:
    """A number in digits: `first`, `1st` and `i` are `1`."""
    return vocabulary().numerals.get(latin, latin.lstrip("0") or latin)


def _numbered(values: Mapping[int, Hashable], names: int) -> Numbers:
    """For each name the number of its value, equal ones of equal values, 0 where it has none."""
    number: dict[Hashable, int] = {}
    found = np.zeros(names, np.int64)
    for name, value in values.items():
        found[name] = number.setdefault(value, len(number) + 1)
    return found
