"""What is a time and what only looks like one, and how far its words reach."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sayso.read.time import find_times
from sayso.terms.time import AnchorKind
from tests.read.time.conftest import on_day


@pytest.mark.parametrize(
    "text",
    [
        "They may march to the capital.",
        "The Sun said so, and Jan Novak agreed.",
        "He paid $1990 for 2000 chairs.",
        "She is 45 years old and he a 12-year-old.",
        "It fell by 19.90 percent, or 1,995 points.",
        "He came second, and a second witness came third.",
        "They can fall from a spring.",
        "It came at the last minute, following days of rain, and is to last.",
        "In his fifties, on the last day of the fair, he was in his mid twenties again.",
        "Page 20, room 14, line 3.",
        "The Orle Herald's Player of the Month thanked her mother.",
        "They laughed about the Saturday Night Review at the pier.",
        "World Today was the first to print it.",
        "A quarter of the men and three-quarters of the women.",
    ],
)
def test_these_are_no_times(text: str) -> None:
    assert [one.text for one in find_times(text, published=on_day("2014-11-13"))] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He came in May.", ["May"]),
        ("Pilot Dies in Friday Night Crash Near Orle", ["Friday Night"]),
        ("He met Saturday morning Edrin Faal.", ["Saturday morning"]),
        ("One five-hour talk in the late fifties.", ["five-hour", "the late fifties"]),
        ("They came around 2012 and later left.", ["around 2012"]),
        ("He came in the last week of May.", ["the last week", "May"]),
        ("In 1999 he left; by 2001 he was back.", ["1999", "2001"]),
        ("The war (1914-1918) ended.", ["1914", "1918"]),
        ("NORTHHAVEN, Nov. 13 (Wire) - The mayor said.", ["Nov. 13"]),
        ("It met on Monday and Tuesday.", ["Monday", "Tuesday"]),
        ("The deal of the third quarter of 2012 ended.", ["the third quarter of 2012"]),
        ("They left at 5 p.m. EST, Nov. 6, for home.", ["5 p.m. EST, Nov. 6"]),
        ("At about noon on Friday it rang.", ["about noon on Friday"]),
        ("He said over the past three months it rose.", ["the past three months"]),
    ],
)
def test_the_reach_of_the_words(text: str, words: list[str]) -> None:
    assert [one.text for one in find_times(text, published=on_day("2014-11-13"))] == words


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("More ferries run today than ever before.", "PRESENT_REF"),
        ("It was a village; it is today a town of ten thousand.", "PRESENT_REF"),
        ("The mill is still standing today.", "PRESENT_REF"),
        ("She is as stubborn today as her aunt was.", "PRESENT_REF"),
        ("Nothing in today's world is made to last.", "PRESENT_REF"),
        ("He has today resigned.", "2014-11-13"),
        ("Today's vote was close.", "2014-11-13"),
        ("October is National Pear Month in Orle.", "XXXX-10"),
        ("October was wet.", "2014-10"),
        ("They want a tenth less than 1990 levels.", "1990"),
        ("The theme of this years fair is glass.", "2014"),
        ("She worked from 6:00am to midnight as a rule.", "T06:00"),
        ("By the end of the day Saturday nothing had come.", "2014-11-08"),
    ],
)
def test_what_the_words_around_make_of_it(text: str, value: str) -> None:
    assert find_times(text, published=on_day("2014-11-13"))[0].best.value == value


def test_hours_later_need_a_clock_to_count_from() -> None:
    day, hours = find_times("It burned on Monday. Five hours later it fell.", published=on_day("2014-11-13"))
    assert (hours.best.value, hours.best.interval) == ("PT5H", None)
    clock, after = find_times(
        "It burned at 9 a.m. on Monday. Five hours later it fell.", published=on_day("2014-11-13")
    )
    assert (clock.best.value, after.best.value) == ("2014-11-10T09:00", "2014-11-10T14:00")
    assert day.best.value == "2014-11-10"


def test_the_last_match_of_the_day_is_on_the_day_spoken_of() -> None:
    text = "Orle won on Monday. In the last match of the day it rained."
    assert [one.best.value for one in find_times(text, published=on_day("2014-11-13"))] == ["2014-11-10"] * 2


def test_later_counts_from_the_last_mention_and_names_it() -> None:
    text = "It began on 3 May 2013. Three days later it ended. The following week it rained."
    began, ended, rained = find_times(text, published=on_day("2014-11-13"))
    assert began.anchor is AnchorKind.NONE
    assert (ended.best.value, ended.anchor, ended.anchor_span) == (
        "2013-05-06",
        AnchorKind.MENTION,
        began.span,
    )
    assert rained.best.value == "2013-W20"


HISTORY = (
    "The war began in 1939. In May 1940 the army crossed the river. In June the city fell. "
    "By 1941 the coast was lost; in December the islands were attacked. In January the straits fell. "
    "In 1942 the tide turned, and by 1943 the south was free."
)


def test_a_history_counts_on_from_its_own_years() -> None:
    values = {one.text: one.best.value for one in find_times(HISTORY, published=on_day("2014-11-13"))}
    assert (values["June"], values["December"], values["January"]) == ("1940-06", "1941-12", "1942-01")


def test_news_with_a_few_old_years_does_not() -> None:
    text = (
        "He ruled from 1994 to 1999, officials said on Friday. In June he came back, and yesterday he left."
    )
    values = {one.text: one.best.value for one in find_times(text, published=on_day("2014-11-13"))}
    assert (values["June"], values["Friday"], values["yesterday"]) == ("2014-06", "2014-11-07", "2014-11-12")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The court will sit on Friday.", "2014-11-14"),
        ("The report is to be published on Friday.", "2014-11-14"),
        ("The talks were postponed until Friday.", "2014-11-14"),
        ("They agreed to meet on Friday.", "2014-11-14"),
        ("Minister to resign on Friday", "2014-11-14"),
        ("Ten hurt in Northhaven on Friday", "2014-11-07"),
        ("He may come as early as Friday.", "2014-11-14"),
        ("He would not speak of Friday's ruling.", "2014-11-07"),
        ("He was to be freed on Friday, but fled.", "2014-11-07"),
        ("On Friday the army took the town.", "2014-11-07"),
        ("He had been seen on Friday.", "2014-11-07"),
    ],
)
def test_tense_is_guessed_from_the_verbs_around(text: str, value: str) -> None:
    (friday,) = find_times(text, published=on_day("2014-11-13"))
    assert friday.best.value == value


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("They are due to meet on Thursday and Friday.", ["2014-11-13", "2014-11-14"]),
        ("The men were held from Monday until Wednesday.", ["2014-11-10", "2014-11-12"]),
        ("It will be shut from Saturday to Tuesday.", ["2014-11-15", "2014-11-18"]),
        ("It will run from July 1 to June 30.", ["2015-07-01", "2016-06-30"]),
        ("It ran from Jan. 1 through Dec. 31, 2012.", ["2012-01-01", "2012-12-31"]),
        ("It was shut from mid-March to late May 2011.", ["2011-03", "2011-05"]),
        ("He bought them from Sept. 14 to Thursday.", ["2014-09-14", "2014-11-13"]),
        ("It was shut in 2006-07.", ["2006", "2007"]),
    ],
)
def test_what_is_named_together_lies_together(text: str, values: list[str]) -> None:
    found = find_times(text, published=on_day("2014-11-13"))
    assert [one.best.value for one in found] == values


def test_a_time_given_twice_tells_its_zone() -> None:
    text = "The truce began at 9 p.m. (1900 GMT) Wednesday."
    (found,) = find_times(text, published=on_day("2014-11-13"))
    assert found.text == "9 p.m. (1900 GMT) Wednesday"
    assert found.best.interval is not None
    assert found.best.interval.start == datetime(2014, 11, 12, 19, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("She came at 8:30 this morning.", "2014-11-13T08:30"),
        ("She came at 9:15 last night.", "2014-11-12T21:15"),
        ("Two nights ago it was quiet.", "2014-11-11TNI"),
        ("He had taken it on 3 May 2013; the night before it rained.", "2013-05-02TNI"),
        ("The first half of last year was good.", "2013-H1"),
        ("It took a quarter of an hour.", "PT15M"),
    ],
)
def test_times_in_parts_of_days_and_years(text: str, value: str) -> None:
    assert find_times(text, published=on_day("2014-11-13"))[-1].best.value == value
