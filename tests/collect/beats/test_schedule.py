"""When a beat is asked again: laws of the schedule, with the moment given."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sayso.collect.beats import schedule
from sayso.collect.beats.schedule import Answered
from sayso.collect.items import Failure, Refusal
from sayso.terms.watch import Beat, BeatKind, Came, Lead, LeadState

NOW = datetime(2026, 3, 7, 6, 0, tzinfo=UTC)
BEAT = Beat(id="be-1", address="http://a.example/feed", recorded=NOW, every=600.0)
REFUSAL = st.builds(
    Refusal,
    item=st.just("x"),
    failure=st.sampled_from(Failure),
    reason=st.just("r"),
    next_step=st.just("n"),
    retry_after=st.none() | st.integers(1, 100_000).map(lambda s: NOW + timedelta(days=400, seconds=s)),
)
ANSWER = st.builds(Answered, kind=st.just(BeatKind.FEED), new=st.integers(0, 2), whole=st.booleans())


@given(st.lists(REFUSAL | ANSWER, max_size=60))
def test_a_beat_is_never_asked_sooner_than_its_rule_and_never_dropped(came: list[Refusal | Answered]) -> None:
    pulse, now = schedule.first(BEAT, NOW), NOW
    for what in came:
        refused = isinstance(what, Refusal)
        pulse = (
            schedule.failed(BEAT, pulse, what, now)
            if isinstance(what, Refusal)
            else schedule.answered(BEAT, pulse, what, now)
        )
        assert pulse.due - now >= timedelta(seconds=BEAT.every)
        asked = what.retry_after if isinstance(what, Refusal) else None
        if asked:
            assert pulse.due >= asked
        assert pulse.due <= max(now + timedelta(days=8), asked or now)
        assert bool(pulse.failure) is refused
        now = pulse.due


def test_lasting_failures_weigh_most_and_an_answer_halves_what_gathered() -> None:
    def after(failure: Failure, times: int) -> timedelta:
        pulse, now = schedule.first(BEAT, NOW), NOW
        for _ in range(times):
            now = max(now, pulse.due)
            pulse = schedule.failed(BEAT, pulse, Refusal("x", failure, "r", "n"), now)
        return pulse.due - now

    assert schedule.class_of(Failure.GONE) is Came.HARD
    assert after(Failure.GONE, 4) > after(Failure.SERVER, 4) > after(Failure.TIMEOUT, 4)
    gone = schedule.failed(BEAT, schedule.first(BEAT, NOW), Refusal("x", Failure.GONE, "r", "n"), NOW)
    assert schedule.answered(BEAT, gone, Answered(BeatKind.FEED, new=1), NOW).weight == gone.weight / 2


def test_a_page_is_tried_a_few_times_and_then_given_up() -> None:
    lead = Lead(id="ld-1", beat="be-1", address="http://a.example/x", title="", found=NOW, due=NOW)
    tries = 0
    while lead.due is not None:
        lead = schedule.refused(lead, Refusal("x", Failure.TIMEOUT, "no answer", "n"), lead.due)
        tries += 1
    assert lead.state is LeadState.GIVEN_UP
    assert tries == 6
