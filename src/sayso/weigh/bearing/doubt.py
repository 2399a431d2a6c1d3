"""What words say about a claim as a whole: unsure, untrue, hedged. The patterns are data."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files


@cache
def _pattern(name: str) -> re.Pattern[str]:
    raw = tomllib.loads(files("sayso.weigh").joinpath("data/doubt.toml").read_text(encoding="utf-8"))
    return re.compile("|".join(f"(?:{part})" for part in raw[name]), re.IGNORECASE)


@lru_cache(maxsize=16384)  # the same words are looked at for every question of an event
def _search(name: str, text: str) -> re.Match[str] | None:
    return _pattern(name).search(text)


def cannot_confirm(text: str) -> re.Match[str] | None:
    """Words by which the speaker says that they do not know or cannot confirm."""
    return _search("unsure", text)


def unsure(text: str) -> re.Match[str] | None:
    """Words by which the speaker takes no position: cannot confirm, or doubts."""
    return cannot_confirm(text) or _search("doubting", text)


def unconfirmed(text: str) -> re.Match[str] | None:
    """A sentence whose news is that there is no confirmation."""
    return _search("unconfirmed", text)


def softened(text: str) -> re.Match[str] | None:
    """Words that hedge a denial too, unlike those that name what is denied (`the rumour`)."""
    return _search("soft", text)


def untrue(text: str) -> re.Match[str] | None:
    """Words by which the speaker says that a claim as a whole is not so."""
    return _search("untrue", text)


def hedged(text: str) -> re.Match[str] | None:
    """Words that take back some of what is said."""
    return _search("hedges", text)


def unproven(source: str) -> re.Match[str] | None:
    """A source that nobody vouches for: `unconfirmed reports`."""
    return _search("unproven", source)


def idle(text: str) -> re.Match[str] | None:
    """Words that assert nothing of the matter: a hope, a wish, that it is not known when it was."""
    return _search("idle", text)


def faked(text: str) -> re.Match[str] | None:
    """Words that call a thing made up."""
    return _search("fakes", text)


def denied(text: str) -> re.Match[str] | None:
    """A negated main verb."""
    return _search("denials", text)


def leads_to_denial(text: str) -> re.Match[str] | None:
    """Whether the words right before a content deny it."""
    return _search("denying", text)


def names_report(cue: str) -> re.Match[str] | None:
    """Whether a cue is a noun (`reports that`), so that the sentence around it says what to think of it."""
    return _search("reports", cue)


def asks(title: str) -> re.Match[str] | None:
    """A headline that asks, or speaks of conflicting reports."""
    return _search("asking", title)


def confirms(title: str) -> re.Match[str] | None:
    """A headline that presents what it tells as established."""
    return _search("confirming", title)


def passes_on(title: str) -> re.Match[str] | None:
    """A headline that gives somebody else's words without taking a side."""
    return _search("passing_on", title)


def withdraws(text: str) -> re.Match[str] | None:
    """Words that take back what was said before."""
    return _search("withdrawing", text)
