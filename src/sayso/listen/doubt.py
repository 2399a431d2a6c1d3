"""Which heard words may not have been said. Pure decisions over words and the stretches with speech."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from sayso.terms.recording import Doubt, HeardWord, Language, Segment, Stretch

UNSURE = 0.5  # confidence below which a word is doubtful
_CRAMMED = 0.03  # seconds a letter takes at the least, on average
_LOOP = 3  # times in a row that no speaker says the same words
_LONGEST_LOOP = 12
_UNSURE_LANGUAGE = 0.5
_LONGEST_SENTENCE = 40  # words, where no full stop comes
_PAUSE = 1.2  # seconds of silence that end a sentence


def with_doubts(
    words: Sequence[HeardWord], *, speech: Sequence[Stretch], language: Language
) -> tuple[HeardWord, ...]:
    """The same words, each with the first reason to doubt it."""
    looped = _loops([word.text.lower().strip(".,!?;:\"'…") for word in words])
    starts = [each.start for each in speech]
    unsure_language = not language.given and language.confidence < _UNSURE_LANGUAGE

    def doubt(at: int, word: HeardWord) -> Doubt:
        if not _spoken(word, speech, starts):
            return Doubt.SILENCE
        if at in looped:
            return Doubt.LOOP
        if len(word.text) > 2 and word.end - word.start < _CRAMMED * len(word.text) / 2:
            return Doubt.CRAMMED
        if word.confidence < UNSURE:
            return Doubt.UNSURE
        return Doubt.LANGUAGE if unsure_language else Doubt.NONE

    return tuple(replace(word, doubt=doubt(at, word)) for at, word in enumerate(words))


def _spoken(word: HeardWord, speech: Sequence[Stretch], starts: Sequence[float]) -> bool:
    """Whether at least a third of the word lies in speech."""
    last = bisect_right(starts, word.end)
    near = speech[max(0, last - 2) : last]
    inside = sum(max(0.0, min(word.end, each.end) - max(word.start, each.start)) for each in near)
    return inside >= (word.end - word.start) / 3


def _loops(texts: Sequence[str]) -> set[int]:
    """Places of words that stand in the third or later of the same words in a row."""
    found: set[int] = set()
    for length in range(1, _LONGEST_LOOP + 1):
        run = 0
        for at in range(length, len(texts)):
            run = run + 1 if texts[at] == texts[at - length] else 0
            if run >= length * (_LOOP - 1):
                found.update(range(at - run + 1 + length, at + 1))
    return found


def sentences(words: Sequence[HeardWord]) -> tuple[Segment, ...]:
    """Cut words after full stops, long pauses, and before a sentence grows too long to look at."""
    cuts: list[Segment] = []
    first = 0
    for at, word in enumerate(words):
        ends = word.text.rstrip("\"'”’)").endswith((".", "?", "!", "…", "。", "？", "！", "؟", "।"))
        pause = at + 1 < len(words) and words[at + 1].start - word.end > _PAUSE
        if ends or pause or at + 1 == len(words) or at + 1 - first >= _LONGEST_SENTENCE:
            cuts.append(Segment(words[first].start, word.end, first, at + 1))
            first = at + 1
    return tuple(cuts)
