"""Outlets that differ on when, and *first X since T* beside what the case holds."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sayso.desk.article import article_page
from sayso.desk.question import question_page
from sayso.desk.whens import between, when_differs
from sayso.ledger.ledger import Ledger
from sayso.ledger.rows import Said
from sayso.read.time import find_times
from sayso.read.time.compare import DifferenceKind
from sayso.terms.article import Article, ArticleHead, Evidence
from sayso.terms.question import Bearing, Weighing
from sayso.terms.statement import Reading, Statement
from sayso.terms.time import AsOf, Certainty, Granularity, Interval, Published
from tests.desk.case import QUESTION, article, said

DAY = datetime(2031, 4, 7, 9, tzinfo=UTC)  # a Monday


def printed(outlet: str, text: str, *, days: float = 0) -> Article:
    out = DAY + timedelta(days=days)
    one = Published(Interval(out, out + timedelta(minutes=1)), Certainty.STATED, "by hand")
    return replace(article(outlet, "Dam", text, hours=days), published=one)


def timed(of: Article, source: str, cue: str, content: str) -> Statement:
    """A statement with the times of its content, the first of a day or finer as its event's."""
    made = said(of, source, cue, content)
    times = find_times(of.text, published=of.published)
    inside = tuple(t for t in times if any(span.covers(t.span) for span in made.content.spans))
    fine = (t for t in inside if t.granularity in (Granularity.DAY, Granularity.PART_OF_DAY))
    event = next((t.best.interval for t in fine), None)
    return replace(made, times=inside, event_time=event)


def told(of: Article, source: str, cue: str, content: str) -> Said:
    head = ArticleHead(of.id, of.outlet, of.title, of.published, DAY, of.url)
    return Said(timed(of, source, cue, content), head)


def burst(outlet: str, when: str, *, days: float = 0) -> tuple[str, Said]:
    text = f"Petra Ohm said the dam burst {when}."
    return "burst", told(printed(outlet, text, days=days), "Petra Ohm", "said", f"the dam burst {when}")


def test_both_sides_are_named_with_words_outlet_and_interval() -> None:
    (found,) = when_differs([burst("Vale Wire", "on Friday"), burst("Orle Post", "on Saturday")])
    assert found.kind is DifferenceKind.OTHER_TIME
    assert [(one.words, one.article.outlet) for side in found.sides for one in side] == [
        ("Friday", "Vale Wire"),
        ("Saturday", "Orle Post"),
    ]
    assert found.sides[0][0].interval.start == datetime(2031, 4, 4, tzinfo=UTC)


def test_all_days_of_an_answer_stand_beside_each_other_once() -> None:
    days = (("Vale Wire", "on Sunday"), ("Orle Post", "on Friday"), ("Low Mail", "on Saturday"))
    (found,) = when_differs(burst(outlet, day) for outlet, day in days)
    assert [side[0].words for side in found.sides] == ["Friday", "Saturday", "Sunday"]


def test_times_that_overlap_agree() -> None:
    assert when_differs([burst("Vale Wire", "on Friday"), burst("Orle Post", "on Friday night")]) == ()
    assert when_differs([burst("Vale Wire", "on Friday"), burst("Orle Post", "last week")]) == ()


def test_a_copied_yesterday_is_said_as_such() -> None:
    (found,) = when_differs([burst("Vale Wire", "yesterday"), burst("Low Mail", "yesterday", days=1)])
    assert found.kind is DifferenceKind.COPIED_WORDS
    assert "copy" in found.because


@pytest.mark.parametrize(
    "other",
    [
        burst("Vale Wire", "on Saturday"),  # one outlet that tells it anew
        ("held", burst("Orle Post", "on Saturday")[1]),  # another answer is another event
        burst("Orle Post", "in December"),  # too wide to differ
        burst("Orle Post", "on 3 January"),  # so far away that it is another burst
    ],
)
def test_what_is_no_difference(other: tuple[str, Said]) -> None:
    assert when_differs([burst("Vale Wire", "on Friday"), other]) == ()


def test_the_day_of_a_report_is_not_the_day_of_the_event() -> None:
    of = printed("Orle Post", "Petra Ohm withdrew the report of Saturday that the dam burst.")
    other = told(of, "Petra Ohm", "withdrew", "the report of Saturday that the dam burst")
    assert other.statement.event_time is not None
    assert when_differs([burst("Vale Wire", "on Friday"), ("burst", other)]) == ()


def build(folder: Path) -> Ledger:
    """Two outlets that differ on the day, and a third that tells of a first since March."""
    one = printed("Vale Wire", "Petra Ohm said the dam burst on Friday.")
    two = printed("Orle Post", "Petra Ohm said the dam burst on Saturday.", days=1)
    text = "It was the first interview by Petra Ohm since March. Ivo Brand said the dam held."
    claim = printed("Low Mail", text, days=2)
    late = printed("Low Mail", "Petra Ohm said the dam was safe.", days=5)
    made = [
        timed(one, "Petra Ohm", "said", "the dam burst on Friday"),
        timed(two, "Petra Ohm", "said", "the dam burst on Saturday"),
        timed(claim, "Ivo Brand", "said", "the dam held"),
        timed(late, "Petra Ohm", "said", "the dam was safe"),
    ]
    answers = ("burst", "burst", "held", "held")
    bearings = tuple(
        Bearing(s.id, s.article, QUESTION.id, answer, s.polarity, s.hedge, 0.9, "by hand")
        for s, answer in zip(made, answers, strict=True)
    )
    asked = replace(QUESTION, subjects=("Petra Ohm",))
    ledger = Ledger.create(folder)
    with ledger.writing() as writer:
        for each, statement in zip((one, two, claim, late), made, strict=True):
            data = each.text.encode()
            writer.evidence(Evidence(ledger.evidence.put(data), len(data), "text/plain", each.url, DAY))
            writer.article(each)
            times = find_times(each.text, published=each.published)
            writer.reading(Reading(each.id, (statement,), times=times, reader="by hand"))
        writer.weighing(Weighing((asked,), bearings, (), (), ()))
    return ledger


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with build(tmp_path_factory.mktemp("whens") / "case") as ledger:
        yield ledger


def test_a_question_differs_once_the_second_is_known(ledger: Ledger) -> None:
    assert len(question_page(ledger.at(), QUESTION.id).whens) == 1
    before = AsOf(published=DAY + timedelta(hours=1))
    assert question_page(ledger.at(before), QUESTION.id).whens == ()


def test_first_since_lists_what_the_case_holds_up_to_the_publication(ledger: Ledger) -> None:
    view = ledger.at()
    head = next(each for each in view.articles() if each.published.moment == DAY + timedelta(days=2))
    (claim,) = article_page(view, head.id).firsts
    assert (claim.since, claim.names) == ("March", ("Petra Ohm",))
    assert claim.interval.start == datetime(2031, 3, 1, tzinfo=UTC)
    held = [(each.by, each.line.article.outlet) for each in claim.between]
    assert held == [(True, "Vale Wire"), (True, "Orle Post")]


def test_an_event_in_the_interval_counts_wherever_it_is_told() -> None:
    _, late = burst("Orle Post", "on Friday", days=3)
    interval = Interval(DAY - timedelta(days=10), DAY)
    assert [each.by for each in between(interval, ("Petra Ohm",), [late])] == [True]
    assert between(interval, ("Petra Ohm",), [late], but=late.article.id) == ()
    assert between(interval, ("Ivo Brand",), [late]) == ()


def test_the_pages_stay_light() -> None:
    code = "import sys, sayso.desk.whens; print(*{'spacy', 'numpy', 'trafilatura'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_those_who_name_one_time_stand_on_one_side() -> None:
    days = [("Vale Wire", "on Friday"), ("Orle Post", "on Saturday"), ("Tern Echo", "on 4 April 2031")]
    (found,) = when_differs([burst(outlet, when) for outlet, when in days])
    assert sorted(len(side) for side in found.sides) == [1, 2]
