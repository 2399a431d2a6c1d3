"""The journey of a recording: evidence -> what is heard -> transcript -> statements, and reuse."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Protocol

from sayso.collect import Failure, Refusal
from sayso.collect.items import refuse
from sayso.errors import InputTooLarge, MissingExtra, NotFound, UnreadableInput
from sayso.ledger import Ledger
from sayso.run.reading import read_chunk
from sayso.terms.article import Article, Evidence
from sayso.terms.recording import Fingerprint, Heard, Recording, ReuseMatch
from sayso.terms.statement import Link, Reading, SourceKind, Statement
from sayso.terms.time import Certainty, Interval, Published
from sayso.terms.transcript import LaidOut, lay_out, source_name

WORKING = "working"
_ITSELF = frozenset(("i", "me", "we", "us"))
_MOSTLY = 0.5  # share of doubtful words from which a statement is not kept
OnProgress = Callable[[float, str], None]
Finds = Callable[[Fingerprint, Iterable[Fingerprint]], tuple[ReuseMatch, ...]]


@dataclass(frozen=True, slots=True)
class Listened:
    """What listening to one piece of evidence added. `article` is None where nothing is said in it, or
    where the recording was in the case already (`known`). `noted` is what somebody should know of the
    file: that it breaks off, that nobody speaks in it."""

    recording: str
    article: Article | None
    reused: int
    known: bool = False
    noted: tuple[str, ...] = ()


class Hears(Protocol):
    """What turns the file of a recording into what is heard in it; `sayso.listen.apart.hear` does."""

    def __call__(
        self,
        path: Path,
        *,
        digest: str,
        language: str | None,
        speakers: int | None,
        model: Path | None,
        work: Path,
        on_progress: OnProgress,
    ) -> Heard:
        """MissingExtra, UnreadableInput, InputTooLarge."""


def _hear(
    path: Path,
    *,
    digest: str,
    language: str | None,
    speakers: int | None,
    model: Path | None,
    work: Path,
    on_progress: OnProgress,
) -> Heard:
    """The sound libraries are loaded in a process that listens and for nobody else."""
    from sayso.listen.missing import require

    require(path.name)
    hears: Hears = import_module("sayso.listen.apart").hear
    return hears(
        path,
        digest=digest,
        language=language,
        speakers=speakers,
        model=model,
        work=work,
        on_progress=on_progress,
    )


def _find_reuse(new: Fingerprint, older: Iterable[Fingerprint]) -> tuple[ReuseMatch, ...]:
    finds: Finds = import_module("sayso.listen.reuse").find_reuse
    return finds(new, older)


@dataclass(frozen=True, slots=True)
class Ear:
    """How to listen: the language and the number of speakers where a person knows them, a folder with a
    model of their own, and by what means."""

    language: str | None = None
    speakers: int | None = None
    model: Path | None = None
    hears: Hears = _hear
    finds: Finds = _find_reuse


EAR = Ear()


def listen(
    ledger: Ledger, evidence: Evidence, *, ear: Ear = EAR, on_progress: OnProgress = lambda share, what: None
) -> Listened:
    """Hear a recording, read its words and hold it against all older ones of the case.

    What was heard before is not heard again. MissingExtra, UnreadableInput, InputTooLarge; CaseBusy.
    """
    name = Recording.make_id(evidence.digest)
    heard = heard_before(ledger, name)
    if heard is not None and (transcribed(ledger, name) or not lay_out(heard.transcript, heard.turns).text):
        return Listened(name, None, 0, known=True)
    if heard is None:
        heard = _heard(ledger, evidence, ear, on_progress)
    on_progress(0.98, "reading")
    laid = lay_out(heard.transcript, heard.turns)
    article = _article(heard, laid, evidence) if laid.text else None
    reading = _read(article, laid, name) if article else None
    on_progress(0.99, "comparing with older recordings")
    matches = _reuse(ledger, heard, ear)
    with ledger.writing() as writer:
        writer.heard(heard)
        writer.reuse(name, matches)
        if article is not None and reading is not None:
            writer.article(article)
            writer.reading(reading)
            writer.transcript(name, article.id)
    return Listened(name, article, len(matches), noted=_noted(heard, laid))


def refused(error: MissingExtra | UnreadableInput | InputTooLarge, evidence: Evidence) -> Refusal:
    """Why a recording can't be heard, as it is set aside."""
    failure = Failure.TOO_LARGE if isinstance(error, InputTooLarge) else Failure.UNREADABLE
    reason = error.reason
    if isinstance(error, MissingExtra):
        reason = f"it is a recording, and what listens is not installed: {error.reason}"
    return refuse(evidence.origin, failure, reason, error.next_step)


def _noted(heard: Heard, laid: LaidOut) -> tuple[str, ...]:
    warnings = heard.recording.media.warnings
    return warnings if laid.text else (*warnings, "No words are heard in it.")


def heard_before(ledger: Ledger, recording: str) -> Heard | None:
    """What was heard in a recording; None also where it is not in the case."""
    try:
        return ledger.at().heard(recording)
    except NotFound:
        return None


def transcribed(ledger: Ledger, recording: str) -> bool:
    """Whether the words of a recording are in the case as an article."""
    return ledger.at().recording(recording).transcript is not None


def _heard(ledger: Ledger, evidence: Evidence, ear: Ear, on_progress: OnProgress) -> Heard:
    work = ledger.folder / WORKING
    work.mkdir(exist_ok=True)
    path = ledger.evidence.path(evidence.digest)
    if not path.is_file():  # it came in while files were kept in the archive
        ledger.evidence.put(ledger.evidence.get(evidence.digest))
    return ear.hears(
        path,
        digest=evidence.digest,
        language=ear.language,
        speakers=ear.speakers,
        model=ear.model,
        work=work,
        on_progress=lambda share, what: on_progress(0.97 * share, what),
    )


def _reuse(ledger: Ledger, heard: Heard, ear: Ear) -> tuple[ReuseMatch, ...]:
    older = [each for each in ledger.at().fingerprints() if each.recording != heard.recording.id]
    return ear.finds(heard.fingerprint, older)


def _file_name(origin: str) -> str:
    return origin.rstrip("/").rsplit("/", 1)[-1]


def _article(heard: Heard, laid: LaidOut, evidence: Evidence) -> Article:
    title = f"Recording {_file_name(evidence.origin)}".strip()
    url = f"recording:{heard.recording.id}"
    return Article(
        id=Article.make_id(outlet=title, url=url, title=title, text=laid.text),
        evidence=evidence.digest,
        outlet=title,
        title=title,
        text=laid.text,
        url=url,
        published=_seen(evidence.collected),
        language=heard.transcript.language.code,
        locator="transcript",
    )


def _seen(collected: datetime) -> Published:
    return Published(Interval(None, collected), Certainty.COLLECTED, "a recording bears no date of its own")


def _read(article: Article, laid: LaidOut, recording: str) -> Reading:
    """What is said in a transcript, each statement given to the recording itself or through it."""
    ((_, reading),) = read_chunk((article,))
    return as_heard(reading, laid, _as_source(article, recording))


def _as_source(article: Article, recording: str) -> Callable[[str], Link]:
    """The link to a recording, or to one speaker of it."""
    name = article.title.removeprefix("Recording ")
    because = "it is heard in the recording"
    return lambda speaker: Link(source_name(name, recording, speaker), SourceKind.RECORDING, because=because)


def as_transcript(ledger: Ledger, article: Article, reading: Reading) -> Reading:
    """A new reading of an article as it is to be stored: that of a transcript is given to its recording."""
    with ledger.at() as view:
        recording = view.recording_of(article.id)
        heard = view.heard(recording) if recording else None
    if recording is None or heard is None:
        return reading
    return as_heard(reading, lay_out(heard.transcript, heard.turns), _as_source(article, recording))


def as_heard(reading: Reading, laid: LaidOut, source: Callable[[str], Link]) -> Reading:
    """A reading of a transcript: what it says itself, and what its *I* and *we* say, is the recording's, and
    where several speak that speaker's; statements of mostly doubtful words are dropped, and others are as
    much less sure as they hold of them."""
    several = len({each.speaker for each in laid.words if each.speaker}) > 1

    def link(statement: Statement) -> Link:
        return source(laid.speaker(statement.content) if several else "")

    kept = [_weakened(each, laid) for each in reading.statements]
    own = [_weakened(each, laid) for each in reading.own_voice]
    return replace(
        reading,
        statements=tuple(_through(each, link(each)) for each in kept if each is not None),
        own_voice=tuple(replace(each, chain=(link(each),)) for each in own if each is not None),
    )


def _weakened(statement: Statement, laid: LaidOut) -> Statement | None:
    heard = laid.words_in(statement.content)
    doubtful = sum(each.word.doubtful for each in heard) / len(heard) if heard else 0.0
    if doubtful >= _MOSTLY:
        return None
    return replace(statement, confidence=statement.confidence * (1 - doubtful))


def _through(statement: Statement, link: Link) -> Statement:
    innermost = statement.innermost
    if innermost is None or innermost.name.casefold() in _ITSELF:
        return replace(statement, chain=(*statement.chain[:-1], link))
    return statement
