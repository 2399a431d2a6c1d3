"""What the watch calls after each step: notice what changed, and send what is due, beside the watch."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Self

from sayso.desk.alerts.channels import read_alerting
from sayso.desk.alerts.deliver import deliver_due
from sayso.desk.alerts.notice import notice
from sayso.errors import SaysoError
from sayso.ledger.ledger import Ledger
from sayso.terms.time import NOW
from sayso.terms.watch import Alert

_LOOK = timedelta(seconds=20)  # where weighing never catches up, what is weighed is looked at so often
_WAITING = timedelta(minutes=1)  # how often what a cooldown holds back is looked at
_SEND = timedelta(seconds=1)


class Teller:
    """Tells. Slow receivers hold nothing up: sending has a thread of its own. Use it in a `with`."""

    def __init__(
        self,
        *,
        allow_hosts: tuple[str, ...] = (),
        on_alert: Callable[[Alert], None] = lambda alert: None,
        on_trouble: Callable[[str], None] = lambda words: None,
    ) -> None:
        self._allow_hosts, self._on_alert, self._on_trouble = allow_hosts, on_alert, on_trouble
        self._looked: datetime | None = None
        self._sent: datetime | None = None
        self._changed = -1
        self._said = ""
        self._sender = ThreadPoolExecutor(1, thread_name_prefix="tell")
        self._under_way: Future[int] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._sender.shutdown()

    def __call__(self, ledger: Ledger, now: datetime) -> None:
        """Notice and send. What goes wrong is said once and tried again."""
        try:
            if self._is_time(ledger, now):
                self._looked = now
                for alert in notice(ledger, read_alerting(ledger.folder), now):
                    self._on_alert(alert)
                    self._sent = None
            self._send(ledger, now)
        except SaysoError as error:
            self._trouble(str(error))

    def _is_time(self, ledger: Ledger, now: datetime) -> bool:
        """When all that came is weighed, and something did; or when nobody has looked for a while."""
        with ledger.at(NOW) as view:
            changed = view.changed()
            if changed == self._changed and not _past(self._looked, now, _WAITING):
                return False
            if not view.is_weighed() and not _past(self._looked, now, _LOOK):
                return False
        self._changed = changed
        return True

    def finish(self, ledger: Ledger, now: datetime) -> None:
        """Notice and send what is left, and wait until it is sent."""
        self._changed, self._looked = -1, None
        self(ledger, now)
        if self._under_way is not None:
            self._under_way.result()
            self._under_way = None
        deliver_due(ledger, read_alerting(ledger.folder), now, allow_hosts=self._allow_hosts)

    def _send(self, ledger: Ledger, now: datetime) -> None:
        if self._under_way is not None:
            if not self._under_way.done():
                return
            failure = self._under_way.exception()
            self._under_way = None
            if isinstance(failure, SaysoError):
                self._trouble(str(failure))
            elif failure is not None:
                raise failure
        if _past(self._sent, now, _SEND):
            self._sent = now
            alerting = read_alerting(ledger.folder)
            if alerting.channels:
                self._under_way = self._sender.submit(
                    deliver_due, ledger, alerting, now, allow_hosts=self._allow_hosts
                )

    def _trouble(self, words: str) -> None:
        if words != self._said:
            self._said = words
            self._on_trouble(words)


def _past(last: datetime | None, now: datetime, wait: timedelta) -> bool:
    return last is None or not timedelta() <= now - last < wait
