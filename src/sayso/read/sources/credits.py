"""To whom an article's marks give its words: `HALE (Wire) -`, `Source: Wire`, `Wire contributed to this
report`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from sayso.read.sources.kinds import kind_of
from sayso.read.text.lexicon import Lexicon
from sayso.terms.article import Article
from sayso.terms.span import Span, Words
from sayso.terms.statement import Basis, Link, SourceKind

ENDS = 3  # paragraphs at either end in which a credit can stand
LONGEST_ACRONYM = 6
WORD = r"[A-ZÀ-Þ][\w.&’'-]*\w"
NAME = rf"(?:[Tt]he |[Ll]['’])?{WORD}(?: (?:of |the |de |du )?{WORD}){{0,5}}"
NAMES = rf"{NAME}(?:(?:, | and |, and | et |/){NAME}){{0,3}}"
ONE = re.compile(NAME)
PLACE = r"[A-ZÀ-Þ][\w.'’/-]*,?(?: (?:[A-ZÀ-Þ][\w.'’/-]*|\d{1,4}|de|la|le|sur|on|of|the),?){0,7}"
DATELINE = re.compile(
    rf"\s*(?P<place>{PLACE} )?(?P<open>\()(?P<name>[^()\n]{{2,40}})(?P<close>\)),?\s?(?:—|–|―|--|-)\s"
)
PART = re.compile(r"[^\s,/;](?:[^,/;]*[^\s,/;])?")
SIGNED = re.compile(rf"\s+(?P<mark>[(\[]|[-–—]{{1,2}})\s*(?P<name>{NAMES})[)\]]?\s*$")
ENDS_SENTENCE = re.compile(r"[.!?”\"’)»]\s*$|^\s*$")
CREDITS = ("credits.whole", "credits.shared")
NOT_TOLD = "the credit does not say which of the words"
THE = re.compile(r"^(?:the |l['’])", re.I)
LETTERS = re.compile(r"[\W_]+")

Links = tuple[Link, ...]


def credits_of(article: Article, paragraphs: Sequence[Span], lexicon: Lexicon) -> Links:
    """The agencies that gave the article, those that gave only part of it last; not its own outlet."""
    text = article.text
    whole = [link for span in paragraphs[:ENDS] for link in _dateline(text, span, lexicon)]
    shared: list[Link] = []
    for span in dict.fromkeys((*paragraphs[:ENDS], *paragraphs[-ENDS:])):
        whole += _credited(text, span, "whole", lexicon)
        shared += _credited(text, span, "shared", lexicon)
        shared += _credited(text, span, "behind", lexicon)
    for span in paragraphs[-1:]:
        whole += _signed(text, span, lexicon)
    if not whole:
        because = "the page names it as its author"
        named = (name for name in article.authors if _is_outlet(name, lexicon))
        whole = [Link(name, SourceKind.OUTLET, basis=Basis.INFERRED, because=because) for name in named]
    parts = (replace(one, basis=Basis.UNKNOWN, because=NOT_TOLD) for one in shared)
    return _others((*whole, *parts), article.outlet)


def _others(links: Iterable[Link], outlet: str) -> Links:
    """Each name once, without the outlet that prints the article."""
    found: dict[str, Link] = {}
    for link in links:
        if not prints(outlet, link.name):
            found.setdefault(plain(link.name), link)
    return tuple(found.values())


def plain(name: str) -> str:
    """A name in lower case without an article."""
    return THE.sub("", name.lower())


def prints(outlet: str, name: str) -> bool:
    """Whether a name is that of the outlet: `CNN` of cnn.com, `AP` of the Associated Press."""
    words = re.findall(r"[a-z0-9]+", plain(outlet))
    named = LETTERS.sub("", plain(name))
    initials = "".join(word[0] for word in words)
    return bool(named) and (named in words or named == "".join(words) or named == initials)


def _is_outlet(name: str, lexicon: Lexicon) -> bool:
    bare = THE.sub("", name)
    return bool(bare) and kind_of(bare, bare.split()[-1], bare, lexicon) is SourceKind.OUTLET


def _dateline(text: str, span: Span, lexicon: Lexicon) -> Iterator[Link]:
    """`HALE, Norland (Wire) - ...`; behind a place in capitals an acronym is an agency."""
    match = DATELINE.match(text, span.start, span.end)
    if match is None:
        return
    marks = (Span(*match.span("open")), Span(*match.span("close")))
    place = (match.group("place") or "X").split()[0]
    for part in PART.finditer(text, *match.span("name")):
        name = part.group()
        acronym = name.isupper() and name.isalpha() and len(name) <= LONGEST_ACRONYM and place.isupper()
        if acronym or _is_outlet(name, lexicon):
            yield _link(text, Span(*part.span()), marks)


def _signed(text: str, span: Span, lexicon: Lexicon) -> Iterator[Link]:
    """`... the coastguard said. (Wire)`, and `- Wire` behind the last words."""
    words = "\n" + span.of(text)
    match = SIGNED.search(words)
    if match is None or not ENDS_SENTENCE.search(words[: match.start()]):
        return
    if match.group("name").split()[0].lower() in _credit_words(lexicon):
        return  # `(With the Wire)`
    place = span.start - 1  # the line's break stands in front of the words
    mark, name = (Span(place + match.start(part), place + match.end(part)) for part in ("mark", "name"))
    yield from _outlets(text, (name.start, name.end), mark, lexicon)


def _credited(text: str, span: Span, form: str, lexicon: Lexicon) -> Iterator[Link]:
    words = lexicon.phrases.get(f"credits.{form}", ())
    low = span.of(text).lower()
    if not any(word in low for word in words):
        return
    pattern = _credit(words, form)
    find = pattern.match if form == "whole" else pattern.search
    match = find(text, span.start, span.end)
    if match is not None:
        yield from _outlets(text, match.span("name"), Span(*match.span("cue")), lexicon)


@cache
def _credit(words: tuple[str, ...], form: str) -> re.Pattern[str]:
    """A credit; one that gives the whole article is a paragraph of its own."""
    cue = rf"(?P<cue>(?i:{'|'.join(map(re.escape, words))})(?:\s?:)?)"
    if form == "behind":
        return re.compile(rf"(?P<name>{NAMES})\s+{cue}")
    if form == "shared":
        return re.compile(rf"(?<!\w){cue}\s+(?P<name>{NAMES})")
    rest = r"(?=[)\].\s]*(?:$|\.\s))"
    return re.compile(rf"[\s(\[]*{cue}\s+(?:\d{{4}}\s+)?(?P<name>{NAMES}){rest}")


def _outlets(text: str, place: tuple[int, int], cue: Span, lexicon: Lexicon) -> Iterator[Link]:
    """The outlets among the names of a credit; a person who is named works for one."""
    credit = _credit_words(lexicon)
    for match in ONE.finditer(text, *place):
        words = re.finditer(r"\S+", match.group())
        first = next((word.start() for word in words if word.group().lower() not in credit), 0)
        name = Span(match.start() + first, match.end())
        if _is_outlet(name.of(text), lexicon):
            yield _link(text, name, (cue,))


def _credit_words(lexicon: Lexicon) -> frozenset[str]:
    phrases = (phrase for form in CREDITS for phrase in lexicon.phrases.get(form, ()))
    return frozenset(word.strip("(") for phrase in phrases for word in phrase.split())


def _link(text: str, name: Span, cue: Iterable[Span]) -> Link:
    return Link(THE.sub("", name.of(text)), SourceKind.OUTLET, Words.cut(text, [name]), Words.cut(text, cue))
