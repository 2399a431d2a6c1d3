"""What the robots.txt of a site asks of programs (RFC 9309)."""

from __future__ import annotations

import time
from collections.abc import Callable

import can_ada
from protego import Protego

from sayso.collect.fetch.answers import MOVED, Answer
from sayso.collect.fetch.urls import join, parse_address
from sayso.collect.items import Failure, Refusal, refuse
from sayso.terms.packing import BodyDamagedError, BodyTooLargeError, unpack

MOST_BYTES = 512_000
_MOST_HOPS = 5
_LONGEST_DELAY = 86_400.0
# RFC 9309: rules are good for a day; that they could not be read is worth another try sooner.
_GOOD_SECONDS, _RETRY_SECONDS = 86_400.0, 600.0
Rules = dict[str, tuple[float, Protego | Refusal]]
Ask = Callable[[can_ada.URL, str], "Answer | Refusal"]


class Robots:
    """The rules of each site that was met, asked for once a day by `clock` (seconds). `ask` makes one
    request; `known` can be shared by several."""

    def __init__(
        self,
        *,
        ask: Ask,
        user_agent: str,
        known: Rules | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._ask, self._agent, self._clock = ask, user_agent, clock
        self._known: Rules = {} if known is None else known

    def refusal(self, url: can_ada.URL, item: str) -> Refusal | None:
        """Why `url` may not be asked for: the site says so, or its rules can't be read now."""
        rules = self._rules(url, item)
        if isinstance(rules, Refusal):
            return refuse(item, rules.failure, rules.reason, rules.next_step)
        if rules.can_fetch(url.href, self._agent):
            return None
        step = "Ask the publisher, or save the page from your browser and add the file."
        return refuse(item, Failure.ROBOTS, "the site's robots.txt asks programs to keep away", step)

    def is_known(self, url: can_ada.URL) -> bool:
        """Whether the rules of the site are known and still good."""
        until, _ = self._known.get(_origin(url), (self._clock(), None))
        return until > self._clock()

    def delay(self, url: can_ada.URL) -> float:
        """The seconds between requests that the site asks for, 0 where it asks for none."""
        _, rules = self._known.get(_origin(url), (0.0, None))
        delay = rules.crawl_delay(self._agent) if isinstance(rules, Protego) else None
        return min(float(delay or 0), _LONGEST_DELAY)

    def _rules(self, url: can_ada.URL, item: str) -> Protego | Refusal:
        origin = _origin(url)
        now = self._clock()
        until, rules = self._known.get(origin, (now, None))
        if rules is None or until <= now:
            rules = self._fetch(f"{origin}/robots.txt", item)
            good = _RETRY_SECONDS if isinstance(rules, Refusal) else _GOOD_SECONDS
            self._known[origin] = (self._clock() + good, rules)
        return rules

    def _fetch(self, step: str, item: str) -> Protego | Refusal:
        """None there, or one that can't be understood, means that all is allowed; a server's fault
        means that nothing is."""
        for _ in range(_MOST_HOPS):
            url = parse_address(step)
            if isinstance(url, Refusal):
                break
            answer = self._ask(url, item)
            if isinstance(answer, Refusal):
                if answer.failure is Failure.TOO_LARGE:
                    break
                return answer
            if answer.status in MOVED and answer.header("location"):
                step = join(answer.address, answer.header("location"))
                continue
            if answer.status >= 500 or answer.status == 429:
                reason = f"its robots.txt can't be read now (status {answer.status})"
                return refuse(item, Failure.SERVER, reason, "Try again later; what is stored is safe.")
            return Protego.parse(_text(answer) if answer.status == 200 else "")
        return Protego.parse("")


def _text(answer: Answer) -> str:
    try:
        data = unpack(answer.raw, answer.header("content-encoding"), limit=MOST_BYTES)
    except (BodyTooLargeError, BodyDamagedError):
        return ""
    return data.decode("utf-8", "replace")


def _origin(url: can_ada.URL) -> str:
    return f"{url.protocol}//{url.host}"
