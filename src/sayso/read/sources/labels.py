"""Whose words a paragraph's form gives: `MARSH: ...`, a row of a table, a signature, a caption's credit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.read.finding import Finding
from sayso.read.text.lexicon import Lexicon
from sayso.read.text.quotes import Quotation
from sayso.read.text.segments import ENTRY
from sayso.terms.span import Span
from sayso.terms.statement import Voice

NAME = r"[A-Z][\w.’'-]*(?: (?:[A-Z][\w.’'-]*|of|the|de|van|von|bin|al)){0,5}"
NEW = re.compile(r"(?:JUST IN|BREAKING|NEW|UPDATE|LATEST): +(?=[A-Z])")
ROLE = r"(?:, [a-z][^.:?!\"“«|\n]{2,80})?"
LABEL = re.compile(rf"\s*[\"“]?({NAME})({ROLE})\s?(:) +(?=\S)")
ITEM = re.compile(r"\s*(?:[•*·▪–—-]|\d{1,3}[.)])\s+")
CELL = re.compile(r"[^|\t\n]+")
WHO = re.compile(rf"{NAME}{ROLE}")
SIGNED = re.compile(rf"\s*(―|—|–|--|-)\s?({NAME})(?:,[^.!?\n]{{0,80}})?[.]?\s*$")


def signed(text: str, at: int) -> tuple[Span, Span] | None:
    """A signature behind a quotation: `"..." - Ada Marsh, nurse`; the dash and the name."""
    match = SIGNED.match(text, at)
    if match is None:
        return None
    return Span(match.start(1), match.end(1)), Span(match.start(2), match.end(2))


def under_signature(quotes: Sequence[Span], dash: Span, name: Span) -> Finding:
    """The finding of a signed quotation."""
    return Finding(
        rule="signature",
        kind="say",
        lemma="-",
        source=(name,),
        cue=(dash,),
        content=tuple(quotes),
        voice=Voice.DIRECT,
        anchor=name,
    )


TITLE_WORDS = 5  # capitalised words behind a colon that make a headline, not speech


CREDIT = re.compile(r"(.{8,400}?[.!?)\]])\s*\b((\w+)(?: credit| by)?:) ?([A-Z][^.!?\n]{2,60})\.?\s*$", re.S)


def _credited(text: str, lexicon: Lexicon) -> Finding | None:
    """A caption with its credit: `The bridge at Hale. Photo: Ada Marsh.`"""
    match = CREDIT.match(text)
    if match is None or match.group(3).lower() not in lexicon.sets["credits.words"]:
        return None
    source = Span(*match.span(4))
    return Finding(
        rule="credit",
        kind="credit",
        lemma=match.group(3).lower(),
        source=(source,),
        cue=(Span(*match.span(2)),),
        content=(Span(*match.span(1)),),
        anchor=_last(text, source),
    )


def labelled(text: str, speech: Sequence[Quotation], lexicon: Lexicon) -> Finding | None:
    """What the form of a paragraph gives to somebody; `speech` are its quotations."""
    return _credited(text, lexicon) or _celled(text, speech, lexicon) or _named(text, lexicon)


def _celled(text: str, speech: Sequence[Quotation], lexicon: Lexicon) -> Finding | None:
    """A row of a table, a name in one cell and words in another: `| Ada Marsh | “It is safe.” |`."""
    cells = [_bare(text, match) for match in CELL.finditer(text)]
    if len(cells) < 2:
        return None
    said = next((cell for cell in cells if _is_said(text, cell, speech, lexicon)), None)
    who = next((cell for cell in cells if cell != said and _is_name(cell.of(text), lexicon)), None)
    if said is None or who is None:
        return None
    name = _NAME.match(text, who.start, who.end)
    between = text.find("|", min(who.end, said.end), max(who.start, said.start))
    return Finding(
        rule="label",
        kind="say",
        lemma="|",
        source=(who,),
        cue=(Span(between, between + 1),) if between >= 0 else (),
        content=(said,),
        voice=Voice.DIRECT,
        anchor=_last(text, Span(*name.span()) if name else who),
    )


_NAME = re.compile(NAME)


def _bare(text: str, match: re.Match[str]) -> Span:
    """A cell without the white space around its words."""
    words = match.group()
    left = len(words) - len(words.lstrip())
    return Span(match.start() + left, match.start() + left + len(words.strip()))


def _is_said(text: str, cell: Span, speech: Sequence[Quotation], lexicon: Lexicon) -> bool:
    """Whether a cell is a quotation, or a sentence in which somebody speaks of himself."""
    if any(quotation.span == cell for quotation in speech):
        return True
    words = cell.of(text)
    own = not lexicon.sets["names.first"].isdisjoint(re.findall(r"\w+", words.lower()))
    return own and words[:1].isupper() and words[-1:] in {".", "!", "?", "…"}


def _is_name(words: str, lexicon: Lexicon) -> bool:
    """Whether a cell is a person's name, with a role or without."""
    match = WHO.fullmatch(words)
    name = words.split(",")[0].split()
    things = lexicon.sets["kinds.all"] | lexicon.sets["names.times"] | lexicon.sets["names.not_speakers"]
    return match is not None and len(name) > 1 and things.isdisjoint(map(str.lower, name))


def _last(text: str, name: Span) -> Span:
    """The last word of a name."""
    return Span(name.end - len(name.of(text).split()[-1]), name.end)


def _past(text: str) -> int:
    """Where a speaker's name can stand: behind a bullet, the time of an entry and what calls it new."""
    entry = ENTRY.match(text)
    item = ITEM.match(text)
    start = max(found.end() for found in (entry, item, re.match("", text)) if found is not None)
    new = NEW.match(text, start)
    return new.end() if new is not None else start


def _of_thing(name: str, lexicon: Lexicon) -> bool:
    """Whether what stands in front of *of* is nobody: `Death of Teo Marsh`, not `Widow of Teo Marsh`."""
    before, of, _ = name.partition(" of ")
    known = lexicon.sets["kinds.any"] | lexicon.sets["names.titles"]
    return bool(of) and " " not in before and before.lower() not in known


def _named(text: str, lexicon: Lexicon) -> Finding | None:
    """A paragraph that opens with its speaker's name: `MARSH: The bridge is closed.`"""
    start = _past(text)
    match = LABEL.match(text, start)
    if match is None or len(text) - match.end() < 12:
        return None
    name = match.group(1)
    numbered = text[:start].strip()[:1].isdigit() and text[:start].strip()[-1:] in ".)"
    if (match.group(2) or numbered) and " " not in name:
        return None
    behind = text[match.end() :].split()[:TITLE_WORDS]
    title = len(behind) == TITLE_WORDS and all(map(str.istitle, behind))
    interview = any(word in text.lower() for word in lexicon.phrases.get("interview.words", ()))
    if interview and len(behind) < TITLE_WORDS:
        return None  # `Ada Marsh: an interview`
    first = name.split()[0].lower()
    said = " " in name and any(first != cue.lemma for cue in lexicon.verbs.get(first, ()))  # "Said Marsh:"
    if title or said or first in lexicon.sets["names.not_speakers"] or _of_thing(name, lexicon):
        return None
    return Finding(
        rule="label",
        kind="say",
        lemma=":",
        source=(Span(match.start(1), match.end(2)),),
        cue=(Span(match.start(3), match.end(3)),),
        content=(Span(match.end(), len(text.rstrip())),),
        voice=Voice.DIRECT,
        anchor=_last(text, Span(match.start(1), match.end(1))),
    )
