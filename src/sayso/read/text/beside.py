"""Words beside words, without a parse: the verb in a stretch, the phrase behind it, the name in a phrase."""

from __future__ import annotations

import re
from functools import cache

from sayso.read.text.lexicon import Cue, Lexicon
from sayso.terms.span import Span

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*['’]?")
STOP = re.compile(r"[.,;:!?()«»“”\"\n]")


def verb_in(
    text: str, start: int, end: int, lexicon: Lexicon, *, last: bool = False
) -> tuple[Span, Cue] | None:
    """The first (or last) verb of a stretch that can take a quotation, and its sense."""
    found = []
    for match in WORD.finditer(text, start, end):
        for cue in lexicon.verbs.get(match.group().lower().split("-")[0], ()):
            if "quote" in cue.takes:
                found.append((Span(match.start(), match.end()), cue))
                break
    return found[-1 if last else 0] if found else None


NAME = r"[A-ZÀ-Þ]{2,6}\b|[A-ZÀ-Þ][\w’'-]+(?: (?:de |du |des |la )?[A-ZÀ-Þ][\w’'-]+)*"


@cache
def _told(to: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(re.escape(word) + ("" if word[-1] in "'’" else r"\s+") for word in to)
    return re.compile(rf"\s*(?:{words})({NAME})")


def told(text: str, start: int, end: int, lexicon: Lexicon) -> Span | None:
    """To whom it was said, right behind the verb: `a indiqué à l'AFP un responsable`."""
    to = lexicon.phrases.get("marks.to", ())
    match = _told(to).match(text, start, end) if to else None
    return Span(*match.span(1)) if match is not None else None


def phrase(text: str, start: int, end: int, lexicon: Lexicon) -> Span | None:
    """The words behind a verb up to the next mark, where they can be a source; a name behind a role's
    comma belongs to it: `la maire, Jeanne Morel`."""
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
    named = APPOSED.match(text, words[-1].end(), end) if words[0].group()[0].islower() else None
    return Span(words[0].start(), named.end(1) if named else words[-1].end())


def relayed(text: str, source: Span, lexicon: Lexicon) -> tuple[Span, tuple[Span, ...]]:
    """`la police, citée par le Courrier`: the police, and who passes its words on."""
    cited = _cited(lexicon.phrases.get("marks.cited", ()))
    match = cited.search(text, source.start + 1, source.end) if cited else None
    if match is None:
        return source, ()
    return Span(source.start, match.start()), (Span(match.end(), source.end),)


@cache
def _cited(words: tuple[str, ...]) -> re.Pattern[str] | None:
    inner = "|".join(map(re.escape, words))
    return re.compile(rf",? (?:{inner}) ") if words else None


def _of(lexicon: Lexicon) -> frozenset[str]:
    return lexicon.sets.get("marks.of", frozenset())


APPOSED = re.compile(r", ((?:[A-ZÀ-Þ][\w’'-]+ )+[A-ZÀ-Þ][\w’'-]+)(?=[.,;:»\s]*(?:$|[.,;:»]))")


def anchor(text: str, source: Span, lexicon: Lexicon) -> Span:
    """The last word of the first name in a source that is not only its owner's (`la police de Hautmont`),
    else its first word behind the article."""
    every = list(WORD.finditer(text, source.start, source.end))
    opens = lexicon.sets["marks.opens"]
    words = every[1:] if len(every) > 1 and every[0].group().lower() in opens else every
    whose = {at for at, word in enumerate(words) if at and words[at - 1].group().lower() in _of(lexicon)}
    runs = [word for word in words if word.group()[0].isupper()]
    if words[0].group()[0].islower() and runs and words.index(runs[0]) in whose:
        named = [word for word in runs if "," in text[words[0].end() : word.start()]]
        runs = named
    last = runs[0] if runs else words[0]
    for word in runs[1:]:
        if text[last.end() : word.start()].strip():
            break
        last = word
    return Span(last.start(), last.end())
