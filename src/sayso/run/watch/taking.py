"""What came is kept, parsed, decided on, read, and written in one unit of work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Self

from sayso.collect import Collected, Gathered, Options, Parsed, Parsers, Refusal, is_recording, sniff
from sayso.collect.beats import schedule
from sayso.collect.beats.agenda import JobKind
from sayso.collect.beats.leads import Marked, marked
from sayso.collect.beats.taken import Known, Result, Taken, fetched, is_same, visited
from sayso.collect.fetch.answers import Answer
from sayso.collect.names import host_of
from sayso.errors import NotFound
from sayso.ledger import Ledger, View
from sayso.run.add import put_article
from sayso.run.keeping import Keeper
from sayso.run.pool import chunks
from sayso.run.reading import read_chunk
from sayso.run.versions import Met, known_as, put_met
from sayso.run.watch.asking import Came
from sayso.run.watch.files import new_files, visit_of
from sayso.terms.article import Article
from sayso.terms.statement import Reading as ReadArticle
from sayso.terms.time import NOW
from sayso.terms.watch import Beat, Lead, Pulse
from sayso.terms.watch import Came as Brought

Reading = Callable[[tuple[Article, ...]], Sequence[tuple[Article, ReadArticle]]]
_CHUNK = 16
_REST = timedelta(minutes=1)  # a host that asks for more than this is written down


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What taking in changed: new articles, pulses and leads as they stand now, hosts that asked to be
    left alone, what to tell a person who looks on, each with the beat it is about, and whether there is
    a recording among it that has to be listened to."""

    articles: tuple[Article, ...] = ()
    pulses: tuple[Pulse, ...] = ()
    leads: tuple[Lead, ...] = ()
    resting: Mapping[str, datetime] = field(default_factory=dict)
    told: tuple[tuple[str, str], ...] = ()
    sounds: bool = False


@dataclass(frozen=True, slots=True)
class _Looked:
    """An answer with the beat it belongs to, what it holds, and its lead where it is a lead's page."""

    came: Came
    beat: Beat
    lead: Lead | None
    parsed: Parsed | None
    entries: tuple[Marked, ...] = ()


@dataclass(frozen=True, slots=True)
class _Met:
    """Articles that are new to the case, by id, and known ones that were met again, with their names."""

    new: Mapping[str, Met] = field(default_factory=dict)
    again: tuple[tuple[Met, str], ...] = ()


class Taker:
    """Takes answers in. `record` gets every answer of every server before anything reads it."""

    def __init__(
        self,
        ledger: Ledger,
        *,
        options: Options,
        read: Reading | None = None,
        again: tuple[float, ...] = schedule.AGAIN,
    ) -> None:
        self._ledger, self._options, self._again = ledger, options, again
        self._read: Reading = read or read_chunk
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self._keeper = self._stack.enter_context(Keeper(self._ledger))
        self._parsers = self._stack.enter_context(Parsers(self._options))
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def record(self, answer: Answer) -> None:
        """Keep an answer as it came. StorageFull, CaseReadOnly."""
        self._keeper.record(answer)

    def take(self, came: Sequence[Came], beats: Mapping[str, Beat], pulses: Mapping[str, Pulse]) -> TakenIn:
        """Take answers in. StorageFull, CaseBusy: then nothing of them was taken in."""
        self._keep(each.result for each in came)
        with self._ledger.at(NOW) as view:
            looked = self._look(came, beats, pulses, view)
            marks = view.leads_of_marks(
                [mark for each in looked for entry in each.entries for mark in entry.marks]
            )
            known = Known(marks, view.lead)
            taken = [self._decide(each, pulses, known) for each in looked]
            met = _met(view, zip(looked, taken, strict=True))
        articles = tuple(each.article for each in met.new.values())
        done = tuple(pair for some in chunks(articles, _CHUNK) for pair in self._read(some))
        resting = dict(_resting(came))
        self._write(taken, done, resting, met)
        return TakenIn(
            articles=articles,
            pulses=tuple(each.pulse for each in taken if each.pulse),
            leads=tuple(kept.lead for each in taken for kept in each.leads),
            resting={host: until for host, (until, _) in resting.items()},
            told=tuple(_told(each, what) for each, what in zip(looked, taken, strict=True)),
            sounds=any(_is_sound(each) for each in looked),
        )

    def files(self, beat: Beat, pulse: Pulse, now: datetime) -> TakenIn:
        """Visit a watched folder or file: what is new in it goes the way of `sayso add`."""
        found = new_files(beat, self._ledger)
        taken, articles = visit_of(self._ledger, beat, pulse, found, options=self._options, now=now)
        self._write([taken], (), {}, _Met())
        words = _visit_words(taken)
        pulses = (taken.pulse,) if taken.pulse else ()
        leads = tuple(kept.lead for kept in taken.leads)
        return TakenIn(articles, pulses, leads, told=((beat.id, words),) if words else ())

    def _keep(self, results: Iterable[Result]) -> None:
        """Bytes are written before anything parses them; also that an address gave no answer."""
        for result in results:
            if isinstance(result, Gathered):
                self._keeper.keep(result)
            elif isinstance(result, Refusal):
                self._keeper.failed(result)

    def _look(
        self, came: Sequence[Came], beats: Mapping[str, Beat], pulses: Mapping[str, Pulse], view: View
    ) -> list[_Looked]:
        """Parse what has to be parsed: nothing that came with the very bytes of last time."""
        owned = [each for each in (_owner(one, beats, view) for one in came) if each is not None]
        wanted = [
            each.came.result
            for each in owned
            if isinstance(each.came.result, Gathered)
            and not is_same(each.lead or pulses[each.beat.id], each.came.result)
        ]
        parsed: dict[int, Parsed] = {}
        for item, result in zip(wanted, self._parsers.each(wanted), strict=True):
            parsed[id(item)] = Parsed(refusals=(result,)) if isinstance(result, Refusal) else result[1]
        return [_parsed(each, parsed.get(id(each.came.result))) for each in owned]

    def _decide(self, each: _Looked, pulses: Mapping[str, Pulse], known: Known) -> Taken:
        came = each.came
        if each.lead is not None:
            return fetched(
                each.beat,
                each.lead,
                came.result,
                each.parsed,
                each.entries,
                known,
                came.moment,
                again=self._again,
            )
        pulse = pulses[each.beat.id]
        return visited(each.beat, pulse, came.result, each.parsed, each.entries, known, came.moment)

    def _write(
        self,
        taken: Sequence[Taken],
        done: Iterable[tuple[Article, ReadArticle]],
        resting: Mapping[str, tuple[datetime, str]],
        met: _Met,
    ) -> None:
        with self._ledger.writing() as writer:
            self._keeper.flush(writer)
            for article, reading in done:
                put_article(writer, replace(met.new[article.id], article=article), reading)
            for again, name in met.again:
                put_met(writer, again, name)
            writer.leads((kept.lead, kept.marks) for each in taken for kept in each.leads)
            writer.visits(each.visit for each in taken if each.visit)
            writer.pulses(each.pulse for each in taken if each.pulse)
            for host, (until, because) in resting.items():
                writer.host_rests(host, until=until, because=because)


def _owner(came: Came, beats: Mapping[str, Beat], view: View) -> _Looked | None:
    """The beat and lead of an answer; None where nobody follows it any more."""
    if came.job.kind is JobKind.BEAT:
        beat = beats.get(came.job.id)
        return _Looked(came, beat, None, None) if beat else None
    try:
        lead = view.lead(came.job.id)
    except NotFound:
        return None
    beat = beats.get(lead.beat)
    return _Looked(came, beat, lead, None) if beat else None


def _parsed(each: _Looked, parsed: Parsed | None) -> _Looked:
    # What has neither words nor a page of its own can't be read, so it is no lead.
    held = [entry for entry in parsed.entries if entry.article or entry.address] if parsed else []
    return _Looked(each.came, each.beat, each.lead, parsed, marked(each.beat.id, held))


def _met(view: View, answers: Iterable[tuple[_Looked, Taken]]) -> _Met:
    """What the answers hold, new or again: that a page still says what it said is worth a fact."""
    new: dict[str, Met] = {}
    again: list[tuple[Met, str]] = []
    for each, taken in answers:
        for article in taken.articles:
            met = _as_met(article, each.came)
            name = article.id if view.is_read(article.id) else known_as(met, view)
            if not name or not view.is_read(name):
                new.setdefault(article.id, met)
            elif met.fetched:
                again.append((met, name))
        lead = each.lead
        still = not isinstance(each.came.result, Refusal) and not taken.articles
        if lead is not None and lead.article and still and view.is_read(lead.article):
            known = view.article(lead.article)
            again.append((Met(known, each.came.moment, True, sniff.HTML, False), lead.article))
    return _Met(new, tuple(again))


def _as_met(article: Article, came: Came) -> Met:
    """An article as an answer gave it; the feed's own words, where they stand in for a page."""
    result = came.result
    if isinstance(result, Gathered) and article.evidence == result.evidence.digest:
        return Met.of(article, Collected(result.evidence, result.data, (article,), result.exchange))
    return Met(article, came.moment, False, sniff.FEED, False)


def _resting(came: Iterable[Came]) -> Iterable[tuple[str, tuple[datetime, str]]]:
    for each in came:
        until = each.result.retry_after if isinstance(each.result, Refusal) else None
        if until is not None and until - each.moment > _REST:
            yield host_of(each.job.address), (until, str(each.result))


def _is_sound(each: _Looked) -> bool:
    result = each.came.result
    return each.lead is not None and isinstance(result, Gathered) and is_recording(result.evidence.media_type)


def _told(each: _Looked, taken: Taken) -> tuple[str, str]:
    if each.lead is None:
        return each.beat.id, _visit_words(taken)
    if _is_sound(each):
        return each.beat.id, f"kept a recording, to be listened to: {each.lead.address}"
    if taken.articles:
        return each.beat.id, f"read {taken.articles[0].title or each.lead.address}"
    after = taken.leads[-1].lead
    return each.beat.id, f"{after.reason}: {each.lead.address}" if after.reason else ""


def _visit_words(taken: Taken) -> str:
    visit = taken.visit
    if visit is None or visit.came is Brought.SAME:
        return ""
    if visit.came is Brought.NEW:
        changed = f", {visit.changed} changed" if visit.changed else ""
        return f"{visit.new} new{changed}"
    return f"{visit.came}: {visit.reason}"
