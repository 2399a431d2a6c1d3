"""Whom to ask next: what is due, one request a host at a time, none before its host's next moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from heapq import heappop, heappush


class JobKind(StrEnum):
    """What a job asks for."""

    BEAT = "beat"
    LEAD = "lead"


@dataclass(frozen=True, slots=True, order=True)
class Job:
    """One thing to ask for, at `due` or later."""

    due: datetime
    id: str
    kind: JobKind = field(compare=False)
    address: str = field(compare=False)
    host: str = field(compare=False)


class Agenda:
    """Jobs by host. A host is asked for one thing at a time, and not before `rest` allows; the job that
    has been due longest goes first among the hosts that are free."""

    def __init__(self) -> None:
        self._jobs: dict[str, list[Job]] = {}
        self._due: dict[str, datetime] = {}
        self._free: dict[str, datetime] = {}
        self._busy: dict[str, str] = {}  # hosts with the job that is under way
        self._hosts: list[tuple[datetime, str]] = []

    def __len__(self) -> int:
        return len(self._due)

    def is_due(self, now: datetime) -> bool:
        """Whether any job is due, though its host may have to rest first."""
        return any(due <= now for due in self._due.values())

    def put(self, job: Job) -> None:
        """Add a job; one with its id that is there already is replaced, and one that is under way stays
        as it is."""
        if self._due.get(job.id) == job.due or self._busy.get(job.host) == job.id:
            return
        self._due[job.id] = job.due
        heappush(self._jobs.setdefault(job.host, []), job)
        self._call(job.host)

    def drop(self, job_id: str) -> None:
        """Forget a job that is not under way."""
        self._due.pop(job_id, None)

    def take(self, now: datetime) -> Job | None:
        """The next job that may begin now; its host is busy until `done`."""
        while self._hosts and self._hosts[0][0] <= now:
            _, host = heappop(self._hosts)
            ready = self._ready(host)
            if ready is None or host in self._busy:
                continue
            if ready > now:
                heappush(self._hosts, (ready, host))
                continue
            job = heappop(self._jobs[host])
            del self._due[job.id]
            self._busy[host] = job.id
            return job
        return None

    def done(self, host: str, *, free: datetime) -> None:
        """A host has answered; it may be asked again from `free` on."""
        self._busy.pop(host, None)
        self.rest(host, until=free)

    def rest(self, host: str, *, until: datetime) -> None:
        """Leave a host alone until then."""
        self._free[host] = max(until, self._free.get(host, until))
        self._call(host)

    def next_at(self) -> datetime | None:
        """When the next job may begin, as far as hosts are not busy; None where there is none."""
        while self._hosts:
            when, host = self._hosts[0]
            ready = self._ready(host)
            if ready is None or host in self._busy:
                heappop(self._hosts)
            elif ready > when:
                heappop(self._hosts)
                heappush(self._hosts, (ready, host))
            else:
                return when
        return None

    def _call(self, host: str) -> None:
        if host not in self._busy and (ready := self._ready(host)) is not None:
            heappush(self._hosts, (ready, host))

    def _ready(self, host: str) -> datetime | None:
        """When a host's first job may begin; jobs that were replaced or dropped are passed over."""
        jobs = self._jobs.get(host, [])
        while jobs and self._due.get(jobs[0].id) != jobs[0].due:
            heappop(jobs)
        if not jobs:
            self._jobs.pop(host, None)
            return None
        return max(jobs[0].due, self._free.get(host, jobs[0].due))
