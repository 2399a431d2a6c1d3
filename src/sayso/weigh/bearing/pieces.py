"""A content cut into the sentences and clauses that can each speak to an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sayso.terms.span import Span, Words
from sayso.weigh.words import tokens

_SENTENCE = re.compile(r"[.!?]+[”’\"']*\s+(?=[“‘\"'\[(]?[A-Z])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sgt|Capt|Rep|Sen|Gov|Rev|Adm|Maj|No|vs|etc)|\b[A-Z]\.[A-Z])\.$"
)
# Initials can end a sentence too: what follows them then begins one (*destroyed by the U.S. The other*).
_INITIALS = re.compile(r"\b[A-Z]\.[A-Z]\.$")
_STARTS = re.compile(r"(?:The|An?|It|He|She|They|We|But|And|In|On|This|That|There|One|No|Not|Its|His|Her)\b")
_ENDED = re.compile(r"\w[.!?][”’\"')]*\s+[“‘\"'\[(]*$")
_EDGE = " \t\n\r“”\"‘’',;:.!?-–—…"
_LONG = 12  # words; shorter contents are left whole
# Where a clause ends that holds what was hit, and where one begins.
_AFTER = re.compile(
    r"[,;:]\s+(?:but|which|who|whose|where|while|whereas|after|although|though|when|as|and|saying|adding|according|"
    r"with|in|even|despite|following|because|so|or|not)\b|[;…]|\s[–—]\s?|\s--?\s|\s(?:because|although|though|"
    r"while|whereas)\s|\s(?:that|which|who)\s(?=(?:is|was|has|have|had|are|were)\b)|,?\s(?:and|but)\sthat\s"
)
_AND = re.compile(
    r",?\s(?:and|but)\s(?:that\s)?(?=(?:\w+\s){0,3}"
    r"(?:was|were|is|are|has|have|had|will|would|could|did|reached|said)\b)"
)
_IF = re.compile(r"\b(?:if|in the event(?: that)?)\s+([^,;:]+)", re.IGNORECASE)
_OPENING = re.compile(r"\W*(?:(?:even )?(?:if|though)|while|although|when|in the event)\b", re.IGNORECASE)
_BEFORE = re.compile(r"[,;:]\s+(?:but|and|so|while|whereas)\s+|[;:…]\s+|\s[–—]\s?|\s--?\s|,\s+(?:and|but)\s+")


def sentences(content: Words, text: str) -> Iterator[Words]:
    """The sentences of a content; one that goes on after an interruption stays whole (`“A,” he said, “b”`)
    but for an interruption that ends a sentence (`“A,” he said. “B”`)."""
    pending: list[Span] = []
    for span in content.spans:
        if pending and _ENDED.search(text[pending[-1].end : span.start]):
            yield Words.cut(text, pending)
            pending = []
        cuts = [span.start, *(_cuts(span, text)), span.end]
        for start, end in pairwise(cuts):
            pending.append(Span(start, end))
            if end < span.end or re.search(r"[.!?][”’\"')]*\s*$", text[start:end]):
                yield Words.cut(text, pending)
                pending = []
    if pending:
        yield Words.cut(text, pending)


def _cuts(span: Span, text: str) -> list[int]:
    found = []
    for match in _SENTENCE.finditer(span.of(text)):
        after = span.start + match.end()
        ended = _STARTS.match(text[after : span.end]) and match.group().startswith(".")
        before = text[span.start : span.start + match.start() + 1]
        if not _ABBREVIATED.search(before) or (ended and _INITIALS.search(before)):
            found.append(after)
    return found


def clause(content: Words, start: int, end: int, text: str) -> Words:
    """A long content cut down to the clause that holds what stands at `[start, end)` of its words."""
    if len(content.spans) != 1:
        return content
    whole, base = content.text, content.spans[0].start
    for condition in _IF.finditer(whole):
        if condition.start(1) <= start < end <= condition.end(1):
            return trimmed(text, base + condition.start(1), base + condition.end(1))
    left, right = 0, len(whole)
    if len(tokens(whole)) > _LONG:
        left = max((m.end() for m in _BEFORE.finditer(whole) if m.end() <= start), default=0)
        after = [m.start() for pattern in (_AFTER, _AND) for m in pattern.finditer(whole) if m.start() >= end]
        if _OPENING.match(whole) and (comma := whole.find(", ")) >= end:
            after.append(comma)
        right = min(after, default=right)
    return trimmed(text, base + left, base + right)


def trimmed(text: str, start: int, end: int) -> Words:
    """The words between two offsets without quotation marks and stops at the ends, nor a leading *that*."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    lead = re.match(r"(?:that|how|to)\s+", text[start:end])
    return Words.cut(text, [Span(start + (lead.end() if lead else 0), end)])


def around(content: Words, text: str) -> tuple[str, str]:
    """The rest of the sentence that a content stands in: what comes before it and what after."""
    before = re.split(r"[.!?][”’\"')]*\s+|\n", text[max(0, content.start - 200) : content.start])[-1]
    after = re.split(r"[.!?](?:\s|$)|\n", text[content.end : content.end + 200])[0]
    return before, after


def likeness(left: Words, right: Words) -> float:
    """F1 of the characters that two contents of one text share."""
    one, two = _size(left.spans), _size(right.spans)
    both = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in left.spans for b in right.spans)
    return 2 * both / (one + two) if one + two else 0.0


def inside(inner: Words, outer: Words) -> bool:
    """Whether one content lies within another, larger one."""
    if inner.spans and outer.spans and not outer.start <= inner.start < outer.end:
        return False  # nearly always
    smaller = _size(inner.spans) < _size(outer.spans)
    return smaller and all(any(whole.covers(part) for whole in outer.spans) for part in inner.spans)


def _size(spans: Sequence[Span]) -> int:
    return sum(span.end - span.start for span in spans)
