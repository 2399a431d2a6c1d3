"""Quotation marks: a state machine over one paragraph, whatever marks its outlet uses.

Known marks: straight double and single, curly double and single, doubled single (''like this''),
LaTeX-like ``this'', French «this», German „this“. Nested marks stay inside the outer quotation. A mark that
never closes runs to the end of the paragraph and is told apart, because a quotation over several
paragraphs opens each of them and closes only the last.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from sayso.terms.span import Span

# An opening mark and what may close it.
PAIRS = {
    "“": ("”", '"', "“"),
    "”": ("”",),  # typed for an opening one
    "„": ("“", "”"),
    "‟": ("”",),
    "«": ("»",),
    '"': ('"', "”"),
    "''": ("''", '"'),
    "``": ("''", '"', "”"),
    "‘": ("’", "'"),
    "'": ("'", "’"),
}
SINGLE = frozenset("‘'")
MARK = re.compile(r"''|``|[“”„‟«»\"‘’']")
OPENS_AFTER = re.compile(r"[\s(\[{—–\-/:,…>]$")


@dataclass(frozen=True, slots=True)
class Quotation:
    """`span` with its marks, `inner` without; `closed` is False where the closing mark is missing."""

    span: Span
    inner: Span
    closed: bool


def scan(text: str) -> tuple[Quotation, ...]:
    """The outermost quotations of one paragraph, in order, none overlapping."""
    found: list[Quotation] = []
    marks = [(match.start(), match.group()) for match in MARK.finditer(text)]
    position = 0
    while position < len(marks):
        start, mark = marks[position]
        if not _opens(text, start, mark):
            position += 1
            continue
        close = _closing(text, marks, position)
        if close is None:
            if mark not in SINGLE:
                found.append(Quotation(Span(start, len(text)), Span(start + len(mark), len(text)), False))
                break
            position += 1
            continue
        end, width = marks[close][0], len(marks[close][1])
        if end > start + len(mark):
            found.append(Quotation(Span(start, end + width), Span(start + len(mark), end), True))
        position = close + 1
    return tuple(found)


def _opens(text: str, at: int, mark: str) -> bool:
    if mark not in PAIRS:
        return False
    after = at + len(mark)
    if after >= len(text):
        return False
    if mark in "“„‟«" or mark == "``":
        return True
    before = text[max(0, at - 1) : at]
    if mark == "”" and before.strip():
        return False
    return not text[after].isspace() and (not before or OPENS_AFTER.search(before) is not None)


def _closing(text: str, marks: list[tuple[int, str]], opened: int) -> int | None:
    """Which later mark closes the one at index `opened`: the first of the right kind in a closing place.
    “He calls it “hell” and goes” is one quotation where its marks can be paired so."""
    if marks[opened][1] == "“":
        paired = _paired(text, marks, opened)
        if paired is not None:
            return paired
    start, mark = marks[opened]
    depth = 0
    for index in range(opened + 1, len(marks)):
        at, other = marks[index]
        if other == mark and other not in PAIRS[mark] and mark in "„«":
            depth += 1
            continue
        if other not in PAIRS[mark] or not _closes(text, at, other, start):
            continue
        if other == "“" and not _ends(text, at):
            continue
        if depth:
            depth -= 1
            continue
        return index
    return None


def _paired(text: str, marks: list[tuple[int, str]], opened: int) -> int | None:
    """The mark that closes a curly quotation with others inside, each paired with its own."""
    depth = 0
    for index in range(opened + 1, len(marks)):
        at, other = marks[index]
        if other == "“":
            if text[at - 1].isalnum() or text[at + 1 : at + 2].isspace():
                return None  # typed for a closing one
            depth += 1
        elif other == "”":
            if not depth:
                return index
            depth -= 1
    return None


def _closes(text: str, at: int, mark: str, opened: int) -> bool:
    before, after = text[at - 1], text[at + len(mark) : at + len(mark) + 1]
    if mark in {"'", "’"}:
        return not before.isspace() and not after.isalnum() and at - opened > 1
    if mark in {'"', "''"}:
        opens_again = before.isspace() and bool(after) and not after.isspace()
        return not opens_again or text[opened + 1 : at].isspace()
    return True


def _ends(text: str, at: int) -> bool:
    after = text[at + 1 : at + 2]
    return not text[at - 1].isspace() and not after.isalnum()


SPEECH_END = re.compile(r"[,.?!…—–-]['’\"”]?\s*$")
SIGNATURE = re.compile(r"(?:―|—|–|--|-)\s?[A-Z][\w.’'-]+ [A-Z]")
WORD = re.compile(r"\w+")
LAST = re.compile(r"(\w+)[,:]?$")
TITLE = 6  # words
INNER_END = " '\"’”"  # a quotation may end with one inside it: `"He said, 'It fell,'" Marsh said`
SENTENCE_END = re.compile(r"[.?!:…][\"'”’)\]]*\s*$")


def speech(text: str, says: Container[str] = ()) -> tuple[Quotation, ...]:
    """The quotations of one paragraph that are speech; the second half of a split one is, however short.
    `says` are the verbs of saying, in all their forms."""
    found: list[Quotation] = []
    for quotation in scan(text):
        last = found[-1] if found else None
        if (last is not None and split(text, last, quotation)) or is_speech(text, quotation, says):
            found.append(quotation)
    return tuple(found)


SPLIT = re.compile(r"(,?)[^.!?;:«“\"]{3,60},\s*")


def split(text: str, left: Quotation, right: Quotation) -> bool:
    """`"It is," she said, "a mess."`, `« C'est », dit-elle, « la fin »`."""
    between = SPLIT.fullmatch(text[left.span.end : right.span.start])
    return between is not None and bool(between.group(1) or goes_on(text, left))


def is_speech(text: str, quotation: Quotation, says: Container[str] = ()) -> bool:
    """Whether a quotation is speech of its own (a sentence or more), not words, a title or scare
    quotes that stand inside the article's sentence."""
    inner = quotation.inner.of(text).strip()
    words = WORD.findall(inner)
    if not words:
        return False
    before, after = text[: quotation.span.start].rstrip(), text[quotation.span.end :].lstrip()
    ends = SPEECH_END.search(inner) is not None or not quotation.closed
    if not before.strip("-–—•*· ") and SIGNATURE.match(after):
        return True  # - "It is not" - Ivo Holt, engineer
    if after[:1].islower() and not ends:
        return False  # "We can't stay" in the flat, he said: the sentence goes on with it
    if not before and not after and _heading(words):
        return False
    last = LAST.search(before)
    if last is not None and last.group(1).lower() in says and words[0][0].isupper() and ends:
        return len(words) == 1 or not _title(words)  # shouted "Shame!"
    if before and (before[-1].isalnum() or before[-1] in "’'"):
        called = inner[-1:] in {"?", "!"} and len(words) == 2  # chanted "What curfew?"
        return words[0][0].isupper() and ends and (called or (len(words) >= 3 and not _title(words)))
    if not before or SENTENCE_END.search(before):
        return ends or len(words) >= 5 or not after.strip(" .") or (after[0] == "," and not _title(words))
    if before[-1] == "," and _title(words):
        return False
    return (words[0][0].isupper() and (ends or len(words) >= 4)) or len(words) >= 6


def goes_on(text: str, quotation: Quotation) -> bool:
    """Whether the sentence goes on behind the quotation: `"It fell," he said`, `"Why?" he asked`."""
    return quotation.inner.of(text).rstrip(INNER_END)[-1:] in {",", "?", "!"}


def _heading(words: list[str]) -> bool:
    """Whether a paragraph that is a quotation alone is a heading: 'Legend of the Long Pier'."""
    long = [word for word in words if len(word) > 3]
    capital = [word for word in words if word[0].isupper()]
    return len(words) > 1 and len(capital) * 2 >= len(words) and set(long) <= set(capital)


def _title(words: list[str]) -> bool:
    """Whether a few words look like a title: Politicking, A Change Is Gonna Come."""
    capital = sum(1 for word in words if word[0].isupper() or word[0].isdigit())
    return len(words) <= TITLE and capital >= max(1, len(words) - len(words) // 3)
