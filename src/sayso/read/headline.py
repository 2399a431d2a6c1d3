"""The form of headlines: `Envoy dead: officials`, `Bridge to stay shut - report`."""

from __future__ import annotations

import re

from sayso.read.finding import Finding
from sayso.read.lexicon import Lexicon
from sayso.terms.span import Span

TAIL = re.compile(r"(?P<content>.{6,}?)\s*(?P<cue>:|\s[-–—])\s+(?P<source>(?:[\w.’'-]+ ){0,4}[\w.’'-]+)\s*$")
LEAD = re.compile(r"\s*(?P<source>(?:[\w.’'-]+ ){0,4}[\w.’'-]+)(?P<cue>:)\s+(?P<content>.{6,}?)\s*$")
SPEAKERS = ("anonymous", "office", "organisation", "document", "witness", "outlet")


def signed_headline(title: str, lexicon: Lexicon) -> Finding | None:
    """The finding of a title whose source stands behind a colon or a dash, or in front of a colon; None
    where what stands there is no source."""
    for form in (TAIL, LEAD):
        match = form.match(title)
        if match is not None and _speaks(match, lexicon):
            return _finding(match)
    return None


def _speaks(match: re.Match[str], lexicon: Lexicon) -> bool:
    head = match.group("source").split()[-1].lower()
    return any(head in lexicon.sets[f"kinds.{name}"] for name in SPEAKERS)


def _finding(match: re.Match[str]) -> Finding:
    head = match.group("source").split()[-1]
    source = Span(*match.span("source"))
    mark = match.group("cue")
    cue = match.start("cue") + len(mark) - len(mark.lstrip())
    return Finding(
        rule="headline",
        kind="say",
        lemma=mark.strip(),
        source=(source,),
        cue=(Span(cue, match.end("cue")),),
        content=(Span(*match.span("content")),),
        anchor=Span(source.end - len(head), source.end),
    )
