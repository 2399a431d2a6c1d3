"""What is said in a recording: words by speaker, statements, names and times, each with its seconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.desk.bears import BearsOn, bearings_of
from sayso.desk.lines import StatementLine, line_of
from sayso.ledger.view import View
from sayso.terms.recording import Doubt, Stretch
from sayso.terms.span import Span, Words
from sayso.terms.statement import Reading
from sayso.terms.transcript import LaidOut
from sayso.terms.voice import Finding, Part, RecordingJudgement
from sayso.weigh.recordings.speaking import of_oneself


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word of the transcript with its seconds; `statement` is the one whose content it belongs to."""

    text: str
    start: float
    end: float
    confidence: float
    doubt: Doubt
    statement: str = ""


@dataclass(frozen=True, slots=True)
class SpokenParagraph:
    """What one speaker says without a pause."""

    speaker: str
    start: float
    words: tuple[SpokenWord, ...]


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """A statement of the transcript with its seconds, the speaker who says it and what it bears on. `voice`
    is whose a person judged the voice to be that says it."""

    line: StatementLine
    heard: Stretch | None
    bears_on: tuple[BearsOn, ...]
    speaker: str = ""
    voice: str = ""


@dataclass(frozen=True, slots=True)
class SpokenName:
    """A name or a time that is heard, with its seconds; of a name that comes again the first."""

    words: str
    heard: Stretch


def paragraphs_of(laid: LaidOut, reading: Reading) -> list[SpokenParagraph]:
    """The words by speaker and pause, each with the statement that it belongs to."""
    owner: dict[int, str] = {}
    for statement in (*reading.own_voice, *reading.statements):
        for each in laid.words_in(statement.content):
            owner[each.span.start] = statement.id
    found: list[list[SpokenWord]] = []
    heads: list[tuple[str, float]] = []
    for each in laid.words:
        if each.opens:
            found.append([])
            heads.append((each.speaker, each.word.start))
        word = each.word
        found[-1].append(
            SpokenWord(
                word.text, word.start, word.end, word.confidence, word.doubt, owner.get(each.span.start, "")
            )
        )
    return [
        SpokenParagraph(speaker, start, tuple(words))
        for (speaker, start), words in zip(heads, found, strict=True)
    ]


def _voice(judged: Sequence[RecordingJudgement], place: Part) -> str:
    """Whose voice some words were judged to be; a judgement on a part goes before one on all of it."""
    fits = [each for each in judged if each.name and (each.part is None or each.part.holds(place))]
    last = max(fits, key=lambda each: (each.part is not None, each.recorded), default=None)
    return last.name if last and last.finding is Finding.SPEAKER else ""


def statements_of(
    view: View,
    laid: LaidOut,
    reading: Reading,
    transcript: str | None,
    judged: Sequence[RecordingJudgement],
) -> tuple[SpokenLine, ...]:
    """What is said in the recording: statements, and of its own voice what somebody says of himself or what
    bears on a question."""
    if transcript is None:
        return ()
    head = view.heads([transcript]).get(transcript)
    bears = bearings_of(view, [each.id for each in (*reading.statements, *reading.own_voice)])
    own = (each for each in reading.own_voice if each.id in bears or of_oneself(each.content.text))
    shown = [*reading.statements, *own]
    places = {each.id: Part(laid.speaker(each.content), laid.seconds(each.content)) for each in shown}
    lines = [
        SpokenLine(
            line_of(each, head), place.seconds, bears.get(each.id, ()), place.speaker, _voice(judged, place)
        )
        for each in shown
        if head is not None
        for place in [places[each.id]]
    ]
    return tuple(sorted(lines, key=lambda line: (line.heard.start if line.heard else 0.0, line.line.id)))


def heard_at(laid: LaidOut, spans: Sequence[tuple[str, Span]]) -> tuple[SpokenName, ...]:
    """Words of a transcript with the second at which they are first heard."""
    found: dict[str, SpokenName] = {}
    for words, span in spans:
        heard = laid.seconds(Words((span,), words))
        if heard is not None:
            found.setdefault(words, SpokenName(words, heard))
    return tuple(found.values())
