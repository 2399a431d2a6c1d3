"""The form of headlines: `Envoy dead: officials`, `Bridge shut - report`, `Envoy dead, group claims`."""

from __future__ import annotations

import re

from sayso.read.finding import Finding
from sayso.read.text.lexicon import Cue, Lexicon
from sayso.terms.article import Article
from sayso.terms.span import Span

TAIL = re.compile(r"(?P<content>.{6,}?)\s*(?P<cue>:|\s[-–—])\s+(?P<source>(?:[\w.’'-]+ ){0,4}[\w.’'-]+)\s*$")
LEAD = re.compile(r"\s*(?P<source>(?:[\w.’'-]+ ){0,4}[\w.’'-]+)(?P<cue>:)\s+(?P<content>.{6,}?)\s*$")
SAYS = re.compile(
    r"(?P<content>.{6,}),\s+(?P<source>(?:[\w.’'-]+ ){0,4}[\w.’'-]+)\s(?P<cue>[a-z]+)\s*$", re.I
)
SPEAKERS = ("anonymous", "office", "organisation", "document", "witness", "outlet")
MARK = Cue("", "say", frozenset())  # a colon or a dash, which is its own lemma
SHOWS = ("recording", "account")  # speak in front of a verb; behind a dash they tell what the page holds


def signed_headline(title: str, lexicon: Lexicon) -> Finding | None:
    """The finding of a title whose source stands behind a comma and before a verb of speech, behind a
    colon or a dash, or in front of a colon; None where what stands there is no source."""
    said = SAYS.match(title)
    if said is not None and _speaks(said, lexicon, (*SPEAKERS, *SHOWS)):
        senses = lexicon.verbs.get(said.group("cue").lower(), ())
        verb = next((sense for sense in senses if sense.takes & {"clause", "object_document"}), None)
        if verb is not None:
            return _finding(said, verb)
    for form in (TAIL, LEAD):
        match = form.match(title)
        if match is not None and _speaks(match, lexicon, SPEAKERS):
            return _finding(match)
    return None


def kicker(finding: Finding, article: Article, lexicon: Lexicon) -> bool:
    """Whether what stands in front of a headline's colon says nothing: `Correction: ...`, `BLOODBATH: ...`.
    Who speaks there is called by an office or a body's noun, or by a name that the article has too."""
    if finding.rule != "label" or not finding.source:
        return False
    name = finding.source[0].of(article.title)
    words = name.lower().split()
    called = any(word in lexicon.sets[f"kinds.{kind}"] for kind in SPEAKERS for word in words[-1:])
    known = re.search(rf"(?<!^)(?<![.!?:]\s)\b{re.escape(name)}\b", article.text, re.M)
    shouted = name.isupper() and re.search(rf"\b{re.escape(name.title())}\b", article.text)
    return not (called or known or shouted)


def _speaks(match: re.Match[str], lexicon: Lexicon, kinds: tuple[str, ...]) -> bool:
    words = match.group("source").lower().split()
    head = words[-1]
    if match.re is LEAD and words[0] in lexicon.sets["names.not_speakers"]:
        return False  # "Press release: ..."
    return any(head in lexicon.sets[f"kinds.{name}"] for name in kinds)


def _finding(match: re.Match[str], verb: Cue = MARK) -> Finding:
    """The finding of a form, by a verb (`Holt dead, monitoring group claims`: the small model seldom parses
    that) or by a mark."""
    source, words = Span(*match.span("source")), match.group("source").split()
    mark = match.group("cue")
    cue = match.start("cue") + len(mark) - len(mark.lstrip())
    return Finding(
        rule="headline",
        kind=verb.kind,
        lemma=verb.lemma or mark.strip(),
        source=(source,),
        cue=(Span(cue, match.end("cue")),),
        content=(Span(*match.span("content")),),
        polarity=verb.polarity,
        hedge=verb.hedge,
        anchor=Span(source.end - len(words[-1]), source.end),
    )
