"""From when to when a recording can have been made, from statements made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sayso.terms.article import Article, Evidence
from sayso.terms.span import NO_WORDS, Span, Words
from sayso.terms.statement import Hedge, MadeBy, Part, Polarity, Reading, Statement, Voice
from sayso.terms.time import (
    AnchorKind,
    Certainty,
    Granularity,
    Interval,
    Published,
    TimeExpression,
    TimeReading,
    TimeType,
)
from sayso.terms.transcript import LaidOut, lay_out
from sayso.weigh.recordings.dates import DateInterval, Ground, Side, date_interval
from sayso.weigh.recordings.quotes import QuoteKind, QuoteMatch
from tests.spoken import heard

START = datetime(2031, 5, 1, tzinfo=UTC)
SEEN = Evidence("0" * 64, 9, "audio/ogg", "/in/talk.ogg", START + timedelta(days=20))


def told(name: str, text: str, words: str, day: int, *, days: int = 1) -> tuple[Article, Reading]:
    """An article of one sentence, in which `words` mean that day of May 2031."""
    when = Interval(START + timedelta(days=day - 1), START + timedelta(days=day - 1 + days))
    at = text.index(words)
    reading = TimeReading(when, "", "", 1.0, "by hand")
    time = TimeExpression(
        Span(at, at + len(words)), words, TimeType.DATE, Granularity.DAY, AnchorKind.PUBLICATION, None,
        (reading,),
    )  # fmt: skip
    content = Words.cut(text, [Span(0, len(text))])
    statement = Statement(
        f"st-{name}", name, Part.BODY, Voice.OWN, NO_WORDS, NO_WORDS, content, (), Polarity.AFFIRMS,
        Hedge.NONE, NO_WORDS, NO_WORDS, MadeBy("by hand", "1"), 0.9, when, None, (time,),
    )  # fmt: skip
    printed = Published(
        Interval(START + timedelta(days=15), START + timedelta(days=16)), Certainty.STATED, "x"
    )
    article = Article(name, "", f"{name} Post", "", text, printed)
    return article, Reading(name, (), (statement,), (time,))


def spoken(*sentences: str) -> tuple[LaidOut, Reading]:
    """A transcript whose sentences are statements of its own."""
    of = heard(" ".join(sentences))
    laid = lay_out(of.transcript, of.turns)
    own = []
    for number, sentence in enumerate(sentences):
        at = laid.text.index(sentence)
        words = Words.cut(laid.text, [Span(at, at + len(sentence))])
        _, reading = told("talk", sentence + " on that day.", "that day", 1)
        own.append(replace(reading.own_voice[0], id=f"st-{number}", content=words, times=()))
    return laid, Reading("talk", (), tuple(own))


def dates(
    *others: tuple[Article, Reading], says: str = "Good evening to all of you.", **how: object
) -> DateInterval:
    laid, reading = spoken(says)
    quoted = how.get("quoted", {})
    assert isinstance(quoted, dict)
    return date_interval(
        laid, reading, others, collected=[SEEN], quoted=quoted, alone=bool(how.get("alone", True))
    )


OFFER = told("a1", "Mayor Hanne Drost offered the strikers new talks on 3 May.", "3 May", 3)
TAPE = told("a2", "The tape was posted on 9 May by a port channel.", "9 May", 9)
SAYS = "Mayor Hanne Drost has offered us new talks and we laugh."


def test_what_it_mentions_bounds_it_from_below_and_its_sighting_from_above() -> None:
    found = dates(OFFER, TAPE, says=SAYS)
    assert found.start is not None
    assert found.end is not None
    assert (found.start.ground, found.start.statement) == (Ground.MENTIONED, "st-a1")
    assert found.start.moment == START + timedelta(days=2)
    assert found.start.heard is not None
    assert (found.end.ground, found.end.statement) == (Ground.SIGHTED, "st-a2")
    assert found.end.moment == START + timedelta(days=9)
    assert found.contradictions == ()


def test_a_corrected_date_moves_the_bound() -> None:
    later = told("a1", OFFER[0].text, "3 May", 5)
    found = dates(later, TAPE, says=SAYS)
    assert found.start is not None
    assert found.start.moment == START + timedelta(days=4)


def test_bounds_that_contradict_each_other_are_both_shown() -> None:
    found = dates(told("a1", OFFER[0].text, "3 May", 12), TAPE, says=SAYS)
    ((start, end),) = found.contradictions
    assert (start.statement, end.statement) == ("st-a1", "st-a2")
    assert start.moment >= end.moment


def test_what_is_only_expected_bounds_nothing() -> None:
    found = dates(OFFER, says="Mayor Hanne Drost will offer us new talks soon.")
    assert found.start is None


def test_shared_words_without_a_name_are_no_mention() -> None:
    found = dates(OFFER, says="They offered the strikers new talks before.")
    assert found.start is None


def test_an_article_says_what_it_mentions_and_when_it_was_made() -> None:
    mention = told("a3", "The speaker mentions the fire at the mill, which broke out on 4 May.", "4 May", 4)
    claim = told("a4", "The recording was made on 6 May, the union said.", "6 May", 6)
    found = dates(mention, claim, TAPE)
    assert found.start is not None
    assert (found.start.ground, found.start.moment) == (Ground.SAID, START + timedelta(days=3))
    (said,) = found.claims
    assert said.fits
    (outside,) = dates(mention, told("a4", claim[0].text, "6 May", 2), TAPE).claims
    assert not outside.fits


def test_the_time_of_what_is_heard_is_not_when_it_came_out() -> None:
    for words in (
        "New audio of the shooting at the mill on 3 May has surfaced.",
        "New audio has surfaced that captures how the mill burnt down in one night on 3 May.",
        "The recording appears to show the fire of 3 May.",
    ):
        found = dates(told("a5", words, "3 May", 3))
        assert found.end is not None
        assert found.end.ground is Ground.COLLECTED, words
    found = dates(told("a6", "On 9 May a port channel aired the tape.", "9 May", 9))
    assert found.end is not None
    assert found.end.ground is Ground.SIGHTED


def test_of_several_recordings_only_those_are_bounded_that_an_article_quotes() -> None:
    assert dates(TAPE, alone=False).bounds == dates(alone=False).bounds
    match = QuoteMatch(QuoteKind.EXACT, 1.0, False, "", 1.0, 4.0, 0, 6, "Good evening to all of you.")
    found = dates(TAPE, alone=False, quoted={"a2": match})
    assert {Ground.SIGHTED, Ground.QUOTED} <= {bound.ground for bound in found.bounds}


@given(
    st.lists(
        st.tuples(st.sampled_from(["mentions the strike of", "was posted on"]), st.integers(1, 28)),
        max_size=6,
    )
)
def test_the_interval_is_the_tightest_and_the_order_does_not_matter(given_: list[tuple[str, int]]) -> None:
    others = [
        told(f"b{n}", f"The recording {words} day {day:02}.", f"day {day:02}", day)
        for n, (words, day) in enumerate(given_)
    ]
    found = dates(*others)
    assert found == dates(*others[::-1])
    starts = [bound.moment for bound in found.bounds if bound.side is Side.NOT_BEFORE]
    ends = [bound.moment for bound in found.bounds if bound.side is Side.NOT_AFTER]
    assert (found.start.moment if found.start else None) == max(starts, default=None)
    assert (found.end.moment if found.end else None) == min(ends)
    crossed = bool(starts) and max(starts) >= min(ends)
    assert bool(found.contradictions) == crossed
