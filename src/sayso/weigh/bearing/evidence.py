"""How much speaks for it that a sentence bears on a question: many weak signs, added up in points."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, fsum, sqrt
from typing import Any

from sayso.terms.question import Question
from sayso.terms.statement import Hedge, Polarity, Statement, Voice
from sayso.weigh.bearing.aims import Aims
from sayso.weigh.bearing.doubt import cannot_confirm, denied, faked, hedged, unconfirmed, unsure, untrue
from sayso.weigh.bearing.match import Hit
from sayso.weigh.bearing.rival import of_rival
from sayso.weigh.bearing.sense import Sense
from sayso.weigh.bearing.topic import Topic
from sayso.weigh.people import people
from sayso.weigh.words import BEFORE_CLAIMS, CLAIMS, stem, stems, tokens

_CLAIM_STEMS = frozenset(stem(word) for word in CLAIMS)
_AUXILIARIES = frozenset(("is", "are", "was", "were", "has", "have", "had", "be", "been"))
_WHILE = re.compile(r"\W*(?:(?:while|although|though|but|and|however)\b[\s,]*)*", re.IGNORECASE)
_BACKDROP = re.compile(r"\w (?:when|while) [^,;]*$", re.IGNORECASE)
_LEAD = 400  # characters
_REMARK = 16  # words; a longer sentence is about something, not a remark on the claim
_MENTION = 7  # words; the claim itself and little more
_BARE = 4  # words; the claim and nothing else
_SECOND = 0.8  # of the best answer's strength that a second answer needs


@cache
def _data() -> Mapping[str, Any]:
    raw: dict[str, Any] = tomllib.loads(
        files("sayso.weigh").joinpath("data/evidence.toml").read_text(encoding="utf-8")
    )
    return raw


def threshold() -> float:
    """The points from which a sentence is taken to bear on a question."""
    return float(_data()["threshold"])


def probability(points: float) -> float:
    """The points as a probability that a careful reader would say so too."""
    return 1 / (1 + exp(threshold() - points))


@dataclass(frozen=True, slots=True)
class Setting:
    """What is the same for all sentences of one article: the question, its topic, the title's words."""

    question: Question
    aims: Aims
    topic: Topic
    title: tuple[str, ...]
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with what it hits and its points. It is `sure` where its words name a subject and say
    of it what an answer says, so that it bears on the question wherever it stands; it is `about` the
    question also where it speaks of somebody by a pronoun, or remarks on the claim as a whole."""

    text: str
    hits: tuple[Hit, ...]
    points: float
    sure: bool
    about: bool


def weigh_sentence(
    setting: Setting, statement: Statement, text: str, start: int, frame: str, found: tuple[Hit, ...]
) -> Candidate:
    """Add up what speaks for it that a sentence bears on the question. `frame` is what stands around it
    (cues, what leads up to it), `start` where it begins in the article, `found` its hits."""
    sense = Sense.of(setting.aims, text)
    signs = _signs(setting, statement, text, frame, sense) | _signs_of_hits(found, text, sense)
    signs["lead"] = start < _LEAD
    points: Mapping[str, float] = _data()["points"]
    total = sum(points[name] * float(sign) for name, sign in signs.items())
    sure = bool(found) and is_sure(found[0], sense)
    about = sure or _refers_back(found, sense) or _remarks(statement, text, sense)
    if not found and _turns_down(statement, text, frame):
        total = max(total, threshold() + float(_data()["bare"]))
    return Candidate(text, _chosen(setting, found, text), total, sure, about)


def _signs(setting: Setting, statement: Statement, text: str, frame: str, sense: Sense) -> dict[str, float]:
    """The signs of `evidence.toml` that a sentence has in itself, and how much of each."""
    whole = f"{frame} {text}"
    strong = bool(cannot_confirm(whole))
    return {
        "alike": max((setting.topic.likeness(a.answer, text) for a in setting.aims.answers), default=0.0),
        "title": _likeness(setting.title, stems(text), setting.topic.rare),
        "asked": _likeness(setting.asked, stems(text), setting.topic.rare),
        "attributed": bool(statement.chain),
        "own": statement.voice is Voice.OWN,
        "quoted": statement.voice in (Voice.DIRECT, Voice.MIXED),
        "named": sense.named,
        "noun": sense.soft,
        "pronoun": sense.pronoun,
        "claim": names_claim(text),
        "unsure": strong,
        "doubting": bool(unsure(whole)) and not strong,
        "untrue": bool(untrue(whole)),
        "doubtful": statement.polarity is Polarity.UNCERTAIN,
        "hedged": statement.hedge is not Hedge.NONE or bool(hedged(text)),
        "around": bool(sense.masked),
        "echo": setting.topic.echo.of(text),
    }


def _signs_of_hits(found: Sequence[Hit], text: str, sense: Sense) -> dict[str, float]:
    """The signs of what a sentence says of an answer; none where it says nothing."""
    if not found:
        return {}
    return {
        "terms": max(hit.share for hit in found),
        "mere": sense.mere_reference(found[0]),
        "another": sense.of_another(found[0]),
        "rival": of_rival(sense, found[0]),
        "backdrop": bool(_BACKDROP.search(text[: found[0].start])),
    }


def _refers_back(found: Sequence[Hit], sense: Sense) -> bool:
    """Whether an answer's words are said of somebody called by a pronoun."""
    said = bool(found) and not found[0].loose and sense.fits(found[0]) and not sense.mere_reference(found[0])
    return said and sense.personal


def _remarks(statement: Statement, text: str, sense: Sense) -> bool:
    """Whether a sentence says of the claim as a whole that it is untrue, or cannot be confirmed."""
    doubts = statement.polarity is not Polarity.AFFIRMS or unsure(text) or untrue(text)
    if sense.named:
        return bool(doubts) and len(sense.words) <= _REMARK
    return bool(doubts) and len(sense.words) <= _MENTION and names_claim(text)


def is_sure(hit: Hit, sense: Sense) -> bool:
    """Whether a hit names a subject and says something of it, and not of somebody else by name."""
    said = not hit.loose and (sense.named or sense.soft) and sense.fits(hit) and not sense.mere_reference(hit)
    return said and not of_rival(sense, hit)


def _chosen(setting: Setting, found: Sequence[Hit], text: str) -> tuple[Hit, ...]:
    """The answers meant: the best hit and others about as good on other words; without a hit the main one."""
    kept: list[Hit] = []
    for hit in found:
        enough = hit.share >= 0.5 if hit.loose else True
        apart = not any(hit.start < other.end and other.start < hit.end for other in kept)
        if enough and apart and (not kept or hit.weight >= _SECOND * kept[0].weight):
            kept.append(hit)
    if kept or not setting.question.answers:
        return tuple(kept)
    against = bool(untrue(text) or denied(text) or faked(text))
    return (Hit(setting.question.answers[0].id, 0.3, against, 0, len(text), ()),)


def _turns_down(statement: Statement, text: str, frame: str) -> bool:
    """Whether a content is the bare claim, and is denied or cannot be confirmed (`the reports could not be
    verified`), or nothing but the remark that it is not confirmed. Whatever it sounds like, that is of what
    the article is about."""
    if statement.voice is Voice.OWN:
        return bool(remarked(text) or unconfirmed(text))
    turned = statement.polarity is Polarity.DENIES or unsure(f"{frame} {text}")
    return bool(turned) and len(tokens(text)) <= _BARE and names_claim(text)


def remarked(text: str) -> tuple[int, int] | None:
    """Where in a sentence the claim stands of which it says no more than that it is not known to be so:
    `the reports` of *While the reports could not be confirmed*."""
    remark = unsure(text)
    if remark is None:
        return None
    start = _WHILE.match(text).end()  # type: ignore[union-attr]  # it matches everything
    before = text[start : remark.start].rstrip(" ,")
    return (start, start + len(before)) if names_claim(before) and is_noun(before) else None


def is_noun(words: str) -> bool:
    """Whether words name a thing and do not only point at it: *the reports*, not *it* or *the deal is*."""
    line = [token.lower.replace("’", "'").removesuffix("'s") for token in tokens(words)]
    return bool(line) and line[-1] not in people()["pronouns"] and _AUXILIARIES.isdisjoint(line)


def names_claim(text: str) -> bool:
    """Whether the words only name the claim as a whole: `the reports`, `the deaths`."""
    words = tokens(text)
    place = next((i for i, token in enumerate(words) if token.lower not in BEFORE_CLAIMS), 0)
    return 0 < len(words) - place <= 9 and (
        words[place].stem in _CLAIM_STEMS or words[0].lower in _CLAIM_STEMS
    )


def _likeness(left: Sequence[str], right: Sequence[str], rare: Mapping[str, float]) -> float:
    """The weight of the words that both have over the geometric mean of their weights."""
    one, two = set(left), set(right)
    both = fsum(rare.get(word, 3.0) for word in one & two)
    norm = sqrt(fsum(rare.get(w, 3.0) for w in one) * fsum(rare.get(w, 3.0) for w in two))
    return both / norm if norm else 0.0
