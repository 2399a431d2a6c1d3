"""Which items of a feed or list are new, which have changed, which are known.

An item is known by marks, and no date is one of them: feeds re-date, reorder, give many items one date,
or none. What decides is the mark of its words (address, title, text): an item whose words were never
met is always read, as a new lead or as a change of a known one, so none can be missed; one whose words
were met is never read again, and the same text gives the same article, so none is doubled. Its own id,
or its address where it has none, only tells *changed* from *new*.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.collect.items import Entry
from sayso.collect.names import without_tracking
from sayso.terms.identity import content_id


@dataclass(frozen=True, slots=True)
class Marked:
    """An entry with its address without tracking and its marks, the mark of its words first.

    `alone` says that no other entry of the feed has its address, so that a page belongs to it.
    """

    entry: Entry
    address: str
    alone: bool
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that has to be read: a new lead, or a known one whose words changed. `lead` is its id."""

    marked: Marked
    lead: str
    is_new: bool


def marked(beat: str, entries: Sequence[Entry]) -> tuple[Marked, ...]:
    """The entries of one feed with their marks."""
    addresses = [without_tracking(entry.address) for entry in entries]
    keys = Counter(entry.key for entry in entries)
    words = [_words(entry, address) for entry, address in zip(entries, addresses, strict=True)]
    # The same item listed twice does not make its address a shared one.
    shared = Counter(address for address, _ in set(zip(addresses, words, strict=True)))
    return tuple(
        _marked(beat, entry, address, mark, own_key=keys[entry.key] == 1, alone=shared[address] == 1)
        for entry, address, mark in zip(entries, addresses, words, strict=True)
    )


def _marked(beat: str, entry: Entry, address: str, words: str, *, own_key: bool, alone: bool) -> Marked:
    marks = [content_id("w", beat, words)]
    if entry.key and own_key:
        marks.append(content_id("k", beat, entry.key))
        if address and alone and entry.title:
            # Some feeds make every id anew each time they are asked.
            marks.append(content_id("t", beat, address, entry.title))
    elif address and alone:
        marks.append(content_id("a", beat, address))
    return Marked(entry, address, bool(address) and alone, tuple(marks))


def _words(entry: Entry, address: str) -> str:
    text = entry.article.text if entry.article else ""
    return content_id("", address, entry.title, text, entry.changed)


def decide(beat: str, entries: Sequence[Marked], known: Mapping[str, str]) -> tuple[Found, ...]:
    """What has to be read, in the order of the feed. `known` gives the lead of each mark that was met."""
    found: list[Found] = []
    met = dict(known)
    for each in entries:
        words = each.marks[0]
        if words in met:
            continue
        lead = next((met[mark] for mark in each.marks if mark in met), None)
        name = lead or content_id("ld", beat, words)
        met.update(dict.fromkeys(each.marks, name))
        found.append(Found(each, name, lead is None))
    return tuple(found)
