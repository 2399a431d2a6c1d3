"""Who is mentioned in one article, and which mentions are one person or body.

From left to right: `spot` finds names, descriptions and pronouns by their words; `named` groups the names
and says what has them; `link` joins descriptions and pronouns to who was mentioned before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sayso.read.mentions.link import Choose, Linker, Said, best
from sayso.read.mentions.named import Chain, grouped
from sayso.read.mentions.spot import Spot, spots
from sayso.read.text.lexicon import Lexicon
from sayso.terms.span import Span
from sayso.terms.statement import Mention, Part, Statement, Voice

INTERVIEW = re.compile(r"\b(?:interview(?:s|ed|ing)?|Q ?& ?A|in (?:his|her|their) own words)\b", re.I)
NOTHING_SAID = Said()
TOLD = frozenset({"person", "organisation"})


def chained(
    text: str,
    title: str,
    sentences: Sequence[Span],
    lexicon: Lexicon,
    *,
    said: Said = NOTHING_SAID,
    choose: Choose = best,
) -> dict[Spot, Chain]:
    """The chain of every spot of a text that has one, unnamed ones too."""
    found = spots(text, sentences, lexicon)
    named = grouped(text, title, found, lexicon)
    linker = Linker(
        named, kin=lexicon.sets["mentions.kin"], collective=lexicon.sets["mentions.collective"], choose=choose
    )
    return linker.link(found, said, interviewee=_interviewee(title, named.values()))


def _interviewee(title: str, chains: Iterable[Chain]) -> Chain | None:
    """Whose answers an interview prints: the one person that its headline names."""
    if INTERVIEW.search(title) is None:
        return None
    titled = {id(chain): chain for chain in chains if chain.titled and chain.kind == "person"}
    return next(iter(titled.values())) if len(titled) == 1 else None


_LIKELY = 0.5  # that a statement is one; from there who speaks tells more than it misleads


def said_in(statements: Iterable[Statement]) -> Said:
    """Who speaks in the body of an article, by its statements."""
    likely = (one for one in statements if one.confidence >= _LIKELY)
    sourced = [one for one in likely if one.part is Part.BODY and one.source.spans]
    return Said(
        sorted({span for one in sourced for span in one.source.spans}),
        sorted(
            (content, one.source.spans[0])
            for one in sourced
            if one.voice is Voice.DIRECT
            for content in one.content.spans
        ),
    )


def find_mentions(
    text: str,
    title: str,
    sentences: Sequence[Span],
    lexicon: Lexicon,
    *,
    said: Said = NOTHING_SAID,
) -> tuple[Mention, ...]:
    """Every mention of a named person or body in the text, in order; none in a language without a lexicon
    of mentions. `sentences` are the text's, `said` who speaks in it."""
    if "mentions.person" not in lexicon.sets:
        return ()
    joined = chained(text, title, sentences, lexicon, said=said)
    chains = {id(chain): chain for chain in joined.values()}
    told = {key: (one.kind, one.fullest) for key, one in chains.items() if one.names and one.kind in TOLD}
    numbers: dict[int, int] = {}
    found = []
    for spot in sorted(joined, key=lambda spot: (spot.start, spot.end)):
        key = id(joined[spot])
        if key in told:
            number = numbers.setdefault(key, len(numbers))
            words = text[spot.start : spot.end]
            found.append(Mention(Span(spot.start, spot.end), words, *told[key], number, spot.form))
    return tuple(found)
