"""The whole of listening to one recording, on one page."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from sayso.listen.condition import condition, speech_of
from sayso.listen.decode import Decoded, Limits, decode
from sayso.listen.fingerprint import fingerprint
from sayso.listen.marks import marks
from sayso.listen.models import forget
from sayso.listen.provenance import provenance
from sayso.listen.speech import net, speech
from sayso.listen.transcribe import transcribe
from sayso.listen.turns import turns
from sayso.listen.voice import voiceprint
from sayso.listen.whisper import load
from sayso.terms.recording import Heard, Recording, Turns, Voiceprint

Progress = Callable[[float, str], None]
_MOST_SPEAKERS = 12  # whose voices are kept


def nothing(_share: float, _what: str) -> None:
    """Tells nobody."""


def hear(
    path: Path,
    *,
    digest: str,
    language: str | None = None,
    speakers: int | None = None,
    model: Path | None = None,
    work: Path | None = None,
    on_progress: Progress = nothing,
    limits: Limits | None = None,
) -> Heard:
    """Everything that can be heard in the file `path` whose SHA-256 is `digest`. `language` (ISO 639-1) and
    the number of `speakers` where a person knows them; `model` is a folder with another Whisper; in the
    folder `work` the finished part of a transcript is kept, so that an interrupted run goes on there.
    `on_progress` is told the share done and what is being done.

    Raises UnreadableInput, InputTooLarge or MissingExtra. The file itself is never changed.
    """
    with _folder(work) as name:
        copy = Path(name) / f"{digest[:20]}.working-copy.wav"
        kept = Path(name) / f"{digest[:20]}.heard.jsonl"
        try:
            on_progress(0.0, "decoding")
            decoded = decode(path, copy, item=path.name, limits=limits)
            heard = _hear(path, digest, decoded, kept, (language, speakers, model), on_progress)
        finally:
            copy.unlink(missing_ok=True)
        kept.unlink(missing_ok=True)
    on_progress(1.0, "done")
    return heard


def _folder(work: Path | None) -> AbstractContextManager[str | Path]:
    if work is None:
        return tempfile.TemporaryDirectory(prefix="sayso-listen-")
    work.mkdir(parents=True, exist_ok=True)
    return nullcontext(work)


def _hear(
    path: Path,
    digest: str,
    decoded: Decoded,
    kept: Path,
    given: tuple[str | None, int | None, Path | None],
    on_progress: Progress,
) -> Heard:
    language, speakers, model = given
    recording = Recording.make_id(digest)
    sound = decoded.sound
    on_progress(0.03, "looking for speech")
    spoken = speech(sound)
    how = condition(speech_of(sound, spoken), speech=net(spoken))
    who = turns(
        sound,
        recording=recording,
        speakers=speakers,
        channel=how.channel,
        spoken=spoken,
        on_progress=_part(on_progress, 0.05, 0.25, "telling speakers apart"),
    )
    forget()  # no two steps need their models at once
    on_progress(0.25, "voices and fingerprint")
    voices = tuple(_voices(decoded, who))
    print_, marked = fingerprint(sound, recording=recording), marks(sound)
    forget()
    transcript = transcribe(
        sound,
        recording=recording,
        speech=spoken,
        whisper=load(model),
        language=language,
        kept=kept,
        on_progress=_part(on_progress, 0.3, 1.0, "transcribing"),
    )
    return Heard(
        Recording(recording, digest, decoded.media),
        provenance(path, container=decoded.media.container),
        decoded.peaks,
        how,
        transcript,
        who,
        marked,
        print_,
        voices,
    )


def _part(on_progress: Progress, start: float, end: float, what: str) -> Callable[[float], None]:
    return lambda share: on_progress(start + (end - start) * share, what)


def _voices(decoded: Decoded, who: Turns) -> list[tuple[str, Voiceprint]]:
    """The voice of each speaker, from where nobody else speaks."""
    recording = who.recording
    return [
        (label, voiceprint(decoded.sound, recording=recording, stretches=who.of(label)))
        for label in who.speakers[:_MOST_SPEAKERS]
    ]
