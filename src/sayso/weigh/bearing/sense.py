"""A sentence looked at with a question in mind: does it name the subject, and speak of it or another?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.weigh.bearing.aims import Aims
from sayso.weigh.bearing.match import Hit
from sayso.weigh.people import around_people, is_verb, people
from sayso.weigh.words import NOT_NAMES, STOP, Token, tokens

_NEAR = 5  # words
_LIKE = 4  # letters at which two words are forms of one name: *Oskel*, *Oskelian*


@dataclass(frozen=True, slots=True)
class Sense:
    """A sentence's words, and whether they name the question's subject: by name, by a common noun
    (`the recording`) or by a pronoun."""

    aims: Aims
    text: str
    words: tuple[Token, ...]
    upper: tuple[bool, ...]
    masked: frozenset[int]
    named: bool
    soft: bool
    pronoun: bool
    personal: bool

    @classmethod
    def of(cls, aims: Aims, text: str) -> Sense:
        """Look at a sentence with a question in mind."""
        words = tokens(text)
        lower = {token.lower for token in words}
        masked = _masked(aims, words)
        upper = tuple(text[token.start].isupper() for token in words)
        others = masked | _namesakes(aims, words, upper)
        free = [token for at, token in enumerate(words) if at not in others]
        return cls(
            aims,
            text,
            words,
            upper,
            masked,
            named=any(token.stem in aims.subjects for token in free),
            soft=any((token.stem,) in aims.nouns for token in free),
            pronoun=not lower.isdisjoint(people()["pronouns"]),
            personal=not lower.isdisjoint(people()["personal"]),
        )

    @property
    def on_subject(self) -> bool:
        """Whether the question's subject is named or meant, or the question has none."""
        return self.named or self.soft or self.pronoun or not self.aims.subjects

    def mere_reference(self, hit: Hit) -> bool:
        """Whether the hit is only a noun that refers to something known: `the truce`, `the alleged deal`."""
        if self.named:
            return False
        first = next((at for at, token in enumerate(self.words) if token.start >= hit.start), 0)
        before = [token.lower for token in self.words[max(0, first - 2) : first]]
        inside = [token for token in self.words if hit.start <= token.start < hit.end]
        return len(inside) == 1 and not is_verb(inside[0].lower) and bool(people()["definite"] & set(before))

    def of_another(self, hit: Hit) -> bool:
        """Whether no subject is named and another name stands right before what is said."""
        if self.named or not self.aims.subjects:
            return False
        first = next((at for at, token in enumerate(self.words) if token.start >= hit.start), 0)
        return any(
            self.upper[at] and at > 0 and self.words[at].lower not in NOT_NAMES | {"i"}
            for at in range(max(0, first - _NEAR), first)
        ) or (first > 1 and self.upper[0] and self.upper[1])

    def fits(self, hit: Hit) -> bool:
        """Whether what is said is said of the subject: no other name stands nearer to the word."""
        if self.named or self.soft or not self.aims.subjects:
            return True
        first = next((at for at, token in enumerate(self.words) if token.start >= hit.start), 0)
        near = range(max(0, first - 4), min(len(self.words), first + 5))
        others = [
            at
            for at in near
            if self.upper[at]
            and at > 0
            and self.words[at].lower not in NOT_NAMES
            and self.words[at].lower != "i"
        ]
        return not others if not self.masked else False


def _namesakes(aims: Aims, words: Sequence[Token], upper: Sequence[bool]) -> frozenset[int]:
    """Positions of a subject's given name in front of another's surname."""
    return frozenset(
        at
        for at, (token, after) in enumerate(pairwise(words))
        if token.stem in aims.given
        and upper[at]
        and upper[at + 1]
        and not any(after.stem[:_LIKE] == name[:_LIKE] for name in aims.subjects)
        and after.lower not in NOT_NAMES | STOP
    )


def _masked(aims: Aims, words: Sequence[Token]) -> frozenset[int]:
    """Positions of a subject's name that stand for somebody around them: `an aide to X`, `X's wife`."""
    if aims.subjects.isdisjoint(token.stem for token in words):
        return frozenset()
    line = [token.stem for token in words]
    wanted = {word for aim in aims.answers for term in aim.terms for word in term.words}
    found: set[int] = set()
    for at, token in enumerate(words):
        if token.stem not in aims.subjects:
            continue
        left = next((i for i in range(at - 1, max(-1, at - 9), -1) if line[i] in ("to", "of", "for")), None)
        before = {tuple(line[left - size : left]) for size in (1, 2, 3)} if left is not None else set()
        possessive = token.lower.endswith(("'s", "’s", "s'", "s’"))
        after = (
            {tuple(line[at + 1 + skip : at + 1 + skip + size]) for size in (1, 2) for skip in (0, 1)}
            if possessive
            else set()
        )
        around = (before | after) & around_people()
        if (
            around
            and not around & wanted
            and not any(part in wanted for one in around for part in ((w,) for w in one))
        ):
            found.add(at)
    return frozenset(found)
