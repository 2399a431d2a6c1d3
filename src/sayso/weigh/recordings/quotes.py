"""Is a printed quotation in a recording? Where, and what differs.

Scores of quotations that are in a recording and of some that are not overlap; what lies between is called
doubtful and never decided. Both bounds were measured with `python -m benchmarks quotes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import pairwise, product
from typing import Protocol

from sayso.weigh.recordings.align import Index, Placed
from sayso.weigh.recordings.words import NEGATIONS, NUMBERS, SLIGHT, alike_together, tokens

FOUND = 0.5  # score under which a quotation is not found
SURE = 0.72  # score from which one is found without doubt
_SHORT = 4  # words under which a quotation can stand in many places by chance
_CLEAR = 0.12  # by which the best place has to be better than the next
_HEARD_FOR = 0.62  # likeness of sound from which other words are taken to be heard for the printed ones
_UNSURE = 0.5  # confidence under which a heard word decides nothing
_FAR = 400  # heard words that an ellipsis may leave out
_ELLIPSIS = re.compile(r"\s*[\[(]?\s*(?:…|\.\s?\.\s?\.)\s*[\])]?\s*")
_INSERTED = re.compile(r"\[[^\]]{1,80}\]")


class Heard(Protocol):
    """A word of a transcript; times are seconds, confidence is 0 to 1."""

    @property
    def text(self) -> str:
        """The word with its punctuation."""

    @property
    def start(self) -> float:
        """When it begins."""

    @property
    def end(self) -> float:
        """When it ends."""

    @property
    def confidence(self) -> float:
        """How surely it was heard."""


class QuoteKind(StrEnum):
    """What became of a quotation."""

    EXACT = "exact"
    VARIANT = "variant of hearing"
    SHORTENED = "shortened"
    ALTERED = "altered words"
    TRANSLATION = "translation"
    NOT_FOUND = "not found"


class ChangeKind(StrEnum):
    """How print and speech differ at one place."""

    HEARING = "heard alike"  # the recogniser may have misheard, or the paper
    ALTERED = "altered"
    ADDED = "added"  # printed and not heard
    LEFT_OUT = "left out"  # heard and not printed, with nothing to show it
    SHORTENED = "shortened"  # left out where the paper prints an ellipsis or ends the quotation


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: the printed words, the heard ones, when, and whether the hearing itself was unsure."""

    kind: ChangeKind
    printed: str
    heard: str
    start: float
    end: float
    unsure: bool


@dataclass(frozen=True, slots=True)
class QuoteMatch:
    """Where a quotation stands in a recording, in seconds and in words of the transcript `[first, last)`.
    `score` is 0 to 1; `because` says what makes a doubtful match doubtful."""

    kind: QuoteKind
    score: float
    doubtful: bool
    because: str
    start: float | None = None
    end: float | None = None
    first: int = 0
    last: int = 0
    heard: str = ""
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a quotation without a gap; `ellipsis` where words may have been left out before it."""

    words: tuple[str, ...]
    shown: tuple[str, ...]  # for each word what is printed there, once
    ellipsis: bool


class Spoken:
    """A transcript, ready for many quotations. `language` is that of the words; `gist` is a translation of
    it with times, which a quotation in another language is held against."""

    def __init__(self, heard: Sequence[Heard], *, language: str = "", gist: Sequence[Heard] = ()) -> None:
        self.heard, self.language = heard, language
        self.gist = Spoken(gist) if gist else None
        self._at: list[int] = []
        words: list[str] = []
        for place, each in enumerate(heard):
            for token in tokens(each.text):
                words.append(token.word)
                self._at.append(place)
        self.words = tuple(words)

    @cached_property
    def index(self) -> Index:
        """The words, to be searched."""
        return Index(self.words)

    @cached_property
    def pairs(self) -> Mapping[str, tuple[str, str]]:
        """Two words that are heard one after the other, by how they are written as one."""
        return {left + right: (left, right) for left, right in pairwise(self.words)}

    def word_at(self, place: int) -> int:
        """Which heard word a compared word belongs to."""
        return self._at[place]

    def text(self, start: int, end: int) -> str:
        """What is heard from one compared word to another."""
        if start >= end:
            return ""
        return " ".join(self.heard[i].text for i in range(self._at[start], self._at[end - 1] + 1))


def match_quote(pieces: Sequence[str], spoken: Spoken, *, language: str = "") -> QuoteMatch:
    """Hold one quotation against a transcript. `pieces` are its printed stretches in order, without their
    quotation marks (two where *he said* stands between them); an ellipsis inside is understood."""
    if language and spoken.language and language != spoken.language:
        return _translated(pieces, spoken)
    return _matched(tuple(_pieces(pieces)), spoken)


def _translated(pieces: Sequence[str], spoken: Spoken) -> QuoteMatch:
    because = f"the recording is in another language ({spoken.language})"
    if spoken.gist is None:
        return QuoteMatch(QuoteKind.NOT_FOUND, 0.0, True, because + " and there is no gist of it")
    found = _matched(tuple(_pieces(pieces)), spoken.gist)
    if found.kind is QuoteKind.NOT_FOUND:
        return QuoteMatch(QuoteKind.NOT_FOUND, found.score, True, because)
    return QuoteMatch(QuoteKind.TRANSLATION, found.score, True, because + ": held against a gist only",
                      found.start, found.end, 0, 0, found.heard)  # fmt: skip


def _pieces(printed: Sequence[str]) -> Iterator[_Piece]:
    for number, whole in enumerate(printed):
        for part_number, part in enumerate(_ELLIPSIS.split(whole)):
            found = tokens(_INSERTED.sub(lambda gap: " " * len(gap.group()), part))
            if found:
                shown: list[str] = []
                last = None
                for token in found:
                    same = last == (token.start, token.end)
                    shown.append("" if same else part[token.start : token.end])
                    last = (token.start, token.end)
                gap = bool(part_number or number)
                yield _Piece(tuple(t.word for t in found), tuple(shown), gap)


def _parted(piece: _Piece, spoken: Spoken) -> _Piece:
    """The piece with its words parted and joined as they are heard: *goodwill* is *good will*."""
    known = frozenset(spoken.words)
    words: list[str] = []
    shown: list[str] = []
    for word, print_ in zip(piece.words, piece.shown, strict=True):
        joined = words[-1] + word if words else ""
        if word not in known and word in spoken.pairs:
            words += spoken.pairs[word]
            shown += [print_, ""]
        elif joined in known and joined not in spoken.pairs:
            words[-1] = joined
            shown[-1] = f"{shown[-1]} {print_}".strip()
        else:
            words.append(word)
            shown.append(print_)
    return replace(piece, words=tuple(words), shown=tuple(shown))


def _matched(pieces: tuple[_Piece, ...], spoken: Spoken) -> QuoteMatch:
    pieces = tuple(_parted(piece, spoken) for piece in pieces)
    if not pieces or not spoken.words:
        return QuoteMatch(QuoteKind.NOT_FOUND, 0.0, False, "there are no words to hold against each other")
    found = [spoken.index.places(piece.words)[:4] for piece in pieces]
    if not all(found):
        score = sum(places[0].score if places else 0.0 for places in found) / len(found)
        return QuoteMatch(QuoteKind.NOT_FOUND, score, False, "its words are not heard")
    chosen, rival = _in_order(pieces, found)
    count = sum(len(piece.words) for piece in pieces)
    score = sum(p.score * len(piece.words) for p, piece in zip(chosen, pieces, strict=True)) / count
    if score < FOUND:
        return QuoteMatch(QuoteKind.NOT_FOUND, score, False, "too few of its words are heard together")
    changes = tuple(_changes(pieces, chosen, spoken))
    doubt = _doubt(score, rival, count, changes)
    first, last = chosen[0].start, chosen[-1].end
    heard = spoken.heard
    start, end = heard[spoken.word_at(first)].start, heard[spoken.word_at(last - 1)].end
    words = spoken.word_at(first), spoken.word_at(last - 1) + 1
    kind = _kind(changes)
    return QuoteMatch(kind, score, bool(doubt), doubt, start, end, *words, spoken.text(first, last), changes)


def _in_order(
    pieces: Sequence[_Piece], found: Sequence[Sequence[Placed]]
) -> tuple[tuple[Placed, ...], float]:
    """The best places of all pieces that follow each other, and the score of the next best elsewhere."""
    if len(found) > 5:
        found = [places[:1] for places in found]

    def worth(places: Sequence[Placed]) -> tuple[float, int]:
        score = sum(p.score * len(piece.words) for p, piece in zip(places, pieces, strict=True))
        apart = sum(not 0 <= after.start - before.end <= _FAR for before, after in pairwise(places))
        return score - 2.0 * apart, -places[0].start

    best = max(product(*found), key=worth)
    rivals = [places[0] for places in product(*found) if places[0] is not best[0]]
    return best, max((rival.score for rival in rivals), default=0.0)


def _doubt(score: float, rival: float, count: int, changes: Sequence[Change]) -> str:
    """What makes a match doubtful; empty where nothing does."""
    if score < SURE:
        return "only part of its words are heard there"
    if count <= _SHORT // 2 or (count < _SHORT and (changes or rival > FOUND)):
        return "it is so short that it can be found by chance"
    if rival > score - _CLEAR:
        return "it fits another place about as well"
    altered = [change for change in changes if change.kind is not ChangeKind.SHORTENED]
    if any(change.unsure for change in altered if change.kind is not ChangeKind.HEARING):
        return "the recording is hard to hear where the words differ"
    return ""


def _kind(changes: Sequence[Change]) -> QuoteKind:
    kinds = {change.kind for change in changes}
    if kinds & {ChangeKind.ALTERED, ChangeKind.ADDED, ChangeKind.LEFT_OUT}:
        return QuoteKind.ALTERED
    if ChangeKind.SHORTENED in kinds:
        return QuoteKind.SHORTENED
    return QuoteKind.VARIANT if kinds else QuoteKind.EXACT


def _changes(pieces: Sequence[_Piece], placed: Sequence[Placed], spoken: Spoken) -> Iterator[Change]:
    before: Placed | None = None
    for piece, place in zip(pieces, placed, strict=True):
        if before is not None and place.start > before.end:
            yield _change(ChangeKind.SHORTENED, "", before.end, place.start, spoken)
        yield from _inside(piece, place, spoken)
        before = place


def _inside(piece: _Piece, placed: Placed, spoken: Spoken) -> Iterator[Change]:
    """The differences inside one piece: runs of steps whose words are not the same."""
    run: list[tuple[int | None, int | None]] = []
    at = placed.start
    for pair in (*placed.pairs, None):
        same = pair is not None and (
            pair.quoted is not None
            and pair.heard is not None
            and piece.words[pair.quoted] == spoken.words[pair.heard]
        )
        if pair is not None and not same:
            run.append((pair.quoted, pair.heard))
            continue
        if run:
            yield from _told(run, piece, spoken, at)
            run = []
        if pair is not None and pair.heard is not None:
            at = pair.heard + 1


def _told(
    run: Sequence[tuple[int | None, int | None]], piece: _Piece, spoken: Spoken, at: int
) -> Iterator[Change]:
    """What a run of differing words is: nothing, a variant of hearing, or words that were changed."""
    quoted = [q for q, _ in run if q is not None]
    heard = [h for _, h in run if h is not None]
    start, end = (heard[0], heard[-1] + 1) if heard else (at, at)
    said = [piece.words[q] for q in quoted]
    there = list(spoken.words[start:end])
    if "".join(said) == "".join(there):
        return
    printed = " ".join(piece.shown[q] for q in quoted if piece.shown[q])
    stretched = _stretched(said, start, end, piece, quoted, spoken)
    if stretched is not None:
        yield _change(ChangeKind.HEARING, printed, *stretched, spoken)
        return
    pairs = [(q, h) for q, h in run if q is not None and h is not None]
    if len(pairs) == len(run) > 1:  # word for word: only those that sound otherwise were changed
        for q, h in pairs:
            hearing = _is_hearing([piece.words[q]], [spoken.words[h]])
            kind = ChangeKind.HEARING if hearing else ChangeKind.ALTERED
            yield _change(kind, piece.shown[q], h, h + 1, spoken)
        return
    kind = ChangeKind.ALTERED if said and there else ChangeKind.ADDED if said else ChangeKind.LEFT_OUT
    yield _change(kind, printed, start, end, spoken)


def _stretched(
    said: Sequence[str], start: int, end: int, piece: _Piece, quoted: Sequence[int], spoken: Spoken
) -> tuple[int, int] | None:
    """The heard words that the printed ones can be heard for: those laid to them, or at an edge of the
    quotation up to two more (*Clerkenwell*, heard as *clerk in well*)."""
    before = 2 if quoted and quoted[0] == 0 else 0
    after = 2 if quoted and quoted[-1] == len(piece.words) - 1 else 0
    for more in range(before + after + 1):
        for left in range(min(more, before) + 1):
            right = more - left
            low, high = start - left, end + right
            if right <= after and low >= 0 and high <= len(spoken.words):
                there = spoken.words[low:high]
                if _is_hearing(said, there) and (
                    not more or len("".join(said)) > len("".join(spoken.words[start:end]))
                ):
                    return low, high
    return None


def _is_hearing(printed: Sequence[str], heard: Sequence[str]) -> bool:
    """Whether two runs of words can be heard for each other. A negation or a number never can."""
    telling = NEGATIONS | NUMBERS
    if [w for w in printed if w in telling] != [w for w in heard if w in telling]:
        return False
    if all(word in SLIGHT for word in (*printed, *heard)):
        return True  # *a* for *the*, *in* for *an*: nobody hears that
    if not printed or not heard:
        return False
    return alike_together(printed, heard) >= _HEARD_FOR


def _change(kind: ChangeKind, printed: str, start: int, end: int, spoken: Spoken) -> Change:
    heard = spoken.heard
    first = spoken.word_at(min(start, len(spoken.words) - 1))
    last = spoken.word_at(end - 1) if end > start else first
    unsure = any(heard[i].confidence < _UNSURE for i in range(first, last + 1))
    from_, to = heard[first].start, heard[last].end if end > start else heard[first].start
    return Change(kind, printed, spoken.text(start, end), from_, to, unsure)
