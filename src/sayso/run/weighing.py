"""Weighing what is new in a case, and labels for given questions.

Only the events that a new article touches are weighed anew. Weighing a whole case is the same thing
with every article new, so there is one way to weigh and the order of arrival does not matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sayso.ledger import Ledger
from sayso.read.version import VERSION
from sayso.run.hear import as_transcript
from sayso.run.reading import read_chunk
from sayso.terms.article import Article
from sayso.terms.question import Copy, Question, Weighing
from sayso.terms.statement import Reading
from sayso.terms.time import NOW

if TYPE_CHECKING:
    from sayso.ledger.gathered import Shelf
    from sayso.ledger.view import View
    from sayso.ledger.writer import Writer
    from sayso.weigh.case import Known

Pair = tuple[Article, Reading]

_TOGETHER = 256  # articles of one unit of work: other processes wait while they are weighed
_HOLDERS = 64  # articles that one shingle leads to
_SMALL = 2000  # articles up to which who is who is always found from all of them
_GROWN = 0.01  # share of a larger case that may be new before it is


def weigh_new(ledger: Ledger) -> int:
    """Weigh what was read, corrected or judged since the case was weighed last, and what hangs on it;
    the number of articles that were new. Call it after every article or every thousand: the result is
    the same. What an older version of the reader read is read anew, some of it each time. CaseBusy."""
    _read_outdated(ledger)
    if not ledger.at(NOW).is_weighed():
        _read_anew(ledger, ledger.at(NOW).misdated())
        _resolve_if_due(ledger)
    count = 0
    while True:
        with ledger.writing() as writer:
            fresh = writer.now().unweighed(limit=_TOGETHER)
            if not fresh:
                return count
            _weigh(writer, fresh)
            count += len(fresh)


def weigh_again(ledger: Ledger) -> int:
    """Read what an older version of the reader read, find who is who and weigh the whole case; the number of
    its questions."""
    while _read_outdated(ledger):
        pass
    resolve(ledger)
    with ledger.writing() as writer:
        writer.unweighed()
    weigh_new(ledger)
    return ledger.at(NOW).counts().questions


def _weigh(writer: Writer, fresh: Collection[str]) -> None:
    """Weigh the events that these articles belong to, in the writer's unit of work."""
    from sayso.weigh.case import weigh_events
    from sayso.weigh.events.gather import gather, sketch

    view = writer.now()
    # What took the place of older words changes what hangs on them, also where it speaks of nothing else.
    older = {revision.before for revision in view.revisions(fresh)}
    new = list(view.readings({*fresh, *older}))
    shelf = writer.shelf
    touched = gather(shelf, [sketch(article) for article, _ in new])
    events = [(event, members) for event in sorted(touched) if (members := shelf.members(event))]
    articles = {name for _, members in events for name in members}
    copies = {(copy.article, copy.original): copy for copy in view.copies(articles)}
    for article, _ in new:
        copies |= {(copy.article, copy.original): copy for copy in _copies_of(article, shelf, view)}
    pairs = {pair[0].id: pair for pair in (*new, *view.readings(articles - {a.id for a, _ in new}))}
    existing = view.asked(touched)
    weighing = weigh_events(
        [_in_order(event, [pairs[name] for name in members]) for event, members in events],
        copies=[copies[pair] for pair in sorted(copies)],
        existing=existing,
        known=lambda some: replace(_known(view, some), wanted=_wanted(view, existing, some)),
    )
    writer.weighing(weighing, whole=False, events=touched)
    writer.weighed(fresh)


def _in_order(event: str, pairs: Sequence[Pair]) -> list[Pair]:
    """An event's articles, the one it is known by first."""
    return sorted(pairs, key=lambda pair: (pair[0].id != event, pair[0].id))


def _known(view: View, articles: Collection[str]) -> Known:
    from sayso.weigh.case import Known
    from sayso.weigh.recordings.hanging import hanging_of
    from sayso.weigh.roots.relations import relations_of

    relations = relations_of(view.resolution(articles))
    return Known(relations, view.revisions(articles), hanging_of(view, sorted(articles)))


def _wanted(view: View, existing: Weighing, articles: Collection[str]) -> list[Question]:
    """What persons want to be asked of these articles: what they opened, and what they judged before."""
    there = set(articles)
    framings = view.framings()
    opened = [each.opened for each in framings if each.opened and there & set(each.articles[:1])]
    judged = {name for each in framings for name in (each.question, each.into)}
    judged |= {ruling.question for ruling in view.rulings()}
    known = {question.id for question in opened} | set(view.opened())
    borne = {bearing.question for bearing in existing.bearings if bearing.article in there}
    kept = [q for q in existing.questions if q.id in (judged & borne) - known]
    return [*opened, *kept]


def _copies_of(article: Article, shelf: Shelf, view: View) -> Sequence[Copy]:
    """The copies and originals of an article among those that were filed before it; files it too."""
    from sayso.weigh.events.copies import Paper, copies_of, copy_keys, likely_copies

    keys = copy_keys(article.text)
    held = Counter(name for _, name in shelf.holders(keys))
    if held.pop(article.id, 0):
        return ()  # read anew: its text is the same
    shelf.file(article.id, keys, most=_HOLDERS)
    others = (view.article(name) for name in likely_copies(len(keys), held))
    mine = Paper(article.id, article.text, article.published, article.outlet)
    return copies_of(mine, (Paper(o.id, o.text, o.published, o.outlet) for o in others))


def _resolve_if_due(ledger: Ledger) -> None:
    """Find who is who from all articles, or in a large case only from the new ones until enough came in."""
    with ledger.at(NOW) as view:
        now, before = view.resolvable(), view.resolved()
    judged = before is None or now[1:] != before[1:]
    if before is None or judged or now[0] <= _SMALL or now[0] - before[0] > _GROWN * before[0]:
        resolve(ledger)
        return
    from sayso.resolve.entities import entities

    with ledger.writing() as writer:
        view = writer.now()
        outlets = view.outlet_names()
        for name in view.unweighed():
            reading = view.reading(name)
            if reading is not None:
                writer.more_names(entities([reading], outlets=outlets))


def resolve(ledger: Ledger) -> None:
    """Find who is who from the whole case; articles whose names mean others than before are to be weighed.

    Another process may add articles meanwhile. What was found without them is not kept.
    """
    from sayso.resolve.entities import entities
    from sayso.weigh.roots.relations import told_otherwise

    while True:
        with ledger.at(NOW) as view:
            known = view.resolvable(), view.unweighed()
            readings = [reading for _, reading in view.readings()]
            before, judgements, outlets = view.resolution(), view.judgements(), view.outlet_names()
        resolution = entities(readings, judgements=judgements, outlets=outlets)
        with ledger.writing() as writer:
            now = writer.now()
            if (now.resolvable(), now.unweighed()) == known:
                writer.resolution(resolution)
                writer.unweighed(told_otherwise(before, resolution))
                return


def labels(
    pairs: Sequence[Pair], questions: Sequence[Question], *, belongs: Mapping[str, str]
) -> Iterable[dict[str, Any]]:
    """One row an article: stance, copies, assertions with their roots. `belongs` gives the question
    of those articles whose question is known."""
    from sayso.weigh.label import label

    return label(pairs, questions, belongs=belongs)


def _read_outdated(ledger: Ledger) -> bool:
    """Read some articles anew that an older version of the reader read; False where there are none."""
    with ledger.at(NOW) as view:
        articles = tuple(map(view.article, view.outdated(VERSION, limit=_TOGETHER)))
    _read_anew(ledger, articles)
    return bool(articles)


def _read_anew(ledger: Ledger, articles: tuple[Article, ...]) -> None:
    """Read articles anew: by other rules, or because a person corrected their published time and every time
    counted from it follows. CaseBusy."""
    if not articles:
        return
    pairs = [(each, as_transcript(ledger, each, reading)) for each, reading in read_chunk(articles)]
    with ledger.writing() as writer:
        for _, reading in pairs:
            writer.reading(reading)
