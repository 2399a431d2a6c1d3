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
class RecordingJudgement:
    """That somebody judged whose voice it is, or that the recording is not to be relied on; appended,
    closed, never edited. `name` is whose voice; empty for the last."""

    recording: str
    finding: Finding
    name: str
    by: str
    because: str
    recorded: datetime
    closed: datetime | None = None
