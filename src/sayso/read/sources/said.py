"""A source once it is resolved, and as it was named at its place in the text."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.read.text.runs import WORD
from sayso.terms.statement import SourceKind


@dataclass(frozen=True, slots=True)
class Named:
    """A resolved source: the fullest name, what it is, and how that is known (empty: as written)."""

    name: str
    kind: SourceKind
    because: str = ""


NAMED = frozenset({SourceKind.PERSON, SourceKind.OFFICE_HOLDER})  # kinds that have a name of their own


@dataclass(frozen=True, slots=True)
class Said:
    """A source as it was named at its place `at`, for what refers back to it."""

    named: Named
    words: frozenset[str]
    plural: bool
    at: int = 0


def said_by(named: Named, words: str) -> Said:
    """A source that was resolved before, with the words that it has in the text."""
    last = named.name.split()[-1].lower()
    plural = last.endswith("s") and not last.endswith("ss") and named.kind not in NAMED
    return Said(named, frozenset(WORD.findall(named.name.lower())), plural or " and " in words)
