"""What hangs on a recording: statements that hold only if the voice is somebody's, and what the recording
says itself. They stay conditional until a person judges, and again once that judgement is taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from sayso.terms.article import Article
from sayso.terms.question import Bearing, Reason, SourceRelation
from sayso.terms.recording import Recording, Transcript
from sayso.terms.statement import Hedge, Polarity, Reading, Statement
from sayso.terms.time import NOW, AsOf
from sayso.terms.voice import Finding, RecordingJudgement
from sayso.weigh.recordings.speaking import on_the_voice


@dataclass(frozen=True, slots=True)
class Hanging:
    """What persons judged of recordings (closed judgements too), which article is the transcript of which
    recording under which source name, and which recording the conditions of an article are about."""

    judged: tuple[RecordingJudgement, ...] = ()
    transcripts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)


NOTHING = Hanging()


@dataclass(frozen=True, slots=True)
class Hung:
    """Bearings as the judgements leave them, sources that are one by them, and the reasons in words."""

    bearings: tuple[Bearing, ...]
    relations: tuple[SourceRelation, ...]
    reasons: tuple[Reason, ...]


def hang(
    bearings: Iterable[Bearing], statements: Iterable[Statement], hanging: Hanging, *, as_of: AsOf = NOW
) -> Hung:
    """Apply what had been judged by `as_of`. A condition on the voice is met where it was judged to be the
    voice of somebody; its statement falls away where it was judged not to be; else it stays conditional."""
    said = {each.id: each for each in statements}
    open_ones = [each for each in hanging.judged if _is_open(each, as_of)]
    voice = {j.recording: j for j in open_ones if j.finding is not Finding.UNRELIABLE}
    unreliable = {j.recording: j for j in open_ones if j.finding is Finding.UNRELIABLE}
    kept: list[Bearing] = []
    because: dict[str, list[str]] = {}
    for bearing in bearings:
        found, why = _one(bearing, said.get(bearing.statement), hanging, voice, unreliable)
        if found is not None:
            kept.append(found)
        if why:
            because.setdefault(why, []).append(bearing.statement)
    reasons = tuple(Reason(words, tuple(dict.fromkeys(ids))) for words, ids in because.items())
    relations = tuple(
        SourceRelation(name, voice[recording].name)
        for recording, name in dict.fromkeys(hanging.transcripts.values())
        if recording in voice and voice[recording].finding is Finding.SPEAKER and recording not in unreliable
    )
    return Hung(tuple(kept), relations, reasons)


def _one(
    bearing: Bearing,
    statement: Statement | None,
    hanging: Hanging,
    voice: Mapping[str, RecordingJudgement],
    unreliable: Mapping[str, RecordingJudgement],
) -> tuple[Bearing | None, str]:
    """One bearing as it counts (None where it falls away), and why."""
    transcript = hanging.transcripts.get(bearing.article)
    if transcript is not None:
        judged = unreliable.get(transcript[0])
        if judged is None:
            return bearing, ""
        why = f"{judged.by} judged the {transcript[1]} not to be relied on: {judged.because}"
        return replace(bearing, polarity=Polarity.UNCERTAIN, hedge=Hedge.STRONG, because=why), why
    if statement is None or bearing.if_met is None or not on_the_voice(statement.condition.text):
        return bearing, ""
    judged = voice.get(hanging.about.get(bearing.article, ""))
    if judged is None:
        return bearing, f"holds only on a condition: “{statement.condition.text}”"
    told = f"{judged.by} judged that {judged.finding} {judged.name}’s: {judged.because}"
    if judged.finding is Finding.NOT_SPEAKER:
        return None, f"{told}; what holds only on that condition counts no more"
    met = replace(bearing, polarity=bearing.if_met, hedge=Hedge.WEAK, because=f"{bearing.because}; {told}")
    return met, f"{told}; what holds on that condition counts"


def _is_open(judged: RecordingJudgement, as_of: AsOf) -> bool:
    moment = as_of.recorded
    if moment is None:
        return judged.closed is None
    return judged.recorded <= moment and (judged.closed is None or judged.closed > moment)


def conditional(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Those statements that hold only on a condition on a voice or a recording."""
    return tuple(each for each in statements if each.condition and on_the_voice(each.condition.text))


class Summary(Protocol):
    """What is needed of a recording of the case."""

    @property
    def recording(self) -> Recording:
        """The recording."""

    @property
    def source(self) -> str:
        """Its name as a source."""

    @property
    def transcript(self) -> str | None:
        """The article that holds its words."""


class Case(Protocol):
    """What is needed of a view of the case."""

    def recordings(self) -> Sequence[Summary]:
        """All recordings."""

    def recording_judgements(self, *, closed: bool) -> tuple[RecordingJudgement, ...]:
        """What persons judged of them."""

    def transcripts(self) -> Mapping[str, Transcript]:
        """The transcripts by recording."""

    def article(self, article: str) -> Article:
        """An article."""

    def reading(self, article: str) -> Reading | None:
        """What was read from it."""


def hanging_of(case: Case, articles: Iterable[str]) -> Hanging:
    """What hangs on the recordings of a case in these articles. An article speaks of the recording that it
    quotes, or of the only one there is."""
    recordings = case.recordings()
    if not recordings:
        return NOTHING
    judged = case.recording_judgements(closed=True)
    transcripts = {
        each.transcript: (each.recording.id, each.source) for each in recordings if each.transcript
    }
    about: dict[str, str] = {}
    if len(recordings) == 1:
        about = dict.fromkeys(articles, recordings[0].recording.id)
    elif any(each.finding is not Finding.UNRELIABLE for each in judged):
        about = _quoting(case, articles)
    return Hanging(judged, transcripts, about)


def _quoting(case: Case, articles: Iterable[str]) -> dict[str, str]:
    """The recording that each article with a condition on a voice quotes most surely."""
    from sayso.weigh.recordings.quotes import Spoken  # few pages need it
    from sayso.weigh.recordings.quoting import best_by_article, hold

    spoken = {name: Spoken(t.words, language=t.language.code) for name, t in case.transcripts().items()}
    found: dict[str, str] = {}
    for name in articles:
        reading = case.reading(name)
        if reading is None or not conditional((*reading.statements, *reading.own_voice)):
            continue
        pair = case.article(name), reading
        best = {key: best_by_article(hold([pair], words)).get(name) for key, words in spoken.items()}
        sure = {key: match.score for key, match in best.items() if match and not match.doubtful}
        if sure:
            found[name] = max(sure, key=lambda key: (sure[key], key))
    return found
