"""The names of one article, grouped: which are one, and whether a person, a body or something else has it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sayso.read.mentions.known import known
from sayso.read.mentions.spot import Spot, lower_words
from sayso.read.mentions.weights import KINDS, weights
from sayso.read.text.lexicon import Lexicon
from sayso.terms.statement import MentionForm

FRONT = (
    ("in front: in", re.compile(r"(?:^|\W)(?:in|at|from|near|to|across|around|outside|of) (?:the )?$", re.I)),
    ("in front: the", re.compile(r"(?:^|\W)the $", re.I)),
    ("in front: a", re.compile(r"(?:^|\W)an? $", re.I)),
    ("in front: of", re.compile(r"(?:^|\W)of $")),
    ("in front: on", re.compile(r"(?:^|\W)(?:on|under|during|for|about) (?:the )?$")),
    ("in front: and", re.compile(r"(?:^|\W)(?:and|or) (?:the )?$")),
    ("in front: verb", re.compile(r"\w(?:ed|ing|s) $")),
    ("in front: name and comma", re.compile(r"[A-Z]\w+, $")),
    ("in front: by", re.compile(r"(?:^|\W)(?:by|with|told|says|said|named|called|Image:|Photo:) $")),
)
BEHIND = (
    ("behind: age", re.compile(r",? (?:\(|aged )?\d\d[,) ]")),
    ("behind: comma and name", re.compile(r", [A-Z][a-z]+")),
    ("behind: noun", re.compile(r" [a-z]+(?:s|er|or|ion|ment|al|ive|ic|ist)\b(?! (?:a|the)\b)")),
    ("behind: comma and a", re.compile(r", (?:an?|the|who|his|her) ")),
    ("behind: bracket", re.compile(r" \(")),
    ("behind: end", re.compile(r"[.!?”\"]")),
    ("behind: and", re.compile(r" (?:and|or) ")),
    ("behind: is", re.compile(r" (?:is|was|has|had|will|would) ")),
    ("behind: who", re.compile(r",? who(?:se)?\b")),
    ("behind: year", re.compile(r",? \(?\d{4}")),
)
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
WHO_IS = re.compile(r"^(?:who|which) (?:is|was|has been) ")
VERB = re.compile(r"(?:,[^,.]{2,60},)? (?:also |has |had |then |later |first )?([a-z]+)\b")
LAST_WORD = re.compile(r"([a-z]+) $")
DOES = re.compile(r"[a-z]+(?:ed|s)$")
MOST = 40  # longer names that a short one is held against
BODY = (0.04, 0.9, 0.02, 0.04)
ORGANISATION, PERSON, OTHER = KINDS.index("organisation"), KINDS.index("person"), KINDS.index("other")


@dataclass(slots=True, eq=False)
class Chain:
    """What mentions one: its names, how likely each kind is (KINDS), gender, the nouns it was described
    with, and its mentions so far in the order of the text."""

    names: list[tuple[str, ...]] = field(default_factory=list)
    kinds: Sequence[float] = ()
    gender: str = ""
    plural: bool = False
    nouns: set[str] = field(default_factory=set)
    total: int = 0  # times it is named in all the article
    titled: bool = False  # named in the headline
    mentions: list[Spot] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The likeliest kind."""
        return KINDS[max(range(len(KINDS)), key=lambda place: self.kinds[place])] if self.kinds else "other"

    @property
    def fullest(self) -> str:
        """The longest of its names; empty where it has none."""
        return max(
            (" ".join(words) for words in self.names),
            key=lambda name: (name.count(" "), len(name)),
            default="",
        )


def grouped(text: str, title: str, found: Sequence[Spot], lexicon: Lexicon) -> dict[Spot, Chain]:
    """The chain of each name."""
    by_name: dict[tuple[str, ...], list[Spot]] = defaultdict(list)
    for spot in found:
        if spot.form is MentionForm.NAME:
            by_name[spot.words].append(spot)
    said_of = {
        spot.beside: spot.word for spot in found if spot.beside and spot.form is MentionForm.DESCRIPTION
    }
    lower = lower_words(text)
    chains: dict[tuple[str, ...], Chain] = {}
    longer: dict[str, list[_Known]] = defaultdict(list)  # by each of their words and their initials
    for words in sorted(by_name, key=lambda words: (-len(words), by_name[words][0].start)):
        low = tuple(_plain(word) for word in words)
        known = [one for key in dict.fromkeys((low[0], low[-1], _bare(words))) for one in longer[key]]
        same = _joined(words, low, by_name[words], known[:MOST], lexicon)
        chain = same if same is not None else Chain()
        chain.names.append(words)
        chain.total += len(by_name[words])
        chain.gender = chain.gender or next((one.gender for one in by_name[words] if one.gender), "")
        chains[words] = chain
        one = _Known(low, _initials(words), chain)
        for key in dict.fromkeys((*low, one.initials)):
            longer[key].append(one)
    _known_also(text, found, chains, lexicon)
    for chain in {id(one): one for one in chains.values()}.values():
        spots = [spot for words in chain.names for spot in by_name[words]]
        signs = evidence(text, spots, chain, lexicon, lower)
        known_body = any("_".join(words) in lexicon.sets["mentions.known_bodies"] for words in chain.names)
        told = _told({said_of.get(spot, "") for spot in spots}, signs, lexicon)
        chain.kinds = BODY if known_body else told or kinds_of(signs)
        chain.titled = any(words[-1] in title for words in chain.names)
    return {spot: chains[words] for words, spots in by_name.items() for spot in spots}


def _known_also(
    text: str, found: Sequence[Spot], chains: dict[tuple[str, ...], Chain], lexicon: Lexicon
) -> None:
    """Make one chain of two names where the text says that one is another name of the other's."""
    names = [spot for spot in found if spot.form is MentionForm.NAME]
    for one, two in pairwise(names):
        between = text[one.end : two.start] if one.sentence == two.sentence else ""
        said = WHO_IS.sub("", between.strip(' ,("“')).rstrip(' "“')
        left, right = chains[one.words], chains[two.words]
        if said in lexicon.phrases["mentions.also_known"] and left is not right:
            left.names += right.names
            left.total += right.total
            left.gender = left.gender or right.gender
            chains.update(dict.fromkeys(right.names, left))


def _told(nouns: set[str], signs: set[str], lexicon: Lexicon) -> tuple[float, ...]:
    """The kinds where the text itself says what has the name: `the commander`, `a charity`; else none."""
    if not nouns.isdisjoint(lexicon.sets["mentions.person"]) or "in front: a role" in signs:
        return (0.9, 0.04, 0.02, 0.04)
    called = "in front: a body" in signs and "title in front" not in signs and "gender" not in signs
    return BODY if called or not nouns.isdisjoint(lexicon.sets["mentions.collective"]) else ()


@dataclass(frozen=True, slots=True)
class _Known:
    """A longer name of the article: its words in lower case, its capital letters, its chain."""

    words: tuple[str, ...]
    initials: str
    chain: Chain


def _joined(
    words: tuple[str, ...],
    low: tuple[str, ...],
    spots: Sequence[Spot],
    known: Sequence[_Known],
    lexicon: Lexicon,
) -> Chain | None:
    """The chain of a longer name that this one is short for: its last or first words, or its initials."""
    titled = any(spot.titles for spot in spots)
    gender = next((one.gender for one in spots if one.gender), "")
    found: list[tuple[bool, int, int]] = []
    for place, one in enumerate(known):
        if one.words == low:
            return one.chain
        if titled and gender and one.chain.gender and gender != one.chain.gender:
            continue
        fits, last = _short_for(words, low, one, lexicon)
        if fits:
            found.append((last, one.chain.total, -place))
    return known[-max(found)[2]].chain if found else None


def _short_for(
    words: tuple[str, ...], low: tuple[str, ...], one: _Known, lexicon: Lexicon
) -> tuple[bool, bool]:
    """Whether a name is short for a longer one, and whether by its last words. *Kelmet* is the town, and not
    the Kelmet Hospital."""
    if len(words) == 1 and len(one.initials) > 1 and words[0].isupper() and _bare(words) == one.initials:
        return True, False
    of = next((place for place, word in enumerate(one.words) if word in {"of", "for"}), 0)
    if of:
        return low == one.words[:of], False
    last = one.words[-len(low) :] == low
    if not last and len(low) == 1 and one.words[-1] in lexicon.sets["mentions.in_a_place"]:
        return False, False
    if last or one.words[: len(low)] == low:
        return True, last
    same = len(low) > 1 and low[-1] == one.words[-1] and low[0][0] == one.words[0][0]
    return same and (len(low[0]) == 1 or low[0] == one.words[0]), True


def _plain(word: str) -> str:
    """A word of a name in lower case, without the article that is left out as often as not."""
    plain = word.lower().strip(".")
    return plain[3:] if plain.startswith(("al-", "el-")) and len(plain) > 4 else plain


def _bare(words: tuple[str, ...]) -> str:
    return words[0].replace(".", "").lower() if len(words) == 1 else ""


def _initials(words: tuple[str, ...]) -> str:
    return "".join(word[0] for word in words if word[0].isupper()).lower()


def kinds_of(signs: set[str]) -> tuple[float, ...]:
    """How likely each of KINDS is, by the signs found."""
    table = weights().kinds
    totals = [sum(table[sign][place] for sign in signs if sign in table) for place in range(len(KINDS))]
    top = max(totals)
    powers = [2.718281828 ** (total - top) for total in totals]
    return tuple(power / sum(powers) for power in powers)


def evidence(
    text: str, spots: Sequence[Spot], chain: Chain, lexicon: Lexicon, lower: frozenset[str]
) -> set[str]:
    """The signs of what has the names of a chain: each as a word of the weights' table; `lower` are the words
    that the text has in lower case."""
    signs = {"always"}
    for words in chain.names:
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


def _shape(words: tuple[str, ...], lexicon: Lexicon) -> Iterator[str]:
    """The signs of a name's own words."""
    sets = lexicon.sets
    low = [word.lower().strip(".,") for word in words]
    lists = known()
    given = low[0] in lists.men or low[0] in lists.women
    given = given or low[0] in sets["mentions.men"] or low[0] in sets["mentions.women"]
    family = low[-1] in lists.family
    place = " ".join(low)
    fronted = len(low) > 1 and low[0] in sets.get("kinds.place_front", frozenset())
    bodies = sets["mentions.bodies"] | sets.get("names.firms", frozenset())
    body = low[-1] in bodies or ("of" in low and not sets["mentions.bodies"].isdisjoint(low))
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
        "word of a body": not body and not sets["mentions.bodies"].isdisjoint(low),
        "word of an outlet": not sets["kinds.outlet"].isdisjoint(low),
        "place name": low[-1] in sets["mentions.place_names"] or low[-1] in sets["kinds.place"] or fronted,
        "of": "of" in low or "for" in low,
        "digit": any(char.isdigit() for word in words for char in word),
        "particle": low[0].startswith(PARTICLES),
        "particle inside": any(word.startswith(PARTICLES) for word in low[1:]),
        "ending of a family name": ENDING.fullmatch(low[-1]) is not None,
        "small word": any(word.islower() for word in words),
        "ending of a place": low[-1].endswith(PLACE) and not family,
        "ending of a people": low[-1].endswith(PEOPLE),
        "capitals inside": any(char.isupper() for word in words for char in word[1:])
        and not words[-1].isupper(),
        "capitals of many": len(words) > 1 and all(word.isupper() for word in words),
        "plural": low[-1].endswith("s") and not low[-1].endswith("ss") and not family,
        "hyphen": any("-" in word for word in words),
        "abstract ending": low[-1].endswith(ABSTRACT),
    }
    yield f"words {min(len(words), 4)}"
    if not (given and len(words) == 1) and not family and not has["known place"]:
        yield f"ends in {low[-1][-3:]}"
    yield from (sign for sign, holds in has.items() if holds)
    yield from (sign for sign, of in LAST if low[-1] in sets[of])


def _around(text: str, spot: Spot, lexicon: Lexicon) -> Iterator[str]:
    """The signs of what stands in front of a name and behind it."""
    before, after = text[max(0, spot.start - 12) : spot.start], text[spot.end : spot.end + 90]
    yield from (sign for sign, pattern in FRONT if pattern.search(before))
    yield from (sign for sign, pattern in BEHIND if pattern.match(after))
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
