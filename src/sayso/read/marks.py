"""Reading without a parse: quotations and `according to`, by the words right beside them.

For languages whose grammar sayso does not know; all that differs between languages is in their file.
"""

from __future__ import annotations

import re
from functools import cache

from sayso.read.finding import Finding, ParagraphNotes
from sayso.read.lexicon import Cue, Lexicon
from sayso.read.quotes import Quotation, is_speech, scan
from sayso.read.sentences import sentences
from sayso.terms.span import Span
from sayso.terms.statement import Voice

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*['’]?")
STOP = re.compile(r"[.,;:!?()«»“”\"\n]")
REACH = 90  # characters on each side of a quotation in which its verb stands


def read_marks(text: str, lexicon: Lexicon) -> ParagraphNotes:
    """The notes of one paragraph by its marks alone."""
    speech = tuple(quotation for quotation in scan(text) if is_speech(text, quotation))
    findings = []
    taken: set[Span] = set()
    for index, quotation in enumerate(speech):
        low = speech[index - 1].span.end if index else 0
        high = speech[index + 1].span.start if index + 1 < len(speech) else len(text)
        made = _behind(text, quotation, high, lexicon) or _before(text, quotation, low, lexicon)
        if made is not None:
            findings.append(made)
            taken.add(quotation.span)
    findings += _according(text, speech, lexicon)
    return ParagraphNotes(
        length=len(text),
        findings=tuple(findings),
        sentences=tuple(sentences(text)),
        alone=tuple(quotation.span for quotation in speech if quotation.span not in taken),
        unclosed=bool(speech) and not speech[-1].closed,
    )


def _behind(text: str, quotation: Quotation, end: int, lexicon: Lexicon) -> Finding | None:
    """`« ... », a déclaré le ministre`, `a-t-il ajouté`."""
    start = quotation.span.end
    stop = re.compile(r"[.;\n]").search(text, start, min(end, start + REACH))
    verb = _verb(text, start, stop.start() if stop else min(end, start + REACH), lexicon)
    if verb is None:
        return None
    span, cue = verb
    source = _inverted(text, start, span, lexicon) or _phrase(text, span.end, end, lexicon)
    return _finding(text, quotation, span, cue, source) if source else None


def _before(text: str, quotation: Quotation, begin: int, lexicon: Lexicon) -> Finding | None:
    """`Jeanne Morel a déclaré : « ... »`."""
    end = quotation.span.start
    start = max(begin, end - REACH)
    verb = _verb(text, start, end, lexicon, last=True)
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
    return _finding(text, quotation, span, cue, source) if source else None


def _verb(
    text: str, start: int, end: int, lexicon: Lexicon, *, last: bool = False
) -> tuple[Span, Cue] | None:
    found = []
    for match in WORD.finditer(text, start, end):
        for cue in lexicon.verbs.get(match.group().lower().split("-")[0], ()):
            if "quote" in cue.takes:
                found.append((Span(match.start(), match.end()), cue))
                break
    return found[-1 if last else 0] if found else None


def _inverted(text: str, start: int, verb: Span, lexicon: Lexicon) -> Span | None:
    """The pronoun of `a-t-il déclaré` and `dit-elle`."""
    for match in WORD.finditer(text, start, verb.end):
        head, _, tail = match.group().lower().partition("-")
        if head and tail in lexicon.sets["marks.inverted"]:
            pronoun = tail.rsplit("-", 1)[-1]
            return Span(match.end() - len(pronoun), match.end())
    return None


def _phrase(text: str, start: int, end: int, lexicon: Lexicon) -> Span | None:
    """The words behind a verb up to the next mark, where they can be a source."""
    stop = STOP.search(text, start, end)
    words = list(WORD.finditer(text, start, stop.start() if stop else end))
    while words and words[0].group().lower() in lexicon.sets["marks.between"]:
        words.pop(0)
    if not words:
        return None
    opening = words[0].group().lower()
    elided = any(opening.startswith(short) for short in lexicon.sets["marks.opens"] if short[-1] in "'’")
    if not (words[0].group()[0].isupper() or opening in lexicon.sets["marks.opens"] or elided):
        return None
    return Span(words[0].start(), words[-1].end())


def _finding(text: str, quotation: Quotation, verb: Span, cue: Cue, source: Span) -> Finding:
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
        anchor=_anchor(text, source),
    )


def _anchor(text: str, source: Span) -> Span:
    """The last word of the first name in a source, else its first word behind the article."""
    words = list(WORD.finditer(text, source.start, source.end))
    runs = [word for word in words if word.group()[0].isupper()]
    last = runs[0] if runs else words[min(1, len(words) - 1)]
    for word in runs[1:]:
        if text[last.end() : word.start()].strip():
            break
        last = word
    return Span(last.start(), last.end())


@cache
def _pattern(lexicon_language: str, words: tuple[str, ...]) -> re.Pattern[str]:
    inner = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{inner})(?!\w)\s*", re.I)


def _according(text: str, speech: tuple[Quotation, ...], lexicon: Lexicon) -> list[Finding]:
    """`selon la préfecture, ...`: the rest of the sentence is the content."""
    words = lexicon.phrases.get("prepositions.according", ())
    if not words:
        return []
    found = []
    for sentence in sentences(text):
        match = _pattern(lexicon.language, words).search(text, sentence.start, sentence.end)
        if match is None or any(
            quotation.span.start < match.start() < quotation.span.end for quotation in speech
        ):
            continue
        source = _phrase(text, match.end(), sentence.end, lexicon)
        if source is None:
            continue
        pieces = [Span(sentence.start, match.start()), Span(source.end, sentence.end)]
        content = tuple(bare for piece in pieces if (bare := _bare(text, piece)) is not None)
        if content:
            cue = Span(match.start(), match.start() + len(match.group().rstrip()))
            found.append(
                Finding(
                    rule="according",
                    kind="according",
                    lemma="according",
                    source=(source,),
                    cue=(cue,),
                    content=content,
                    voice=Voice.INDIRECT,
                    anchor=_anchor(text, source),
                )
            )
    return found


def _bare(text: str, span: Span) -> Span | None:
    words = span.of(text)
    left = len(words) - len(words.lstrip(" ,;:"))
    right = len(words.rstrip(" ,;:."))
    return Span(span.start + left, span.start + right) if right - left > 2 else None
