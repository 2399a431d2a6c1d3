"""Laws of grounding that hold for any text."""

from __future__ import annotations

import time
import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sayso.read.time import Tense, explain, find_ranges, find_times, first_since, when
from sayso.terms.time import AnchorKind, Certainty, Interval, Published
from tests.read.time.conftest import on_day

TABLE = tomllib.loads(Path(__file__).with_name("table.toml").read_text("utf-8"))
WORDS = sorted({row[0] for group in TABLE["group"] for row in group["rows"]})
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1))
phrases = st.sampled_from(WORDS)
pieces = st.one_of(
    phrases,
    st.text(max_size=8),
    st.text(st.characters(categories=["Cs", "Nd", "No", "Lu"]), max_size=6),
    st.sampled_from(
        ["said", "will", "was", "in", "the", "of", "from", "to", "until", ".", ",", "-", "\n\n", "last"]
    ),
    st.integers(min_value=0, max_value=10**9).map(str),
)
texts = st.lists(pieces, max_size=14).map(" ".join)


def published_on(day: date) -> Published:
    return on_day(day.isoformat())


@settings(max_examples=150)
@given(texts, days)
def test_spans_lie_in_the_text_apart_and_hold_their_words(text: str, day: date) -> None:
    times = find_times(text, published=published_on(day))
    end = 0
    for one in times:
        assert end <= one.span.start < one.span.end <= len(text)
        assert one.span.of(text) == one.text
        assert one.readings
        end = one.span.end
    for ranged in find_ranges(text, times, published=published_on(day)):
        assert ranged.span.of(text) == ranged.text
    for claim in first_since(text, times, published=published_on(day)):
        assert claim.span.covers(claim.what)


@settings(max_examples=150)
@given(texts, days)
def test_intervals_are_never_empty_and_in_utc(text: str, day: date) -> None:
    for one in find_times(text, published=published_on(day)):
        for reading in one.readings:
            assert 0 <= reading.confidence <= 1
            assert reading.because
            interval = reading.interval  # the type itself refuses an empty one
            if interval is not None and interval.start is not None:
                assert interval.start.utcoffset() == timedelta(0)


@settings(max_examples=60)
@given(st.sampled_from(DAYS), days, st.integers(min_value=0, max_value=40))
def test_a_past_weekday_never_lies_after_its_publication(word: str, day: date, later: int) -> None:
    def grounded(on: date) -> Interval:
        (found,) = find_times(word, published=published_on(on), tense=lambda span: Tense.PAST)
        intervals = [reading.interval for reading in found.readings]
        assert all(one and one.end and one.end <= day_after(on) for one in intervals)
        assert found.best.interval is not None
        return found.best.interval

    first, second = grounded(day), grounded(day + timedelta(later))
    assert first.start is not None
    assert second.start is not None
    assert first.start <= second.start  # and it never moves back as the publication moves on


def day_after(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), UTC) + timedelta(days=1)


@settings(max_examples=100)
@given(phrases, phrases, days)
@example("the previous Friday", "480 BC", date(2000, 1, 1))
def test_what_stands_elsewhere_changes_nothing_but_what_hangs_on_a_mention(
    words: str, elsewhere: str, day: date
) -> None:
    sentence = f"They said it was in {words}."
    alone = find_times(sentence, published=published_on(day))
    text = f"It rained in {elsewhere}.\n\n{sentence}"
    shift = len(text) - len(sentence)
    together = [one for one in find_times(text, published=published_on(day)) if one.span.start >= shift]
    assert [one.text for one in together] == [one.text for one in alone]
    for one, other in zip(alone, together, strict=True):
        if AnchorKind.MENTION not in (one.anchor, other.anchor):
            assert one.readings == other.readings


@settings(max_examples=80)
@given(texts)
def test_no_text_breaks_it_and_no_publication_is_needed(text: str) -> None:
    unknown = Published(None, Certainty.UNKNOWN, "nothing")
    for one in find_times(text, published=unknown):
        if one.anchor is AnchorKind.PUBLICATION:
            assert one.best.interval is None
    for one in when(text, unknown):
        assert explain(one)


@settings(max_examples=60)
@given(st.text(max_size=400), days)
def test_any_text_at_all(text: str, day: date) -> None:
    find_times(text, published=published_on(day))


def test_the_edges_of_the_calendar_do_not_break_it() -> None:
    words = (
        "a million years ago, 9999 years later, in 1000, next century, 31 February, 400 centuries from now"
    )
    for day in ("0001-01-02", "9999-12-30", "2014-11-13"):
        find_times(words, published=on_day(day))


def spent(text: str) -> float:
    published = on_day("2014-11-13")
    runs = []
    for _ in range(3):
        before = time.process_time()
        find_times(text, published=published)
        runs.append(time.process_time() - before)
    return min(runs)


@pytest.mark.parametrize(
    "hard", ["one two three ", "the end of the early late ", "May 1, ", "a b c ", "1990-", "last last "]
)
def test_time_grows_with_the_length_and_no_faster(hard: str) -> None:
    # eight times the text: quadratic would be 64 times the time
    assert spent(hard * 4_000) < 32 * max(spent(hard * 500), 0.001)


@pytest.mark.parametrize("unit", ["1", "1,", "111,", "1.", "a.", "\n ", "-", "'", "$1", "é", "１"])
def test_one_long_word_costs_no_more_than_its_length(unit: str) -> None:
    assert spent("a" + unit * 40_000 + ".") < 32 * max(spent("a" + unit * 5_000 + "."), 0.001)
