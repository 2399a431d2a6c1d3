"""The status is a pure function of what was known, with its reasons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.terms.article import Article
from sayso.terms.question import Answer, Bearing, Question, Ruling, Standing, StatusKind
from sayso.terms.statement import Hedge, Polarity, Statement
from sayso.terms.time import NOW, AsOf
from sayso.weigh.status.standing import difference, in_midst, standing
from tests.weigh.build import QUESTION, article, day, told

Told = tuple[Statement, Bearing]
A, B, C, D = (article(name, on=n) for n, name in enumerate("ABCD", start=1))
ALL = (A, B, C, D)
YES, NO, OPEN = Polarity.AFFIRMS, Polarity.DENIES, Polarity.UNCERTAIN


def stood(
    items: Sequence[Told],
    as_of: AsOf = NOW,
    articles: Sequence[Article] = ALL,
    judgements: Sequence[Ruling] = (),
) -> Standing:
    return standing(
        QUESTION, [b for _, b in items], [s for s, _ in items], articles, as_of=as_of, judgements=judgements
    )


def kind(items: Sequence[Told], answer: str = "killed", as_of: AsOf = NOW) -> StatusKind:
    return next(a.kind for a in stood(items, as_of).status.answers if a.answer == answer)


def test_nothing_said_is_unreported() -> None:
    assert kind([]) is StatusKind.UNREPORTED


def test_forty_outlets_with_one_source_are_a_single_root() -> None:
    outlets = [article(f"X{n}", outlet=f"Outlet {n}") for n in range(40)]
    items = [told(by, "Mira Holt") for by in outlets]
    assert stood(items, articles=outlets).status.answers[0].kind is StatusKind.SINGLE_ROOT


def test_two_roots_corroborate_and_a_denial_contests() -> None:
    items = [told(A, "Mira Holt"), told(B, "Jonas Reth")]
    assert kind(items) is StatusKind.CORROBORATED
    assert kind([*items, told(C, "Ada Brandt", polarity=NO)]) is StatusKind.CONTESTED


def test_an_answer_that_excludes_it_contests_it() -> None:
    items = [told(A, "Mira Holt"), told(B, "Jonas Reth", answer="unharmed")]
    assert kind(items) is StatusKind.CONTESTED


def test_cannot_confirm_is_not_a_denial() -> None:
    items = [told(A, "Mira Holt"), told(B, "Jonas Reth", polarity=OPEN, hedge=Hedge.STRONG)]
    assert kind(items) is StatusKind.SINGLE_ROOT


def test_only_denied_is_refuted() -> None:
    assert kind([told(B, "Jonas Reth", polarity=NO)]) is StatusKind.REFUTED


def test_a_changed_position_replaces_the_older_one_from_then_on() -> None:
    items = [told(A, "Mira Holt"), told(C, "Mira Holt", polarity=NO)]
    assert kind(items, as_of=AsOf(published=day(2))) is StatusKind.SINGLE_ROOT
    assert kind(items) is StatusKind.REFUTED
    words = " ".join(reason.words for reason in stood(items).status.reasons)
    assert "changed its position" in words


def test_who_moves_on_to_an_answer_that_excludes_the_first_no_longer_affirms_it() -> None:
    items = [told(A, "Mira Holt"), told(C, "Mira Holt", answer="unharmed")]
    assert kind(items) is StatusKind.SUPERSEDED
    assert kind(items, "unharmed") is StatusKind.SINGLE_ROOT
    assert kind(items, as_of=AsOf(published=day(2))) is StatusKind.SINGLE_ROOT
    reasons = [r.words for a in stood(items).status.answers for r in a.reasons]
    assert any("changed its position: it affirmed this before and affirms “" in words for words in reasons)
    both_at_once = [told(A, "Mira Holt"), told(A, "Mira Holt", answer="unharmed")]
    assert kind(both_at_once) is StatusKind.CONTESTED


FIGURES = (9, 17, 31)
TOLL = Question(
    "qu-1",
    "How many were killed: 9, 17 or 31?",
    "count",
    ("were killed",),
    tuple(
        Answer(f"qu-1.{n}", f"{n} were killed", tuple(f"qu-1.{m}" for m in FIGURES if m != n))
        for n in FIGURES
    ),
)


def toll(*items: Told) -> list[StatusKind]:
    """Where 9, 17 and 31 stand."""
    found = standing(TOLL, [b for _, b in items], [s for s, _ in items], ALL)
    return [answer.kind for answer in found.status.answers]


def test_a_figure_that_somebody_raised_past_is_superseded_and_contradicts_nothing() -> None:
    nine, thirty = told(A, "Mira Holt", answer="qu-1.9"), told(C, "Mira Holt", answer="qu-1.31")
    between = told(B, "Jonas Reth", answer="qu-1.17")
    past = StatusKind.SUPERSEDED
    assert toll(nine, between, thirty) == [past, past, StatusKind.SINGLE_ROOT]
    found = standing(
        TOLL, [b for _, b in (nine, between, thirty)], [s for s, _ in (nine, between, thirty)], ALL
    )
    assert [len(answer.left) for answer in found.status.answers] == [1, 1, 0]
    assert toll(between, thirty) == [StatusKind.UNREPORTED, StatusKind.CONTESTED, StatusKind.CONTESTED]


def test_a_figure_that_stands_beside_the_raised_one_contradicts_it() -> None:
    raised = [told(A, "Mira Holt", answer="qu-1.9"), told(C, "Mira Holt", answer="qu-1.31")]
    same_day, later = told(C, "Jonas Reth", answer="qu-1.17"), told(D, "Jonas Reth", answer="qu-1.17")
    for other in (same_day, later):
        assert toll(*raised, other)[1:] == [StatusKind.CONTESTED, StatusKind.CONTESTED]


def test_an_old_position_repeated_later_does_not_become_new() -> None:
    items = [told(A, "Mira Holt"), told(B, "Mira Holt", polarity=NO), told(D, "Mira Holt", at=50)]
    assert kind(items) is StatusKind.REFUTED


def test_a_person_settles_and_takes_it_back() -> None:
    def ruling(closed: datetime | None) -> Ruling:
        return Ruling(QUESTION.id, "killed", YES, "an editor", "the body was identified", day(5), closed)

    items = [told(A, "Mira Holt")]
    assert stood(items, judgements=[ruling(None)]).status.kind is StatusKind.SETTLED
    assert stood(items, AsOf(recorded=day(4)), judgements=[ruling(None)]).status == (
        stood(items, AsOf(recorded=day(4))).status
    )
    undone = stood(items, judgements=[ruling(day(6))])
    assert undone == stood(items)


def test_the_difference_is_in_words() -> None:
    items = [told(A, "Mira Holt"), told(C, "Ada Brandt", polarity=NO)]
    before, after = stood(items, AsOf(published=day(2))), stood(items)
    words = difference(before.status, after.status, roots=after.roots)
    assert "The question went from single root to contested." in words
    assert any("Ada Brandt now denies" in line for line in words)
    assert difference(after.status, after.status) == ()


ROWS = st.lists(
    st.tuples(
        st.sampled_from(ALL),
        st.sampled_from([(), ("Mira Holt",), ("officials",), ("Vale Radio",), ("Vale Radio", "Mira Holt")]),
        st.sampled_from(list(Polarity)),
        st.sampled_from(["killed", "wounded", "unharmed"]),
    ),
    max_size=12,
)
Rows = Sequence[tuple[Article, tuple[str, ...], Polarity, str]]


def build(rows: Rows) -> list[Told]:
    return [
        told(by, *names, polarity=polarity, answer=answer, at=100 * n)
        for n, (by, names, polarity, answer) in enumerate(rows)
    ]


@settings(max_examples=60)
@given(ROWS, st.integers(1, 6))
def test_as_of_never_uses_later_knowledge(rows: Rows, on: int) -> None:
    items = build(rows)
    as_of = AsOf(published=day(on))
    then = {a.id for a in ALL if a.published.interval and (a.published.interval.end or day(30)) <= day(on)}
    only = [item for item in items if item[0].article in then]
    assert stood(items, as_of) == stood(only, as_of, [a for a in ALL if a.id in then])


@settings(max_examples=60)
@given(ROWS, st.integers(1, 6))
def test_recorded_time_bounds_as_published_time_does(rows: Rows, on: int) -> None:
    items = build(rows)
    recorded = {a.id: datetime(2031, 4, n, tzinfo=UTC) for n, a in enumerate(ALL, start=1)}
    as_of = AsOf(recorded=datetime(2031, 4, on, tzinfo=UTC))
    bearings, statements = [b for _, b in items], [s for s, _ in items]
    then = [a for a in ALL if recorded[a.id] <= datetime(2031, 4, on, tzinfo=UTC)]
    whole = standing(QUESTION, bearings, statements, ALL, as_of=as_of, recorded=recorded)
    part = standing(QUESTION, bearings, statements, then, as_of=as_of, recorded=recorded)
    assert whole == part


@settings(max_examples=60)
@given(ROWS)
def test_a_status_is_explained_by_facts_in_its_input(rows: Rows) -> None:
    items = build(rows)
    result = stood(items)
    statements, roots = {s.id for s, _ in items}, {root.id for root in result.roots}
    for reason in result.status.reasons:
        assert statements.issuperset(reason.statements)
        assert roots.issuperset(reason.roots)
    for answer in result.status.answers:
        assert roots.issuperset((*answer.affirming, *answer.denying, *answer.uncertain))
        assert not set(answer.affirming) & set(answer.denying)


def words_of(result: Standing) -> str:
    return " | ".join(reason.words for reason in result.status.reasons)


def test_a_lost_reservation_is_shown() -> None:
    items = [told(A, "two officials", hedge=Hedge.WEAK), told(B, "two officials")]
    assert "a reservation of two officials is lost in B Gazette" in words_of(stood(items))
    assert "reservation" not in words_of(stood([items[0]]))


def test_outlets_that_cite_each_other_are_shown() -> None:
    one, two = article("E", outlet="Vale Post"), article("F", outlet="Harbour Times")
    items = [told(one, "the Harbour Times"), told(two, "the Vale Post")]
    assert "circular reporting" in words_of(stood(items, articles=[one, two]))


def test_a_report_taken_back_flags_what_was_said_before() -> None:
    one = article("E", on=1, outlet="Vale Post")
    two = article("F", on=4, outlet="Vale Post", title="Correction: report on Orlan Vesk")
    assert "taken a report back" in words_of(stood([told(one, "Mira Holt")], articles=[one, two]))
    earlier = stood([told(one, "Mira Holt")], AsOf(published=day(3)), articles=[one, two])
    assert "taken a report back" not in words_of(earlier)


def test_a_name_within_a_sentence_keeps_no_capital_article() -> None:
    assert in_midst("The hospital's director") == "the hospital's director"
    assert in_midst("Theo Anders") == "Theo Anders"


def test_an_outlet_that_takes_back_twice_is_flagged_once() -> None:
    one = article("E", on=1, outlet="Vale Post")
    back = [
        article(name, on=on, outlet="Vale Post", title="Correction: it") for name, on in (("F", 4), ("G", 5))
    ]
    words = words_of(stood([told(one, "Mira Holt")], articles=[one, *back]))
    assert words.count("taken a report back") == 1
