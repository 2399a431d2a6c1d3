"""Names taken apart: what identifies, and what stands beside it.

All names of a batch go through each rule as one text, and each distinct word is spelt once.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sayso.resolve.marks import read
from sayso.resolve.pieces import Cut, cut
from sayso.resolve.taken import (
    MAX_WORDS,
    Bools,
    Line,
    Lines,
    NameParts,
    Names,
    Numbers,
)
from sayso.resolve.words import Spelt, spell

MAX_CHARACTERS = 300
_REMEMBERED = 100_000
_met: dict[tuple[str, bool], NameParts] = {}


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
    cuts = cut(names)
    spelt = spell(cuts.distinct, bodies=bool(bodies.any()))
    line = _line(spelt, cuts, bodies)
    kept, said, marks = read(_as_said(line, spelt, bodies), spelt, cuts.texts, bodies)
    count, words = kept.counts(len(names)), spelt.words
    ids = np.full((MAX_WORDS, len(names)), -1, np.int64)
    ids[kept.places(), kept.name] = kept.word
    joined, bones = _joined(words.latin.texts, kept.word, count), _joined(words.bones.texts, kept.word, count)
    vowelless = np.zeros(len(names), bool)
    vowelless[kept.name[words.abjad[kept.word]]] = True
    return Names(
        names=names,
        pieces=cuts.written,
        words=words,
        kept=kept,
        said=said,
        ids=ids,
        count=count,
        joined=joined,
        ordered=_ordered(words.latin.texts, kept, count),
        bones=bones,
        written=_written(cuts, line, words.latin.texts),
        letters=_letters(words.latin, kept, len(names)),
        consonants=_letters(words.bones, kept, len(names)),
        abjad=vowelless,
        marks=marks,
    )


def _line(spelt: Spelt, cuts: Cut, bodies: Bools) -> Line:
    """The words of all names in a row. What may be initials is taken for them where it is in capitals, and
    the name, a person's, is not altogether."""
    chosen, has_letters = cuts.piece.copy(), spelt.letters != np.arange(len(spelt.letters))
    for place in np.nonzero(has_letters[chosen])[0].tolist():
        name = cuts.owner[place]
        if cuts.written.text(place).isupper() and not (bodies[name] or cuts.texts[name].isupper()):
            chosen[place] = spelt.letters[chosen[place]]
    count = spelt.size[chosen]
    ends = np.cumsum(count)
    at = np.arange(count.sum()) + np.repeat(spelt.start[chosen] - (ends - count), count)
    return Line(spelt.flat[at], np.repeat(cuts.owner, count), np.repeat(np.arange(len(count)), count))


def _as_said(line: Line, spelt: Spelt, bodies: Bools) -> Line:
    """The words with the spelling that organisations' names have for them."""
    return line._replace(word=np.where(bodies[line.name], spelt.same[line.word], line.word))


def _joined(texts: Sequence[str], words: Numbers, count: Numbers) -> list[str]:
    """For each name its words' texts run together; words are given name after name."""
    flat = np.full(len(words) + len(count), len(texts))
    flat[np.arange(len(words)) + np.repeat(np.arange(len(count)), count)] = words
    return "".join(np.array([*texts, "\n"], object)[flat].tolist()).split("\n")[:-1]


def _letters(words: Lines, kept: Line, names: int) -> Numbers:
    """For each name the letters of its words."""
    return np.bincount(kept.name, words.size[kept.word], names).astype(np.int64)


def _alphabetical(latin: Sequence[str]) -> Numbers:
    """The words in the order of the alphabet."""
    # By the first eight letters as one number; words that share them are put in order one by one.
    first = np.array(latin, "S8").view(">u8").astype(np.uint64)
    order = np.argsort(first, kind="stable")
    same = np.append(False, first[order[1:]] == first[order[:-1]])[: len(order)]
    tied = np.nonzero(same | np.append(same[1:], False)[: len(order)])[0]
    order[tied] = sorted(order[tied].tolist(), key=latin.__getitem__)
    return order


def _ordered(latin: Sequence[str], kept: Line, count: Numbers) -> list[str]:
    """For each name the letters of its words in the order of the alphabet."""
    order = _alphabetical(latin)
    rank = np.empty(len(latin), np.int64)
    rank[order] = np.arange(len(latin))
    # Name and rank in one number sort faster than one after the other.
    ranked = np.sort(kept.name * len(latin) + rank[kept.word]) - kept.name * len(latin)
    return _joined(latin, order[ranked], count)


def _written(cuts: Cut, line: Line, latin: Sequence[str]) -> list[str]:
    """The Latin letters of all of each name."""
    plain = cuts.plain
    letters = cuts.distinct.letters.tobytes().translate(None, b".&%").decode().split("\n")
    found = _joined(letters, cuts.piece, np.bincount(cuts.owner, minlength=len(plain)))
    if not plain.all():
        rest = line.where(~plain[line.name])
        spelt = _joined(latin, rest.word, rest.counts(len(plain)))
        for name in np.nonzero(~plain)[0].tolist():
            found[name] = spelt[name]
    return found


def forget_parts() -> None:
    """Forget what was taken apart before; for measuring."""
    _met.clear()
