"""The signs of what has a name, in its words and around them, and how likely they make each kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from sayso.read.mentions.known import known
from sayso.read.mentions.spot import Spot
from sayso.read.mentions.weights import weights
from sayso.read.text.lexicon import Lexicon

Words = tuple[str, ...]
IN = frozenset({"in", "at", "from", "near", "to", "across", "around", "outside", "of"})
ON = frozenset({"on", "under", "during", "for", "about"})
BY = frozenset({"by", "with", "told", "says", "said", "named", "called"})
FRONT = re.compile(r"(?:(\w+) )?(\w+) $")
COMMA = re.compile(r"[A-Z]\w+, $")
PICTURE = re.compile(r"(?:^|\W)(?:Image|Photo): $")
BEHIND = {
    "behind: age": r",? (?:\(|aged )?\d\d[,) ]",
    "behind: comma and name": r", [A-Z][a-z]+",
    "behind: noun": r" [a-z]+(?:s|er|or|ion|ment|al|ive|ic|ist)\b(?! (?:a|the)\b)",
    "behind: comma and a": r", (?:an?|the|who|his|her) ",
    "behind: bracket": r" \(",
    "behind: end": r"[.!?”\"]",
    "behind: and": r" (?:and|or) ",
    "behind: is": r" (?:is|was|has|had|will|would) ",
    "behind: who": r",? who(?:se)?\b",
    "behind: year": r",? \(?\d{4}",
}
EVERY_BEHIND = re.compile("".join(f"(?=({pattern})?)" for pattern in BEHIND.values()))
LAST = (
    ("legal form", "mentions.legal"),
    ("head of a place", "mentions.places"),
    ("people", "mentions.peoples"),
)
ROLES = (("in front: a role", "mentions.person"), ("in front: a body", "mentions.collective"))
SHARE = 6  # one mention in so many has a sign around it, for the name to have it
PARTICLES = ("al-", "abu", "ibn", "bin", "van", "von", "mc", "o'", "o’")
ABSTRACT = ("ism", "tion", "ment", "ness", "ology", "ics")
PLACE = (
    "ville",
    "burg",
    "land",
    "stan",
    "grad",
    "shire",
    "ia",
    "town",
    "sk",
    "abad",
    "pur",
    "polis",
    "istan",
    "borough",
    "port",
)
QUOTES = ("“", '"', "‘", "'", "”", "’")
PEOPLE = ("ese", "ish", "ians", "ans", "ites", "is")
ENDING = re.compile(
    r".{2,}(?:son|sen|man|mann|ski|sky|ez|ini|elli|ov|ova|ev|ić|ic|ian|yan|berg|stein|ley|ton|ford|er|ius|shi|moto)"
)
MIDDLE = re.compile(r"[A-Z]\.$")
VERB = re.compile(r"(?:,[^,.]{2,60},)? (?:also |has |had |then |later |first )?([a-z]+)\b")
LAST_WORD = re.compile(r"([a-z]+) $")
DOES = re.compile(r"[a-z]+(?:ed|s)$")


def kinds_of(signs: set[str]) -> tuple[float, ...]:
    """How likely each of KINDS is, by the signs found."""
    table = weights().kinds
    totals = [sum(each) for each in zip(*(table[sign] for sign in signs if sign in table), strict=True)]
    top = max(totals)
    powers = [2.718281828 ** (total - top) for total in totals]
    whole = sum(powers)
    return tuple(power / whole for power in powers)


def evidence(
    text: str, spots: Sequence[Spot], names: Sequence[Words], lexicon: Lexicon, lower: frozenset[str]
) -> set[str]:
    """The signs of what has these names at these spots: each as a word of the weights' table; `lower` are the
    words that the text has in lower case."""
    signs = {"always"}
    for words in names:
        signs.update(_shape(words, lexicon))
        common = [word.lower() in lower for word in words]
        if all(common):
            signs.add("also a word")
        elif any(common):
            signs.add("a word in it")
    around = Counter(sign for spot in spots for sign in _around(text, spot, lexicon))
    signs.update(sign for sign, times in around.items() if times * SHARE >= len(spots))
    if any(spot.titles for spot in spots):
        signs.add("title in front")
    if len(spots) > 2:
        signs.add("often")
    return signs


def _shape(words: Words, lexicon: Lexicon) -> Iterator[str]:
    """The signs of a name's own words."""
    sets = lexicon.sets
    low = [word.lower().strip(".,") for word in words]
    lists = known()
    given = low[0] in lists.men or low[0] in lists.women
    given = given or low[0] in sets["mentions.men"] or low[0] in sets["mentions.women"]
    family = low[-1] in lists.family
    place = " ".join(low)
    fronted = len(low) > 1 and low[0] in sets.get("kinds.place_front", frozenset())
    bodily = not sets["mentions.bodies"].isdisjoint(low)
    headed = low[-1] in sets["mentions.bodies"] or low[-1] in sets.get("names.firms", ())
    body = headed or ("of" in low and bodily)
    letters, later = "".join(words), "".join(word[1:] for word in words)
    has = {
        "given name": given and len(words) > 1,
        "given name alone": given and len(words) == 1,
        "family name": family and len(words) > 1,
        "family name alone": family and len(words) == 1,
        "given and family name": given and family and len(words) > 1,
        "known place": place in lists.places or place in sets["mentions.place_names"],
        "initial": any(MIDDLE.match(word) for word in words[:-1]),
        "capitals": len(words) == 1 and words[0].isupper() and len(words[0]) > 1,
        "head of a body": body,
        "word of a body": not body and bodily,
        "word of an outlet": not sets["kinds.outlet"].isdisjoint(low),
        "place name": low[-1] in sets["mentions.place_names"] or low[-1] in sets["kinds.place"] or fronted,
        "of": "of" in low or "for" in low,
        "digit": any(map(str.isdigit, letters)),
        "particle": low[0].startswith(PARTICLES),
        "particle inside": any(word.startswith(PARTICLES) for word in low[1:]),
        "ending of a family name": ENDING.fullmatch(low[-1]) is not None,
        "small word": any(map(str.islower, words)),
        "ending of a place": low[-1].endswith(PLACE) and not family,
        "ending of a people": low[-1].endswith(PEOPLE),
        "capitals inside": any(map(str.isupper, later)) and not words[-1].isupper(),
        "capitals of many": len(words) > 1 and all(map(str.isupper, words)),
        "plural": low[-1].endswith("s") and not low[-1].endswith("ss") and not family,
        "hyphen": "-" in letters,
        "abstract ending": low[-1].endswith(ABSTRACT),
    }
    yield f"words {min(len(words), 4)}"
    if not (given and len(words) == 1) and not family and not has["known place"]:
        yield f"ends in {low[-1][-3:]}"
    yield from (sign for sign, holds in has.items() if holds)
    yield from (sign for sign, of in LAST if low[-1] in sets[of])


def _front(before: str) -> Iterator[str]:
    """The signs of the words in front of a name."""
    words = FRONT.search(before)
    if words is None:
        if COMMA.search(before):
            yield "in front: name and comma"
        if PICTURE.search(before):
            yield "in front: by"
        return
    first, last = words.group(1) or "", words.group(2)
    low, before_the = last.lower(), first if last == "the" else last
    has = {
        "in front: in": (first.lower() if low == "the" else low) in IN,
        "in front: the": low == "the",
        "in front: a": low in ("a", "an"),
        "in front: of": last == "of",
        "in front: on": before_the in ON,
        "in front: and": before_the in ("and", "or"),
        "in front: verb": last[1:].endswith(("ed", "ing", "s")),
        "in front: by": last in BY,
    }
    yield from (sign for sign, holds in has.items() if holds)


def _around(text: str, spot: Spot, lexicon: Lexicon) -> Iterator[str]:
    """The signs of what stands in front of a name and behind it."""
    before, after = text[max(0, spot.start - 12) : spot.start], text[spot.end : spot.end + 90]
    yield from _front(before)
    behind = EVERY_BEHIND.match(after)
    if behind is not None:
        yield from (sign for sign, found in zip(BEHIND, behind.groups(), strict=True) if found is not None)
    role = LAST_WORD.search(before)
    if role is not None:
        yield from (sign for sign, of in ROLES if role.group(1) in lexicon.sets[of])
    verb = VERB.match(after)
    if verb is not None and verb.group(1) in lexicon.verbs:
        yield "behind: says"
    elif verb is not None and DOES.match(verb.group(1)):
        yield "behind: does"
    if before.endswith(QUOTES) and after.startswith(QUOTES):
        yield "in quotation marks"
    if spot.gender:
        yield "gender"
    if spot.first:
        yield "first in sentence"
    if text[spot.end - 2 : spot.end] in {"'s", "’s"}:
        yield "owner"
