"""What persons decide: an answer settled, a statement accepted or rejected, a date corrected.

Appended, never edited.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime

from sayso.collect.dates import published
from sayso.desk.hits import bearers, judged_hits, ruling
from sayso.desk.judged import put_instead, signed
from sayso.errors import BadField, BadTime, NotFound
from sayso.ledger.ledger import Ledger
from sayso.ledger.view import View
from sayso.resolve.judge import split
from sayso.terms.article import Dating
from sayso.terms.entity import Judgement, Resolution, Verdict
from sayso.terms.question import Ruling
from sayso.terms.statement import Correction, CorrectionKind, Polarity
from sayso.terms.watchlist import Hit


def settle(ledger: Ledger, question_id: str, answer: str, *, holds: bool, by: str, because: str) -> Ruling:
    """Settle that an answer holds or does not hold, in place of what was settled of it before.

    Needs a name and a reason: BadField. NotFound where the question has no such answer. CaseBusy.
    """
    by, because = signed(by, because)
    with ledger.at() as view:
        question = view.question(question_id).question
        if answer not in {each.id for each in question.answers}:
            raise NotFound(f"Answer {answer[:80]}", f" of {question_id}", "Its page lists the answers.")
        before = [ruling for ruling in view.rulings(question_id) if ruling.answer == answer]
    now = datetime.now(UTC)
    ruling = Ruling(question_id, answer, Polarity.AFFIRMS if holds else Polarity.DENIES, by, because, now)
    put_instead(ledger, before, ruling)
    return ruling


def reopen(ledger: Ledger, question_id: str) -> int:
    """Close every open ruling on a question; gives how many there were. NotFound, CaseBusy."""
    with ledger.at() as view:
        view.question(question_id)
        before = view.rulings(question_id)
    return put_instead(ledger, before)


def correct(
    ledger: Ledger, statement_id: str, kind: CorrectionKind, *, by: str, because: str = ""
) -> Correction:
    """Accept a statement as read, or reject it as misread; a rejected one counts nowhere.

    Needs a name, and a rejection a reason: BadField. NotFound, CaseBusy. Taken back with `restore`.
    """
    if kind is CorrectionKind.EDIT:
        raise BadField("A correction", "an edit needs the statement that takes its place", "")
    by, because = signed(by, because, reason=kind is CorrectionKind.REJECT)
    with ledger.at() as view:
        before = view.corrections(statement_id)
        if not before:
            view.statement(statement_id)
    now = datetime.now(UTC)
    made = Correction(statement_id, kind, by, because, now)
    put_instead(ledger, before, made)
    return made


def restore(ledger: Ledger, statement_id: str) -> int:
    """Close every open correction of a statement; gives how many there were. CaseBusy."""
    with ledger.at() as view:
        before = view.corrections(statement_id)
    return put_instead(ledger, before)


def date(ledger: Ledger, article_id: str, stamp: str, *, by: str, because: str) -> Dating:
    """Say when an article was published, in place of what its page gave or a person said before.

    `stamp` is a day or a moment as an article would print it. What was counted from the old date is
    counted anew when the case is weighed next. Needs a name and a reason: BadField; BadTime where the
    stamp names no moment, or one after now; NotFound, CaseBusy. Taken back with `undate`.
    """
    by, because = signed(by, because)
    now = datetime.now(UTC)
    found = published(stamp, collected=now, basis=f"a person's dating: {because}")
    if found.interval is None or found.interval.start is None or found.interval.start > now:
        raise BadTime(stamp)
    with ledger.at() as view:
        view.article(article_id)
        before = [each for each in view.datings() if each.article == article_id]
    made = Dating(article_id, found, by, because, now)
    put_instead(ledger, before, made)
    return made


def undate(ledger: Ledger, article_id: str) -> int:
    """Close every open dating of an article; gives how many there were. CaseBusy."""
    with ledger.at() as view:
        before = [each for each in view.datings() if each.article == article_id]
    return put_instead(ledger, before)


def judge_names(
    ledger: Ledger, entity: str, other: str, verdict: Verdict, *, by: str, because: str
) -> Judgement:
    """Judge two entities to be one, to be two, or leave it open; in place of what was judged of the pair.

    It counts from the next time that the case is weighed. BadField, NotFound, CaseBusy.
    """
    by, because = signed(by, because, reason=verdict is not Verdict.UNSURE)
    with ledger.at() as view:
        known = _known_names(view)
        before = [each for each in view.judgements() if {each.left, each.right} == {entity, other}]
    if missing := [each for each in (entity, other) if each not in known]:
        raise NotFound(f"Entity {missing[0][:80]}", "", "`sayso entities` lists them.")
    if entity == other:
        raise BadField("The other entity", "it is the same one", "Name another one.")
    now = datetime.now(UTC)
    made = Judgement(entity, other, verdict, by, because, now)
    put_instead(ledger, before, made)
    return made


def part(ledger: Ledger, entity: str, *, by: str, because: str) -> tuple[Judgement, ...]:
    """Take a name of one article (or a body) out of the entity that it was joined to: it is judged different
    from each of the others, which stay together. One act: `unjudge_names` takes all of it back.

    BadField, NotFound where it is joined with nothing, CaseBusy.
    """
    by, because = signed(by, because)
    with ledger.at() as view:
        held = [*view.judgements(), *view.resolution().joins]
    made = split(held, entity, by=by, because=because, at=datetime.now(UTC)).appended
    if not made:
        raise NotFound(
            f"A name that {entity[:80]} was joined with", "", "sayso entity ID lists what joined it."
        )
    put_instead(ledger, (), *made)
    return made


def unjudge_names(ledger: Ledger, entity: str, other: str) -> int:
    """Close what was judged of a pair of entities, with all that the same act judged of others; gives how
    many judgements there were. CaseBusy."""
    with ledger.at() as view:
        held = view.judgements()
    acts = {(it.by, it.recorded) for it in held if {it.left, it.right} == {entity, other}}
    return put_instead(ledger, [it for it in held if (it.by, it.recorded) in acts])


def judge_hit(
    ledger: Ledger, hit: str, verdict: Verdict, *, by: str, because: str = "", of: Collection[str] = ()
) -> tuple[Judgement, ...]:
    """Confirm a hit on a watchlist (same), reject it (different), or leave it open (unsure); in place of what
    was judged of it. `of` are the entities that it is said of, without it those of the name that it was not
    said of yet: to confirm, there must be one. What is said holds for every name that they hit the same
    entry with. The reasons of the score are kept with a hit, so a reason of one's own is not needed.

    BadField, NotFound, CaseBusy. Taken back with `unjudge_hit`.
    """
    by, because = signed(by, because, reason=False)
    with ledger.at() as view:
        whom = _whom(view, hit, of)
        if verdict is Verdict.SAME and not of and len(whom) > 1:
            several = ", ".join(sorted(key[:11] for key in whom))
            raise BadField(
                "Who is the listed one",
                f"{len(whom)} go by this name: {several}",
                "Say of which: tick it, or --of ID.",
            )
        before = _said_before(view, whom)
    now = datetime.now(UTC)
    made = tuple(
        Judgement(each.id, key, verdict, by, because, now) for key, some in whom.items() for each in some
    )
    put_instead(ledger, before, *made)
    return made


def unjudge_hit(ledger: Ledger, hit: str, *, of: Collection[str] = ()) -> int:
    """Close what was judged of a hit, or only what was said `of` some entities; then it waits again. Gives
    how many judgements there were. NotFound, CaseBusy."""
    with ledger.at() as view:
        before = _said_before(view, _whom(view, hit, of, asked=True))
    return put_instead(ledger, before)


def _said_before(view: View, whom: Mapping[str, Iterable[Hit]]) -> list[Judgement]:
    """What was judged of these hits on these entities, or on all of the name."""
    said = judged_hits(view, view.resolution())
    keys = {(hit.id, key) for one, some in whom.items() for hit in some for key in (one, hit.entry)}
    return [said[key] for key in sorted(keys & said.keys())]


def _whom(view: View, hit: str, of: Collection[str], *, asked: bool = False) -> dict[str, list[Hit]]:
    """By each entity that a hit is judged of, the hit and those of the same entry by its other names; by the
    entry where none has the name. Those named, or those of whom nothing was said (or, `asked`, something).
    NotFound."""
    hits, who = [each.hit for each in view.hits()], view.resolution()
    found = next((each for each in hits if each.id == hit), None)
    if found is None:
        raise NotFound(f"Hit {hit[:80]}", "", "sayso hits lists them.")
    mine = [each.id for each in bearers(who, [found.query]).get(found.query, ())]
    if not mine:
        return {found.entry: [found]}
    if strange := [each for each in of if each not in mine]:
        raise NotFound(f"Entity {strange[0][:80]}", " of this hit", "sayso hits lists who goes by the name.")
    judged = judged_hits(view, who)
    open_ = [each for each in mine if (ruling(judged, found, each) is not None) is asked]
    return {each: _same_hits(hits, who, found, each) for each in (of or open_ or mine)}


def _same_hits(hits: Iterable[Hit], who: Resolution, found: Hit, entity: str) -> list[Hit]:
    """A hit and those of the same entry by other names of the entity."""
    names = {each.name for each in who.aliases if each.entity == entity} - {found.query}
    return [found, *(each for each in hits if each.entry == found.entry and each.query in names)]


def _known_names(view: View) -> set[str]:
    """Ids that can be judged: entities, and the ones that were joined to make them."""
    who = view.resolution()
    ties = (*who.joins, *view.judgements())
    return {each.id for each in who.entities} | {key for tie in ties for key in (tie.left, tie.right)}
