"""Asking authorities outside the desk to say that they have seen the custody log as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sayso.collect import Failure, Refusal
from sayso.collect.fetch.post import ask
from sayso.collect.items import refuse
from sayso.ledger import Ledger
from sayso.ledger.stamps import BadStampError, moment_of, read_roots

_LARGEST = 1_000_000
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
    a later stamp covers everything before it, though only as of its own moment.
    """
    return [_stamped(ledger, each, roots, allow_hosts, offline) for each in authorities]


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
