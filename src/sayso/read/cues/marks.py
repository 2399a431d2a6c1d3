"""Reading without a parse: quotations and `according to`, by the words right beside them.

For languages whose grammar sayso does not know; all that differs between languages is in their file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from sayso.read.cues.clauses import find_clauses
from sayso.read.finding import Finding, ParagraphNotes
from sayso.read.sources.labels import labelled
from sayso.read.text.beside import STOP, WORD, anchor, phrase, relayed, told, verb_in
from sayso.read.text.lexicon import Cue, Lexicon
from sayso.read.text.quotes import Quotation, speech, split
from sayso.read.text.segments import dateline
from sayso.read.text.sentences import sentences
from sayso.terms.span import Span
from sayso.terms.statement import Voice

REACH = 90  # characters on each side of a quotation in which its verb stands


def read_marks(text: str, lexicon: Lexicon) -> ParagraphNotes:
    """The notes of one paragraph by its marks alone."""
    said = speech(text, lexicon.says)
    findings: list[Finding] = []
    taken: set[Span] = set()
    for index, quotation in enumerate(said):
        low = said[index - 1].span.end if index else 0
        high = said[index + 1].span.start if index + 1 < len(said) else len(text)
        if said[index - 1].span in taken and split(text, said[index - 1], quotation):
            findings[-1] = replace(findings[-1], content=(*findings[-1].content, quotation.span))
            taken.add(quotation.span)
            continue
        made = (
            _behind(text, quotation, high, lexicon)
            or _within(text, quotation, lexicon)
            or _before(text, quotation, low, lexicon)
        )
        if made is not None:
            findings.append(made)
            taken.add(quotation.span)
    label = None if findings else labelled(text, said, lexicon)
    findings, alone = _continued(text, findings, [one.span for one in said if one.span not in taken])
    findings, alone = ([label], []) if label is not None else (findings, alone)
    findings += _according(text, said, lexicon)
    findings += find_clauses(text, [*(one.span for one in said), *_said(findings)], lexicon)
    return ParagraphNotes(
        length=len(text),
        findings=tuple(findings),
        sentences=tuple(sentences(text)),
        alone=tuple(alone),
        unclosed=bool(said) and not said[-1].closed,
    )


def _said(findings: Sequence[Finding]) -> Iterator[Span]:
    """The words that are read already."""
    for finding in findings:
        yield from (*finding.source, *finding.cue)


def _continued(text: str, findings: list[Finding], lone: Sequence[Span]) -> tuple[list[Finding], list[Span]]:
    """`« ... », a dit Jeanne Morel. « ... »`: the next quotation of the paragraph goes on with her words,
    where only her sentence's end stands between."""
    left = []
    for span in lone:
        last = findings[-1] if findings else None
        words = (*last.source, *last.cue, *last.content) if last else ()
        ends = [one.end for one in words if one.end <= span.start]
        between = text[max(ends) : span.start] if ends else ""
        if last is None or not ends or not GOES_ON.fullmatch(between):
            left.append(span)
            continue
        findings[-1] = replace(last, content=(*last.content, span))
    return findings, left


GOES_ON = re.compile(r"(?:, [^.«“\"]{2,60})?[.,]\s*")


def _behind(text: str, quotation: Quotation, end: int, lexicon: Lexicon) -> Finding | None:
    """`« ... », a déclaré le ministre`, `a-t-il ajouté`."""
    start = quotation.span.end
    stop = re.compile(r"[.;\n]").search(text, start, min(end, start + REACH))
    verb = verb_in(text, start, stop.start() if stop else min(end, start + REACH), lexicon)
    if verb is None:
        return None
    span, cue = verb
    heard = told(text, span.end, end, lexicon)
    source = _inverted(text, start, span, lexicon) or phrase(text, (heard or span).end, end, lexicon)
    return _finding(text, quotation, span, cue, source, lexicon, heard) if source else None


AUXILIARY = 8  # characters in front of a verb: "a ", "avait "
ASIDE = re.compile(r",\s([^,«»“”]{2,50}),\s")


def _within(text: str, quotation: Quotation, lexicon: Lexicon) -> Finding | None:
    """`« Je n'ai rien vu, dit-il, et ... »`: who speaks stands inside the marks."""
    for aside in ASIDE.finditer(text, quotation.inner.start, quotation.inner.end):
        verb = verb_in(text, aside.start(1), aside.end(1), lexicon)
        if verb is None:
            continue
        span, cue = verb
        source = _inverted(text, aside.start(1), span, lexicon)
        if source is None and span.start - aside.start(1) < AUXILIARY:
            source = phrase(text, span.end, aside.end(1) + 1, lexicon)
        if source is not None:
            made = _finding(text, quotation, span, cue, source, lexicon)
            halves = (
                Span(quotation.span.start, aside.start()),
                Span(aside.end(), quotation.span.end),
            )
            return replace(made, content=halves)
    return None


def _before(text: str, quotation: Quotation, begin: int, lexicon: Lexicon) -> Finding | None:
    """`Jeanne Morel a déclaré : « ... »`."""
    end = quotation.span.start
    start = max(begin, end - REACH)
    verb = verb_in(text, start, end, lexicon, last=True)
    if verb is None:
        return None
    span, cue = verb
    left = text[start : span.start]
    words = [(m.start() + start, m.end() + start, m.group()) for m in WORD.finditer(left)]
    while words and words[-1][2].lower() in lexicon.sets["marks.between"]:
        words.pop()
    marks = [match.end() + start for match in STOP.finditer(left)]
    first = max((mark for mark in marks if words and mark <= words[-1][0]), default=start)
    kept = [word for word in words if word[0] >= first]
    if kept and kept[0][2][0].islower() and any(mark < first for mark in marks) is False and first > start:
        kept = [word for word in words if word[0] >= start]  # Paul Vidal, maire de Hautmont, a dit
    source = Span(kept[0][0], kept[-1][1]) if kept else None
    return _finding(text, quotation, span, cue, source, lexicon) if source else None


def _inverted(text: str, start: int, verb: Span, lexicon: Lexicon) -> Span | None:
    """The pronoun of `a-t-il déclaré` and `dit-elle`."""
    for match in WORD.finditer(text, start, verb.end):
        head, _, tail = match.group().lower().partition("-")
        if head and tail in lexicon.sets["marks.inverted"]:
            pronoun = tail.rsplit("-", 1)[-1]
            return Span(match.end() - len(pronoun), match.end())
    return None


def _finding(
    text: str,
    quotation: Quotation,
    verb: Span,
    cue: Cue,
    source: Span,
    lexicon: Lexicon,
    heard: Span | None = None,
) -> Finding:
    return Finding(
        rule="mark",
        kind=cue.kind,
        lemma=cue.lemma,
        source=(source,),
        cue=(verb,),
        content=(quotation.span,),
        voice=Voice.DIRECT,
        polarity=cue.polarity,
        hedge=cue.hedge,
        told=(heard,) if heard else (),
        anchor=anchor(text, source, lexicon),
    )


@cache
def _pattern(lexicon_language: str, words: tuple[str, ...]) -> re.Pattern[str]:
    inner = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{inner})(?!\w)\s*", re.I)


def _according(text: str, speech: tuple[Quotation, ...], lexicon: Lexicon) -> list[Finding]:
    """`selon la préfecture, ...`: the rest of the sentence is the content."""
    words = lexicon.phrases.get("prepositions.according", ())
    opinion = lexicon.phrases.get("prepositions.opinion", ())
    if not words:
        return []
    found = []
    for sentence in sentences(text):
        match = _pattern(lexicon.language, words).search(text, sentence.start, sentence.end)
        if match is None and opinion:
            match = _holder(_pattern(lexicon.language, opinion).match(text, sentence.start), text, lexicon)
        if match is None or any(
            quotation.span.start < match.start() < quotation.span.end for quotation in speech
        ):
            continue
        heard = _from_source(text, match, lexicon)
        source = heard or phrase(text, match.end(), sentence.end, lexicon)
        if source is None:
            continue
        source, relay = relayed(text, source, lexicon)
        end = relay[0].end if relay else source.end
        begin = max(sentence.start, dateline(text)) if not sentence.start else sentence.start
        pieces = [Span(min(begin, match.start()), match.start()), Span(end, sentence.end)]
        content = tuple(bare for piece in pieces if (bare := _bare(text, piece)) is not None)
        if content:
            cue = Span(match.start(), match.start() + len(match.group().rstrip()))
            found.append(
                Finding(
                    rule="according",
                    kind="according",
                    lemma="according",
                    source=(source,),
                    relay=relay,
                    cue=(cue,),
                    content=content,
                    voice=Voice.INDIRECT,
                    anchor=anchor(text, source, lexicon),
                )
            )
    return found


def _from_source(text: str, match: re.Match[str], lexicon: Lexicon) -> Span | None:
    """`de source judiciaire`: the source is called so itself."""
    noun = match.group().split()[-1].lower()
    behind = WORD.match(text, match.end()) if noun in lexicon.sets["kinds.anonymous"] else None
    return Span(match.start() + match.group().lower().index(noun), behind.end()) if behind else None


def _holder(match: re.Match[str] | None, text: str, lexicon: Lexicon) -> re.Match[str] | None:
    """`Pour l'avocat, ...`: an opinion only where somebody can hold it."""
    words = WORD.finditer(text, match.end(), match.end() + 40) if match else ()
    heads = [re.split("['’]", word.group().lower())[-1] for word in words][:2]
    return match if any(head in lexicon.sets["kinds.people"] for head in heads) else None


def _bare(text: str, span: Span) -> Span | None:
    words = span.of(text)
    left = len(words) - len(words.lstrip(" ,;:"))
    right = len(words.rstrip(" ,;:."))
    return Span(span.start + left, span.start + right) if right - left > 2 else None
