"""What keeps a desk from working well, each finding with what to do."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sayso.collect.beats.schedule import class_of
from sayso.collect.items import Failure
from sayso.desk.alerts.channels import read_alerting
from sayso.desk.moments import moment_words
from sayso.desk.retention import going, read_rules
from sayso.errors import BadField, SaysoError
from sayso.ledger.alone import watcher_of
from sayso.ledger.ledger import Ledger
from sayso.ledger.view import View
from sayso.read.version import VERSION
from sayso.terms.time import NOW, AsOf
from sayso.terms.watch import Came, Pulse

_LITTLE = 2 * 1024**3
_SLACK = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: whether it is fine, why not, and what to do."""

    item: str
    fine: bool
    reason: str
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class HealthPage:
    """Everything that was looked at, in the order of what stands on what."""

    as_of: AsOf
    findings: tuple[Finding, ...]

    @property
    def wrong(self) -> int:
        """How many findings need a person."""
        return sum(not each.fine for each in self.findings)


def examine(folder: Path, *, stamp_with: tuple[str, ...] = ()) -> HealthPage:
    """Everything that was looked at. `stamp_with` are the time-stamp authorities that are to be asked.
    Never raises for what it is to find out."""
    try:
        with Ledger.open(folder) as ledger:
            return health_page(ledger, stamp_with=stamp_with)
    except SaysoError as error:
        return HealthPage(NOW, (Finding("the case", False, error.sentence()),))


def health_page(ledger: Ledger, *, stamp_with: tuple[str, ...] = ()) -> HealthPage:
    """Everything that was looked at in an open case."""
    folder = ledger.folder
    with ledger.at(NOW) as view:
        found = [*_case(folder), *_disk(folder), *_watch(folder, view), *_beats(view)]
        found += [*_alerts(folder, view), *_stamps(ledger, view, stamp_with), *_kept(ledger), *_rest(view)]
    return HealthPage(NOW, tuple(found))


def _case(folder: Path) -> Iterator[Finding]:
    fine = os.access(folder, os.W_OK)
    reason = "It opens and can be written." if fine else "It can be read but not written."
    yield Finding("the case", fine, reason, "" if fine else "Give yourself the right to write to its folder.")


def _disk(folder: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(folder).free
    fine = free >= _LITTLE
    step = "Free some space: the watch stops storing when there is none, and goes on after."
    reason = f"{free / 1e9:,.1f} GB are free; the case takes {_size(folder) / 1e9:,.2f} GB."
    yield Finding("the disk", fine, reason, "" if fine else step)


def _size(folder: Path) -> int:
    """Bytes in the case's own files; the old store of single files is left out, it can be millions."""
    places = [folder, folder / "warc"]
    files = (each for place in places if place.is_dir() for each in os.scandir(place))
    return sum(each.stat().st_size for each in files if each.is_file(follow_symlinks=False))


def _watch(folder: Path, view: View) -> Iterator[Finding]:
    beats = view.beats()
    process = watcher_of(folder)
    if not beats:
        yield Finding("the watch", True, "Nothing is followed.", "sayso follow URL")
        return
    running = process is not None
    reason = f"Process {process} watches {_count(len(beats), 'beat')}." if running else "Nobody watches."
    yield Finding("the watch", running, reason, "" if running else "sayso watch, or sayso watch --install")


def _beats(view: View) -> Iterator[Finding]:
    pulses = list(view.pulses().values())
    now = datetime.now(UTC)
    ahead = [pulse for pulse in pulses if pulse.asked and pulse.asked > now + _SLACK]
    if ahead:
        reason = f"{_count(len(ahead), 'beat')} asked at a moment that is yet to come."
        yield Finding("the clock", False, reason, "Check the clock; the watch takes them as due now.")
    failing = [pulse for pulse in pulses if pulse.failure]
    if not failing:
        if pulses:
            yield Finding(
                "the beats", True, f"{_count(len(pulses), 'beat')} answered at the last visit, none failed."
            )
        return
    for came, name in ((Came.HARD, "refused"), (Came.SOFT, "at fault"), (Came.TEMPORARY, "out of reach")):
        these = [pulse for pulse in failing if class_of(Failure(pulse.failure)) is came]
        if these:
            yield Finding(f"beats {name}", came is Came.TEMPORARY, _sums(these), "sayso followed names them.")


def _sums(pulses: list[Pulse]) -> str:
    counted = Counter(pulse.failure for pulse in pulses)
    return (
        f"{len(pulses):,}: " + ", ".join(f"{count:,} {what}" for what, count in counted.most_common()) + "."
    )


def _alerts(folder: Path, view: View) -> Iterator[Finding]:
    try:
        channels = read_alerting(folder).channels
    except BadField as error:
        yield Finding("the alerts", False, f"{error.item}: {error.reason}.", error.next_step)
        return
    stuck = [each for each in view.deliveries(waiting=True) if each.reason]
    if stuck:
        reason = f"{len(stuck):,} could not be delivered: {stuck[0].channel}: {stuck[0].reason}."
        yield Finding(
            "the alerts", False, reason, "sayso tell NAME --try; they are tried again by themselves."
        )
    elif channels:
        yield Finding("the alerts", True, f"By {_count(len(channels), 'channel')}; nothing waits.")


def _stamps(ledger: Ledger, view: View, authorities: tuple[str, ...]) -> Iterator[Finding]:
    """What no authority has seen is worth a look where one was asked to, or is to be."""
    last = {each.authority: each.moment for each in view.stamps()}
    aside = {each.item: each.reason for each in view.refusals()}
    for name in dict.fromkeys((*authorities, *last)):
        seen = f"last saw the case on {moment_words(last[name])}" if name in last else "has not seen the case"
        why = next((reason for item, reason in aside.items() if item.endswith(name)), "")
        if ledger.stamp_due(name) is None:
            yield Finding("the time stamps", True, f"{name} has seen everything: {seen}.")
        else:
            reason = f"{name} {seen}; more is due{f': {why}' if why else ''}."
            yield Finding("the time stamps", not why, reason, "The watch asks again, or: sayso stamp")


def _kept(ledger: Ledger) -> Iterator[Finding]:
    """What the rules of the watch would take now."""
    try:
        rules = read_rules(ledger.folder)
    except BadField as error:
        yield Finding("what is kept", False, f"{error.item}: {error.reason}.", error.next_step)
        return
    if rules:
        due = going(ledger, rules, datetime.now(UTC))
        size = sum(each.unread.size for each in due)
        reason = (
            f"{len(rules):,} rules; {len(due):,} pieces of evidence, {size / 1e6:,.1f} MB, are due to go."
        )
        yield Finding("what is kept", True, reason, "sayso forget --rules")


def _rest(view: View) -> Iterator[Finding]:
    older = len(view.outdated(VERSION))
    if older:
        reason = f"{_count(older, 'article')} still stand as an older version of the reader read them."
        yield Finding("the readings", False, reason, "sayso watch --once reads some anew each time")
    if not view.is_weighed():
        yield Finding("the weighing", False, "Articles came in that are not weighed.", "sayso watch --once")
    aside = len(view.refusals())
    if aside:
        yield Finding("set aside", True, f"{_count(aside, 'item')} could not be used.", "sayso refusals")


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
