"""Following and leaving: what is said of a beat is kept with its history, lists go in and out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sayso.collect.beats import schedule
from sayso.collect.beats.schedule import Answered
from sayso.collect.items import Failure, Refusal
from sayso.desk.beats import BeatState, beat_page, beats_page, in_words, state_of
from sayso.desk.follow import as_opml, follow, leave, seconds_of
from sayso.errors import BadField, NotFound
from sayso.ledger import Ledger
from sayso.terms.watch import BeatKind, Pulse

NOW = datetime(2026, 3, 7, 6, 0, tzinfo=UTC)
FEED = "http://a.example/feed"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.create(tmp_path / "case") as made:
        yield made


def test_what_is_said_anew_closes_what_was_said_before(ledger: Ledger) -> None:
    follow(ledger, [FEED], outlet="Courier", reliability="c", because="unknown to us", by="ada")
    assert follow(ledger, ["HTTP://A.example:80/feed#x"], outlet="Courier").known == 1
    assert follow(ledger, [FEED], reliability="B", because="corrected itself").changed == 1
    page = beat_page(ledger.at(), FEED, now=NOW)
    assert [(beat.reliability, beat.because, beat.closed is None) for beat in page.said] == [
        ("B", "corrected itself", True),
        ("C", "unknown to us", False),
    ]
    assert page.row.beat.outlet == "Courier"
    assert page.row.state is BeatState.WAITING
    leave(ledger, [page.row.beat.id[:8]])
    assert ledger.at().beats() == ()
    assert follow(ledger, [FEED]).new == 1
    assert list(ledger.verify()) == []


def test_a_list_of_feeds_goes_out_and_comes_in_whole(ledger: Ledger, tmp_path: Path) -> None:
    follow(ledger, [FEED], title="A <b>&\x01", outlet="Courier", language="fr", every="2h", why="the port")
    follow(ledger, ["http://b.example/map"], kind="sitemap")
    follow(ledger, ["http://c.example/"], owner="Gull Trust", family="Gull", country="SN", reliability="B")
    opml = tmp_path / "out.opml"
    opml.write_bytes(as_opml(ledger.at()))
    with Ledger.create(tmp_path / "other") as other:
        assert follow(other, [str(opml)]).new == 3
        assert follow(other, [str(opml)]).known == 3
        assert as_opml(other.at()) == opml.read_bytes()
        beats = {beat.address: beat for beat in other.at().beats()}
    assert beats[FEED].every == 7200
    assert (beats[FEED].outlet, beats[FEED].language, beats[FEED].why) == ("Courier", "fr", "the port")
    assert beats["http://b.example/map"].kind is BeatKind.SITEMAP
    plain = beats["http://c.example/"]
    assert (plain.kind, plain.title) == (BeatKind.ANY, "")
    assert (plain.owner, plain.family, plain.country, plain.reliability) == ("Gull Trust", "Gull", "SN", "B")


def test_a_long_list_with_duplicates_is_followed_once_each(ledger: Ledger, tmp_path: Path) -> None:
    lines = "".join(f'<outline xmlUrl="http://h{n % 50}.example/{n % 90}"/>' for n in range(2_000))
    opml = tmp_path / "many.opml"
    opml.write_text(f"<opml version='2.0'><body>{lines}</body></opml>", encoding="utf-8")
    assert follow(ledger, [str(opml)]).new == 450
    assert follow(ledger, [str(opml)]).known == 450


def test_what_can_not_be_followed_is_named_and_the_rest_is(ledger: Ledger, tmp_path: Path) -> None:
    done = follow(ledger, ["ftp://a.example/", str(tmp_path / "none"), "http://u:p@a.example/", FEED])
    assert done.new == 1
    assert len(done.refused) == 3
    with pytest.raises(BadField, match="no grade"):
        follow(ledger, [FEED], reliability="Z")
    with pytest.raises(BadField, match="no kind"):
        follow(ledger, [FEED], kind="circus")
    with pytest.raises(NotFound):
        leave(ledger, ["http://nowhere.example/"])


@pytest.mark.parametrize(
    ("text", "seconds"), [("15m", 900), ("2h", 7200), ("90s", 90), ("1d", 86400), ("20", 1200)]
)
def test_times_are_read(text: str, seconds: float) -> None:
    assert seconds_of(text) == seconds


@pytest.mark.parametrize("text", ["", "x", "1s", "99d", "5 parsecs"])
def test_what_is_no_time_is_said_to_be_none(text: str) -> None:
    with pytest.raises(BadField):
        seconds_of(text)


def test_states_say_what_needs_a_person() -> None:
    from tests.collect.beats.test_schedule import BEAT

    def later(pulse: Pulse, **time: float) -> BeatState:
        return state_of(pulse, NOW + timedelta(**time))

    first = schedule.first(BEAT, NOW)
    assert later(first) is BeatState.WAITING
    news = schedule.answered(BEAT, first, Answered(BeatKind.FEED, new=1), NOW)
    assert later(news, minutes=5) is BeatState.NEW
    assert later(news, days=3) is BeatState.LATE
    once = schedule.failed(BEAT, news, Refusal("x", Failure.TIMEOUT, "no answer", "wait"), NOW)
    assert later(once, minutes=5) is BeatState.RETRYING
    gone = schedule.failed(BEAT, news, Refusal("x", Failure.GONE, "taken away", "look"), NOW)
    assert later(gone, minutes=5) is BeatState.FAILING
    assert in_words(timedelta(hours=3)) == "3 h"


def test_the_page_puts_what_needs_a_person_first(ledger: Ledger) -> None:
    follow(ledger, [FEED, "http://b.example/feed"])
    beat = ledger.at().beat("http://b.example/feed")
    pulse = schedule.first(beat, NOW)
    with ledger.writing() as writer:
        refusal = Refusal("x", Failure.GONE, "it is gone", "look")
        writer.pulses([schedule.failed(beat, pulse, refusal, NOW)])
    page = beats_page(ledger.at(), now=NOW)
    assert [row.beat.address for row in page.beats] == ["http://b.example/feed", FEED]
    assert page.beats[0].why.startswith("It is gone. Failed once; asked again in")
    assert page.beats[0].next_step == "look"
    assert beats_page(ledger.at(), now=NOW, state=BeatState.WAITING).beats[0].beat.address == FEED
