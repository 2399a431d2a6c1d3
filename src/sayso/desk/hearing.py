"""What people do with recordings: judge them, choose references, compare voices. Appended, never edited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from sayso.desk.judged import put_instead, signed
from sayso.errors import BadField, NotFound
from sayso.ledger.ledger import Ledger
from sayso.ledger.rows import Compared
from sayso.ledger.view import View
from sayso.terms.recording import Comparison, Stretch, Voiceprint
from sayso.terms.voice import Finding, Part, RecordingJudgement, Reference

_LONGEST_NAME = 120
ALL, WHOLE = "all", Part()  # every label of a recording; nothing said of which
Enrols = Callable[..., Voiceprint]
Compares = Callable[[Voiceprint, Sequence[Voiceprint]], Comparison]


@dataclass(frozen=True, slots=True)
class Larynx:
    """By what means voices are taken and compared; the sound libraries are loaded when they are used."""

    enrols: Enrols | None = None
    compares: Compares | None = None
    fits: Callable[[Voiceprint], bool] | None = None

    def enrol(self, path: Path, digest: str, stretches: Sequence[Stretch]) -> Voiceprint:
        """The voice in some seconds of a file. MissingExtra, UnreadableInput."""
        enrols: Enrols = self.enrols or import_module("sayso.listen.voice").enrol
        return enrols(path, digest=digest, stretches=tuple(stretches))

    def is_current(self, voice: Voiceprint) -> bool:
        """Whether a kept voice is of the network and layout that listens now. MissingExtra."""
        fits: Callable[[Voiceprint], bool] = self.fits or import_module("sayso.listen.voice").is_current
        return fits(voice)

    def compare(self, questioned: Voiceprint, references: Sequence[Voiceprint]) -> Comparison:
        """How alike they are; a refusal is in the comparison. MissingExtra."""
        compares: Compares = self.compares or import_module("sayso.listen.compare").compare
        return compares(questioned, references)


LARYNX = Larynx()


def judge_recording(
    ledger: Ledger,
    recording: str,
    finding: Finding,
    name: str = "",
    *,
    by: str,
    because: str,
    part: Part = WHOLE,
) -> RecordingJudgement:
    """Judge whose voice a recording, or a part of it, is, or that it is not to be relied on, in place of what
    was judged so of the same part before. Needs who judges and why, for a voice whose, and where several
    speak which of them, ALL if they are one voice: BadField. NotFound, CaseBusy."""
    name = " ".join(name.split())
    by, because = signed(by, because)
    if (finding is not Finding.UNRELIABLE) != bool(name) or len(name) > _LONGEST_NAME:
        raise BadField("The name", "a voice is somebody's", "Write whose voice it is or is not.")
    with ledger.at() as view:
        meant, several = _meant(view, recording, part), _several(view, recording)
        earlier = view.recording_judgements(recording)
    if several and part == WHOLE and finding is not Finding.UNRELIABLE:
        step = f"Say which speaker is meant, or `{ALL}` where they are one voice."
        raise BadField("The judgement", "several speakers are heard in it", step)
    before = [each for each in earlier if each.part == meant and _alike(each.finding, finding)]
    made = RecordingJudgement(recording, finding, name, by, because, datetime.now(UTC), part=meant)
    put_instead(ledger, before, made)
    return made


def unjudge_recording(ledger: Ledger, recording: str, part: Part = WHOLE) -> int:
    """Close what was judged of a recording, or of one part of it; gives how many judgements there were.
    NotFound, CaseBusy."""
    with ledger.at() as view:
        meant = _meant(view, recording, part)
        before = [e for e in view.recording_judgements(recording) if meant is None or e.part == meant]
    return put_instead(ledger, before)


def _meant(view: View, recording: str, part: Part) -> Part | None:
    """The part of a recording that is meant; None for all of it. NotFound, BadField."""
    known, heard = view.recording(recording), view.heard(recording)
    speaker = "" if part.speaker == ALL else part.speaker
    if speaker and (heard is None or speaker not in heard.turns.speakers):
        raise NotFound(f"Speaker {speaker[:20]}", f" of {known.name}", "Its sheet lists the speakers.")
    if part.seconds and part.seconds.start >= known.recording.media.seconds:
        raise BadField("The seconds", f"{known.name} is over by then", "Its sheet shows the seconds.")
    return Part(speaker, part.seconds) if speaker or part.seconds else None


def _several(view: View, recording: str) -> bool:
    heard = view.heard(recording)
    return heard is not None and len(heard.turns.speakers) > 1


def enrol(
    ledger: Ledger,
    recording: str,
    name: str,
    *,
    by: str,
    because: str,
    speaker: str = "",
    stretches: Sequence[Stretch] = (),
    larynx: Larynx = LARYNX,
) -> Reference:
    """Choose a recording, or one speaker or some seconds of it, as the voice of somebody.

    NotFound, BadField, MissingExtra, CaseBusy. The same choice again changes nothing.
    """
    name = " ".join(name.split())
    by, because = signed(by, because)
    if not name or len(name) > _LONGEST_NAME:
        raise BadField("The name", "a reference is somebody's voice", "Write whose voice it is.")
    with ledger.at() as view:
        known = view.recording(recording)
        heard = view.heard(recording)
        references = view.references()
    if speaker:
        if heard is None or speaker not in heard.turns.speakers:
            raise NotFound(f"Speaker {speaker}", f" of {known.name}", "Its sheet lists the speakers.")
        stretches = heard.turns.of(speaker)
    made = Reference(name, recording, tuple(stretches), by, because, datetime.now(UTC))
    again = [each for each in references if each.id == made.id]
    if again:
        return again[0]
    voices = dict(heard.voices) if heard else {}
    voice = voices.get(speaker) if speaker else None
    if voice is None:
        path = ledger.evidence.path(known.recording.evidence)
        voice = larynx.enrol(path, known.recording.evidence, made.stretches)
    with ledger.writing() as writer:
        writer.judged(made)
        writer.voice(recording, made.id, voice)
    return made


def unenrol(ledger: Ledger, reference: str) -> Reference:
    """Take a reference back; the voice that was kept for it is deleted. NotFound, CaseBusy."""
    with ledger.at() as view:
        found = [each for each in view.references() if each.id == reference]
    if not found:
        raise NotFound(f"Reference {reference[:80]}", "", "`sayso voice references` lists them.")
    closed = replace(found[0], closed=datetime.now(UTC))
    with ledger.writing() as writer:
        writer.judged(closed)
        writer.voice(found[0].recording, reference, None)
    return closed


def compare(
    ledger: Ledger, recording: str, name: str, *, speaker: str = "", larynx: Larynx = LARYNX
) -> tuple[Compared, ...]:
    """Compare a speaker of a recording (without one: each of its speakers) with the references that persons
    chose for somebody. NotFound where there are none; MissingExtra; CaseBusy."""
    with ledger.at() as view:
        known = view.recording(recording)
        heard = view.heard(recording)
        wanted = name.casefold()
        chosen = [
            each
            for each in view.references()
            if each.name.casefold() == wanted and each.recording != recording
        ]
        kept = [(each, view.voice(each.recording, each.id)) for each in chosen]
        digests = {each.recording: view.recording(each.recording).recording.evidence for each in chosen}
    if not chosen:
        step = "Choose some with `sayso voice enrol NAME RECORDING`: sayso searches for no voice by itself."
        raise NotFound(f"A reference of {name[:80]}", " other than the recording itself", step)
    if heard is None or not heard.voices:
        raise NotFound(f"A voice in {known.name}", "", "Add it again to listen to it.")
    voices = [(label, voice) for label, voice in heard.voices if not speaker or label == speaker]
    if not voices:
        raise NotFound(f"Speaker {speaker[:20]}", f" of {known.name}", "Its sheet lists the speakers.")
    own = known.recording.evidence
    voices = [(label, _renewed(ledger, own, voice, larynx)) for label, voice in voices]
    references = {
        each: _renewed(ledger, digests[each.recording], voice, larynx) for each, voice in kept if voice
    }
    compared = [(label, larynx.compare(voice, tuple(references.values()))) for label, voice in voices]
    with ledger.writing() as writer:
        for each, voice in kept:
            if voice is not None and references[each] is not voice:
                writer.voice(each.recording, each.id, references[each])
        for label, comparison in compared:
            writer.comparison(chosen[0].name, label, comparison)
    now = datetime.now(UTC)
    return tuple(Compared(chosen[0].name, label, each, now) for label, each in compared)


def _renewed(ledger: Ledger, evidence: str, voice: Voiceprint, larynx: Larynx) -> Voiceprint:
    """The voice taken anew from the same seconds, where it was kept by another version of what listens and
    its bytes are there; else as it is, and the comparison says so."""
    path = ledger.evidence.path(evidence)
    if larynx.is_current(voice) or not path.is_file():
        return voice
    return larynx.enrol(path, evidence, voice.stretches)


def _alike(one: Finding, other: Finding) -> bool:
    """Whether a judgement takes the place of another: one on the voice, or one on the recording."""
    return (one is Finding.UNRELIABLE) == (other is Finding.UNRELIABLE)
