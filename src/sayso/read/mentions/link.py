"""Descriptions and pronouns joined to who was mentioned before: a ranker chooses among the candidates.

The features are those of mention ranking by hand-made features (Lappin and Leass 1994; Durrett and Klein
2013); nobody chosen is one of the options.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from sayso.read.mentions.named import ORGANISATION, PERSON, Chain
from sayso.read.mentions.spot import Case, Spot
from sayso.read.mentions.weights import weights
from sayso.terms.span import Span
from sayso.terms.statement import MentionForm

REACH = 12  # candidates that were mentioned last
RECENT = 60  # that are looked through
FAR = 15  # sentences
LEAST = 0.15  # that a chain is of a kind, for it to be taken for that
INDEFINITE = frozenset({"a", "an", "another", "one", "two", "three", "some"})
THESE = frozenset({"this", "that", "these", "those"})
OWNERS = frozenset({"his", "her", "its", "their", "our", "my"})
Features = dict[str, float]
Choice = tuple[Chain | None, Features]
Choose = Callable[[Spot, str, Sequence[Choice]], Chain | None]


def best(spot: Spot, group: str, options: Sequence[Choice]) -> Chain | None:
    """The likeliest option by the shipped weights."""
    weight = weights().ranker[group].get
    chosen, highest = None, float("-inf")
    for chain, features in options:
        worth = 0.0
        for name, value in features.items():
            worth += weight(name, 0.0) * value
        if worth > highest:
            chosen, highest = chain, worth
    return chosen


@dataclass(frozen=True, slots=True)
class Said:
    """Who speaks in a text: the words of its sources in order, and each quotation with its speaker's."""

    sources: Sequence[Span] = ()
    quotes: Sequence[tuple[Span, Span]] = ()

    def by(self, at: int) -> bool:
        """Whether the words at an offset are a source's."""
        place = bisect_right(self.sources, at, key=_start) - 1
        return place >= 0 and at < self.sources[place].end


def _start(span: Span) -> int:
    return span.start


def _quoted(quote: tuple[Span, Span]) -> int:
    return quote[0].start


_APART = ("apart 0", "apart 1", "apart 2", "apart 3", "apart 6")
_RANK = ("rank 0", "rank 1", "rank 2", "rank 3")


def _near(features: Features, spot: Spot, last: Spot, apart: int) -> None:
    """What stands in the same sentence or in the one before."""
    if last.first:
        features["last was first"] = features["last was first, near"] = 1.0
        if spot.first and apart == 1:
            features["subject both"] = 1.0
    if apart:
        return
    if spot.case is Case.SELF:
        features["self, same sentence"] = 1.0
    elif spot.case is Case.OWNER:
        features["owner, same sentence"] = 1.0
    elif spot.case is Case.OBJECT and last.case is Case.SUBJECT and last.first:
        features["object of its own clause"] = 1.0


class Linker:
    """Goes through an article's spots in order and keeps who was mentioned last."""

    def __init__(self, named: Mapping[Spot, Chain], *, kin: frozenset[str], collective: frozenset[str],
                 choose: Choose = best) -> None:  # fmt: skip
        self._named = named
        self._kin = kin
        self._collective = collective
        self._choose = choose
        self._recent: list[Chain] = []  # the last mentioned at the end
        self._of: dict[Spot, Chain] = {}
        self._at: dict[int, Chain] = {}  # by the place of the head word
        self._speaks: set[Spot] = set()
        self._owner: tuple[int, Chain] | None = None  # of the last possessive pronoun, with its place

    def link(
        self, found: Sequence[Spot], said: Said, *, interviewee: Chain | None = None
    ) -> dict[Spot, Chain]:
        """The chain of each spot that has one; `said` tells who speaks, also as `I` and `my`, which outside
        quotations are the one who is interviewed."""
        self._speaks = {spot for spot in found if said.by(spot.head)}
        first: list[Spot] = []
        for spot in found:
            if spot.word == "i" and spot.form is MentionForm.PRONOUN:
                first.append(spot)
                continue
            chain = self._one(spot)
            if chain is not None:
                self._add(spot, chain)
        heads = sorted(self._at)
        for spot in first:
            speaker = self._speaker(spot, heads, said.quotes) or interviewee
            if speaker is not None:
                self._of[spot] = speaker
        return self._of

    def _add(self, spot: Spot, chain: Chain) -> None:
        chain.mentions.append(spot)
        if not chain.gender and spot.gender:
            chain.gender = spot.gender
        if spot.form is MentionForm.DESCRIPTION:
            chain.nouns.add(spot.word)
        if chain in self._recent:
            self._recent.remove(chain)
        del self._recent[:-RECENT]
        self._recent.append(chain)
        self._of[spot] = self._at[spot.head] = chain
        if spot.case is Case.OWNER and spot.form is MentionForm.PRONOUN:
            self._owner = (spot.start, chain)

    def _one(self, spot: Spot) -> Chain | None:
        if spot.form is MentionForm.NAME:
            chain = self._named[spot]
            chain.nouns.update(spot.titles)
            return chain
        group = _group(spot)
        if spot.form is MentionForm.DESCRIPTION and spot.beside is not None:
            tied = self._of.get(spot.beside) or self._named.get(spot.beside)
            if tied is not None and _fits(spot, tied, self._meant(spot, group)):
                return tied
        options = self._options(spot, group)
        chosen = self._choose(spot, group, options) if options else None
        if chosen is None and spot.form is MentionForm.DESCRIPTION:
            body = spot.word in self._collective
            return Chain(kinds=(0.05, 0.85, 0.05, 0.05) if body else (0.85, 0.05, 0.05, 0.05),
                         gender=spot.gender, plural=spot.plural)  # fmt: skip
        return chosen

    def _meant(self, spot: Spot, group: str) -> int | None:
        """The place among KINDS of what can be meant; None where anything can."""
        if group == "they":
            return None
        body = spot.word in self._collective if group == "description" else group == "it"
        return ORGANISATION if body else PERSON

    def _options(self, spot: Spot, group: str) -> list[Choice]:
        """Who it can be, the last mentioned first, each with features; the last option is nobody."""
        owned = self._owner[1] if self._owner and self._owner[0] == spot.start else None
        meant = self._meant(spot, group)
        found: list[Choice] = []
        for chain in reversed(self._recent):
            if chain is owned or not _fits(spot, chain, meant):
                continue
            apart = spot.sentence - chain.mentions[-1].sentence
            if apart > FAR and not chain.names:
                continue
            found.append((chain, self._features(spot, chain, group, len(found), apart)))
            if len(found) == REACH:
                break
        found.append((None, self._nobody(spot, len(found))))
        return found

    def _nobody(self, spot: Spot, others: int) -> Features:
        features = {
            "nobody": 1.0,
            "nobody, none else": float(others == 0),
            "nobody, one else": float(others == 1),
            "nobody speaks": float(spot in self._speaks),
        }
        if spot.form is MentionForm.DESCRIPTION:
            features |= {
                "nobody, a": float(spot.lead in INDEFINITE),
                "nobody, owned": float(spot.lead in OWNERS),
                "nobody, this": float(spot.lead in THESE),
                "nobody, kin": float(spot.word in self._kin),
                "nobody, plural": float(spot.plural),
                "nobody, body": float(spot.word in self._collective),
            }
        else:
            features["nobody, self"] = float(spot.case is Case.SELF)
        return features

    def _features(self, spot: Spot, chain: Chain, group: str, rank: int, apart: int) -> Features:
        """What speaks for a candidate; what is not named is 0."""
        last = chain.mentions[-1]
        features = {
            _APART[min(apart, 3) if apart < 6 else 4]: 1.0,
            f"last by {last.form}": 1.0,
            _RANK[min(rank, 3)]: 1.0,
            "mentions": log(1 + len(chain.mentions)),
            "named in all": log(1 + chain.total),
            "person": chain.kinds[PERSON],
            "body": chain.kinds[ORGANISATION],
        }
        if spot.gender:
            if spot.gender == chain.gender:
                features["gender same"] = 1.0
            elif not chain.gender:
                features["gender unknown"] = 1.0
        if not chain.names:
            features["unnamed"] = 1.0
        if chain.titled:
            features["in the headline"] = 1.0
        if spot.plural == chain.plural:
            features["plural same"] = 1.0
        if spot in self._speaks:
            features["speaks, spoke" if last in self._speaks else "speaks, did not"] = 1.0
        if apart < 2:
            _near(features, spot, last, apart)
        elif last.first:
            features["last was first"] = 1.0
        if group == "description":
            features |= self._described(spot, chain, apart)
        return features

    def _described(self, spot: Spot, chain: Chain, apart: int) -> Features:
        known = spot.word in chain.nouns or any(
            spot.word == word.lower() for name in chain.names for word in name
        )
        definite = spot.lead == "the"
        has = {
            "same noun": known,
            "same noun, definite": known and definite,
            "other noun known": bool(chain.nouns) and not known,
            "definite": definite,
            "this": spot.lead in THESE,
            "owned": spot.lead in OWNERS,
            "near, definite": definite and apart <= 1,
            "a": spot.lead in INDEFINITE,
        }
        return {name: 1.0 for name, holds in has.items() if holds}

    def _speaker(self, spot: Spot, heads: Sequence[int], quotes: Sequence[tuple[Span, Span]]) -> Chain | None:
        """Who says `I` in the quotation around a spot; `heads` are the places of the linked spots."""
        place = bisect_right(quotes, spot.start, key=_quoted) - 1
        if place < 0 or spot.start >= quotes[place][0].end:
            return None
        source = quotes[place][1]
        first = bisect_left(heads, source.start)
        if first == len(heads) or heads[first] >= source.end:
            return None
        chain = self._at[heads[first]]
        return chain if chain.kinds[PERSON] > LEAST else None


def _fits(spot: Spot, chain: Chain, kind: int | None) -> bool:
    """Whether nothing forbids that the chain, which has to be of a kind, is meant."""
    if spot.gender and chain.gender and spot.gender != chain.gender:
        return False
    return kind is None or (chain.kinds[kind] > LEAST and (spot.plural or not chain.plural))


def _group(spot: Spot) -> str:
    if spot.form is MentionForm.DESCRIPTION:
        return "description"
    return {"she": "he"}.get(spot.word, spot.word)
