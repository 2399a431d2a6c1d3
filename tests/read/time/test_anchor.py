"""What is known of the publication, and how far its readings are trusted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sayso.read.time import find_times
from sayso.read.time.tense import Tense
from sayso.read.time.weekdays import RULES
from sayso.terms.time import Certainty, Granularity, Interval, Published
from tests.read.time.conftest import on_day

START = datetime(2014, 11, 13, 18, 30, tzinfo=UTC)


def published(length: timedelta | None, certainty: Certainty = Certainty.STATED) -> Published:
    return Published(Interval(START, START + length if length else None), certainty, "test")


def test_hours_ago_are_counted_from_a_known_minute() -> None:
    (found,) = find_times("It fell three hours ago.", published=published(timedelta(minutes=1)))
    assert found.granularity is Granularity.HOUR
    assert found.best.interval == Interval(START - timedelta(hours=3), START - timedelta(hours=2))


def test_a_publication_known_to_a_month_is_trusted_less_and_says_so() -> None:
    exact = find_times("He fled yesterday.", published=published(timedelta(minutes=1)))[0].best
    coarse = find_times("He fled yesterday.", published=published(timedelta(days=30)))[0].best
    assert coarse.confidence < exact.confidence
    assert "stretch of days" in coarse.because


def test_an_open_interval_is_an_anchor_too() -> None:
    assert find_times("He fled yesterday.", published=published(None))[0].best.value == "2014-11-12"


def test_an_interval_without_a_begin_is_none() -> None:
    unknown = Published(Interval(None, START), Certainty.COLLECTED, "test")
    assert find_times("He fled yesterday.", published=unknown)[0].best.interval is None


def test_words_that_name_their_date_need_no_trust() -> None:
    text = "He fled on 3 May 2013."
    stated = find_times(text, published=on_day("2014-11-13"))
    assert stated == find_times(text, published=on_day("2014-11-13", certainty=Certainty.UNKNOWN))


def test_the_weekday_table_is_whole_and_its_weights_fall() -> None:
    assert {(rule.tense, rule.same_day) for rule in RULES} == {
        (tense, same) for tense in Tense for same in (True, False)
    }
    for rule in RULES:
        weights = [weight for _, weight in rule.choices]
        assert weights == sorted(weights, reverse=True)
        assert abs(sum(weights) - 1) < 1e-9
        assert rule.reason
