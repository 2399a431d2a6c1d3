"""Versions of an article: the words an address gave at one time and at another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sayso.terms.span import Span
from sayso.terms.statement import Part
from sayso.terms.time import AsOf


class ChangeKind(StrEnum):
    """What a change is; the first that fits."""

    RETRACTION = "retraction"  # the outlet takes the whole report back
    CORRECTION = "correction"  # the outlet says that it changed something
    CUT_OFF = "cut off"  # the text ends early and asks for money or a login: nothing was taken back
    HEDGE = "hedge"  # the same sentence, surer or less sure
    DENIAL = "denial"  # the same sentence, with or without a "not"
    FIGURE = "figure"  # the same sentence with other numbers
    HEADLINE = "headline"
    EDITED = "edited"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence, or the headline, that differs. `old` and `new` are where it stands in the old and the
    new words (None where it does not), `was` and `now` the words; `because` names what tells its kind."""

    kind: ChangeKind
    part: Part
    old: Span | None
    new: Span | None
    was: str
    now: str
    because: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence of the way from the old text to the new: the same in both, in one of them, or edited.
    `breaks` where a paragraph of the new text begins with it."""

    old: Span | None
    new: Span | None
    same: bool = False
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions sentence by sentence: the steps in order, and what they change."""

    steps: tuple[Step, ...]
    changes: tuple[Change, ...]
    same_headline: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """`length` characters that stand at `old` in the old text and at `new` in the new."""

    old: int
    new: int
    length: int


@dataclass(frozen=True, slots=True)
class Revision:
    """That `address` gave the words of the article `before` at `present` and those of `article` at
    `absent`: between the two moments they changed. `kept` is what stayed of the text."""

    address: str
    article: str
    before: str
    present: datetime
    absent: datetime
    recorded: datetime
    changes: tuple[Change, ...]
    kept: tuple[Kept, ...]
    same_headline: bool
    made_by: str = ""

    def known(self, as_of: AsOf) -> bool:
        """Whether the change had been seen at a moment."""
        late = as_of.published is not None and self.absent > as_of.published
        return not late and (as_of.recorded is None or self.recorded <= as_of.recorded)

    def has(self, kind: ChangeKind) -> bool:
        """Whether one of the changes is of a kind."""
        return any(change.kind is kind for change in self.changes)


_PLAIN = str.maketrans("’‘‛`´“”„‟–—‐‑\u00a0\u202f", "'''''\"\"\"\"----  ")


def plain_marks(words: str) -> str:
    """The words with one kind of quotation mark, dash and space, letter for letter: whether a page bends
    its quotation marks is typography and no change of what it says."""
    return words.translate(_PLAIN)


def address_key(url: str) -> str:
    """What two spellings of one address share: no scheme, `www.`, fragment or last slash."""
    bare = url.partition("#")[0].partition("://")[2] or url
    host, slash, path = bare.partition("/")
    return host.lower().removeprefix("www.") + (slash + path).rstrip("/")


def spellings(url: str) -> tuple[str, ...]:
    """The addresses with the key of `url` that are commonly written."""
    key = address_key(url)
    return tuple(
        f"{scheme}://{www}{key}{slash}"
        for scheme in ("https", "http")
        for www in ("", "www.")
        for slash in ("", "/")
    )
