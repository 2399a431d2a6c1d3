"""Holidays against the calendars of years gone by."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read.time import holidays


@pytest.mark.parametrize(
    ("name", "year", "month", "day"),
    [
        ("easter", 1916, 4, 23),
        ("easter", 2000, 4, 23),
        ("easter", 2008, 3, 23),
        ("easter", 2019, 4, 21),
        ("orthodox easter", 2013, 5, 5),
        ("orthodox easter", 2019, 4, 28),
        ("orthodox easter", 2024, 5, 5),
        ("good friday", 2014, 4, 18),
        ("ash wednesday", 2024, 2, 14),
        ("pentecost", 2014, 6, 8),
        ("thanksgiving", 2014, 11, 27),
        ("thanksgiving", 2012, 11, 22),
        ("black friday", 2012, 11, 23),
        ("election day", 2016, 11, 8),
        ("election day", 2010, 11, 2),
        ("labor day", 2014, 9, 1),
        ("memorial day", 2014, 5, 26),
        ("presidents day", 2014, 2, 17),
        ("mother's day", 2024, 5, 12),
        ("rosh hashanah", 2014, 9, 25),
        ("rosh hashanah", 2023, 9, 16),
        ("yom kippur", 2024, 10, 12),
        ("passover", 2024, 4, 23),
        ("passover", 2013, 3, 26),
        ("hanukkah", 2013, 11, 28),
        ("hanukkah", 2023, 12, 8),
        ("hanukkah", 2024, 12, 26),
    ],
)
def test_days(name: str, year: int, month: int, day: int) -> None:
    assert holidays.day_of(name, year) == date(year, month, day)


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("ramadan", date(2014, 6, 28)),
        ("ramadan", date(2024, 3, 11)),
        ("eid al-fitr", date(2023, 4, 21)),
        ("eid al-adha", date(2014, 10, 4)),
        ("eid al-adha", date(2023, 6, 28)),
        ("ashura", date(2014, 11, 3)),
    ],
)
def test_lunar_days_are_within_two_days_of_the_sighted_ones(name: str, seen: date) -> None:
    found = holidays.day_of(name, seen.year)
    assert found is not None
    assert abs((found - seen).days) <= 2
    assert name in holidays.APPROXIMATE


@given(st.integers(min_value=1583, max_value=4000))
def test_easter_is_a_sunday_in_its_five_weeks(year: int) -> None:
    easter = holidays.easter(year)
    assert easter.isoweekday() == 7
    assert date(year, 3, 22) <= easter <= date(year, 4, 25)
    assert holidays.orthodox_easter(year).isoweekday() == 7


@given(st.integers(min_value=1600, max_value=3000))
def test_the_jewish_new_year_never_falls_on_sunday_wednesday_or_friday(year: int) -> None:
    assert holidays.rosh_hashanah(year).isoweekday() not in (7, 3, 5)


def test_an_unknown_name_has_no_day() -> None:
    assert holidays.day_of("no such day", 2014) is None
