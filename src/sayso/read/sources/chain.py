"""The attribution chain: who passes a content on, from the outermost relay to the innermost source.

A cue that stands inside another's content is passed on by that other's source. Whoever denies,
doubts or cannot confirm a claim does not pass it on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sayso.read.finding import Finding
from sayso.terms.span import NO_WORDS, Span
from sayso.terms.statement import Basis, Link, SourceKind

RELAYS = frozenset(
    {"say", "announce", "write", "learn", "show", "label", "quote", "according", "claim", "ask"}
)
BLOCK = 2000  # characters: contents are looked up by place, so that long texts take linear time
EVIDENCE = frozenset({SourceKind.DOCUMENT, SourceKind.RECORDING})
OUTLETS = frozenset({SourceKind.OUTLET})


def chains(
    found: Sequence[Finding],
    links: Sequence[Link | None],
    inner: Sequence[Sequence[Link | None]],
    told: Sequence[Link | None],
) -> list[tuple[Link, ...]]:
    """The chain of each finding: relays whose content holds its cue, the outlet that was told, its
    own source, and whom that source cites."""
    holders: dict[int, list[tuple[Span, int]]] = {}
    for position, finding in enumerate(found):
        if finding.kind in RELAYS and links[position] is not None:
            for span in finding.content:
                for block in range(span.start // BLOCK, (span.end - 1) // BLOCK + 1):
                    holders.setdefault(block, []).append((span, position))
    return [_chain(index, found, links, inner, told, holders) for index in range(len(found))]


def _chain(
    index: int,
    found: Sequence[Finding],
    links: Sequence[Link | None],
    inner: Sequence[Sequence[Link | None]],
    told: Sequence[Link | None],
    holders: Mapping[int, Sequence[tuple[Span, int]]],
) -> tuple[Link, ...]:
    cue = found[index].cue[:1] if found[index].rule != "carried" else ()
    near = holders.get(cue[0].start // BLOCK, ()) if cue else ()
    around = [
        (sum(span.end - span.start for span in found[position].content), position)
        for span, position in near
        if position != index and span.covers(cue[0])
    ]
    around.sort(key=lambda item: -item[0])
    steps: list[Link | None] = []
    for _, position in around:
        steps += [told[position], links[position]]
    steps += [told[index], links[index], *inner[index]]
    return _presented([step for step in steps if step is not None])


def _presented(steps: list[Link]) -> tuple[Link, ...]:
    """Each name once in a row; a test or a file that somebody presents is not the source."""
    kept: list[Link] = []
    for step in steps:
        if kept and kept[-1].name == step.name:
            continue
        if kept and step.kind in EVIDENCE and kept[-1].kind not in OUTLETS | EVIDENCE:
            continue
        kept.append(step)
    return tuple(kept)


def carried(link: Link, because: str) -> Link:
    """The same source for words that name nobody."""
    return Link(link.name, link.kind, NO_WORDS, NO_WORDS, link.hedge, NO_WORDS, Basis.INFERRED, because)
