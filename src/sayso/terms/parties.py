"""Two sources in one breath: *the navy and the ministry said* is what each of them says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.terms.span import NO_WORDS, Span, Words
from sayso.terms.statement import Link, SourceKind

_FIRST = r"(?:the|an?|one|two|three|four|five|six|several|some|many|his|her|its|their|our)"
_WITH_ARTICLE = re.compile(rf"{_FIRST} \w", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
# *The head of the army and the navy* is one, *the army and a part of the navy* two.
_LED = re.compile(r"\b(?:of|for|to|from|at|in|between|with|by|on)\b", re.IGNORECASE)
_NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'.-]*){1,3}")
_PARTS = re.compile(r"(?:both )?(.+?)(,.+)? and (.+)", re.IGNORECASE)
_LONGEST = 90  # characters of a name that is none but a list


def parties(link: Link) -> tuple[Link, ...]:
    """The sources that a link names beside one another, each with its own words; the link itself where it
    names one. They are told apart where each stands with an article (*the navy and the ministry*) or by its
    full name (*Ada Marsh and Jon Lee*); *the police and fire department* and *Marks and Spencer* are one."""
    text = link.words.text
    own = text if len(link.words.spans) == 1 and link.name in text else ""
    found = _apart(own or link.name)
    if len(found) < 2:
        return (link,)
    start = link.words.spans[0].start if own else 0
    mixed = any(map(_WITH_ARTICLE.match, found))
    return tuple(_party(link, own, part, start, mixed=mixed) for part in found)


def _apart(name: str) -> Sequence[str]:
    """The names that stand beside one another in a name."""
    match = _PARTS.fullmatch(name) if len(name) <= _LONGEST else None
    if match is None:
        return (name,)
    first, between, last = match.group(1), match.group(2) or "", match.group(3)
    middle = [part.strip() for part in between.split(",") if part.strip()]
    listed = all(part.lower().startswith("the ") for part in (first, *middle)) if middle else True
    apart = [first, *middle, last]
    return apart if listed and _each_alone(apart) else (name,)


def _each_alone(names: Sequence[str]) -> bool:
    """Whether each of some names stands for somebody without the others."""
    *before, last = names
    if any(_LED.search(name) or " and " in name for name in before):
        return False
    full = [_NAME.fullmatch(name) is not None and not _WITH_ARTICLE.match(name) for name in names]
    if _WITH_ARTICLE.match(last) and " and " not in last:
        return True
    plain = all(name.split()[-1].islower() for name in before)
    return full[-1] and (all(full) or (plain and all(map(_WITH_ARTICLE.match, before))))


def _party(link: Link, whole: str, part: str, start: int, *, mixed: bool) -> Link:
    """The link of one of them; beside somebody without a name a full name is a person's."""
    at = whole.find(part)
    words = Words((Span(start + at, start + at + len(part)),), part) if whole else NO_WORDS
    kind = link.kind
    if mixed and _NAME.fullmatch(part) and not _WITH_ARTICLE.match(part) and kind is not SourceKind.OUTLET:
        kind = SourceKind.PERSON
    elif kind is SourceKind.PERSON and part.lower().startswith("the "):
        kind = SourceKind.ORGANISATION
    return replace(link, name=_ARTICLE.sub("", part), kind=kind, words=words)
