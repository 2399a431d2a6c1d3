"""Asking authorities outside the desk to say that they have seen the custody log as it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from sayso.collect import Failure, Refusal
from sayso.collect.fetch.post import ask
from sayso.collect.items import refuse
from sayso.collect.names import shown
from sayso.errors import SaysoError
from sayso.ledger import Ledger
from sayso.ledger.stamps import BadStampError, moment_of, read_roots

_LARGEST = 1_000_000
_LOOK = timedelta(minutes=1)  # how often the watch looks whether something new is there to be stamped
_TRIES = tuple(timedelta(minutes=each) for each in (1, 5, 30, 60))  # then each hour
DUE = "The time stamp of "
"""Before an authority's address: what is set aside while it can't be asked."""
_LATER = "Nothing is lost: the next stamp covers what this one would have."


@dataclass(frozen=True, slots=True)
class Stamped:
    """That an authority saw an entry of the custody log, and with it all before it; `new` is False where
    it had seen everything already."""

    authority: str
    entry: int
    moment: datetime | None
    new: bool


def stamp(
    ledger: Ledger,
    authorities: Iterable[str],
    *,
    roots: bytes = b"",
    allow_hosts: tuple[str, ...] = (),
    offline: bool = False,
) -> Sequence[Stamped | Refusal]:
    """Have the newest entry of the custody log stamped by each authority that has not seen it.

    Nothing leaves the machine but a hash. What an authority can't be asked now is due until it can be:
    a later stamp covers everything before it, though only as of its own moment. Why it could not be
    asked is set aside with the case, until it stamps.
    """
    all_found = []
    for name in authorities:
        found = _stamped(ledger, name, roots, allow_hosts, offline)
        if not offline:
            _set_aside(ledger, DUE + shown(name), found)
        all_found.append(found)
    return all_found


def _set_aside(ledger: Ledger, item: str, found: Stamped | Refusal) -> None:
    waiting = [each.reason for each in ledger.at().refusals() if each.item == item]
    if isinstance(found, Refusal) and found.reason not in waiting:
        with ledger.writing() as writer:
            writer.admitted(item)
            writer.refusal(item, found.reason, found.next_step)
    elif isinstance(found, Stamped) and waiting:
        with ledger.writing() as writer:
            writer.admitted(item)


def _stamped(
    ledger: Ledger, authority: str, roots: bytes, allow_hosts: tuple[str, ...], offline: bool
) -> Stamped | Refusal:
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    due = ledger.stamp_due(authority)
    if due is None:
        newest = [each for each in ledger.at().stamps() if each.authority == authority][-1:]
        last = newest[0] if newest else None
        return Stamped(authority, last.entry if last else 0, last.moment if last else None, False)
    if offline:
        return refuse(authority, Failure.OFFLINE, "sayso is offline", _LATER)
    entry, head = due
    request = TimestampRequestBuilder(data=head.encode(), hash_algorithm=HashAlgorithm.SHA256).build()
    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    found = ask(authority, request.as_bytes(), headers=headers, allow_hosts=allow_hosts, most=_LARGEST)
    if isinstance(found, Refusal):
        return found
    if found.status != 200:
        return refuse(authority, Failure.REJECTED, f"it answered with status {found.status}", _LATER)
    try:
        moment, _ = moment_of(found.body, head, read_roots(roots) if roots else (), nonce=request.nonce)
    except BadStampError as cause:
        step = "Check the address, and the root certificates in SAYSO_STAMP_ROOTS."
        return refuse(authority, Failure.REJECTED, str(cause), step)
    with ledger.writing() as writer:
        writer.stamp(entry=entry, head=head, authority=authority, token=found.body)
    return Stamped(authority, entry, moment, True)


class Stamper:
    """Asks for time stamps while a case is watched, in a thread of its own so that a slow authority holds
    nothing up. Use it in a `with`.

    Each authority is asked when something was stored since it was last asked, but at most once in
    `every`. What can't be asked (no network, say) is due, and asked again, ever later, up to each hour.
    """

    def __init__(
        self,
        authorities: Iterable[str],
        *,
        every: timedelta,
        roots: bytes = b"",
        allow_hosts: tuple[str, ...] = (),
        on_stamp: Callable[[Stamped], None] = lambda stamped: None,
        on_trouble: Callable[[str], None] = lambda words: None,
    ) -> None:
        self._every, self._roots, self._allow_hosts = every, roots, allow_hosts
        self._on_stamp, self._on_trouble = on_stamp, on_trouble
        self._next: dict[str, datetime | None] = dict.fromkeys(authorities)
        self._failed: dict[str, int] = {}
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="stamp")
        self._under_way: Future[None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._thread.shutdown()

    def __call__(self, ledger: Ledger, now: datetime) -> None:
        """Begin to ask where it is time to."""
        if self._under_way is not None:
            if not self._under_way.done():
                return
            self.wait()
        asked = [name for name, then in self._next.items() if then is None or now >= then]
        if asked:
            self._under_way = self._thread.submit(self._ask, ledger, asked, now)

    def finish(self, ledger: Ledger, now: datetime) -> None:
        """Have stamped what is left, and wait for it."""
        self.wait()
        self._ask(ledger, [name for name in self._next if name not in self._failed], now)

    def wait(self) -> None:
        """Wait for what is under way."""
        if self._under_way is not None:
            ended, self._under_way = self._under_way, None
            ended.result()

    def _ask(self, ledger: Ledger, authorities: Sequence[str], now: datetime) -> None:
        for name in authorities:
            try:
                (found,) = stamp(ledger, [name], roots=self._roots, allow_hosts=self._allow_hosts)
            except SaysoError as error:  # a full disk, another writer: the next look asks again
                self._next[name] = now + _LOOK
                self._on_trouble(str(error))
                continue
            if isinstance(found, Refusal):
                tries = self._failed.get(name, 0)
                self._failed[name] = tries + 1
                self._next[name] = now + _TRIES[min(tries, len(_TRIES) - 1)]
                self._on_trouble(f"A time stamp is due: {found}")
                continue
            self._failed.pop(name, None)
            self._next[name] = now + (self._every if found.new else min(_LOOK, self._every))
            if found.new:
                self._on_stamp(found)
