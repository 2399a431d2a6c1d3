"""Attaching, comparing, ranges, first-since, and the lines for people."""

from __future__ import annotations

from datetime import UTC, datetime

from sayso.read.time import (
    DifferenceKind,
    Grounding,
    attach,
    compare,
    explain,
    find_ranges,
    find_times,
    first_since,
    when,
)
from sayso.terms.span import Span
from sayso.terms.time import Certainty, Interval, Published
from tests.read.time.conftest import on_day

THURSDAY = on_day("2014-11-13")


def day(number: int, month: int = 11) -> datetime:
    return datetime(2014, month, number, tzinfo=UTC)


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def test_the_time_beside_the_cue_is_when_it_was_said() -> None:
    text = "The commander was killed on Friday, two officials said on Sunday."
    attached = attach(
        text,
        cue=[span_of(text, "said")],
        content=[span_of(text, "The commander was killed on Friday")],
        times=find_times(text, published=THURSDAY),
        published=THURSDAY,
    )
    assert attached.event == Interval(day(7), day(8))
    assert attached.said == Interval(day(9), day(10))
    assert attached.since is None


def test_a_statement_without_times_gets_none() -> None:
    text = "The commander is alive, two officials said."
    attached = attach(
        text,
        cue=[span_of(text, "said")],
        content=[span_of(text, "The commander is alive")],
        times=find_times(text, published=THURSDAY),
        published=THURSDAY,
    )
    assert attached.event is None
    assert attached.said is None


def test_since_in_the_content_is_a_stretch_of_its_own() -> None:
    text = "It is his first recording since July, the newspaper wrote on Wednesday."
    attached = attach(
        text,
        cue=[span_of(text, "wrote")],
        content=[span_of(text, "It is his first recording since July")],
        times=find_times(text, published=THURSDAY),
        published=THURSDAY,
    )
    assert attached.event is None
    assert attached.since == Interval(day(1, 7), day(14))
    assert attached.said == Interval(day(12), day(13))


def test_a_time_of_another_sentence_is_not_the_sayings() -> None:
    text = "It began on Monday. The mayor said the bridge is open."
    attached = attach(
        text,
        cue=[span_of(text, "said")],
        content=[span_of(text, "the bridge is open")],
        times=find_times(text, published=THURSDAY),
        published=THURSDAY,
    )
    assert attached.said is None


def test_a_corrected_publication_moves_everything_that_hangs_on_it() -> None:
    text = "The commander was killed on Friday, on 3 May 2013 he was well."
    (before, named), (after, named_too) = (
        find_times(text, published=on_day(published)) for published in ("2014-11-13", "2014-11-20")
    )
    assert before.best.interval == Interval(day(7), day(8))
    assert after.best.interval == Interval(day(14), day(15))
    assert named == named_too


def grounding(article: str, words: str, published: Published) -> Grounding:
    (time,) = find_times(f"He was killed {words}.", published=published)
    return Grounding(article, time, published)


def test_friday_against_saturday_names_both() -> None:
    left, right = (grounding(a, w, THURSDAY) for a, w in (("ar-1", "on Friday"), ("ar-2", "on Saturday")))
    (difference,) = compare([right, left])
    assert (difference.left, difference.right) == ((left,), (right,))
    assert difference.kind is DifferenceKind.OTHER_TIME
    assert "ar-1" in difference.because
    assert "ar-2" in difference.because


def test_a_copied_yesterday_is_called_that() -> None:
    first = grounding("ar-1", "yesterday", on_day("2014-11-08"))
    copied = grounding("ar-2", "yesterday", on_day("2014-11-10"))
    (difference,) = compare([first, copied])
    assert difference.kind is DifferenceKind.COPIED_WORDS


def test_times_that_overlap_agree() -> None:
    groundings = [grounding("ar-1", "on Friday", THURSDAY), grounding("ar-2", "last week", THURSDAY)]
    assert compare(groundings) == ()


def test_ranges() -> None:
    def ranged(text: str) -> tuple[str, str, Interval | None]:
        (found,) = find_ranges(text, find_times(text, published=THURSDAY), published=THURSDAY)
        return found.text, found.best.value, found.best.interval

    assert ranged("It was closed since July.") == (
        "since July",
        "2014-07/2014-11-13",
        Interval(day(1, 7), day(14)),
    )
    assert ranged("It was closed until Sept. 30.")[2] == Interval(None, day(1, 10))
    assert ranged("It stood between May and June 2014.") == (
        "between May and June 2014",
        "2014-05/2014-06",
        Interval(day(1, 5), day(1, 7)),
    )
    assert ranged("It closed before Sept. 30.")[2] == Interval(None, day(30, 9))
    assert ranged("It was built after Sept. 30.")[2] == Interval(day(1, 10), None)
    assert ranged("He reigned (1914-1918) alone.")[:2] == ("1914-1918", "1914/1918")
    assert ranged("It ran from 3 to 5 May 2014.")[2] == Interval(day(3, 5), day(6, 5))


def test_first_since_is_a_claim_over_a_stretch() -> None:
    text = "If the voice is his, these are his first public words since July."
    (claim,) = first_since(text, find_times(text, published=THURSDAY), published=THURSDAY)
    assert claim.span.of(text) == "first public words since July"
    assert claim.what.of(text) == "public words"
    assert claim.interval == Interval(day(1, 7), day(14))


def test_first_in_a_length_counts_back_from_the_publication() -> None:
    text = "It was the worst flood in ten years, for the first time since the war."
    (claim,) = first_since(text, find_times(text, published=THURSDAY), published=THURSDAY)
    assert claim.what.of(text) == "flood"
    assert claim.interval == Interval(datetime(2004, 11, 13, tzinfo=UTC), day(14))


def test_first_in_july_is_not_such_a_claim() -> None:
    text = "They first met in July."
    assert first_since(text, find_times(text, published=THURSDAY), published=THURSDAY) == ()


def test_when_takes_a_bare_phrase_and_explains_itself() -> None:
    (friday,) = when("Friday night", THURSDAY)
    lines = explain(friday)
    assert lines[0] == '"Friday night": TIME, part of day; counted from the publication'
    assert "Fri 2014-11-07 18:00 to Sat 2014-11-08 06:00 UTC" in lines[1]
    assert len(lines) == 3  # the other Friday is named too, never silently dropped


def test_when_gives_the_range_first() -> None:
    assert [one.text for one in when("since July", THURSDAY)] == ["since July", "July"]


def test_when_takes_a_word_that_is_a_time_only_in_company() -> None:
    (may,) = when("May", THURSDAY)
    assert (may.text, may.span) == ("May", Span(0, 3))
    assert when("maybe", Published(None, Certainty.UNKNOWN, "")) == ()
