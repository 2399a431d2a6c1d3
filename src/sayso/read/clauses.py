"""Indirect speech without a parse: `La préfecture a annoncé que ...`, `..., a annoncé la préfecture.`"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.read.beside import STOP, WORD, anchor, phrase, verb_in
from sayso.read.finding import Finding
from sayso.read.lexicon import Cue, Lexicon
from sayso.read.sentences import sentences
from sayso.terms.span import Span

LEAST = 8  # characters of a content
REACH = 90  # characters in front of a verb in which its source stands
EDGE = " ,;:.\n"


def find_clauses(text: str, taken: Sequence[Span], lexicon: Lexicon) -> Iterator[Finding]:
    """The clauses of a paragraph that are somebody's; `taken` are quotations and words already read.
    Nothing in a language whose file does not name the words that open a clause (`marks.that`)."""
    that = lexicon.sets.get("marks.that", frozenset())
    for sentence in sentences(text) if that else ():
        found = _that(text, sentence, that, lexicon) or _inverted(text, sentence, lexicon)
        if found is None or any(span.overlaps(one) for span in (*found.source, *found.cue) for one in taken):
            continue
        yield found


def _that(text: str, sentence: Span, that: frozenset[str], lexicon: Lexicon) -> Finding | None:
    """`Le ministre a affirmé que ...`: the clause runs to the end of the sentence."""
    for match in WORD.finditer(text, sentence.start, sentence.end):
        low = match.group().lower()
        if not any(low == word or (word[-1] in "'’" and low.startswith(word)) for word in that):
            continue
        verb = verb_in(text, max(sentence.start, match.start() - 40), match.start(), lexicon, last=True)
        if verb is None or text[verb[0].end : match.start()].strip():
            continue
        source = _in_front(text, sentence.start, verb[0], lexicon)
        if source is not None:
            return _finding(text, Span(match.start(), sentence.end), verb, source, lexicon)
    return None


def _in_front(text: str, start: int, verb: Span, lexicon: Lexicon) -> Span | None:
    """The words in front of a verb and its auxiliaries, as far as the last mark."""
    start = max(start, verb.start - REACH)
    stops = [match.end() for match in STOP.finditer(text, start, verb.start)]
    words = list(WORD.finditer(text, stops[-1] if stops else start, verb.start))
    while words and words[-1].group().lower() in lexicon.sets["marks.between"]:
        words.pop()
    while words and words[0].group().lower() in lexicon.sets["marks.between"]:
        words.pop(0)
    return Span(words[0].start(), words[-1].end()) if words else None


def _inverted(text: str, sentence: Span, lexicon: Lexicon) -> Finding | None:
    """`Le pont s'est effondré, a annoncé la préfecture.`: what stands in front of the comma."""
    for comma in re.compile(r",\s").finditer(text, sentence.start + LEAST, sentence.end):
        words = list(WORD.finditer(text, comma.end(), sentence.end))[:4]
        while words and words[0].group().lower() in lexicon.sets["marks.between"]:
            words.pop(0)
        if not words:
            continue
        verb = verb_in(text, words[0].start(), words[0].end(), lexicon)
        source = phrase(text, verb[0].end, sentence.end, lexicon) if verb else None
        if verb is not None and source is not None:
            return _finding(text, Span(sentence.start, comma.start()), verb, source, lexicon)
    return None


def _finding(
    text: str, content: Span, verb: tuple[Span, Cue], source: Span, lexicon: Lexicon
) -> Finding | None:
    words = content.of(text)
    left = len(words) - len(words.lstrip(EDGE))
    bare = Span(content.start + left, content.start + len(words.rstrip(EDGE)))
    if bare.end - bare.start < LEAST:
        return None
    span, cue = verb
    return Finding(
        rule="mark.clause",
        kind=cue.kind,
        lemma=cue.lemma,
        source=(source,),
        cue=(span,),
        content=(bare,),
        polarity=cue.polarity,
        hedge=cue.hedge,
        anchor=anchor(text, source, lexicon),
    )
