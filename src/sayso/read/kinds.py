"""What is said to speak: a person, an office-holder, a document, somebody unnamed."""

from __future__ import annotations

import re

from sayso.read.lexicon import Lexicon
from sayso.terms.statement import SourceKind

WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
PEOPLE = frozenset(
    {
        SourceKind.PERSON,
        SourceKind.OFFICE_HOLDER,
        SourceKind.WITNESS,
        SourceKind.ANONYMOUS,
        SourceKind.UNKNOWN,
    }
)
HEADS: tuple[tuple[SourceKind, str], ...] = (
    (SourceKind.WITNESS, "witness"),
    (SourceKind.ANONYMOUS, "anonymous"),
    (SourceKind.OFFICE_HOLDER, "office"),
    (SourceKind.OUTLET, "outlet"),
    (SourceKind.RECORDING, "recording"),
    (SourceKind.ACCOUNT, "account"),
    (SourceKind.DOCUMENT, "document"),
    (SourceKind.ORGANISATION, "organisation"),
)
THINGS = ("organisation", "outlet", "document", "recording", "account")


def kind_of(words: str, anchor: str, run: str, lexicon: Lexicon) -> SourceKind:
    """The kind of a source by its head word first, by the rest of its words then; `run` is the
    name in it, empty where there is none."""
    sets = lexicon.sets
    head = anchor.lower().strip(".")
    common = " " not in run and any(head in sets[f"kinds.{name}"] for _, name in HEADS)
    thing = common or any(head in sets[f"kinds.{name}"] for name in THINGS)
    if not run or thing:
        return _by_head(head, bool(run), lexicon)
    rest = {word.lower().strip(".") for word in WORD.findall(words)}
    if run.isupper() and " " not in run:
        return SourceKind.ORGANISATION
    press = rest & sets["kinds.press"] and not rest & sets["kinds.office"]
    if press and not rest & sets["names.titles"]:
        return SourceKind.OUTLET
    own = {word.lower().strip(".") for word in WORD.findall(run)}
    if own & sets["kinds.outlet"] and not rest & sets["kinds.office"]:
        return SourceKind.OUTLET
    if own & sets["kinds.organisation"] and not rest & sets["kinds.office"]:
        return SourceKind.ORGANISATION
    if rest & sets["kinds.office"]:
        return SourceKind.OFFICE_HOLDER
    return SourceKind.ORGANISATION if head in sets["kinds.place"] else SourceKind.PERSON


def _by_head(head: str, named: bool, lexicon: Lexicon) -> SourceKind:
    for kind, name in HEADS:
        if head not in lexicon.sets[f"kinds.{name}"]:
            continue
        if kind is SourceKind.OFFICE_HOLDER and head.endswith("s") and not named:
            return SourceKind.ANONYMOUS
        return kind
    return SourceKind.UNKNOWN
