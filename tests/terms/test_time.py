"""Laws of intervals and as-of."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.terms.time import NOW, AsOf, Certainty, Interval, Published

MOMENTS = st.datetimes(datetime(2014, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - Hypothesis adds the zone itself


def day(moment: datetime) -> Published:
    return Published(Interval(moment, moment + timedelta(days=1)), Certainty.STATED, "test")


@given(MOMENTS, MOMENTS, MOMENTS)
def test_what_was_known_stays_known(printed: datetime, recorded: datetime, moment: datetime) -> None:
    later = moment + timedelta(hours=5)
    if AsOf(published=moment, recorded=moment).admits(day(printed), recorded):
        assert AsOf(published=later, recorded=later).admits(day(printed), recorded)


@given(MOMENTS, MOMENTS)
def test_now_knows_everything(printed: datetime, recorded: datetime) -> None:
    assert NOW.admits(day(printed), recorded)


def test_an_article_known_to_the_day_counts_from_the_end_of_that_day() -> None:
    printed = datetime(2031, 3, 7, tzinfo=UTC)
    assert not AsOf(published=printed + timedelta(hours=18)).admits(day(printed), printed)
    assert AsOf(published=printed + timedelta(days=1)).admits(day(printed), printed)


def test_without_a_published_time_the_recorded_one_bounds_it() -> None:
    unknown = Published(None, Certainty.UNKNOWN, "")
    recorded = datetime(2031, 3, 7, tzinfo=UTC)
    assert not AsOf(published=recorded - timedelta(1)).admits(unknown, recorded)
    assert AsOf(published=recorded).admits(unknown, recorded)


def test_an_interval_is_never_empty_and_has_a_zone() -> None:
    moment = datetime(2031, 3, 7, tzinfo=UTC)
    with pytest.raises(ValueError, match="never empty"):
        Interval(moment, moment)
    with pytest.raises(ValueError, match="zone"):
        Interval(moment.replace(tzinfo=None), None)
