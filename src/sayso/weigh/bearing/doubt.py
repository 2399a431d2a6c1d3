"""What words say about a claim as a whole: unsure, untrue, hedged. The patterns are data."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from sayso.terms.span import Span


@cache
def _pattern(name: str) -> re.Pattern[str]:
    raw = tomllib.loads(files("sayso.weigh").joinpath("data/doubt.toml").read_text(encoding="utf-8"))
    return re.compile("|".join(f"(?:{part})" for part in raw[name]))


# What `re.IGNORECASE` takes for *i* and *s* and `str.lower` does not, letter for letter.
_AS_LOWER = str.maketrans("İıſ", "iis")


@lru_cache(maxsize=65536)  # the same words are looked at for every question of an event, however large
def _search(name: str, text: str) -> Span | None:
    """Where a pattern first stands, whatever the case of the letters: in lower case, since to search without
    regard to case takes three times as long."""
    found = _pattern(name).search(text.translate(_AS_LOWER).lower())
    return Span(*found.span()) if found else None


def cannot_confirm(text: str) -> Span | None:
    """Words by which the speaker says that they do not know or cannot confirm."""
    return _search("unsure", text)


def unsure(text: str) -> Span | None:
    """Words by which the speaker takes no position: cannot confirm, or doubts."""
    return cannot_confirm(text) or _search("doubting", text)


def unconfirmed(text: str) -> Span | None:
    """A sentence whose news is that there is no confirmation."""
    return _search("unconfirmed", text)


def softened(text: str) -> Span | None:
    """Words that hedge a denial too, unlike those that name what is denied (`the rumour`)."""
    return _search("soft", text)


def untrue(text: str) -> Span | None:
    """Words by which the speaker says that a claim as a whole is not so."""
    return _search("untrue", text)


def hedged(text: str) -> Span | None:
    """Words that take back some of what is said."""
    return _search("hedges", text)


def unproven(source: str) -> Span | None:
    """A source that nobody vouches for: `unconfirmed reports`."""
    return _search("unproven", source)


def idle(text: str) -> Span | None:
    """Words that assert nothing of the matter: a hope, a wish, that it is not known when it was."""
    return _search("idle", text)


def wanting(cue: str) -> Span | None:
    """A cue by which somebody wants what has not come about: `asked for` *the arrest of*."""
    return _search("wanting", cue)


def wanted(before: str) -> Span | None:
    """Whether the words in front of a thing say that somebody wants it, not that it has come about."""
    return _search("wanted", before)


def faked(text: str) -> Span | None:
    """Words that call a thing made up."""
    return _search("fakes", text)


def denied(text: str) -> Span | None:
    """A negated main verb."""
    return _search("denials", text)


def leads_to_denial(text: str) -> Span | None:
    """Whether the words right before a content deny it."""
    return _search("denying", text)


def names_report(cue: str) -> Span | None:
    """Whether a cue is a noun (`reports that`), so that the sentence around it says what to think of it."""
    return _search("reports", cue)


def asks(title: str) -> Span | None:
    """A headline that asks, or speaks of conflicting reports."""
    return _search("asking", title)


def confirms(title: str) -> Span | None:
    """A headline that presents what it tells as established."""
    return _search("confirming", title)


def passes_on(title: str) -> Span | None:
    """A headline that gives somebody else's words without taking a side."""
    return _search("passing_on", title)


def withdraws(text: str) -> Span | None:
    """Words that take back what was said before."""
    return _search("withdrawing", text)
