"""Plain sentences through the whole of find_times."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone

import pytest

from sayso.read.time import Tense, find_times
from sayso.terms.time import AnchorKind, Certainty, Interval, Published, TimeType
from tests.read.time.conftest import on_day

THURSDAY = on_day("2014-11-13")


def test_friday_night_of_a_thursday_story_is_the_night_of_the_seventh() -> None:
    (found,) = find_times("The strike came on Friday night, officials said.", published=THURSDAY)
    assert found.text == "Friday night"
    assert found.type is TimeType.TIME
    assert found.anchor is AnchorKind.PUBLICATION
    assert found.best.value == "2014-11-07TNI"
    assert found.best.interval == Interval(
        datetime(2014, 11, 7, 18, tzinfo=UTC), datetime(2014, 11, 8, 6, tzinfo=UTC)
    )


def test_the_tense_of_the_caller_decides() -> None:
    text = "The court and Friday"
    (past,) = find_times(text, published=THURSDAY, tense=lambda span: Tense.PAST)
    (future,) = find_times(text, published=THURSDAY, tense=lambda span: Tense.FUTURE)
    assert (past.best.value, future.best.value) == ("2014-11-07", "2014-11-14")


def test_a_day_is_that_of_the_publications_zone() -> None:
    zone = timezone(timedelta(hours=3))
    start = datetime(2014, 11, 13, 1, 0, tzinfo=zone)
    published = Published(Interval(start, start + timedelta(minutes=1)), Certainty.STATED, "test")
    (found,) = find_times("He was seen yesterday.", published=published)
    assert found.best.value == "2014-11-12"
    assert found.best.interval == Interval(
        datetime(2014, 11, 11, 21, tzinfo=UTC), datetime(2014, 11, 12, 21, tzinfo=UTC)
    )


def test_without_a_publication_the_words_stay_and_the_interval_goes() -> None:
    unknown = Published(None, Certainty.UNKNOWN, "no date on the page")
    friday, explicit = find_times("He was seen on Friday, not on 3 May 2013.", published=unknown)
    assert friday.best.interval is None
    assert friday.best.value == "XXXX-WXX-5"
    assert "unknown" in friday.best.because
    assert explicit.best.interval is not None


def test_a_collected_date_is_trusted_less_and_says_so() -> None:
    stated = find_times("He was seen on Friday.", published=THURSDAY)[0].best
    collected = find_times(
        "He was seen on Friday.", published=on_day("2014-11-13", certainty=Certainty.COLLECTED)
    )[0].best
    assert collected.confidence < stated.confidence / 2
    assert "upper bound" in collected.because


def test_a_language_without_words_of_time_is_refused() -> None:
    with pytest.raises(ValueError, match="no words of time"):
        find_times("gestern", published=THURSDAY, language="xx")


def test_it_brings_no_heavy_library_with_it() -> None:
    code = "import sys, sayso.read.time; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    heavy = {"spacy", "numpy", "trafilatura", "regex", "dateparser"}
    assert heavy & {name.split(".")[0] for name in loaded.split()} == set()
