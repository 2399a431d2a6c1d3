"""The names of one article, grouped: which are one, and whether a person, a body or something else has it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sayso.read.mentions.signs import evidence, kinds_of
from sayso.read.mentions.spot import Spot, lower_words
from sayso.read.mentions.weights import KINDS
from sayso.read.text.lexicon import Lexicon
from sayso.terms.statement import MentionForm

WHO_IS = re.compile(r"^(?:who|which) (?:is|was|has been) ")
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
        signs = evidence(text, spots, chain.names, lexicon, lower)
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
