"""The example case with two recordings, made by hand and told in the words of the example’s articles."""

from __future__ import annotations

import io
import math
import struct
import wave
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from sayso.collect import Options
from sayso.desk.hearing import Larynx, compare, enrol
from sayso.ledger import Ledger
from sayso.run.add import add
from sayso.run.hear import Ear
from sayso.terms.recording import Comparison, Doubt, Heard
from tests.spoken import BY, REPLY, TALK, compared, heard, reused

RALLY = "We have been finished four times, they said. Look around you. We are here."


def tone(seconds: float, *, hertz: float = 330.0) -> bytes:
    """A quiet tone as a WAV file of that length: something that a browser can play."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        samples = (int(900 * math.sin(2 * math.pi * hertz * n / 8000)) for n in range(int(seconds * 8000)))
        out.writeframes(b"".join(struct.pack("<h", each) for each in samples))
    return file.getvalue()


def recordings() -> tuple[Heard, Heard, dict[str, bytes]]:
    """The message, the older rally, and the bytes of both by file name."""
    data = {"rally.wav": tone(14), "talk.wav": tone(50, hertz=220.0)}
    rally = heard(RALLY, data=data["rally.wav"])
    doubts = {12: Doubt.UNSURE, 40: Doubt.UNSURE, 41: Doubt.UNSURE}
    return heard(TALK, REPLY, data=data["talk.wav"], doubts=doubts), rally, data


def means(voice: Heard, comparison: Comparison) -> Larynx:
    """Takes the same voice from anything and finds the same in any comparison."""
    return Larynx(
        enrols=lambda path, **how: voice.voices[0][1],
        compares=lambda questioned, references: comparison,
        fits=lambda kept: kept.made_by == BY,
    )


def build(folder: Path) -> tuple[Ledger, Heard, Heard]:
    """The case, read and weighed for real; the voice of the message is compared with the rally's."""
    talk, rally, data = recordings()
    known = {each.recording.evidence: each for each in (talk, rally)}
    inbox = folder / "inbox"
    inbox.mkdir(parents=True)
    for name, each in data.items():
        (inbox / name).write_bytes(each)

    def hears(path: Path, *, digest: str, **how: Any) -> Heard:
        return known[digest]

    ear = Ear(hears=hears, finds=lambda new, older: tuple(reused(talk, rally) for _ in older))
    ledger = Ledger.create(folder / "case")
    with as_file(files("sayso.run").joinpath("example")) as example:
        sources = [str(example), str(inbox / "rally.wav"), str(inbox / "talk.wav")]
        added = add(ledger, sources, options=Options(offline=True), ear=ear)
    assert (added.new, added.refused) == (18, ())
    larynx = means(rally, compared(talk, "rf"))
    because = "on stage, seen by hundreds"
    enrol(ledger, rally.recording.id, "Ruvan Ostrel", by="Ana Vell", because=because, larynx=larynx)
    compare(ledger, talk.recording.id, "Ruvan Ostrel", speaker="1", larynx=larynx)
    return ledger, talk, rally
