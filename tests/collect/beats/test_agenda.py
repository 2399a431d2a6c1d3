"""Whom to ask next: one request a host, none before its moment, nothing forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sayso.collect.beats.agenda import Agenda, Job, JobKind

START = datetime(2026, 3, 7, tzinfo=UTC)
JOBS = st.lists(st.tuples(st.integers(0, 30), st.sampled_from("abc")), max_size=25)


@given(JOBS, st.integers(1, 5), st.randoms(use_true_random=False))
def test_each_job_runs_once_and_hosts_rest_between(
    jobs: list[tuple[int, str]], rest: int, dice: object
) -> None:
    agenda = Agenda()
    for number, (due, host) in enumerate(jobs):
        agenda.put(Job(START + timedelta(seconds=due), f"j{number}", JobKind.LEAD, "", host))
    now, busy, ran, last = START, [], [], {}  # type: ignore[var-annotated]
    while len(agenda) or busy:
        while (job := agenda.take(now)) is not None:
            assert job.due <= now
            assert job.host not in busy
            assert now >= last.get(job.host, START)
            busy.append(job.host)
            ran.append(job.id)
        if busy and dice.random() < 0.5:  # type: ignore[attr-defined]
            host = busy.pop(0)
            last[host] = now + timedelta(seconds=rest)
            agenda.done(host, free=last[host])
        elif (upcoming := agenda.next_at()) is not None:
            now = max(now, upcoming)
    assert sorted(ran) == sorted(f"j{number}" for number in range(len(jobs)))


def test_a_job_under_way_is_not_begun_twice_and_a_dropped_one_never() -> None:
    agenda = Agenda()
    job = Job(START, "j", JobKind.BEAT, "", "a")
    agenda.put(job)
    assert agenda.take(START) == job
    agenda.put(job)
    agenda.done("a", free=START)
    assert agenda.take(START) is None
    agenda.put(job)
    agenda.drop("j")
    assert agenda.take(START) is None
    assert agenda.next_at() is None
