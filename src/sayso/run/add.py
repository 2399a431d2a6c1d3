"""The whole journey on one page: sources -> evidence -> articles -> readings -> questions.

Every step is stored before the next begins, and each knows what it has done already, so that an add
that was cut off is completed by the same add again.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from sayso.collect import (
    Collected,
    Failure,
    Options,
    Refusal,
    Source,
    collect,
    is_recording,
)
from sayso.errors import InputTooLarge, MissingExtra, UnreadableInput
from sayso.ledger import Ledger, Writer
from sayso.ledger.carry import keep
from sayso.read.text.told import not_read
from sayso.run.carrying import carried
from sayso.run.hear import EAR, Ear, listen, refused
from sayso.run.keeping import Keeper
from sayso.run.pool import chunks, pool_map
from sayso.run.reading import read_chunk
from sayso.run.versions import Met, as_version, known_as, put_met
from sayso.run.weighing import weigh_new
from sayso.terms.article import Article, Evidence
from sayso.terms.statement import Reading
from sayso.terms.time import NOW

# Small enough that little is lost to a crash, large enough that a commit costs nothing beside reading.
_CHUNK = 16


@dataclass(frozen=True, slots=True)
class Added:
    """What an add did: counts of articles, the recordings that were new, what was refused, and what of
    sayso is not installed that something would have needed. `noted` are recordings with what somebody
    should know of their files."""

    new: int
    known: int
    refused: tuple[Refusal, ...]
    questions: int
    recordings: tuple[str, ...] = ()
    missing: str = ""
    noted: tuple[tuple[str, str], ...] = ()


@dataclass
class _Tally:
    """What collecting met on the way, while its articles stream on."""

    known: int = 0
    refused: list[Refusal] = field(default_factory=list)
    used: set[str] = field(default_factory=set)  # where articles came from
    sounds: list[Evidence] = field(default_factory=list)  # recordings, to be heard when all is read
    recordings: list[str] = field(default_factory=list)
    noted: list[tuple[str, str]] = field(default_factory=list)
    missing: str = ""
    met: dict[str, Met] = field(default_factory=dict)  # articles on their way, by id
    again: list[tuple[Met, str]] = field(default_factory=list)  # known ones that were met over the wire


def add(
    ledger: Ledger,
    sources: Iterable[Source],
    *,
    options: Options,
    workers: int = 1,
    on_article: Callable[[Article], None] = lambda article: None,
    on_refusal: Callable[[Refusal], None] = lambda refusal: None,
    ear: Ear = EAR,
    on_hearing: Callable[[str, float, str], None] = lambda item, share, what: None,
    weigh: bool = True,
) -> Added:
    """Collect, read, listen and weigh. `on_article` is called as each new article is stored, `on_refusal`
    as each item is refused, `on_hearing` as listening to a recording goes on; without `weigh`, weighing
    is left to the caller. CaseBusy and StorageFull end
    the add; what was stored before is kept."""
    tally = _Tally()
    new = 0
    with (
        Keeper(ledger) as keeper,
        closing(_new_articles(ledger, keeper, sources, options, tally, on_refusal)) as articles,
        pool_map(workers) as over,
    ):
        for articles_read in over(read_chunk, chunks(articles, _CHUNK)):
            with ledger.writing() as writer:
                keeper.flush(writer)
                for article, reading in articles_read:
                    put_article(writer, replace(tally.met.pop(article.id), article=article), reading)
            for article, reading in articles_read:
                new += 1
                on_article(article)
                if words := not_read(article, reading):
                    tally.noted.append((article.title or article.url or article.id, words))
        _note_again(ledger, keeper, tally)
    for evidence in tally.sounds:
        transcript = _listened(ledger, evidence, ear, tally, on_refusal, on_hearing)
        if transcript is not None:
            new += 1
            on_article(transcript)
    _admit(ledger, tally)
    if weigh:
        weigh_new(ledger)
    questions = ledger.at(NOW).counts().questions
    return Added(
        new=new,
        known=tally.known,
        refused=tuple(tally.refused),
        questions=questions,
        recordings=tuple(tally.recordings),
        missing=tally.missing,
        noted=tuple(tally.noted),
    )


def _new_articles(
    ledger: Ledger,
    keeper: Keeper,
    sources: Iterable[Source],
    options: Options,
    tally: _Tally,
    on_refusal: Callable[[Refusal], None],
) -> Generator[Article, None, None]:
    """The articles of the sources that the case has not read yet. Evidence is stored on the way,
    before it is parsed; refusals are kept with it."""
    seen: set[str] = set()
    for result in collect(sources, options=options, keep=keeper.keep, record=keeper.record):
        if isinstance(result, Refusal) and result.failure is Failure.DUPLICATE:
            tally.known += 1
            continue
        if isinstance(result, Refusal):
            keeper.failed(result)
            _refuse(ledger, result, tally, on_refusal)
            continue
        if is_recording(result.evidence.media_type):
            tally.sounds.append(result.evidence)
            continue
        if result.articles:
            tally.used.add(result.evidence.origin)
        yield from _unread(ledger, result, seen, tally)


def _refuse(ledger: Ledger, refusal: Refusal, tally: _Tally, on_refusal: Callable[[Refusal], None]) -> None:
    tally.refused.append(refusal)
    on_refusal(refusal)
    with ledger.writing() as writer:
        writer.refusal(refusal.item, refusal.reason, refusal.next_step)


def _listened(
    ledger: Ledger,
    evidence: Evidence,
    ear: Ear,
    tally: _Tally,
    on_refusal: Callable[[Refusal], None],
    on_hearing: Callable[[str, float, str], None],
) -> Article | None:
    """The transcript of a recording that is new; what can't be heard is set aside, and all else goes on."""

    def on_progress(share: float, what: str) -> None:
        on_hearing(evidence.origin, share, what)

    try:
        found = listen(ledger, evidence, ear=ear, on_progress=on_progress)
    except (MissingExtra, UnreadableInput, InputTooLarge) as error:
        if isinstance(error, MissingExtra):
            tally.missing = error.reason
        _refuse(ledger, refused(error, evidence), tally, on_refusal)
        return None
    tally.used.add(evidence.origin)
    if found.known:
        tally.known += 1
    else:
        tally.recordings.append(found.recording)
        tally.noted += [(evidence.origin, words) for words in found.noted]
    return found.article


def _admit(ledger: Ledger, tally: _Tally) -> None:
    """What was set aside by an earlier add, and could be used by this one, is set aside no more."""
    again = {each.item for each in tally.refused}
    mended = {each.item for each in ledger.at(NOW).refusals()} & tally.used - again
    if mended:
        with ledger.writing() as writer:
            for item in sorted(mended):
                writer.admitted(item)


def _unread(ledger: Ledger, collected: Collected, seen: set[str], tally: _Tally) -> Iterator[Article]:
    view = ledger.at(NOW)
    for article in collected.articles:
        if article.id in seen:
            tally.known += 1
            continue
        seen.add(article.id)
        met = Met.of(article, collected)
        name = article.id if view.is_read(article.id) else known_as(met, view)
        if name and view.is_read(name):
            tally.known += 1
            if met.fetched:
                tally.again.append((met, name))
            continue
        tally.met[article.id] = met
        yield article


def put_article(writer: Writer, met: Met, reading: Reading) -> None:
    """Store a new article with its reading; where its address gave other words before, also what they
    changed, and what a person judged of words that stayed."""
    new = not writer.has_article(met.article.id)
    view = writer.view()
    article, revision = as_version(met, view) if new else (met.article, None)
    now = datetime.now(UTC)
    held = revision is not None and revision.article == article.id
    judged = tuple(carried(view, revision, article, now)) if revision is not None and held else ()
    writer.article(article, recorded=now)
    writer.reading(keep(reading, [(said, made.kind) for said, made in judged]))
    for _, made in judged:
        writer.judged(made)
    if new:
        put_met(writer, met, article.id, revision)


def _note_again(ledger: Ledger, keeper: Keeper, tally: _Tally) -> None:
    """Known articles that were fetched again stood there still: that is worth a fact."""
    if tally.again:
        with ledger.writing() as writer:
            keeper.flush(writer)
            for met, name in tally.again:
                put_met(writer, met, name)
