"""What persons say about recordings: whose voice a reference is, and what they judge of a recording."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sayso.terms.identity import content_id
from sayso.terms.recording import Stretch


@dataclass(frozen=True, slots=True)
class Reference:
    """That a person chose these seconds of a recording as the voice of somebody named; appended, closed,
    never edited. Without stretches the whole recording is meant. Comparison is with references only."""

    name: str
    recording: str
    stretches: tuple[Stretch, ...]
    by: str
    because: str
    recorded: datetime
    closed: datetime | None = None

    @property
    def id(self) -> str:
        """The same choice of the same seconds is the same reference."""
        seconds = ";".join(f"{each.start:g}-{each.end:g}" for each in self.stretches)
        return content_id("rf", self.name, self.recording, seconds)


class Finding(StrEnum):
    """What a person makes of a recording."""

    SPEAKER = "the voice is"
    NOT_SPEAKER = "the voice is not"
    UNRELIABLE = "not to be relied on"


@dataclass(frozen=True, slots=True)
class Part:
    """Some of what is heard in a recording: the words of one speaker, by label, those in some seconds, or,
    with both, those of a speaker there."""

    speaker: str = ""
    seconds: Stretch | None = None

    def holds(self, words: Part) -> bool:
        """Whether words are of it; those that only begin or end in its seconds belong to where most of them
        are."""
        if self.speaker and self.speaker != words.speaker:
            return False
        if self.seconds is None or words.seconds is None:
            return self.seconds is None
        shared = min(self.seconds.end, words.seconds.end) - max(self.seconds.start, words.seconds.start)
        return shared > words.seconds.seconds / 2

    @property
    def words(self) -> str:
        """It in words, to stand after *the voice*."""
        who = f" of speaker {self.speaker}" if self.speaker else ""
        when = f" in seconds {self.seconds.start:g} to {self.seconds.end:g}" if self.seconds else ""
        return who + when


@dataclass(frozen=True, slots=True)
class RecordingJudgement:
    """That somebody judged whose voice it is, or that the recording is not to be relied on; appended,
    closed, never edited. `name` is whose voice; empty for the last. Without a `part` all of it is meant."""

    recording: str
    finding: Finding
    name: str
    by: str
    because: str
    recorded: datetime
    closed: datetime | None = None
    part: Part | None = None

    @property
    def found(self) -> str:
        """What was judged, in words: *the voice of speaker 2 is Ruvan Ostrel’s*."""
        part = self.part.words if self.part else ""
        if self.finding is Finding.UNRELIABLE:
            return f"what is said{part} is not to be relied on" if part else self.finding.value
        return f"the voice{part} {self.finding.value.removeprefix('the voice ')} {self.name}’s"
