"""Which Friday is "Friday"? The rule of newswire English as a table, each row with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sayso.read.time.tense import Tense


@dataclass(frozen=True, slots=True)
class WeekdayRule:
    """For a tense, and whether the weekday is the publication's own: how many weeks from the last
    such day (0 the publication's day or the latest before it, +1 the next after), with what weight.

    The weights are a judgement in round figures and not fitted to a corpus: they rank the readings, and
    say roughly how far the first may be trusted.
    """

    tense: Tense
    same_day: bool
    choices: tuple[tuple[int, float], ...]
    reason: str


RULES = (
    WeekdayRule(
        Tense.PAST, True, ((0, 0.9), (-1, 0.1)),
        "past tense, and it is the day of publication: agencies name today by its weekday",
    ),
    WeekdayRule(
        Tense.PAST, False, ((0, 0.97), (-1, 0.03)),
        "past tense: the latest such day before publication; agencies date what is a week old",
    ),
    WeekdayRule(
        Tense.FUTURE, True, ((0, 0.75), (1, 0.25)),
        "future tense, and it is the day of publication: still to come today, else in a week",
    ),
    WeekdayRule(
        Tense.FUTURE, False, ((1, 0.9), (0, 0.1)),
        "future tense: the first such day after publication",
    ),
    WeekdayRule(
        Tense.PRESENT, True, ((0, 0.95), (1, 0.05)),
        "present tense, and it is the day of publication: today",
    ),
    WeekdayRule(
        Tense.PRESENT, False, ((0, 0.6), (1, 0.4)),
        "present tense leaves the side open: news tells of what was more often than of what is to come",
    ),
    WeekdayRule(
        Tense.NONE, True, ((0, 0.9), (-1, 0.1)),
        "no verb tells the side, and it is the day of publication: today",
    ),
    WeekdayRule(
        Tense.NONE, False, ((0, 0.75), (1, 0.25)),
        "no verb tells the side: news tells of what was more often than of what is to come",
    ),
)  # fmt: skip
_TABLE = {(rule.tense, rule.same_day): rule for rule in RULES}


def weekday_days(base: date, weekday: int, tense: Tense) -> tuple[tuple[date, float, str], ...]:
    """The days that a bare weekday may name in a text of `base`: (day, weight, reason), likeliest first.

    In the past tense none of them lies after `base`.
    """
    latest = base - timedelta((base.isoweekday() - weekday) % 7)
    rule = _TABLE[tense, latest == base]
    first = rule.choices[0][0]
    out = []
    for weeks, weight in rule.choices:
        other = "the one after that" if weeks > first else "the one before that"
        out.append((latest + timedelta(7 * weeks), weight, rule.reason if weeks == first else other))
    return tuple(out)
