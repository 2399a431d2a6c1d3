"""The evidence sheet of a recording: its words, whose voice it may be, how old it can be, what hangs on
it.

Voices themselves (what comparison needs of them) are biometric data and are on no page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.desk.bears import BearsOn, bearings_of
from sayso.desk.lines import StatementLine, line_of
from sayso.desk.spoken import (
    SpokenLine,
    SpokenName,
    SpokenParagraph,
    heard_at,
    paragraphs_of,
    statements_of,
)
from sayso.ledger.rows import Compared, RecordingSummary
from sayso.ledger.view import View
from sayso.terms.article import Article, ArticleHead, Evidence
from sayso.terms.recording import (
    Condition,
    Doubt,
    Heard,
    HeardWord,
    Language,
    MadeBy,
    Mark,
    Peaks,
    Provenance,
    Recording,
    ReuseMatch,
    Stretch,
    Turn,
)
from sayso.terms.statement import MentionForm, Reading
from sayso.terms.time import AsOf
from sayso.terms.transcript import LaidOut, lay_out
from sayso.terms.voice import Finding, RecordingJudgement, Reference
from sayso.weigh.recordings.dates import DateInterval, date_interval
from sayso.weigh.recordings.hanging import conditional
from sayso.weigh.recordings.quotes import Spoken
from sayso.weigh.recordings.quoting import Held, best_by_article, hold

Pair = tuple[Article, Reading]
_MOST_MARKS = 24
_MANY = 400  # articles from which on only those are looked at that a search finds
_ASKED = ("recording", "audio", "tape", "voice", "message", "speaker", "video")


@dataclass(frozen=True, slots=True)
class ReuseBand:
    """Seconds of this recording that stand in another one; `older` where the other was added before."""

    other: str
    name: str
    here: Stretch
    there: Stretch
    speed: float
    score: float
    older: bool


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """A printed quotation held against the recording, with the head of its article."""

    held: Held
    article: ArticleHead


@dataclass(frozen=True, slots=True)
class HangingLine:
    """A statement of an article that holds only on a condition on the voice or the recording."""

    line: StatementLine
    bears_on: tuple[BearsOn, ...]


@dataclass(frozen=True, slots=True)
class RecordingPage:
    """One recording as it was known at a moment; of many marks the strongest. Without a hearing
    (`made_by` empty) only the evidence is shown. `references` were chosen from this recording, `comparable`
    are the persons who have references in others."""

    as_of: AsOf
    recording: Recording
    name: str
    source: str
    transcript: str | None
    captures: tuple[Evidence, ...]
    dates: DateInterval | None = None
    provenance: Provenance | None = None
    condition: Condition | None = None
    language: Language | None = None
    gist: str = ""
    peaks: Peaks | None = None
    turns: tuple[Turn, ...] = ()
    marks: tuple[Mark, ...] = ()
    weaker_marks: int = 0
    paragraphs: tuple[SpokenParagraph, ...] = ()
    left_out: tuple[HeardWord, ...] = ()
    statements: tuple[SpokenLine, ...] = ()
    names: tuple[SpokenName, ...] = ()
    times: tuple[SpokenName, ...] = ()
    reuse: tuple[ReuseBand, ...] = ()
    comparisons: tuple[Compared, ...] = ()
    references: tuple[Reference, ...] = ()
    comparable: tuple[str, ...] = ()
    quotes: tuple[QuoteLine, ...] = ()
    hangs: tuple[HangingLine, ...] = ()
    judgements: tuple[RecordingJudgement, ...] = ()
    made_by: MadeBy | None = None


@dataclass(frozen=True, slots=True)
class RecordingsPage:
    """All recordings of the case with what persons judged of them."""

    as_of: AsOf
    recordings: tuple[RecordingSummary, ...]
    judgements: tuple[RecordingJudgement, ...]
    references: tuple[Reference, ...]


def recordings_page(view: View) -> RecordingsPage:
    """The recordings of the case, the last added first."""
    return RecordingsPage(view.as_of, view.recordings(), view.recording_judgements(), view.references())


def recording_page(view: View, recording: str) -> RecordingPage:
    """The evidence sheet of one recording. NotFound."""
    known = view.recording(recording)
    heard = view.heard(recording)
    captures = view.evidence(known.recording.evidence)
    base = (view.as_of, known.recording, known.name, known.source, known.transcript, captures)
    if heard is None:
        return RecordingPage(*base)
    laid = lay_out(heard.transcript, heard.turns)
    reading = (view.reading(known.transcript) if known.transcript else None) or Reading("", ())
    others = _others(view, laid)
    judged, references = view.recording_judgements(recording), view.references()
    compared = view.comparisons(recording)
    held = quotes_of(heard, others, judged=judged, compared=compared)
    dates = date_interval(
        laid,
        reading,
        others,
        collected=captures,
        quoted=best_by_article(held),
        alone=len(view.recordings()) == 1,
        published=view.article(known.transcript).published if known.transcript else None,
    )
    heads = view.heads({each.quotation.article for each in held} | {article.id for article, _ in others})
    return RecordingPage(
        *base,
        dates=dates,
        provenance=heard.provenance,
        condition=heard.condition,
        language=heard.transcript.language,
        gist=heard.transcript.gist,
        peaks=heard.peaks,
        turns=heard.turns.turns,
        marks=_strongest(heard.marks),
        weaker_marks=max(len(heard.marks) - _MOST_MARKS, 0),
        paragraphs=tuple(paragraphs_of(laid, reading)),
        left_out=laid.left_out,
        statements=statements_of(view, laid, reading, known.transcript, judged),
        names=heard_at(
            laid, [(each.name, each.span) for each in reading.mentions if each.form is MentionForm.NAME]
        ),
        times=heard_at(laid, [(each.text, each.span) for each in reading.times]),
        reuse=bands_of(view, recording),
        comparisons=compared,
        references=tuple(each for each in references if each.recording == recording),
        comparable=tuple(sorted({each.name for each in references if each.recording != recording})),
        quotes=tuple(QuoteLine(each, heads[each.quotation.article]) for each in held),
        hangs=_hanging(view, others, heads),
        judgements=judged,
        made_by=heard.transcript.made_by,
    )


def quotes_of(
    heard: Heard,
    others: Sequence[Pair],
    *,
    judged: Sequence[RecordingJudgement],
    compared: Sequence[Compared],
) -> tuple[Held, ...]:
    """The quotations of the articles held against a recording; the voice is taken to be that of whoever a
    person judged it to be or compared it with."""
    names = {each.name for each in judged if each.finding is Finding.SPEAKER} | {
        each.name for each in compared
    }
    transcript = heard.transcript
    gist = tuple(_spread(transcript.gist, heard.recording.media.seconds))
    spoken = Spoken(transcript.words, language=transcript.language.code, gist=gist)
    return hold(others, spoken, speakers=sorted(names))


def _spread(gist: str, seconds: float) -> Iterator[HeardWord]:
    """The words of a gist, which has no times of its own, spread evenly: where a quotation stands in it
    shows roughly where to listen."""
    words = gist.split()
    for number, word in enumerate(words):
        start, end = (seconds * at / len(words) for at in (number, number + 1))
        yield HeardWord(word, start, end, 0.0, Doubt.LANGUAGE)


def _others(view: View, laid: LaidOut) -> tuple[Pair, ...]:
    """The articles of the case that can have to do with a recording; in a large case those that a search
    for words of recordings, and for the names that are heard, finds."""
    own = {each.transcript for each in view.recordings()}
    if view.counts().articles <= _MANY:
        pairs: Collection[Pair] = tuple(view.readings())
    else:
        names = {each.word.text.strip(".,;:!?'\"") for each in laid.words if each.word.text[:1].isupper()}
        asked = (*_ASKED, *sorted(names - {"I"})[:20])
        found = {hit.article.id for word in asked for hit in view.search(word, limit=60).articles}
        pairs = [(view.article(name), reading) for name in sorted(found) if (reading := view.reading(name))]
    return tuple(pair for pair in pairs if pair[0].id not in own)


def _strongest(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """No more marks than somebody will listen to, in order of time."""
    kept = sorted(marks, key=lambda mark: (-mark.strength, mark.at))[:_MOST_MARKS]
    return tuple(sorted(kept, key=lambda mark: mark.at))


def bands_of(view: View, recording: str) -> tuple[ReuseBand, ...]:
    """What of a recording stands in others of the case, by its seconds."""
    names = {each.recording.id: each.name for each in view.recordings()}
    bands = [_band(match, recording, names) for match in view.reuse(recording) if _known(match, names)]
    return tuple(sorted(bands, key=lambda band: (band.here.start, band.other)))


def _known(match: ReuseMatch, names: Mapping[str, str]) -> bool:
    return match.recording in names and match.other in names


def _band(match: ReuseMatch, recording: str, names: Mapping[str, str]) -> ReuseBand:
    """A match seen from this recording, whichever of the two it is."""
    older = match.recording == recording
    other = match.other if older else match.recording
    here, there = (match.here, match.there) if older else (match.there, match.here)
    speed = match.speed if older else 1 / match.speed
    return ReuseBand(other, names[other], here, there, speed, match.score, older)


def _hanging(view: View, others: Sequence[Pair], heads: Mapping[str, ArticleHead]) -> tuple[HangingLine, ...]:
    found = [
        (article, statement)
        for article, reading in others
        for statement in conditional((*reading.statements, *reading.own_voice))
    ]
    bears = bearings_of(view, [statement.id for _, statement in found])
    return tuple(
        HangingLine(line_of(statement, heads[article.id]), bears.get(statement.id, ()))
        for article, statement in found
    )
