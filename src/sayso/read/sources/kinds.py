"""What is said to speak: a person, an office-holder, a document, somebody unnamed."""

from __future__ import annotations

import re

from sayso.read.text.lexicon import Lexicon, opens
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
PAGES = frozenset({"page", "channel", "feed", "site", "group"})
NUMBER_WITHIN = 3  # words: "at least five witnesses"
_OF = frozenset({"of", "from", "at"})
THINGS = ("organisation", "outlet", "document", "recording", "account")


def kind_of(words: str, anchor: str, run: str, lexicon: Lexicon) -> SourceKind:
    """The kind of a source by its head word first, by the rest of its words then; `run` is the
    name in it, empty where there is none."""
    if _first(run) in lexicon.sets["names.titles"] and not _OF.isdisjoint(run.split()):
        return SourceKind.PERSON  # "Dr Ada Brandt of Oskel University"
    return _kind(words, anchor, run, lexicon)


def _kind(words: str, anchor: str, run: str, lexicon: Lexicon) -> SourceKind:
    sets = lexicon.sets
    head = anchor.lower().strip(".")
    passed_on = head in sets["kinds.account"] or head in sets["kinds.document"]
    if passed_on and not run and _called(words, anchor) in sets["kinds.recording"]:
        return SourceKind.RECORDING  # "an audio message", "a video statement"
    if _account(words, anchor, lexicon):
        return SourceKind.ACCOUNT
    if head.endswith("s") and any(head in sets[f"kinds.{name}"] for name in ("anonymous", "witness")):
        return _by_head(head, words, False, lexicon)  # "Officials Say": a headline's capitals name nobody
    common = " " not in run and any(head in sets[f"kinds.{name}"] for _, name in HEADS)
    thing = common or any(head in sets[f"kinds.{name}"] for name in THINGS)
    if not run or thing:
        return _by_head(head, words, bool(run), lexicon)
    rest = {word.lower().strip(".") for word in WORD.findall(words)}
    bare = without_the(run, lexicon)
    named_press = rest & sets["kinds.press"]
    plainly = named_press - sets["kinds.organisation"] or (
        named_press and len(rest & sets["kinds.outlet"]) > 1
    )
    if plainly and not rest & (sets["kinds.office"] | sets["names.titles"]):
        return SourceKind.OUTLET  # "the news agency TNA", not "the intelligence agency TNA"
    if opens(words, "some", lexicon) and words.split()[1:2] == run.split()[-1:]:
        return SourceKind.ANONYMOUS  # "an Orlean who fights there": one of a people, without a name
    if bare.isupper() and " " not in bare:
        return SourceKind.ORGANISATION
    press = rest & sets["kinds.press"] and not rest & sets["kinds.office"]
    if press and not rest & sets["names.titles"]:
        return SourceKind.OUTLET
    own = {word.lower().strip(".") for word in WORD.findall(run)}
    if own & sets["kinds.outlet"] and not rest & sets["kinds.office"]:
        return SourceKind.OUTLET
    bodies = sets["kinds.organisation"] | sets.get("names.firms", frozenset())
    if (own & bodies or _called(words, run) in bodies) and not rest & sets["kinds.office"]:
        return SourceKind.ORGANISATION
    if rest & sets["kinds.office"]:
        return SourceKind.OFFICE_HOLDER
    bearer = opens(words, "the", lexicon) and without_the(words, lexicon) == bare
    a_body = bearer and not rest & sets["names.titles"]
    front = bare.lower().split()[0] if " " in bare else ""
    place = head in sets["kinds.place"] or front in sets.get("kinds.place_front", frozenset())
    return SourceKind.ORGANISATION if place or a_body else SourceKind.PERSON


def _first(run: str) -> str:
    """The first word of a name, in lower case."""
    return run.lower().split()[0].strip(".") if run else ""


def _called(words: str, run: str) -> str:
    """The noun right in front of a name or noun: `firm` of *the salvage firm Brandt*."""
    before = words[: max(0, words.find(run))].lower().split()
    return before[-1] if before else ""


UNNAMED = frozenset({SourceKind.ANONYMOUS, SourceKind.WITNESS})


def how_many(words: str, head: str, kind: SourceKind, lexicon: Lexicon) -> int | None:
    """How many unnamed people a source with head word `head` is said to be; None where it does not tell."""
    if kind not in UNNAMED:
        return None
    numbers = lexicon.phrases.get("numbers.from_one", ())
    begun = [word.lower() for word in WORD.findall(words)[:NUMBER_WITHIN]]
    for word in begun:
        if word.isdigit():
            return int(word)
        if word in numbers:
            return numbers.index(word) + 1
    return 1 if opens(words, "some", lexicon) and not head.lower().endswith("s") else None


def _account(words: str, anchor: str, lexicon: Lexicon) -> bool:
    """`a post by the Front`, `the Front's Telegram channel`, `@harbourwatch`; the Post is a paper."""
    if words.startswith("@") or anchor in lexicon.sets["kinds.account"]:
        return True
    platforms = lexicon.sets.get("kinds.platform", frozenset())
    page = anchor.islower() and anchor in lexicon.sets["kinds.outlet"] | lexicon.sets["kinds.person"] | {
        "page"
    }
    return page and any(word.lower() in platforms for word in WORD.findall(words))


def without_the(words: str, lexicon: Lexicon) -> str:
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
