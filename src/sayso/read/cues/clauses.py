"""Indirect speech without a parse: `La préfecture a annoncé que ...`, `..., a annoncé la préfecture.`"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.read.finding import Finding
from sayso.read.text.beside import STOP, WORD, anchor, phrase, relayed, told, verb_in
from sayso.read.text.lexicon import Cue, Lexicon
from sayso.read.text.segments import dateline
from sayso.read.text.sentences import sentences
from sayso.terms.span import Span
from sayso.terms.statement import Hedge

LEAST = 8  # characters of a content
REACH = 90  # characters in front of a verb in which its source stands
EDGE = " ,;:.\n"


def find_clauses(text: str, taken: Sequence[Span], lexicon: Lexicon) -> Iterator[Finding]:
    """The clauses of a paragraph that are somebody's; `taken` are quotations and words already read.
    Nothing in a language whose file does not name the words that open a clause (`marks.that`)."""
    that = lexicon.sets.get("marks.that", frozenset())
    for whole in sentences(text) if that else ():
        sentence = Span(max(whole.start, dateline(text)), whole.end) if not whole.start else whole
        found = (
            _that(text, sentence, that, lexicon)
            or _inverted(text, sentence, lexicon)
            or _object(text, sentence, lexicon)
            or _hearsay(text, sentence, lexicon)
        )
        if found is None or any(span.overlaps(one) for span in (*found.source, *found.cue) for one in taken):
            continue
        yield found


def _that(text: str, sentence: Span, that: frozenset[str], lexicon: Lexicon) -> Finding | None:
    """`Le ministre a affirmé que ...`: the clause runs to the end of the sentence."""
    for match in WORD.finditer(text, sentence.start, sentence.end):
        if not _opens_clause(match.group().lower(), that, lexicon):
            continue
        verb = verb_in(text, max(sentence.start, match.start() - 40), match.start(), lexicon, last=True)
        if verb is None or text[verb[0].end : match.start()].strip():
            continue
        source = _in_front(text, sentence.start, verb[0], lexicon)
        if source is not None:
            return _finding(text, Span(match.start(), sentence.end), verb, source, lexicon)
    return None


def _opens_clause(word: str, that: frozenset[str], lexicon: Lexicon) -> bool:
    """Whether a clause begins with a word behind a verb: `que`, `qu'elle`, an infinitive."""
    if any(word == one or (one[-1] in "'’" and word.startswith(one)) for one in that):
        return True
    return word.endswith(tuple(lexicon.phrases.get("marks.infinitive", ("\0",)))) and not (
        word in lexicon.sets["names.times"] or word in lexicon.sets["marks.never"]
    )


def _in_front(text: str, start: int, verb: Span, lexicon: Lexicon) -> Span | None:
    """The words in front of a verb and its auxiliaries, as far as the last mark; over a remark between two
    commas: `Paul Vidal, maire de Hautmont, assure que`."""
    start = max(start, verb.start - REACH)
    stops = [match.end() for match in STOP.finditer(text, start, verb.start)]
    if stops and not _said_by(text[stops[-1] : verb.start], lexicon):
        stops = stops[:-2]
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
        heard = told(text, verb[0].end, sentence.end, lexicon) if verb else None
        source = phrase(text, (heard or verb[0]).end, sentence.end, lexicon) if verb else None
        if verb is not None and source is not None:
            return _finding(text, Span(sentence.start, comma.start()), verb, source, lexicon, heard)
    return None


def _said_by(words: str, lexicon: Lexicon) -> bool:
    """Whether words in front of a verb hold more than its auxiliaries."""
    return any(word.group().lower() not in lexicon.sets["marks.between"] for word in WORD.finditer(words))


def _object(text: str, sentence: Span, lexicon: Lexicon) -> Finding | None:
    """`Le ministère a démenti ces informations`, `a refusé de commenter ces informations`."""
    for match in WORD.finditer(text, sentence.start, sentence.end):
        senses = lexicon.verbs.get(match.group().lower(), ())
        cue = next((one for one in senses if one.takes & {"object", "infinitive"}), None)
        span = Span(match.start(), match.end())
        source = _in_front(text, sentence.start, span, lexicon) if cue else None
        if cue is None or source is None:
            continue
        stop = STOP.search(text, span.end, sentence.end)
        content = Span(span.end, stop.start() if stop else sentence.end)
        words = [word.group().lower() for word in WORD.finditer(text, *_ends(content))][:4]
        noun = bool(words) and words[0].startswith(tuple(lexicon.sets["marks.opens"]))
        speaks = not lexicon.sets["speaks"].isdisjoint(words)
        if ("object" in cue.takes and noun) or speaks:
            return _finding(text, content, (span, cue), source, lexicon)
    return None


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _hearsay(text: str, sentence: Span, lexicon: Lexicon) -> Finding | None:
    """`L'émissaire aurait été tué`: the conditional of what is only heard, where nothing hangs on an *if*."""
    words = list(WORD.finditer(text, sentence.start, sentence.end))
    low = [word.group().lower() for word in words]
    markers = lexicon.sets["marks.hearsay"]
    at = next((place for place, word in enumerate(low) if word in markers), None)
    if (
        not at
        or at + 1 >= len(low)
        or low[at + 1] in lexicon.sets["marks.wished"]
        or "si" in low
        or low[0].startswith("s'")
    ):
        return None
    cue = Span(words[at].start(), words[at].end())
    pieces = (Span(sentence.start, cue.start), Span(cue.end, sentence.end))
    content = tuple(bare for piece in pieces if (bare := _bare(text, piece)) is not None)
    return Finding(
        rule="hearsay",
        kind="hearsay",
        lemma=low[at],
        source=(),
        cue=(cue,),
        content=content,
        hedge=Hedge.WEAK,
    )


def _bare(text: str, span: Span) -> Span | None:
    """A stretch without the marks at its ends."""
    words = span.of(text)
    left = len(words) - len(words.lstrip(EDGE))
    right = len(words.rstrip(EDGE))
    return Span(span.start + left, span.start + right) if right > left else None


def _finding(
    text: str,
    content: Span,
    verb: tuple[Span, Cue],
    source: Span,
    lexicon: Lexicon,
    heard: Span | None = None,
) -> Finding | None:
    bare = _bare(text, content)
    if bare is None or bare.end - bare.start < LEAST:
        return None
    span, cue = verb
    source, relay = relayed(text, source, lexicon)
    return Finding(
        rule="mark.clause",
        kind=cue.kind,
        lemma=cue.lemma,
        source=(source,),
        relay=relay,
        cue=(span,),
        content=(bare,),
        polarity=cue.polarity,
        hedge=cue.hedge,
        told=(heard,) if heard else (),
        anchor=anchor(text, source, lexicon),
    )
