"""Names taken apart: what identifies, and what stands beside it.

All names of a batch go through each rule as one text, and each distinct word is spelt once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Sequence

import numpy as np

from sayso.resolve.distances import lengths
from sayso.resolve.marks import read
from sayso.resolve.taken import (
    MAX_WORDS,
    Bools,
    Line,
    NameParts,
    Names,
    Numbers,
    numbering,
    numbers_of,
)
from sayso.resolve.vocabulary import vocabulary
from sayso.resolve.words import Spelt, spell

MAX_CHARACTERS = 300
_REMEMBERED = 100_000
_met: dict[tuple[str, bool], NameParts] = {}

_END = "\0"  # between names: it is not printable, so none holds it
_APOSTROPHES = str.maketrans("", "", "'’‘`´ʼʻʿʾ′\"“”„«»")
_BREAKS = re.compile(rf"[^\w.&%{_END}]+|_+")
# The same for ASCII, which str.translate does much faster than a pattern.
_ASCII_BREAKS = {code: " " for code in range(1, 128) if not (chr(code).isalnum() or chr(code) in ".&%")}
_NO_LETTER = dict.fromkeys(code for code in range(1, 128) if not chr(code).isalnum())


def parts_of(name: str, *, organisation: bool = False) -> NameParts:
    """One name taken apart. `organisation` says that legal forms and numbers count and that honorifics are
    plain words."""
    return all_parts([(name, organisation)])[0]


def all_parts(names: Sequence[tuple[str, bool]]) -> list[NameParts]:
    """Many names taken apart, each given with whether it is an organisation's; those that were met before
    from memory. Several at once take little longer than one."""
    if len(_met) > _REMEMBERED:
        forget_parts()
    fresh = [key for key in dict.fromkeys(names) if key not in _met]
    if fresh:
        taken = take_apart([name for name, _ in fresh], np.array([body for _, body in fresh]))
        _met.update((key, taken.parts(place)) for place, key in enumerate(fresh))
    return [_met[key] for key in names]


def take_apart(names: Sequence[str], bodies: Bools) -> Names:
    """Many names taken apart, column by column. Only the first MAX_CHARACTERS of each are looked at; control
    characters are not."""
    names = [name[:MAX_CHARACTERS] for name in names]
    texts = _tidied(names)
    plain = np.fromiter(map(str.isascii, texts), bool, len(texts))
    pieces, tokens, owner = _pieces(texts, plain)
    spelt = spell(pieces, bodies=bool(bodies.any()))
    line = _line(spelt, tokens, owner, texts, bodies)
    kept, said, marks = read(_as_said(line, spelt, bodies), spelt, texts, bodies)
    count, words = kept.counts(len(names)), spelt.words
    ids = np.full((MAX_WORDS, len(names)), -1, np.int64)
    ids[kept.places(), kept.name] = kept.word
    joined, bones = _joined(words.latin, kept.word, count), _joined(words.bones, kept.word, count)
    vowelless = np.zeros(len(names), bool)
    vowelless[kept.name[words.abjad[kept.word]]] = True
    return Names(
        names=names,
        pieces=pieces,
        words=words,
        kept=kept,
        said=said,
        ids=ids,
        count=count,
        joined=joined,
        ordered=_ordered(words.latin, kept, joined),
        bones=bones,
        written=_written(texts, plain, line, words.latin),
        letters=lengths(joined),
        consonants=lengths(bones),
        abjad=vowelless,
        marks=marks,
    )


def _tidied(names: list[str]) -> list[str]:
    """Each in one line without control characters and quotation marks, given names first."""
    texts = [name if name.isascii() and name.isprintable() else _printable(name) for name in names]
    text = _END.join(texts).replace("'", "").replace('"', "").replace("`", "")
    texts = text.split(_END)[: len(texts)]
    if "," not in text:
        return texts
    generations = vocabulary().generations
    return [_given_first(name, generations) if "," in name else name for name in texts]


def _printable(name: str) -> str:
    name = unicodedata.normalize("NFKC", name).translate(_APOSTROPHES)
    if name.isprintable():
        return name
    return "".join(" " if char.isspace() else char for char in name if char.isprintable() or char.isspace())


def _given_first(name: str, generations: Container[str]) -> str:
    """A name with what stands after its comma first, unless that says junior or nothing."""
    family, _, given = name.partition(",")
    bare = given.strip(" .")
    return f"{given} {family}" if bare and bare.lower() not in generations else name


def _pieces(texts: list[str], plain: Bools) -> tuple[list[str], Numbers, Numbers]:
    """The distinct pieces between spaces and the like, and for all of them one after the other which it is
    and whose."""
    rows = np.nonzero(plain)[0], np.nonzero(~plain)[0]
    ascii_, others = (_END.join(texts[row] for row in some.tolist()) for some in rows)
    tokens = ascii_.translate(_ASCII_BREAKS).replace(_END, f" {_END} ").split()
    tokens.append(_END)
    if others:
        tokens += _BREAKS.sub(" ", others).replace(_END, f" {_END} ").split()
    number_of = numbering()
    number_of[_END] = 0
    numbers = numbers_of(number_of, tokens, len(tokens))
    order = np.concatenate(rows) if len(rows[0]) else np.append(0, rows[1])
    is_piece = numbers > 0
    owner = order[np.cumsum(~is_piece)[is_piece]]
    sequence = np.argsort(owner, kind="stable") if others else slice(None)
    return list(number_of)[1:], numbers[is_piece][sequence] - 1, owner[sequence]


def _line(spelt: Spelt, tokens: Numbers, owner: Numbers, texts: list[str], bodies: Bools) -> Line:
    """The words of all names in a row. What may be initials is taken for them where a person's name is not
    in capitals altogether."""
    chosen, letters = tokens, spelt.letters[tokens]
    some = np.nonzero(letters != tokens)[0]
    if len(some):
        spelt_out = [not (bodies[name] or texts[name].isupper()) for name in owner[some].tolist()]
        chosen = tokens.copy()
        chosen[some[spelt_out]] = letters[some[spelt_out]]
    count = spelt.size[chosen]
    ends = np.cumsum(count)
    at = np.arange(count.sum()) + np.repeat(spelt.start[chosen] - (ends - count), count)
    return Line(spelt.flat[at], np.repeat(owner, count), np.repeat(tokens, count))


def _as_said(line: Line, spelt: Spelt, bodies: Bools) -> Line:
    """The words with the spelling that organisations' names have for them."""
    return line._replace(word=np.where(bodies[line.name], spelt.same[line.word], line.word))


def _joined(texts: list[str], words: Numbers, count: Numbers) -> list[str]:
    """For each name its words' texts run together; words are given name after name."""
    flat = np.full(len(words) + len(count), len(texts))
    flat[np.arange(len(words)) + np.repeat(np.arange(len(count)), count)] = words
    return "".join(np.array([*texts, _END], object)[flat].tolist()).split(_END)[:-1]


def _alphabetical(latin: list[str]) -> Numbers:
    """The place of each word in the order of the alphabet."""
    # By the first eight letters as one number; words that share them are put in order one by one.
    first = np.array(latin, "S8").view(">u8").astype(np.uint64)
    order = np.argsort(first, kind="stable")
    same = np.append(False, first[order[1:]] == first[order[:-1]])[: len(order)]
    tied = np.nonzero(same | np.append(same[1:], False)[: len(order)])[0]
    order[tied] = sorted(order[tied].tolist(), key=latin.__getitem__)
    rank = np.empty(len(latin), np.int64)
    rank[order] = np.arange(len(latin))
    return rank


def _ordered(latin: list[str], kept: Line, joined: list[str]) -> list[str]:
    """For each name the letters of its words in the order of the alphabet."""
    rank = _alphabetical(latin)
    ranks = rank[kept.word]
    falls = np.nonzero((ranks[1:] < ranks[:-1]) & (kept.name[1:] == kept.name[:-1]))[0]
    some = np.unique(kept.name[falls])
    asked = np.zeros(len(joined), bool)
    asked[some] = True
    line = kept.where(asked[kept.name])
    words = line.word[np.lexsort((rank[line.word], line.name))]
    ordered = list(joined)
    for name, text in zip(some.tolist(), _joined(latin, words, line.counts(len(joined))[some]), strict=True):
        ordered[name] = text
    return ordered


def _written(texts: list[str], plain: Bools, line: Line, latin: list[str]) -> list[str]:
    """The Latin letters of all of each name."""
    written = _END.join(text if ascii_ else "" for text, ascii_ in zip(texts, plain.tolist(), strict=True))
    found = written.translate(_NO_LETTER).lower().split(_END)[: len(texts)]
    if not plain.all():
        rest = line.where(~plain[line.name])
        spelt = _joined(latin, rest.word, rest.counts(len(texts)))
        for name in np.nonzero(~plain)[0].tolist():
            found[name] = spelt[name]
    return found


def forget_parts() -> None:
    """Forget what was taken apart before; for measuring."""
    _met.clear()
