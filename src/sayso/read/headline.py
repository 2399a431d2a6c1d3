"""The form of headlines: `Envoy dead: officials`, `Bridge to stay shut - report`."""

from __future__ import annotations

import re

from sayso.read.finding import Finding
from sayso.read.lexicon import Lexicon
from sayso.terms.span import Span

TAIL = re.compile(r"(?P<content>.{6,}?)\s*(?P<cue>:|\s[-–—])\s+(?P<source>(?:[\w.’'-]+ ){0,4}[\w.’'-]+)\s*$")
SPEAKERS = ("anonymous", "office", "organisation", "document", "witness", "outlet")


def signed_headline(title: str, lexicon: Lexicon) -> Finding | None:
    """The finding of a title whose source stands behind a colon or a dash; None where what stands
    there is no source."""
    match = TAIL.match(title)
    if match is None:
        return None
    head = match.group("source").split()[-1]
    if not any(head.lower() in lexicon.sets[f"kinds.{name}"] for name in SPEAKERS):
        return None
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
