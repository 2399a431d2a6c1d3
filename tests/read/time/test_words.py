"""What is a time and what only looks like one, and how far its words reach."""

from __future__ import annotations

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
        "Page 20, room 14, line 3.",
        "A quarter of the men and three-quarters of the women.",
    ],
)
def test_these_are_no_times(text: str) -> None:
    assert [one.text for one in find_times(text, published=on_day("2014-11-13"))] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He came in May.", ["May"]),
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
