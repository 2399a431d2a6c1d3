"""A transcript as the text of an article: paragraphs by speaker and pause, each word at its offsets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.terms.recording import Doubt, HeardWord, Stretch, Transcript, Turns
from sayso.terms.span import Span, Words

_PAUSE = 2.0  # seconds without a word that begin a paragraph
_LONG = 80  # words from which the next sentence begins one
# What a model writes where nobody speaks is no text of the recording at all.
_NOT_SAID = frozenset((Doubt.SILENCE, Doubt.LOOP))


def source_name(name: str, recording: str, speaker: str = "") -> str:
    """What a recording, or one speaker of it, is called as a source: its name, and enough of its id to tell
    it from others."""
    of = f"speaker {speaker} of " if speaker else ""
    return f"{of}recording {name[:80] or 'without a name'} [{recording[:11]}]"


@dataclass(frozen=True, slots=True)
class LaidWord:
    """A heard word with its place in the text; `speaker` is a label, empty where nobody is known to speak."""

    word: HeardWord
    span: Span
    speaker: str
    opens: bool  # whether it begins a paragraph


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The text of a transcript, paragraphs parted by a blank line, with its words in order. Words that
    stand where there is no speech, and loops, are left out of it (see `left_out`)."""

    text: str
    words: tuple[LaidWord, ...]
    left_out: tuple[HeardWord, ...]

    def words_in(self, words: Words) -> tuple[LaidWord, ...]:
        """The heard words that some words of the text cover."""
        starts = [each.span.start for each in self.words]
        found: list[LaidWord] = []
        for span in words.spans:
            first = max(bisect_right(starts, span.start) - 1, 0)
            for each in self.words[first : bisect_right(starts, max(span.end - 1, 0))]:
                if each.span.overlaps(span):
                    found.append(each)
        return tuple(found)

    def speaker(self, words: Words) -> str:
        """The label of whoever says the first of them; empty where nobody is known to."""
        return next((each.speaker for each in self.words_in(words)), "")

    def seconds(self, words: Words) -> Stretch | None:
        """From when to when they are heard; None where they cover no heard word."""
        found = self.words_in(words)
        if not found:
            return None
        start, end = min(each.word.start for each in found), max(each.word.end for each in found)
        return Stretch(start, max(start, end))


def lay_out(transcript: Transcript, turns: Turns | None = None) -> LaidOut:
    """Lay a transcript out. The same transcript and turns always give the same text: where this is changed,
    transcripts that are stored no longer verify."""
    pieces: list[str] = []
    words: list[LaidWord] = []
    at = 0
    since = 0
    last: LaidWord | None = None
    for word, speaker in _spoken(transcript, turns):
        opens = last is None or speaker != last.speaker or word.start - last.word.end > _PAUSE
        opens = opens or (since >= _LONG and last is not None and last.word.text.endswith((".", "?", "!")))
        since = 1 if opens else since + 1
        gap = "" if last is None else "\n\n" if opens else " "
        text = " ".join(word.text.split())
        at += len(gap)
        last = LaidWord(word, Span(at, at + len(text)), speaker, opens)
        words.append(last)
        pieces += [gap, text]
        at += len(text)
    left_out = tuple(word for word in transcript.words if word.doubt in _NOT_SAID)
    return LaidOut("".join(pieces), tuple(words), left_out)


def _spoken(transcript: Transcript, turns: Turns | None) -> Iterator[tuple[HeardWord, str]]:
    """Words that were said, each with the speaker whose turn covers most of it. A speaker changes between
    sentences only where the turns say so for more than a word."""
    said = [word for word in transcript.words if word.doubt not in _NOT_SAID and word.text.split()]
    labels = [_speaker(word, turns) for word in said]
    for place, (word, label) in enumerate(zip(said, labels, strict=True)):
        before = labels[place - 1] if place else label
        after = labels[place + 1] if place + 1 < len(labels) else label
        yield word, before if before == after else label


def _speaker(word: HeardWord, turns: Turns | None) -> str:
    if turns is None:
        return ""

    def shared(start: float, end: float) -> float:
        return min(end, word.end) - max(start, word.start)

    best = max(turns.turns, key=lambda turn: (shared(turn.start, turn.end), -turn.start), default=None)
    if best is None:
        return ""
    near = shared(best.start, best.end) > -1.0
    return best.speaker if near else ""
