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
from sayso.errors import SaysoError
from sayso.ledger import Ledger, View
from sayso.run.watch.alone import watcher_of
from sayso.terms.time import NOW
from sayso.terms.watch import Came, Pulse

_LITTLE = 2 * 1024**3
_SLACK = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    item: str
    fine: bool
    reason: str
    next_step: str = ""


def examine(folder: Path) -> tuple[Finding, ...]:
    """Everything that was looked at, in the order of what stands on what. Never raises for what it is
    to find out."""
    try:
        with Ledger.open(folder) as ledger, ledger.at(NOW) as view:
            return (*_case(folder), *_disk(folder), *_watch(folder, view), *_beats(view), *_rest(view))
    except SaysoError as error:
        return (Finding("the case", False, error.sentence()),)


def _case(folder: Path) -> Iterator[Finding]:
    fine = os.access(folder, os.W_OK)
    reason = "It opens and can be written." if fine else "It can be read but not written."
    yield Finding("the case", fine, reason, "" if fine else "Give yourself the right to write to its folder.")


def _disk(folder: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(folder).free
    fine = free >= _LITTLE
    step = "" if fine else "Free some space: the watch stops storing when there is none, and goes on after."
    yield Finding("the disk", fine, f"{free / 1e9:,.1f} GB are free.", step)


def _watch(folder: Path, view: View) -> Iterator[Finding]:
    beats = view.beats()
    process = watcher_of(folder)
    if not beats:
        yield Finding("the watch", True, "Nothing is followed.", "sayso follow URL")
        return
    running = process is not None
    reason = f"Process {process} watches {len(beats):,} beats." if running else "Nobody watches."
    yield Finding("the watch", running, reason, "" if running else "sayso watch, or sayso watch --install")


def _beats(view: View) -> Iterator[Finding]:
    pulses = list(view.pulses().values())
    now = datetime.now(UTC)
    ahead = [pulse for pulse in pulses if pulse.asked and pulse.asked > now + _SLACK]
    if ahead:
        reason = f"{len(ahead):,} beats were asked at a moment that is yet to come."
        yield Finding("the clock", False, reason, "Check the clock; the watch takes them as due now.")
    failing = [pulse for pulse in pulses if pulse.failure]
    if not failing:
        if pulses:
            yield Finding("the beats", True, f"All {len(pulses):,} that were visited answered.")
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


def _rest(view: View) -> Iterator[Finding]:
    stuck = [each for each in view.deliveries() if each.sent is None and each.reason]
    if stuck:
        reason = f"{len(stuck):,} could not be delivered: {stuck[0].channel}: {stuck[0].reason}."
        yield Finding("the alerts", False, reason, "Mend alerts.toml; they are tried again.")
    if not view.is_weighed():
        yield Finding("the weighing", False, "Articles came in that are not weighed.", "sayso watch --once")
