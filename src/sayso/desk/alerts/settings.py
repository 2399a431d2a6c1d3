"""How alerts reach people, as it is set: seen, changed, tried. What a secret is, is never shown.

A page may set where alerts go and when, and nothing more: which program is run, and which variables of the
environment hold a secret, is said on the command line. A secret goes only where it was given for: who
changes the address on a page gives the secret again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sayso.collect.words import one_line
from sayso.desk.alerts.channels import FILE, Channel, ChannelKind, alerting_of, read_alerting
from sayso.desk.alerts.deliver import send
from sayso.desk.moments import read_length, write_length
from sayso.desk.tables import read_tables, write_tables
from sayso.errors import BadField, NotFound
from sayso.ledger.ledger import Ledger
from sayso.ledger.view import View
from sayso.terms.time import NOW, AsOf
from sayso.terms.watch import Alert, AlertKind, AlertLine, Wish

if TYPE_CHECKING:
    from tomlkit import TOMLDocument
    from tomlkit.items import AoT, Table

_LONGEST = 80
_SECRET = {ChannelKind.EMAIL: "password", ChannelKind.WEBHOOK: "secret"}
_GOES = {ChannelKind.EMAIL: ("server", "security", "user"), ChannelKind.WEBHOOK: ("url",)}
_FIRST = "# How alerts of this case reach people: docs/how-to/alerts.md. It holds secrets.\n"


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """A channel without its secrets. `where` is what of its address may be shown, `to` and `server` are
    those of an e-mail; `quiet` are hours of `zone`, `digest` is how long is gathered, both empty for
    none. `arrived` is when it last took an alert, `waiting` how many are on their way, `reason` why not
    yet."""

    name: str
    kind: str
    where: str
    kinds: tuple[str, ...]
    quiet: str
    zone: str
    digest: str
    to: str = ""
    server: str = ""
    arrived: datetime | None = None
    waiting: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A wish with the name of the entity that it follows."""

    wish: Wish
    name: str


@dataclass(frozen=True, slots=True)
class AlertSettings:
    """Everything that is set about alerts. `trouble` says what is wrong with `alerts.toml`."""

    as_of: AsOf
    channels: tuple[ChannelRow, ...]
    wanted: tuple[Wanted, ...]
    cooldown: str
    desk: str
    trouble: str


def settings_page(view: View, folder: Path) -> AlertSettings:
    """What is set. Never fails for what stands in the file."""
    trouble = cooldown = desk = ""
    channels: tuple[Channel, ...] = ()
    try:
        alerting = read_alerting(folder)
        channels, cooldown, desk = alerting.channels, write_length(alerting.cooldown), alerting.desk
    except BadField as error:
        trouble = str(error)
    rows = channel_rows(view, channels)
    return AlertSettings(view.as_of, rows, _wanted(view), cooldown, desk, trouble)


def channel_rows(view: View, channels: tuple[Channel, ...]) -> tuple[ChannelRow, ...]:
    """Each channel with how it did so far."""
    did = view.carried()
    return tuple(_row(each, *did.get(each.name, (None, 0, ""))) for each in channels)


def _row(channel: Channel, arrived: datetime | None, waiting: int, reason: str) -> ChannelRow:
    mail = channel.kind is ChannelKind.EMAIL
    return ChannelRow(
        channel.name,
        channel.kind.value,
        _where(channel),
        kinds=tuple(kind.value for kind in AlertKind if kind in channel.kinds),
        quiet="–".join(f"{each:%H:%M}" for each in channel.quiet) if channel.quiet else "",
        zone=channel.zone,
        digest=write_length(channel.digest) if channel.digest else "",
        to=_names(channel.given["to"]) if mail else "",
        server=str(channel.given["server"]) if mail else "",
        arrived=arrived,
        waiting=waiting,
        reason=reason,
    )


def _names(to: object) -> str:
    return ", ".join(map(str, to)) if isinstance(to, list) else str(to)


def _where(channel: Channel) -> str:
    """Of a webhook the host alone and of a command the program: their other parts can be secrets."""
    given = channel.given
    if channel.kind is ChannelKind.EMAIL:
        return f"to {_names(given['to'])} by {given['server']}"
    if channel.kind is ChannelKind.WEBHOOK:
        url = urlsplit(str(given["url"]))
        return f"{url.scheme}://{url.hostname}/…"
    run = given["run"]
    parts = [str(each) for each in run] if isinstance(run, list) else [str(run)]
    return f"{parts[0]}{' …' if len(parts) > 1 else ''}"


def _wanted(view: View) -> tuple[Wanted, ...]:
    wishes = view.wishes()
    followed = any(wish.entity for wish in wishes)
    names = {each.id: each.name for each in view.resolution().entities} if followed else {}
    return tuple(Wanted(wish, wish.words or names.get(wish.entity, wish.entity)) for wish in wishes)


def put_channel(
    folder: Path, name: str, said: Mapping[str, object | None], *, from_page: bool = False
) -> Channel:
    """Set a channel, new or known by its name. What is None stays as it is, what is empty is taken away.
    BadField names what can't be so, and then nothing is changed; CaseReadOnly."""
    name = one_line(name)[:_LONGEST]
    if not name:
        raise BadField("The name", "a channel needs one", "Call it by who is told: night desk.")
    document = read_tables(folder / FILE, first=_FIRST)
    table = _table(document, name)
    known = dict(table.unwrap())
    given = {key: value for key, value in said.items() if value is not None}
    if from_page:
        _check_page(known, given)
    for key, value in given.items():
        if value in ("", [], ()):
            table.pop(key, None)
        else:
            table[key] = list(value) if isinstance(value, tuple) else value
    alerting = _put(folder, document)
    return next(each for each in alerting if each.name == name)


def _check_page(known: Mapping[str, object], given: Mapping[str, object]) -> None:
    """What no page may do. BadField."""
    kind = str(given.get("kind") or known.get("kind", ""))
    if "run" in given or (kind == ChannelKind.COMMAND and known.get("kind") != kind):
        step = "Say it on the command line: sayso tell NAME --run PROGRAM."
        raise BadField("The command", "no page may name a program that is run", step)
    secret = _SECRET.get(ChannelKind(kind), "") if kind in set(ChannelKind) else ""
    new = str(given.get(secret) or "")
    if new.startswith("env:"):
        step = f"Say it on the command line: sayso tell NAME --secret {new[:40]}."
        raise BadField("The secret", "no page may name a variable of the environment", step)
    goes = _GOES.get(ChannelKind(kind), ()) if secret else ()
    moved = [part for part in goes if part in given and given[part] != known.get(part, "")]
    if moved and known.get(secret) and not new:
        reason = f"its {moved[0]} is another one, and the {secret} was given for the old one"
        raise BadField("The channel", reason, f"Give the {secret} too.")


def remove_channel(ledger: Ledger, name: str) -> None:
    """Tell by it no more; what waits for it is dropped. NotFound, BadField, CaseReadOnly, CaseBusy."""
    document = read_tables(ledger.folder / FILE, first=_FIRST)
    tables = document.get("channel", [])
    left = [each for each in tables if _name(each) != name]
    if len(left) == len(tables):
        raise NotFound(f"Channel {name[:_LONGEST]}", "", "`sayso channels` lists them.")
    for number, each in reversed(list(enumerate(tables))):
        if _name(each) == name:
            del tables[number]
    _put(ledger.folder, document)
    now = datetime.now(UTC)
    with ledger.writing() as writer:
        for each in ledger.at(NOW).deliveries(channel=name, waiting=True, limit=100_000):
            writer.delivered(each.alert.id, name, sent=now, due=now, reason="nobody is told by it any more")


def set_cooldown(folder: Path, length: str) -> timedelta:
    """Set for how long the same kind of change of one question is told once. BadField, CaseReadOnly."""
    found = read_length(length, item="The cooldown")
    document = read_tables(folder / FILE, first=_FIRST)
    document["cooldown"] = write_length(found)
    _put(folder, document)
    return found


def try_channel(folder: Path, name: str, now: datetime, *, allow_hosts: tuple[str, ...] = ()) -> str:
    """Send a trial alert by a channel, at once; empty, or why it did not arrive. NotFound, BadField."""
    alerting = read_alerting(folder)
    channel = next((each for each in alerting.channels if each.name == name), None)
    if channel is None:
        raise NotFound(f"Channel {name[:_LONGEST]}", "", "`sayso channels` lists them.")
    line = AlertLine(
        AlertKind.STATUS, "Nothing changed: this shows that alerts arrive here.", "It is a trial"
    )
    alert = Alert(
        id=Alert.make_id("trial", now), subject="trial", title="A trial alert", lines=(line,), moment=now
    )
    return send(channel, [alert], alerting.desk, allow_hosts)


def _table(document: TOMLDocument, name: str) -> Table:
    """The table of a channel, a new one where there is none."""
    import tomlkit

    tables: AoT = document.setdefault("channel", tomlkit.aot())
    for each in tables:
        if _name(each) == name:
            found: Table = each
            return found
    made = tomlkit.table()
    made["name"] = name
    tables.append(made)
    return document["channel"][-1]  # type: ignore[no-any-return]  # the one that was appended


def _name(table: Mapping[str, object]) -> str:
    return str(table.get("name") or table.get("kind") or "")


def _put(folder: Path, document: TOMLDocument) -> tuple[Channel, ...]:
    """Write the file; its channels. BadField where what it would say can't be; CaseReadOnly."""
    alerting = alerting_of(document.unwrap(), FILE)
    write_tables(folder / FILE, document)
    return alerting.channels
