"""`sayso watch` in the foreground: a live table on a terminal, else a line for each thing that happens."""

from __future__ import annotations

import signal
import sys
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sayso.cli.output import plural, say
from sayso.collect import Options
from sayso.desk.alerts.teller import Teller
from sayso.desk.alerts.words import headline
from sayso.desk.beats import BeatsPage, BeatState, beats_page, in_words
from sayso.desk.retention import Sweeper
from sayso.ledger import Ledger
from sayso.run.stamping import Stamped, Stamper
from sayso.run.watch.ears import hear_one
from sayso.run.watch.watcher import Happened, Parts, Watcher
from sayso.run.weighing import weigh_new
from sayso.terms.time import NOW

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.live import Live

_ROWS, _LINES = 20, 8
_COLOURS = {BeatState.FAILING: "red", BeatState.LATE: "yellow", BeatState.NEW: "green"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamping:
    """Which authorities are asked for time stamps, how often at most, and the roots they must lead to."""

    authorities: tuple[str, ...] = ()
    every: timedelta = timedelta(hours=1)
    roots: bytes = b""


def watch_live(ledger: Ledger, *, options: Options, stamping: Stamping, once: bool) -> int:
    """Watch until interrupted; with `once` until nothing is due."""
    stop = threading.Event()
    shown = _Screen(ledger) if sys.stdout.isatty() else _Lines(ledger)

    def tell(words: str) -> None:
        shown.happened(Happened(datetime.now(UTC), "", words))

    teller = Teller(
        allow_hosts=options.allow_hosts,
        on_alert=lambda alert: shown.happened(Happened(alert.moment, "", f"ALERT  {headline([alert])}")),
        on_trouble=tell,
    )
    stamper = Stamper(
        stamping.authorities,
        every=stamping.every,
        roots=stamping.roots,
        allow_hosts=options.allow_hosts,
        on_stamp=lambda stamped: tell(_stamped(stamped)),
        on_trouble=tell,
    )

    sweeper = Sweeper(
        on_gone=lambda pieces, size: tell(
            f"{plural(pieces, 'piece')} of evidence went by a rule, {size / 1e6:,.1f} MB; sayso forget --gone"
        ),
        on_trouble=tell,
    )

    def beside(ledger: Ledger, now: datetime) -> None:
        teller(ledger, now)
        stamper(ledger, now)
        sweeper(ledger, now)

    parts = Parts(weigh=weigh_new, tell=beside, hears=hear_one)
    with (
        _stopped_by_signals(stop),
        teller,
        stamper,
        Watcher(ledger, options=options, parts=parts, on_event=shown.happened) as watcher,
        shown,
    ):
        watcher.run(stop, once=once)
        teller.finish(ledger, datetime.now(UTC))
        if once:
            stamper.finish(ledger, datetime.now(UTC))
    return 0


def _stamped(stamped: Stamped) -> str:
    return f"{stamped.authority} saw entry {stamped.entry:,} of the custody log and all before it"


@contextmanager
def _stopped_by_signals(stop: threading.Event) -> Iterator[None]:
    """A service is stopped by SIGTERM: what is under way is dropped, what was stored is whole."""
    before = signal.signal(signal.SIGTERM, lambda *_: stop.set())
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


class _Lines:
    """A line for each thing that happens."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._names: dict[str, str] = {}

    def __enter__(self) -> None:
        pass

    def __exit__(self, *error: object) -> None:
        pass

    def happened(self, what: Happened) -> None:
        """Print it."""
        if what.words:
            say(f"{what.moment:%H:%M:%S}  {self._name(what.beat)}{what.words}")

    def _name(self, beat: str) -> str:
        if not beat:
            return ""
        if beat not in self._names:
            for each in self._ledger.at(NOW).beats():
                self._names[each.id] = each.title or each.outlet or each.address
        return f"{self._names.get(beat, beat)}: "


class _Screen(_Lines):
    """A table of beats, those that need a person first, and the last lines."""

    def __init__(self, ledger: Ledger) -> None:
        super().__init__(ledger)
        self._last: deque[str] = deque(maxlen=_LINES)
        self._live: Live | None = None

    def __enter__(self) -> None:
        from rich.console import Console
        from rich.live import Live

        self._live = Live(
            console=Console(), get_renderable=self._picture, refresh_per_second=1, transient=True
        )
        self._live.start()

    def __exit__(self, *error: object) -> None:
        if self._live is not None:
            self._live.stop()

    def happened(self, what: Happened) -> None:
        """Show it below the table."""
        if what.words:
            line = f"{what.moment:%H:%M:%S}  {self._name(what.beat)}{what.words}"
            self._last.append("".join(char if char.isprintable() else "�" for char in line))

    def _picture(self) -> RenderableType:
        from rich.console import Group
        from rich.text import Text

        now = datetime.now(UTC)
        page = beats_page(self._ledger.at(NOW), now=now)
        sums = ", ".join(f"{count} {state}" for state, count in page.states) or "nothing is followed yet"
        head = Text(f"{self._ledger.folder}: {sums}. Ctrl-C stops; it goes on where it was.", style="bold")
        return Group(head, _table(page, now), *(Text(line, style="dim") for line in self._last))


def _table(page: BeatsPage, now: datetime) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, expand=True)
    for name in ("Beat", "State", "Asked", "Next", "Read", "Waiting"):
        table.add_column(name, no_wrap=True, overflow="ellipsis", justify="left" if name < "C" else "right")
    for row in page.beats[:_ROWS]:
        pulse = row.pulse
        table.add_row(
            Text(row.name),
            Text(row.state.value, style=_COLOURS.get(row.state, "")),
            in_words(now - pulse.asked) if pulse and pulse.asked else "",
            in_words(max(pulse.due - now, now - now)) if pulse else "now",
            f"{row.counts.read:,}",
            f"{row.counts.waiting:,}",
        )
    if len(page.beats) > _ROWS:
        table.add_row(Text(f"and {len(page.beats) - _ROWS:,} more: sayso followed"), "", "", "", "", "")
    return table
