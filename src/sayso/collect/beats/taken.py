"""What an answer means for the watch: articles to read, leads to keep, the beat's pulse. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sayso.collect import dates
from sayso.collect.beats import schedule
from sayso.collect.beats.leads import Found, Marked, decide
from sayso.collect.beats.looks import looked, names_feed, wrong_page
from sayso.collect.beats.schedule import Answered
from sayso.collect.fetch.fetcher import Unchanged
from sayso.collect.items import Entry, Exchange, Gathered, Parsed, Refusal
from sayso.collect.sounds import is_recording
from sayso.errors import NotFound
from sayso.terms.article import Article
from sayso.terms.identity import content_id
from sayso.terms.watch import Beat, BeatKind, Lead, LeadState, Pulse, Visit

_PERMANENT = frozenset({301, 308})
_OLD = timedelta(days=7)
_SOON = timedelta(hours=1)  # a page whose item keeps changing is not asked for more often
_MOST = 1_000  # leads of one visit, so that one feed can't hold all others up
Result = Gathered | Unchanged | Refusal


@dataclass(frozen=True, slots=True)
class Kept:
    """A lead to keep, with the marks it is known by from now on."""

    lead: Lead
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """Everything that one answer changes: to be written in one unit of work."""

    articles: tuple[Article, ...] = ()
    leads: tuple[Kept, ...] = ()
    pulse: Pulse | None = None
    visit: Visit | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What the case knows already: the lead of each mark, and each lead by its id."""

    marks: Mapping[str, str]
    lead: Callable[[str], Lead]


def visited(
    beat: Beat,
    pulse: Pulse,
    result: Result,
    parsed: Parsed | None,
    entries: tuple[Marked, ...],
    known: Known,
    now: datetime,
) -> Taken:
    """A beat was asked. `parsed` is None where nothing was read because nothing had changed."""
    if isinstance(result, Refusal):
        return _failed(beat, pulse, result, now)
    exchange = result.exchange
    if isinstance(result, Unchanged) or parsed is None:
        whole = not isinstance(result, Unchanged)
        digest = result.evidence.digest if isinstance(result, Gathered) else ""
        return _answered(
            beat, pulse, _answer(pulse.kind, exchange, digest=digest, whole=whole), exchange, now
        )
    expected = beat.kind if pulse.kind is BeatKind.ANY else pulse.kind
    kind = looked(result, parsed, expected=expected)
    if isinstance(kind, Refusal):
        return _failed(beat, pulse, kind, now)
    found, more = _some(decide(beat.id, entries, known.marks))
    kept, articles = _leads(beat, found, known, now, first=pulse.answered is None)
    told = () if parsed.entries else tuple(described(article, beat) for article in parsed.articles)
    pages = _pages(beat, told, known, now)
    fresh = sum(each.is_new for each in found)
    new = fresh + len(pages)
    note = f"{more:,} more of its items are read at the next visits" if more else ""
    if kind is BeatKind.PAGE and (feed := names_feed(result)):
        note = f"The page names a feed: {feed}"
    elif not parsed.entries and kind is not BeatKind.PAGE:
        note = "The feed has no items now"
    answer = _answer(kind, exchange, digest=result.evidence.digest, new=new, note=note)
    if more:  # the same bytes have to be looked at again
        answer = replace(answer, digest="", etag="", last_modified="")
    taken = _answered(beat, pulse, replace(answer, changed=len(found) - fresh), exchange, now)
    return replace(taken, articles=articles + told, leads=kept + pages)


def _pages(beat: Beat, articles: Iterable[Article], known: Known, now: datetime) -> tuple[Kept, ...]:
    """What a page that is a beat itself says now and never said before came in like any lead."""
    kept = []
    for article in articles:
        name = content_id("ld", beat.id, article.id)
        try:
            known.lead(name)
        except NotFound:
            lead = Lead(
                id=name, beat=beat.id, address=beat.address, title=article.title, found=now,
                state=LeadState.READ, article=article.id,
            )  # fmt: skip
            kept.append(Kept(lead, ()))
    return tuple(kept)


def fetched(
    beat: Beat,
    lead: Lead,
    result: Result,
    parsed: Parsed | None,
    entries: tuple[Marked, ...],
    known: Known,
    now: datetime,
    *,
    again: tuple[float, ...] = schedule.AGAIN,
) -> Taken:
    """The page of a lead was asked for. Where it can't be had, the feed's own words stand in for it."""
    if isinstance(result, Gathered) and is_recording(result.evidence.media_type):
        return Taken(leads=(Kept(_heard_later(lead, result)),))  # it is kept; it has to be listened to
    if isinstance(result, Gathered) and parsed is not None and not parsed.entries:
        wrong = wrong_page(result, parsed)
        if wrong is None and not parsed.articles:
            wrong = parsed.refusals[0] if parsed.refusals else None
        result = wrong or result
    if isinstance(result, Refusal):
        after = schedule.refused(lead, result, now, again=again)
        gave_up = after.state is LeadState.GIVEN_UP and lead.summary is not None
        stand_in = (lead.summary,) if gave_up and lead.summary else ()
        for summary in stand_in:
            after = replace(after, summary=None, article=summary.id)
        return Taken(stand_in, (Kept(after),))
    if isinstance(result, Unchanged) or parsed is None:
        return Taken(leads=(Kept(schedule.read(lead, now, again=again)),))
    exchange = result.exchange
    lead = replace(
        lead,
        digest=result.evidence.digest,
        etag=exchange.etag if exchange else "",
        last_modified=exchange.last_modified if exchange else "",
    )
    if parsed.entries:  # a sitemap that a sitemap names: asked again for as long as it is named
        found, more = _some(decide(beat.id, entries, known.marks))
        kept, articles = _leads(beat, found, known, now, first=lead.again == 0)
        lead = replace(lead, digest="", etag="", last_modified="") if more else lead
        listed = replace(schedule.read(lead, now), due=now + max(_SOON, timedelta(seconds=beat.every)))
        return Taken(articles, (*kept, Kept(listed)))
    articles = tuple(described(article, beat) for article in parsed.articles)
    return Taken(articles, (Kept(schedule.read(lead, now, article=articles[0].id, again=again)),))


def _heard_later(lead: Lead, sound: Gathered) -> Lead:
    """A lead that is a recording: its bytes do not change, so it is not asked for again."""
    return replace(
        lead, state=LeadState.READ, due=None, summary=None, digest=sound.evidence.digest, reason=""
    )


def described(article: Article, beat: Beat) -> Article:
    """The article with the outlet and language that a person gave its beat."""
    outlet, language = beat.outlet or article.outlet, beat.language or article.language
    if (outlet, language) == (article.outlet, article.language):
        return article
    name = Article.make_id(outlet=outlet, url=article.url, title=article.title, text=article.text)
    return replace(article, id=name, outlet=outlet, language=language)


def is_same(pulse_or_lead: Pulse | Lead, result: Result) -> bool:
    """Whether the very bytes came that came last."""
    return isinstance(result, Gathered) and result.evidence.digest == pulse_or_lead.digest


def _some(found: tuple[Found, ...]) -> tuple[tuple[Found, ...], int]:
    """As many as one visit may bring, and how many are left for the next."""
    return found[:_MOST], len(found[_MOST:])


def _leads(
    beat: Beat, found: Iterable[Found], known: Known, now: datetime, *, first: bool
) -> tuple[tuple[Kept, ...], tuple[Article, ...]]:
    """Leads to keep, and the articles among them that need no page."""
    kept: list[Kept] = []
    articles: list[Article] = []
    for each in found:
        entry = each.marked.entry
        summary = described(entry.article, beat) if entry.article else None
        lead = _lead(beat, each, summary, known, now)
        if first and _is_old(entry, now):
            lead = replace(
                lead, state=LeadState.GIVEN_UP, due=None, reason="older than the watch", summary=None
            )
        elif summary is not None and (entry.full or not each.marked.alone):
            lead = replace(lead, state=LeadState.READ, due=None, article=summary.id, summary=None)
            articles.append(summary)
        elif not each.marked.alone:
            lead = replace(lead, state=LeadState.GIVEN_UP, due=None, reason="it has no words and no page")
        kept.append(Kept(lead, each.marked.marks))
    return tuple(kept), tuple(articles)


def _lead(beat: Beat, found: Found, summary: Article | None, known: Known, now: datetime) -> Lead:
    """A new lead that is due now, or the known one, due again but not at once."""
    entry, address = found.marked.entry, found.marked.address
    if found.is_new:
        return Lead(
            id=found.lead,
            beat=beat.id,
            address=address,
            title=entry.title,
            found=now,
            due=now,
            summary=summary,
        )
    before = known.lead(found.lead)
    due = now if before.state is LeadState.WAITING else now + _SOON
    return replace(
        before, state=LeadState.WAITING, address=address, title=entry.title, summary=summary, due=due,
        tries=0, again=0,
    )  # fmt: skip


def _is_old(entry: Entry, now: datetime) -> bool:
    """Whether a sitemap says that a page changed last long ago."""
    interval, _ = dates.interval_of(entry.changed)
    return interval is not None and interval.start is not None and now - interval.start > _OLD


def _answer(
    kind: BeatKind,
    exchange: Exchange | None,
    *,
    digest: str,
    new: int = 0,
    whole: bool = True,
    note: str = "",
) -> Answered:
    hops = exchange.hops if exchange else ()
    for_good = bool(hops) and all(hop.status in _PERMANENT for hop in hops)
    return Answered(
        kind=kind,
        new=new,
        whole=whole,
        etag=exchange.etag if exchange else "",
        last_modified=exchange.last_modified if exchange else "",
        digest=digest,
        moved=exchange.address if exchange and for_good else "",
        note=note,
    )


def _answered(beat: Beat, pulse: Pulse, what: Answered, exchange: Exchange | None, now: datetime) -> Taken:
    visit = Visit(
        beat=beat.id,
        asked=now,
        until=now,
        came=what.came,
        status=exchange.status if exchange else 0,
        address=exchange.address if exchange and exchange.hops else "",
        new=what.new,
        changed=what.changed,
        reason=what.note,
    )
    return Taken(pulse=schedule.answered(beat, pulse, what, now), visit=visit)


def _failed(beat: Beat, pulse: Pulse, refusal: Refusal, now: datetime) -> Taken:
    visit = Visit(
        beat=beat.id,
        asked=now,
        until=now,
        came=schedule.class_of(refusal.failure),
        failure=refusal.failure.value,
        reason=refusal.reason,
        next_step=refusal.next_step,
    )
    return Taken(pulse=schedule.failed(beat, pulse, refusal, now), visit=visit)
