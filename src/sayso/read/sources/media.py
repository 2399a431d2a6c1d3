"""Phrases of a sentence that say through what it came: `in a video posted by the Front`, `carried by the
Harbour Post`, `in an interview with the Harbour Post`, `via Wire`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from sayso.read.sources.kinds import kind_of, without_the
from sayso.read.text.lexicon import Lexicon
from sayso.read.text.segments import sentence_at
from sayso.terms.span import Span, Words
from sayso.terms.statement import Link, SourceKind

TOKEN = re.compile(r"[@\w](?:[\w’'&@-]|\.(?=\w))*")
REACH = 80  # characters in which the name of who posted it stands
JOINTS = frozenset({"of", "for", "the", "and", "de", "du", "la", "des", "al"})
LEAD = 4  # words in front of a name: "the state news agency"


def media_of(text: str, sentences: Sequence[Span], lexicon: Lexicon) -> Iterator[tuple[Span, Link]]:
    """Each phrase's link with the sentence that it stands in, in the order of the sentences."""
    places = tuple(sentences)
    found = []
    for form, pattern in _patterns(lexicon).items():
        for match in pattern.finditer(text):
            sentence = sentence_at(places, match.start())
            link = _link(text, match, form, sentence, lexicon) if sentence else None
            if sentence is not None and link is not None:
                found.append((sentence, link))
    return iter(sorted(found, key=lambda pair: (pair[0], pair[1].words.start)))


def _link(text: str, match: re.Match[str], form: str, sentence: Span, lexicon: Lexicon) -> Link | None:
    who = _who(text, match.end(), min(sentence.end, match.end() + REACH), lexicon)
    if who is None:
        return None
    kind = _kind(who.of(text), lexicon)
    cue = Words.cut(text, [Span(*match.span("cue"))])
    if form == "shown":
        thing = match.group("thing").lower()
        words = Words.cut(text, [Span(match.start("words"), who.end)])
        name = " ".join(words.text.split()[1:]) or words.text
        return Link(name, kind_of(thing, thing, "", lexicon), words, cue)
    if kind is SourceKind.OUTLET or (form == "via" and kind is SourceKind.ACCOUNT):
        return Link(without_the(" ".join(who.of(text).split()), lexicon), kind, Words.cut(text, [who]), cue)
    return None


def _kind(words: str, lexicon: Lexicon) -> SourceKind:
    named = [word for word in words.split() if word[:1].isupper()]
    return kind_of(words, words.split()[-1], " ".join(named), lexicon)


def _patterns(lexicon: Lexicon) -> dict[str, re.Pattern[str]]:
    """The phrases of a language whose file names the words for them."""
    words = lexicon.phrases
    things = tuple(sorted(lexicon.sets["kinds.recording"] | lexicon.sets["kinds.account"]))
    given = {name: words.get(f"media.{name}", ()) for name in ("in", "a", "carried", "by", "talk", "via")}
    if not all(given.values()):
        return {}
    return {
        "shown": _shown(given["in"], given["a"], things, given["carried"], given["by"]),
        "carried": _beside(given["carried"], given["by"]),
        "talk": _beside(given["talk"], ()),
        "via": _beside(given["via"], ()),
    }


def _any(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


def _begun(words: tuple[str, ...]) -> str:
    """That one of the words' first letters is next, which turns most places of a text down at once."""
    letters = {case for word in words for case in (word[0].lower(), word[0].upper())}
    return f"(?=[{re.escape(''.join(sorted(letters)))}])"


@cache
def _shown(
    into: tuple[str, ...],
    a: tuple[str, ...],
    things: tuple[str, ...],
    carried: tuple[str, ...],
    by: tuple[str, ...],
) -> re.Pattern[str]:
    """`in a short video posted online by`"""
    thing = rf"(?P<thing>{_any(things)})\s+(?:message\s+)?"
    way = rf"(?:{_any(carried)})\s+(?:\w+\s+){{0,2}}?(?:{_any(by)})"
    return re.compile(
        rf"{_begun(into)}\b(?P<cue>(?i:{_any(into)}))\s+(?P<words>(?:{_any(a)})\s+(?:[\w’'-]+\s+){{0,3}}?{thing}{way})\s+"
    )


@cache
def _beside(words: tuple[str, ...], by: tuple[str, ...]) -> re.Pattern[str]:
    """`carried by`, `interview with`, `via`: what stands in front of an outlet's name"""
    behind = rf"\s+(?:{_any(by)})" if by else ""
    return re.compile(rf"{_begun(words)}(?<!\w)(?P<cue>(?i:{_any(words)}){behind})\s+(?=[\w@])")


def _who(text: str, start: int, end: int, lexicon: Lexicon) -> Span | None:
    """The name behind a preposition, with the few words of a role in front of it: `the state agency Wire`."""
    tokens = list(TOKEN.finditer(text, start, end))
    if not tokens or text[start : tokens[0].start()].strip():
        return None
    joined = [tokens[0]]
    for token in tokens[1:]:
        if text[joined[-1].end() : token.start()].strip():
            break
        joined.append(token)
    first = next((at for at, token in enumerate(joined) if _capital(token)), len(joined))
    if first > LEAD or first == len(joined) or joined[first].group().lower() in lexicon.sets["names.times"]:
        return None
    last = first
    for at in range(first + 1, len(joined)):
        if _capital(joined[at]):
            last = at
        elif joined[at].group() not in JOINTS:
            break
    return Span(joined[0].start(), joined[last].end())


def _capital(token: re.Match[str]) -> bool:
    return token.group()[0].isupper() or token.group()[0] == "@"
