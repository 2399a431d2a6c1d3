"""Names cut into pieces, between spaces and the like.

All names of a batch are one text, of which numpy finds the pieces, and which of them are the same: Python
meets only the distinct ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import compress
from typing import NamedTuple

import numpy as np

from sayso.resolve.taken import Bools, Lines, Numbers, Stretches, distinct
from sayso.resolve.vocabulary import vocabulary
from sayso.resolve.words import APOSTROPHES

_END = "\0"  # after a name: it is not printable, so none holds it
_WITHIN = f".&%,{_END}"
_BREAKS = re.compile(rf"[^\w{_WITHIN}]+|_+")
# The same for ASCII, which str.translate does much faster than a pattern.
_ASCII = set(map(chr, range(128)))
_ASCII_BREAKS = APOSTROPHES | {
    ord(char): " " for char in _ASCII if not (char.isalnum() or char in _WITHIN or ord(char) in APOSTROPHES)
}
_SIZE = 16  # bytes by which pieces are compared
_FIRST = np.tril(np.full((_SIZE + 1, _SIZE), 255, np.uint8), -1).view(np.uint64)  # so many bytes of them


class Cut(NamedTuple):
    """Names cut into pieces. `texts` are the names, all printable; which are `plain` is ASCII and still has
    its quotation marks. The pieces one after the other, name after name, the given names of each first: as
    they are `written`, whose they are (`owner`) and which of the `distinct` ones. Those are in lower case
    where they are of plain names; some may stand there twice."""

    texts: list[str]
    plain: Bools
    written: Stretches
    owner: Numbers
    piece: Numbers
    distinct: Lines


def cut(names: Sequence[str]) -> Cut:
    """Cut names into pieces."""
    texts, plain = _printable(names)
    ascii_, others = (_END.join([*compress(texts, some), ""]) for some in (plain, ~plain))
    ascii_, others = ascii_.translate(_ASCII_BREAKS), _BREAKS.sub(" ", others)
    written = _pieces(ascii_ + others)
    owner, after = _places(written, len(names))
    lower = written._replace(letters=np.frombuffer((ascii_.lower() + others).encode(), np.uint8))
    first, piece = _distinct(lower)
    pieces = lower.some(first).lines()
    turned = _turned(pieces, piece[after], owner[after], len(names))
    owner, after = np.append(np.nonzero(plain)[0], np.nonzero(~plain)[0])[owner], turned[owner] & ~after
    sequence = np.argsort(2 * owner + after, kind="stable")
    return Cut(texts, plain, written.some(sequence), owner[sequence], piece[sequence], pieces)


def _printable(names: Sequence[str]) -> tuple[list[str], Bools]:
    """Each in one line without control characters, and which of them are ASCII; the others are without
    quotation marks."""
    texts, plain = list(names), _all_that(str.isascii, names) & _all_that(str.isprintable, names)
    for place in np.nonzero(~plain)[0].tolist():
        texts[place] = text = _made_printable(names[place])
        plain[place] = text.isascii()
    return texts, plain


def _all_that(holds: Callable[[str], bool], texts: Sequence[str]) -> Bools:
    return np.fromiter(map(holds, texts), bool, len(texts))


def _made_printable(name: str) -> str:
    name = unicodedata.normalize("NFKC", name).translate(APOSTROPHES)
    if name.isprintable():
        return name
    return "".join(" " if char.isspace() else char for char in name if char.isprintable() or char.isspace())


def _pieces(text: str) -> Stretches:
    """Where the pieces of a text begin and end."""
    letters = np.frombuffer(text.encode(), np.uint8)
    within = (letters != ord(" ")) & (letters != ord(_END)) & (letters != ord(","))
    # Every piece is followed by one of those.
    edges = np.nonzero(within != np.append(False, within[:-1])[: len(within)])[0]
    return Stretches(letters, edges[::2], edges[1::2] - edges[::2])


def _places(pieces: Stretches, names: int) -> tuple[Numbers, Bools]:
    """For each piece whose it is, and whether it stands after a comma."""
    letters, begin = pieces.letters, pieces.begin
    end, commas = np.nonzero(letters == ord(_END))[0], np.nonzero(letters == ord(","))[0]
    owner = np.repeat(np.arange(names), np.diff(np.searchsorted(begin, end), prepend=0))
    first = np.full(names, len(letters))
    first[np.searchsorted(end, commas[::-1])] = commas[::-1]  # of several the first is written last
    return owner, begin > first[owner]


def _distinct(pieces: Stretches) -> tuple[Numbers, Numbers]:
    """Where each distinct piece stands, and which of those each is; long ones are all by themselves."""
    letters = np.append(pieces.letters, np.zeros(_SIZE, np.uint8))
    window = np.lib.stride_tricks.sliding_window_view(letters, _SIZE)[pieces.begin].view(np.uint64)
    one, two = (window & _FIRST[np.minimum(pieces.size, _SIZE)]).T
    return distinct(one, two, np.where(pieces.size > _SIZE, pieces.begin, -1))


def _turned(pieces: Lines, after: Numbers, owner: Numbers, names: int) -> Bools:
    """The names that are turned, by the pieces after commas: by more than junior or nothing."""
    nothing = {"", *vocabulary().generations}
    given = pieces.size > 0
    for number in set(after[pieces.size[after] < 8].tolist()):  # as long as "junior."
        given[number] = pieces.texts[number].strip(".").lower() not in nothing
    turned = np.zeros(names, bool)
    turned[owner[given[after]]] = True
    return turned
