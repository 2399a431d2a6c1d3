"""What a server's answer means for the person who asked: found, moved, or refused and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from sayso.collect.items import Failure, Refusal, refuse

MOVED = frozenset({301, 302, 303, 307, 308})
_LONGEST_WAIT = timedelta(days=30)
_LATER = "Try again later; what is stored is safe."
_KINDS: dict[int, tuple[Failure, str, str]] = {
    401: (Failure.LOGIN, "the server asks for a login", "Save the page from your browser and add the file."),
    402: (Failure.LOGIN, "the server asks for payment", "Save the page from your browser and add the file."),
    403: (Failure.LOGIN, "the server refuses strangers", "Save the page from your browser and add the file."),
    404: (Failure.NOT_FOUND, "there is no such page", "Check the address, or look for it in a web archive."),
    407: (Failure.REJECTED, "a proxy asks for a login", "Ask whoever runs the network."),
    410: (Failure.GONE, "the page was taken away", "Look for it in a web archive."),
    429: (Failure.TOO_MANY, "the server was asked too often", "Wait, then try again."),
    451: (Failure.REJECTED, "the page is withheld for legal reasons", "Look for it in a web archive."),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One response as it came over the wire: what was sent, what came back, before any unpacking."""

    address: str
    status: int
    sent: tuple[tuple[str, str], ...]
    headers: tuple[tuple[str, str], ...]
    raw: bytes = field(repr=False)
    moment: datetime
    reason: str = ""

    def header(self, name: str) -> str:
        """All values of a header field joined by commas, empty where there is none."""
        return ", ".join(value for key, value in self.headers if key.lower() == name)


def refusal_of(item: str, status: int, *, retry_after: str, now: datetime) -> Refusal | None:
    """Why an answer with this status is no page; None where it is one (any 2xx with a body)."""
    if status in {200, 201, 203}:
        return None
    moment = retry_moment(retry_after, now=now)
    kind = _KINDS.get(status)
    if kind is None and status >= 500:
        kind = (Failure.SERVER, "the server has a fault", _LATER)
    elif kind is None and status in {202, 204, 205}:
        kind = (Failure.EMPTY, "the server sent nothing", _LATER)
    failure, reason, step = kind or (
        Failure.REJECTED,
        "the server does not give the page",
        "Check the address.",
    )
    if moment is not None:
        reason += f", and asks to wait until {moment:%Y-%m-%d %H:%M:%S} UTC"
    found = refuse(item, failure, f"{reason} (status {status})", step)
    return Refusal(found.item, failure, found.reason, step, moment)


def retry_moment(value: str, *, now: datetime) -> datetime | None:
    """The moment of a Retry-After field (seconds or a date), None where it names none ahead."""
    value = value.strip()
    if not value:
        return None
    try:
        if value.isascii() and value.isdigit():
            moment = now + timedelta(seconds=min(int(value[:12]), _LONGEST_WAIT.total_seconds()))
        else:
            moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(aware.astimezone(UTC), now + _LONGEST_WAIT) if aware > now else None
