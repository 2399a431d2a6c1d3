"""How people want to be told: the channels of `alerts.toml` in the case's folder.

A file of the case's folder and no rows of the case: it holds secrets, which no copy or export may carry.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sayso.desk.moments import read_length
from sayso.errors import BadField
from sayso.terms.watch import AlertKind

FILE = "alerts.toml"
_COOLDOWN = timedelta(hours=1)
_HELP = "See docs/how-to/alerts.md."
NEEDS = {"email": ("to", "server"), "webhook": ("url", "secret"), "command": ("run",)}
"""What a channel of each kind can't do without."""


class ChannelKind(StrEnum):
    """By what a channel tells."""

    EMAIL = "email"
    WEBHOOK = "webhook"
    COMMAND = "command"


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One way to tell. `kinds` empty: everything. `quiet` is a stretch of the day in `zone` in which
    nothing is sent; what comes then is sent together at its end. `digest` gathers for so long."""

    name: str
    kind: ChannelKind
    kinds: frozenset[AlertKind] = frozenset()
    quiet: tuple[time, time] | None = None
    zone: str = "UTC"
    digest: timedelta = timedelta()
    given: Mapping[str, object] = field(default_factory=dict, repr=False)

    def wants(self, kinds: frozenset[AlertKind]) -> bool:
        """Whether an alert of these kinds goes to it."""
        return not self.kinds or bool(self.kinds & kinds)


@dataclass(frozen=True, slots=True)
class Alerting:
    """What `alerts.toml` says."""

    channels: tuple[Channel, ...] = ()
    cooldown: timedelta = _COOLDOWN
    desk: str = "http://127.0.0.1:8400"


def read_alerting(folder: Path) -> Alerting:
    """The file's settings; without a file the desk's own pages and its feed are all. BadField."""
    place = folder / FILE
    try:
        value = tomllib.loads(place.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Alerting()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadField(str(place), f"it can't be read ({error})", "Mend the file.") from error
    return alerting_of(value, str(place))


def alerting_of(value: Mapping[str, object], place: str) -> Alerting:
    """What the tables of a file say; `place` names it in messages. BadField."""
    channels = value.get("channel", [])
    if not isinstance(channels, list):
        raise BadField(place, "channels are written as [[channel]]", _HELP)
    cooldown = value.get("cooldown")
    read = tuple(_channel(each, place) for each in channels)
    if len({each.name for each in read}) < len(read):
        raise BadField(place, "two channels have one name", 'Give each a name = "…" of its own.')
    return Alerting(
        read,
        _COOLDOWN if cooldown is None else read_length(str(cooldown), item=f"{place}, cooldown"),
        str(value.get("desk", Alerting().desk)).rstrip("/"),
    )


def due_at(channel: Channel, now: datetime) -> datetime:
    """When an alert of `now` is sent: at once, at the end of the digest's stretch (counted from
    midnight UTC), and never within the quiet hours."""
    due = now
    if channel.digest:
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        due = midnight + ((now - midnight) // channel.digest + 1) * channel.digest
    return _after_quiet(channel, due)


def _after_quiet(channel: Channel, due: datetime) -> datetime:
    if channel.quiet is None:
        return due
    start, end = channel.quiet
    local = due.astimezone(ZoneInfo(channel.zone))
    clock = local.time()
    inside = start <= clock < end if start <= end else clock >= start or clock < end
    if not inside:
        return due
    day = local.date() + timedelta(days=1) if clock >= end else local.date()
    return datetime.combine(day, end, tzinfo=local.tzinfo).astimezone(due.tzinfo)


def _channel(value: object, place: str) -> Channel:
    if not isinstance(value, dict):
        raise BadField(place, "a channel is a table", _HELP)
    name = str(value.get("name") or value.get("kind") or "")
    item = f"{place}, channel {name or '?'}"
    kind = ChannelKind(_one_of(ChannelKind, value.get("kind"), item))
    kinds = frozenset(AlertKind(_one_of(AlertKind, each, item)) for each in value.get("kinds", []))
    needed = NEEDS[kind]
    for need in needed:
        if not value.get(need):
            raise BadField(item, f"it has no '{need}'", f"A channel by {kind} needs {', '.join(needed)}.")
    digest = value.get("digest")
    return Channel(
        name=name,
        kind=kind,
        kinds=kinds,
        quiet=_quiet(str(value["quiet"]), item) if value.get("quiet") else None,
        zone=_zone(str(value.get("zone", "UTC")), item),
        digest=read_length(str(digest), item=f"{item}, digest") if digest else timedelta(),
        given=dict(value),
    )


def _one_of(known: type[StrEnum], given: object, item: str) -> str:
    if given not in set(known):
        what = f"'{given}' is none of" if given else "it lacks one of"
        raise BadField(item, f"{what}: {', '.join(known)}", _HELP)
    return str(given)


def _quiet(text: str, item: str) -> tuple[time, time]:
    start, _, end = text.partition("-")
    try:
        return time.fromisoformat(start.strip()), time.fromisoformat(end.strip())
    except ValueError:
        raise BadField(item, f"'{text}' are no quiet hours", 'Write quiet = "22:00-07:00".') from None


def _zone(name: str, item: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError):
        raise BadField(item, f"'{name}' is no time zone", 'Write zone = "Europe/Berlin".') from None
