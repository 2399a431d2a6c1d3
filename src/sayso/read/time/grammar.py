"""The cascade: step after step, what matches a pattern becomes one word of a larger class.

A step's longest match wins, then its earlier rule (a finite-state cascade in the manner of Abney 1996).
Every step is a fixed number of linear scans over one letter a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sayso.read.time.builders import BUILDERS
from sayso.read.time.lexicon import Lexicon, Rule
from sayso.read.time.meaning import Meaning, class_of
from sayso.read.time.tokens import Tokens

EXPRESSIONS = (
    "DAYX", "WDX", "MONX", "YEARX", "QUARX", "SEASX", "WEEKX", "WKNDX", "DECX", "TIMEX", "LENX",
    "SETX", "REFX",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """Words that name a time and what they mean, not yet grounded. `at` is where among the tokens."""

    start: int
    end: int
    meaning: Meaning
    at: int


def parse(tokens: Tokens, lexicon: Lexicon) -> tuple[Tokens, tuple[Found, ...]]:
    """All time expressions of the tokens in the order of the text, and the tokens as reduced."""
    present = set(tokens.codes)
    for step in lexicon.steps:
        tokens = _run_step(tokens, step, present, lexicon)
    wanted = {lexicon.code_of(name) for name in EXPRESSIONS}
    found = tuple(
        Found(tokens.starts[i], tokens.ends[i], tokens.payloads[i], i)
        for i, code in enumerate(tokens.codes)
        if code in wanted
    )
    return tokens, found


def _run_step(tokens: Tokens, step: tuple[Rule, ...], present: set[str], lexicon: Lexicon) -> Tokens:
    """The tokens after a step: rules that need what is not `present` are left out, what is made is added."""
    matches = [
        (match.start() - match.end(), order, match)
        for order, rule in enumerate(step)
        if not any(map(present.isdisjoint, rule.needs))
        for match in rule.pattern.finditer(tokens.codes)
    ]
    if not matches:
        return tokens
    matches.sort(key=lambda one: one[:2])
    taken = bytearray(len(tokens.codes))
    made: list[tuple[int, int, str, Any]] = []
    for _, order, match in matches:
        first, last = match.span()
        if first == last or any(taken[first:last]):
            continue
        built = _build(step[order], match, tokens.payloads)
        if built is not None:
            taken[first:last] = b"\1" * (last - first)
            made.append((first, last, lexicon.code_of(built[0]), built[1]))
    present.update(code for _, _, code, _ in made)
    return _reduce(tokens, sorted(made, key=lambda one: one[0]))


def _build(rule: Rule, match: re.Match[str], payloads: list[Any]) -> tuple[str, Any] | None:
    """Class and payload of a match, or None where the builder refuses it."""
    arguments = {}
    for name in rule.pattern.groupindex:
        first, last = match.span(name)
        if first >= 0:
            arguments[name] = payloads[first] if last - first == 1 else payloads[first:last]
    payload = BUILDERS[rule.make](**arguments)
    if payload is None:
        return None
    if rule.to != "auto":
        return rule.to, payload
    return payload if isinstance(payload, tuple) else (class_of(payload), payload)


def _reduce(tokens: Tokens, made: list[tuple[int, int, str, Any]]) -> Tokens:
    """The tokens with every built stretch as one word."""
    codes: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    payloads: list[Any] = []
    done = 0
    for first, last, code, payload in [*made, (len(tokens.codes), len(tokens.codes), "", None)]:
        codes.append(tokens.codes[done:first] + code)
        starts += tokens.starts[done:first]
        ends += tokens.ends[done:first]
        payloads += tokens.payloads[done:first]
        if last > first:
            starts.append(tokens.starts[first])
            ends.append(tokens.ends[last - 1])
            payloads.append(payload)
        done = last
    return Tokens(tokens.text, "".join(codes), starts, ends, payloads)
