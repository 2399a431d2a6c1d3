"""What hangs on a recording: statements that hold only if the voice is somebody's, and what the recording
says itself. They stay conditional until a person judges, and again once that judgement is taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from sayso.terms.article import Article
from sayso.terms.question import Bearing, Reason
from sayso.terms.recording import Heard, Recording, Stretch
from sayso.terms.statement import Hedge, Polarity, Reading, SourceKind, Statement
from sayso.terms.time import NOW, AsOf
from sayso.terms.transcript import lay_out
from sayso.terms.voice import Finding, Part, RecordingJudgement
from sayso.weigh.recordings.speaking import on_the_voice

if TYPE_CHECKING:
    from sayso.weigh.recordings.quotes import QuoteMatch


@dataclass(frozen=True, slots=True)
class About:
    """Which recording the conditions of an article are about, which part of it is quoted there most surely,
    and the judged names that stand in the article."""

    recording: str
    quoted: Part | None = None
    named: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hanging:
    """What persons judged of recordings (closed judgements too), which article is the transcript of which
    recording under which source name, what the conditions of an article are about, and, where a judgement
    is on a part of a recording, which speaker says the statements of its transcript and when."""

    judged: tuple[RecordingJudgement, ...] = ()
    transcripts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    about: Mapping[str, About] = field(default_factory=dict)
    places: Mapping[str, Part] = field(default_factory=dict)


NOTHING = Hanging()


@dataclass(frozen=True, slots=True)
class Hung:
    """Bearings as the judgements leave them, the statements with the sources that were judged to say them,
    and the reasons in words."""

    bearings: tuple[Bearing, ...]
    statements: tuple[Statement, ...]
    reasons: tuple[Reason, ...]


def hang(
    bearings: Iterable[Bearing], statements: Iterable[Statement], hanging: Hanging, *, as_of: AsOf = NOW
) -> Hung:
    """Apply what had been judged by `as_of`. A condition on the voice is met where it was judged to be the
    voice of somebody; its statement falls away where it was judged not to be; else it stays conditional.
    What a recording says itself is said by whoever its voice, or that of the speaker, was judged to be."""
    said = {each.id: each for each in statements}
    told = _Judged(hanging, [each for each in hanging.judged if _is_open(each, as_of)])
    kept: list[Bearing] = []
    because: dict[str, list[str]] = {}
    for bearing in bearings:
        statement = said.get(bearing.statement)
        hangs = bearing.if_met is not None or bearing.article in hanging.transcripts
        if statement is None or not hangs:
            kept.append(bearing)
            continue
        found: Bearing | None
        if bearing.article in hanging.transcripts:
            found, said[statement.id], why = told.heard(bearing, statement)
        else:
            found, why = told.printed(bearing, statement)
        if found is not None:
            kept.append(found)
        if why:
            because.setdefault(why, []).append(bearing.statement)
    reasons = tuple(Reason(words, tuple(dict.fromkeys(ids))) for words, ids in because.items())
    return Hung(tuple(kept), tuple(said.values()), reasons)


class _Judged:
    """What is judged of the recordings at one moment."""

    def __init__(self, hanging: Hanging, judged: Sequence[RecordingJudgement]) -> None:
        self._hanging = hanging
        # One on a part goes before one on all of it, a later one before an earlier one.
        self._judged = sorted(judged, key=lambda each: (each.part is not None, each.recorded), reverse=True)

    def heard(self, bearing: Bearing, statement: Statement) -> tuple[Bearing, Statement, str]:
        """A statement of a transcript: how it counts, who says it, and why."""
        recording, source = self._hanging.transcripts[bearing.article]
        place = self._hanging.places.get(statement.id)
        fits = [
            each
            for each in self._judged
            if each.recording == recording and (each.part is None or (place and each.part.holds(place)))
        ]
        for judged in fits:
            if judged.finding is Finding.UNRELIABLE:
                what = f"what is said{judged.part.words} in the {source}" if judged.part else f"the {source}"
                why = f"{judged.by} judged {what} not to be relied on: {judged.because}"
                weak = replace(bearing, polarity=Polarity.UNCERTAIN, hedge=Hedge.STRONG, because=why)
                return weak, statement, why
        voice = next((each for each in fits if each.finding is not Finding.UNRELIABLE), None)
        innermost = statement.innermost
        if voice is None or voice.finding is Finding.NOT_SPEAKER or innermost is None:
            return bearing, statement, ""
        if innermost.kind is not SourceKind.RECORDING:  # somebody else is quoted in it
            return bearing, statement, ""
        why = f"{voice.by} judged that {voice.found} in the {source}: {voice.because}"
        link = replace(innermost, name=voice.name, kind=SourceKind.PERSON, because=why)
        return bearing, replace(statement, chain=(*statement.chain[:-1], link)), why

    def printed(self, bearing: Bearing, statement: Statement) -> tuple[Bearing | None, str]:
        """A statement of an article as it counts (None where it falls away), and why."""
        if bearing.if_met is None or not on_the_voice(statement.condition.text):
            return bearing, ""
        about = self._hanging.about.get(bearing.article)
        judged = next((each for each in self._judged if about and _concerns(each, about)), None)
        if judged is None:
            return bearing, f"holds only on a condition: “{statement.condition.text}”"
        told = f"{judged.by} judged that {judged.found}: {judged.because}"
        if judged.finding is Finding.NOT_SPEAKER:
            return None, f"{told}; what holds only on that condition counts no more"
        met = replace(
            bearing, polarity=bearing.if_met, hedge=Hedge.WEAK, because=f"{bearing.because}; {told}"
        )
        return met, f"{told}; what holds on that condition counts"


def _concerns(judged: RecordingJudgement, about: About) -> bool:
    """Whether a judgement on a voice is on the one that an article speaks of: on all of the recording, or on
    the part that it quotes; where it quotes none, on somebody whom it names."""
    if judged.finding is Finding.UNRELIABLE or judged.recording != about.recording:
        return False
    if judged.part is None:
        return True
    if about.quoted is not None:
        return judged.part.holds(about.quoted)
    return judged.finding is Finding.SPEAKER and judged.name in about.named


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

    def heard(self, recording: str) -> Heard | None:
        """What is heard in one."""

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
    articles, only = list(articles), recordings[0].recording.id if len(recordings) == 1 else ""
    transcripts = {
        each.transcript: (each.recording.id, each.source) for each in recordings if each.transcript
    }
    about = {name: About(only) for name in articles} if only else {}
    parts = {each.recording for each in judged if each.part}
    if parts or (not only and any(each.finding is not Finding.UNRELIABLE for each in judged)):
        about |= _quoting(case, recordings, articles, judged, only)
    places = {
        statement: place
        for article, (recording, _) in transcripts.items()
        if recording in parts and article in articles
        for statement, place in _places(case, recording, article)
    }
    return Hanging(judged, transcripts, about, places)


def _places(case: Case, recording: str, article: str) -> Iterator[tuple[str, Part]]:
    """Who says each statement of a transcript, and when."""
    heard, reading = case.heard(recording), case.reading(article)
    if heard is None or reading is None:
        return
    laid = lay_out(heard.transcript, heard.turns)
    for statement in (*reading.statements, *reading.own_voice):
        yield statement.id, Part(laid.speaker(statement.content), laid.seconds(statement.content))


def _quoting(
    case: Case,
    recordings: Sequence[Summary],
    articles: Sequence[str],
    judged: Sequence[RecordingJudgement],
    only: str,
) -> dict[str, About]:
    """What each article with a condition on a voice quotes most surely: of which recording, and whose words
    there."""
    from sayso.weigh.recordings.quotes import Spoken  # few pages need it
    from sayso.weigh.recordings.quoting import best_by_article, hold

    heard = {name: each for name in (e.recording.id for e in recordings) if (each := case.heard(name))}
    spoken = {
        name: Spoken(each.transcript.words, language=each.transcript.language.code)
        for name, each in heard.items()
    }
    names = {each.name for each in judged if each.name}
    found: dict[str, About] = {}
    for name in articles:
        reading = case.reading(name)
        if reading is None or not conditional((*reading.statements, *reading.own_voice)):
            continue
        article = case.article(name)
        best = {
            key: best_by_article(hold([(article, reading)], words)).get(name) for key, words in spoken.items()
        }
        sure = {key: match for key, match in best.items() if match and not match.doubtful}
        named = frozenset(each for each in names if each.split()[-1] in f"{article.title} {article.text}")
        if sure:
            key = max(sure, key=lambda key: (sure[key].score, key))
            found[name] = About(key, _quoted(heard[key], sure[key]), named)
        elif only:
            found[name] = About(only, None, named)
    return found


def _quoted(heard: Heard, match: QuoteMatch) -> Part:
    """Whose words a quotation repeats, and their seconds."""
    seconds = Stretch(match.start or 0.0, match.end or 0.0)
    turns = heard.turns.turns
    shared = [(min(seconds.end, turn.end) - max(seconds.start, turn.start), turn.speaker) for turn in turns]
    return Part(max(shared)[1] if shared and max(shared)[0] > 0 else "", seconds)
