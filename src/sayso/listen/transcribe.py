"""Sound -> transcript: words with their seconds, how sure the model is, and which are doubtful.

The speech is cut into pieces of at most half a minute in its pauses, and heard two at a time: memory does
not grow with the length of the sound, each finished piece is kept, and an interrupted run goes on there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.listen.doubt import sentences, with_doubts
from sayso.listen.sound import RATE
from sayso.listen.speech import pieces
from sayso.terms.recording import HeardWord, Language, Stretch, Transcript

if TYPE_CHECKING:
    from sayso.listen.sound import Sound
    from sayso.listen.whisper import Whisper

_AT_ONCE = 2  # pieces: more is hardly quicker and takes a hundred megabytes each
_LANGUAGE_PIECES = 4  # at most, that are asked for their language
_SURE_LANGUAGE = 0.9
_WINDOW = 30.0  # seconds that the model takes
# Past these the text is likely invented or a loop, and the piece is heard again at rising temperatures
# (the thresholds of Radford et al. 2022).
_COMPRESSION, _LOG_PROBABILITY = 2.4, -1.0
_UNSPACED = frozenset({"zh", "yue", "ja", "th", "lo", "my", "km"})


def transcribe(
    sound: Sound,
    *,
    recording: str,
    speech: Sequence[Stretch],
    whisper: Whisper,
    language: str | None = None,
    kept: Path | None = None,
    gist: bool = True,
    on_progress: Callable[[float], None] = lambda share: None,
) -> Transcript:
    """What is said in the stretches of `speech`. `language` is an ISO 639-1 code where a person knows it;
    `kept` is a file that finished pieces are kept in for a run that resumes; `gist` adds a rough
    translation to English of other languages."""
    cut = pieces(speech)
    known = _Kept(kept, f"{whisper.made_by.version} {language} {_digest(cut)}")
    tongue = Language(language, 1.0, given=True) if language else _language(sound, cut, whisper)
    for at in range(len(known.pieces), len(cut), _AT_ONCE):
        for piece in _hear(sound, cut[at : at + _AT_ONCE], whisper, tongue.code):
            known.add(piece)
        on_progress(min(1.0, (at + _AT_ONCE) / len(cut)))
    heard = [word for piece in known.pieces for word in piece]
    words = with_doubts(heard, speech=speech, language=tongue)
    rough = ""
    if gist and words and tongue.code != "en":
        rough = " ".join(_gist(sound, cut, whisper, tongue.code))
    return Transcript(recording, tongue, words, sentences(words), whisper.made_by, rough)


def _digest(cut: Sequence[Stretch]) -> str:
    return hashlib.sha256(repr(cut).encode()).hexdigest()[:16]


class _Kept:
    """The words of finished pieces, in a file of JSON lines whose first names what they were made with."""

    def __init__(self, path: Path | None, made_with: str) -> None:
        self._path = path
        self.pieces: list[list[HeardWord]] = []
        if path is None:
            return
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        if lines and lines[0] == json.dumps(made_with):
            self._read(lines[1:])
            # A group that was broken off is heard again as a whole, so that the words are those of one go.
            del self.pieces[len(self.pieces) // _AT_ONCE * _AT_ONCE :]
        path.write_text("\n".join([json.dumps(made_with), *map(_line, self.pieces)]) + "\n", encoding="utf-8")

    def _read(self, lines: list[str]) -> None:
        for line in lines:
            try:
                self.pieces.append([HeardWord(**{**word, "doubt": ""}) for word in json.loads(line)])
            except (ValueError, TypeError):  # cut off in the middle of a line
                return

    def add(self, words: list[HeardWord]) -> None:
        """Keep one more piece."""
        self.pieces.append(words)
        if self._path is not None:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(_line(words) + "\n")


def _line(words: list[HeardWord]) -> str:
    return json.dumps([asdict(word) for word in words], ensure_ascii=False)


def _language(sound: Sound, cut: Sequence[Stretch], whisper: Whisper) -> Language:
    """The likeliest language of the first pieces, each sounded out for itself: the average of as many as it
    takes to be sure, two at the least."""
    sums: dict[str, float] = {}
    mean = Language("en", 0.0)
    for count, piece in enumerate(cut[:_LANGUAGE_PIECES], start=1):
        _code, _sure, every = whisper.model.detect_language(sound.read(piece.start, piece.end))
        for code, share in every:
            sums[code] = sums.get(code, 0.0) + float(share)
        likeliest = max(sums, key=lambda each: sums[each])
        mean = Language(likeliest, sums[likeliest] / count)
        if count > 1 and mean.confidence >= _SURE_LANGUAGE:
            break
    return mean


def _hear(sound: Sound, cut: Sequence[Stretch], whisper: Whisper, language: str) -> Iterator[list[HeardWord]]:
    """The words of each piece. The silence between two of them, which can last hours, is not read; each is
    followed by silence up to half a minute, as in what the model learned from."""
    import numpy as np

    size = round(_WINDOW * RATE)
    parts = [sound.read(each.start, each.end)[:size] for each in cut]
    samples = np.concatenate([np.pad(part, (0, size - len(part))) for part in parts])
    clips = [Stretch(at * _WINDOW, (at + 1) * _WINDOW) for at in range(len(cut))]
    segments = _batched(samples, clips, whisper, language)
    for piece, clip in zip(cut, clips, strict=True):
        mine = [each for each in segments if clip.start <= each.seek / 100 + 0.02 < clip.end]
        if any(_is_bad(each) for each in mine):
            mine = _again(sound, piece, whisper, language)
            yield _words(mine, piece.start, piece, language)
        else:
            yield _words(mine, piece.start - clip.start, piece, language)


def _batched(samples: Any, cut: Sequence[Stretch], whisper: Whisper, language: str) -> list[Any]:
    from faster_whisper import BatchedInferencePipeline

    clips = [{"start": each.start, "end": each.end} for each in cut]
    segments, _info = BatchedInferencePipeline(whisper.model).transcribe(
        samples,
        language=language,
        beam_size=5,
        word_timestamps=True,
        vad_filter=False,
        batch_size=len(cut),
        clip_timestamps=clips,
    )
    return list(segments)


def _is_bad(segment: Any) -> bool:
    return bool(segment.compression_ratio > _COMPRESSION or segment.avg_logprob < _LOG_PROBABILITY)


def _again(sound: Sound, piece: Stretch, whisper: Whisper, language: str) -> list[Any]:
    segments, _info = whisper.model.transcribe(
        sound.read(piece.start, piece.end),
        language=language,
        beam_size=5,
        word_timestamps=True,
        condition_on_previous_text=False,
        hallucination_silence_threshold=2.0,
    )
    return list(segments)


def _words(segments: Sequence[Any], offset: float, piece: Stretch, language: str) -> list[HeardWord]:
    """Words in seconds of the recording. A part that does not begin with a space belongs to the word
    before it, but in languages that put no spaces."""
    found: list[HeardWord] = []
    for word in (word for segment in segments for word in segment.words or ()):
        start = min(max(offset + float(word.start), piece.start), piece.end)
        end = min(max(offset + float(word.end), start), piece.end)
        text, sure = word.word.strip(), float(word.probability)
        if not text:
            continue
        if found and not word.word.startswith(" ") and language not in _UNSPACED:
            last = found.pop()
            found.append(HeardWord(last.text + text, last.start, round(end, 2), min(last.confidence, sure)))
        else:
            found.append(HeardWord(text, round(start, 2), round(end, 2), round(sure, 3)))
    return found


def _gist(sound: Sound, cut: Sequence[Stretch], whisper: Whisper, language: str) -> Iterator[str]:
    """Rough English, piece by piece; pieces that come out as loops are left out."""
    for piece in cut:
        segments, _info = whisper.model.transcribe(
            sound.read(piece.start, piece.end),
            language=language,
            task="translate",
            beam_size=5,
            condition_on_previous_text=False,
            temperature=0.0,
        )
        yield from (each.text.strip() for each in segments if not _is_bad(each))
