from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.desk.moments import as_of_words, published_words, read_as_of, read_moment, write_moment
from sayso.errors import BadTime
from sayso.terms.time import NOW, Certainty, Interval, Published


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2014-11-13", datetime(2014, 11, 14, tzinfo=UTC)),
        ("2014-11-13T18:00", datetime(2014, 11, 13, 18, tzinfo=UTC)),
        ("2014-11-13T18:00+03:00", datetime(2014, 11, 13, 15, tzinfo=UTC)),
        ("2014-11-13T18:00 03:00", datetime(2014, 11, 13, 15, tzinfo=UTC)),
        (" 2014-11-13T18:00Z ", datetime(2014, 11, 13, 18, tzinfo=UTC)),
    ],
)
def test_a_moment_is_read(written: str, meant: datetime) -> None:
    assert read_moment(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "2014-13-01",
        "9999-12-31",
        "0001-01-01T00:00+14:00",
        "1" * 5000,
        "<script>",
        "2014-02-30",
    ],
)
def test_what_is_no_moment_says_so(written: str) -> None:
    with pytest.raises(BadTime):
        read_moment(written)


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_written_moment_reads_back(moment: datetime) -> None:
    assert read_moment(write_moment(moment)) == moment


def test_no_bound_is_now() -> None:
    assert read_as_of() == NOW
    assert as_of_words(NOW) == "as of now"


def test_a_published_day_shows_no_hour() -> None:
    day = Interval(datetime(2026, 3, 7, tzinfo=UTC), datetime(2026, 3, 8, tzinfo=UTC))
    minute = Interval(datetime(2026, 3, 7, 4, 40, tzinfo=UTC), datetime(2026, 3, 7, 4, 41, tzinfo=UTC))
    assert published_words(Published(day, Certainty.STATED, "")) == "Sat 7 Mar 2026"
    assert published_words(Published(minute, Certainty.STATED, "")) == "Sat 7 Mar 2026, 04:40"
    assert published_words(Published(None, Certainty.UNKNOWN, "")) == "date unknown"
