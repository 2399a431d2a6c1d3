"""What a recording contains once it was listened to: words, speakers, and what may be said about them.

Seconds are counted from the start of the recording, as floats. Nothing here says whether a recording
is genuine: there is no word for that.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sayso.terms.identity import content_id


@dataclass(frozen=True, slots=True)
class MadeBy:
    """What made a derived value: the name of the method or model, and its version or digest."""

    name: str
    version: str


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """The seconds `[start, end)` of one recording."""

    start: float
    end: float

    @property
    def seconds(self) -> float:
        """How long it is."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Track:
    """One stream of a container as it describes itself. `rate` is in Hz and 0 for pictures."""

    kind: str  # audio, video, subtitle, data
    codec: str
    rate: int = 0
    channels: int = 0
    layout: str = ""


@dataclass(frozen=True, slots=True)
class Media:
    """What the container says and what was decoded. `claimed_seconds` is the length that the file gives
    for itself, None where it gives none; `seconds` is what was really decoded. `tags` are the metadata as
    they stand in the file: anybody can write them. `warnings` are sentences about what is odd."""

    container: str
    seconds: float
    tracks: tuple[Track, ...]
    claimed_seconds: float | None = None
    bit_rate: int = 0
    tags: tuple[tuple[str, str], ...] = ()
    truncated: bool = False
    warnings: tuple[str, ...] = ()

    @property
    def has_video(self) -> bool:
        """Whether there are moving pictures beside the sound."""
        return any(track.kind == "video" for track in self.tracks)


@dataclass(frozen=True, slots=True)
class Peaks:
    """The loudest sample of each of `len(values)` equal buckets that cover the recording, 0 to 100."""

    per_second: float
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Recording:
    """One recording, read out of one piece of evidence; `evidence` is the SHA-256 of its bytes."""

    id: str
    evidence: str
    media: Media

    @staticmethod
    def make_id(evidence: str) -> str:
        """The same bytes are the same recording."""
        return content_id("rc", evidence)


class Doubt(StrEnum):
    """Why a word may not be what was said."""

    NONE = ""
    UNSURE = "the model is unsure of it"
    SILENCE = "it stands where there is no speech"
    LOOP = "it repeats the words before it"
    CRAMMED = "it has less time than a word takes"
    LANGUAGE = "the language is uncertain"


@dataclass(frozen=True, slots=True)
class HeardWord:
    """One word with its seconds. `confidence` is the model's, 0 to 1, not a rate of being right. A
    `doubtful` word is never quoted as fact; `doubt` says why it is doubtful."""

    text: str
    start: float
    end: float
    confidence: float
    doubt: Doubt = Doubt.NONE

    @property
    def doubtful(self) -> bool:
        """Whether there is any reason to doubt it."""
        return self.doubt is not Doubt.NONE


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that the model heard in one go, about a sentence; indices `[first, last)` into the words."""

    start: float
    end: float
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Language:
    """The language of a transcript: an ISO 639-1 code, how sure (0 to 1), and whether a person gave it."""

    code: str
    confidence: float
    given: bool = False


@dataclass(frozen=True, slots=True)
class Transcript:
    """The words of a recording in order. `gist` is a translation to English for a first idea only: it is
    never quoted and nothing is read from it."""

    recording: str
    language: Language
    words: tuple[HeardWord, ...]
    segments: tuple[Segment, ...]
    made_by: MadeBy
    gist: str = ""

    @property
    def text(self) -> str:
        """All words, a space between them; segments are not parted."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Turn:
    """Seconds in which one speaker speaks. Speakers are called 1, 2, … by first word: a label, no name.
    `overlap` where another speaks too."""

    speaker: str
    start: float
    end: float
    overlap: bool = False


@dataclass(frozen=True, slots=True)
class Turns:
    """Who speaks when, in order of start. `given` where a person said how many speakers there are."""

    recording: str
    turns: tuple[Turn, ...]
    made_by: MadeBy
    given: bool = False

    @property
    def speakers(self) -> tuple[str, ...]:
        """Their labels, by first word."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns))

    def of(self, speaker: str) -> tuple[Stretch, ...]:
        """When one of them speaks and nobody else."""
        mine = (turn for turn in self.turns if turn.speaker == speaker and not turn.overlap)
        return tuple(Stretch(turn.start, turn.end) for turn in mine)


class Channel(StrEnum):
    """The way sound came, as far as the sound itself shows it; error rates are known for each apart."""

    CLEAN = "clean"
    TELEPHONE = "telephone"
    GSM = "mobile telephone"
    NOISE = "noise"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Condition:
    """How the speech of a stretch sounds: channel, upper edge of its band in Hz, ratio of speech to noise
    in dB, and net seconds of speech."""

    channel: Channel
    bandwidth: float
    snr: float
    speech: float


@dataclass(frozen=True, slots=True)
class Validation:
    """How comparison did on recordings where the answer is known, in one channel condition: trials and
    speakers, Cllr (0 perfect, 1 no use), EER (share), and the Tippett curves: for each log10 ratio the
    share of same-voice and of different-voice trials at or above it."""

    channel: Channel
    same_trials: int
    different_trials: int
    speakers: int
    cllr: float
    eer: float
    tippett_same: tuple[tuple[float, float], ...] = ()
    tippett_different: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Voiceprint:
    """What comparison needs of one stretch of one voice. `vectors` is opaque; it holds the voice at each
    bandwidth. A voiceprint is biometric data of a person."""

    recording: str
    stretches: tuple[Stretch, ...]
    condition: Condition
    vectors: bytes
    made_by: MadeBy


@dataclass(frozen=True, slots=True)
class Comparison:
    """How much more likely the voices are as alike as this if they are one person's than if they are two
    persons'. `llr` is the log10 of that ratio within `low` and `high`, None where there is no number and
    `refusal` says why. `capped` where the size of the validation allows no larger number than `cap`.
    It is never an identification, and a likely same voice is no proof that a person spoke: cloned voices
    score like real ones."""

    questioned: str
    references: tuple[str, ...]
    stretches: tuple[Stretch, ...]
    condition: Condition
    made_by: MadeBy
    llr: float | None = None
    low: float | None = None
    high: float | None = None
    cap: float = 0.0
    capped: bool = False
    verbal: str = ""
    refusal: str = ""
    validation: Validation | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What finding reuse needs of one recording; `codes` is opaque."""

    recording: str
    seconds: float
    codes: bytes
    made_by: MadeBy


@dataclass(frozen=True, slots=True)
class ReuseMatch:
    """These seconds here stand in an older recording there. `speed` is how much faster they run here than
    there (1.05: 5 % faster); `score` is the share of fingerprint bits that agree (.5 is chance)."""

    recording: str
    other: str
    here: Stretch
    there: Stretch
    speed: float
    score: float
    made_by: MadeBy


class MarkKind(StrEnum):
    """What changed there."""

    NOISE_CHANGE = "noise change"
    HUM_PHASE = "hum phase"


@dataclass(frozen=True, slots=True)
class Mark:
    """Listen here: something changed in the background at this second. `hit_rate` is the share of cuts
    made on purpose that such marks found, `false_alarms` how many marks an hour stood in untouched
    recordings; both as measured, None where never measured. No mark means nothing."""

    kind: MarkKind
    at: float
    strength: float
    hit_rate: float | None = None
    false_alarms: float | None = None


class Credentials(StrEnum):
    """What the Content Credentials (C2PA) of a file say. Absent means nothing: most files have none."""

    VALID = "valid"
    INVALID = "invalid"
    ABSENT = "absent"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a file says about its own origin. `words` are sentences for a person: who signed, what is
    asserted, what failed. A valid signature says who signed, not that the content is so."""

    credentials: Credentials
    words: tuple[str, ...] = ()
    signer: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """Everything that listening to one recording found."""

    recording: Recording
    provenance: Provenance
    peaks: Peaks
    condition: Condition
    transcript: Transcript
    turns: Turns
    marks: tuple[Mark, ...]
    fingerprint: Fingerprint
    voices: tuple[tuple[str, Voiceprint], ...]  # speaker label, the voice
