"""What is said to speak: a person, an office-holder, a document, somebody unnamed."""

from __future__ import annotations

import re

from sayso.read.lexicon import Lexicon, opens
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
    (SourceKind.PERSON, "person"),
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
        return _by_head(head, words, bool(run), lexicon)
    rest = {word.lower().strip(".") for word in WORD.findall(words)}
    bare = _without_the(run, lexicon)
    if bare.isupper() and " " not in bare:
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
    bearer = opens(words, "the", lexicon) and _without_the(words, lexicon) == bare
    a_body = bearer and not rest & sets["names.titles"]
    return SourceKind.ORGANISATION if head in sets["kinds.place"] or a_body else SourceKind.PERSON


def _without_the(words: str, lexicon: Lexicon) -> str:
    """`Front` of *the Front*."""
    return words.split(maxsplit=1)[-1] if opens(words, "the", lexicon) else words


def _by_head(head: str, words: str, named: bool, lexicon: Lexicon) -> SourceKind:
    anybody = opens(words, "some", lexicon) and head not in lexicon.sets["kinds.speaker"]
    some = anybody or head.endswith("s")
    for kind, name in HEADS:
        if head not in lexicon.sets[f"kinds.{name}"]:
            continue
        if kind in {SourceKind.OFFICE_HOLDER, SourceKind.PERSON} and some and not named:
            return SourceKind.ANONYMOUS  # "judges", "an officer", "a doctor": nobody can say which
        return kind
    return SourceKind.UNKNOWN
