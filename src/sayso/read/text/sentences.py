"""Sentences of a paragraph by their marks, without a parse."""

from __future__ import annotations

import re

from sayso.terms.span import Span

BOUNDARY = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])")
SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Maj|St|Jr|Sr|No|vs|Inc|Corp|Co|Jan|Feb|Aug|Sept|Oct|Nov|Dec)"
    r"|\b[A-Z])\.$"
)


def sentences(text: str) -> list[Span]:
    """The sentences of a paragraph by their marks, without a parse; they tile its words."""
    found, start = [], 0
    for match in BOUNDARY.finditer(text):
        if SHORT.search(text[start : match.start() + 1][-8:]):
            continue
        found.append(Span(start, match.end()))
        start = match.end()
    if text[start:].strip():
        found.append(Span(start, len(text)))
    return [_stripped(text, span) for span in found if span.of(text).strip()]


def _stripped(text: str, span: Span) -> Span:
    words = span.of(text)
    left = len(words) - len(words.lstrip())
    return Span(span.start + left, span.start + left + len(words.strip()))
