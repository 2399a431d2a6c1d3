"""What a question may be about that is no person: the recording, the photo, the strike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from sayso.weigh.bearing.aims import synonyms_of
from sayso.weigh.kinds import kinds
from sayso.weigh.words import STOP, stem, stem_line


def objects(units: Sequence[tuple[str, float]]) -> Mapping[str, str]:
    """For each kind that asks about a thing the noun most used for it."""
    found = {}
    lines = [(frozenset(stem_line(text)), int(weight)) for text, weight in units]
    for kind in kinds().values():
        same = {noun: same_thing(noun) for noun in kind.objects}
        any_of = frozenset().union(*same.values())
        count: Counter[str] = Counter()
        for words, weight in lines:
            if any_of.isdisjoint(words):
                continue
            for noun in kind.objects:
                if not words.isdisjoint(same[noun]):
                    count[noun] += weight * (2 if stem(noun) in words else 1)
        if count:
            found[kind.name] = min(count, key=lambda noun: (-count[noun], noun))
    return found


def same_thing(noun: str) -> frozenset[str]:
    """The stems of the words that news uses for a thing."""
    return frozenset(words[0] for words in synonyms_of(stem(noun)) if len(words) == 1)


def named_in(thing: str, heads: Sequence[tuple[str, float]]) -> float:
    """The share of weighted texts, such as titles and leads, that speak of a thing."""
    same = same_thing(thing) & {stem(noun) for noun in kinds()["authenticity"].objects}
    spoken = sum(weight for text, weight in heads if not same.isdisjoint(stem_line(text)))
    return spoken / (sum(weight for _, weight in heads) or 1.0)


def of_what(thing: str, texts: Sequence[str]) -> str:
    """What a picture or recording is of, in the words most used for it; nothing where they differ."""
    nouns = "|".join(sorted({*same_thing(thing.split()[-1]), thing.split()[-1]}))
    pattern = re.compile(
        rf"\b(?:{nouns})s? (of (?:the |a |an )?(?:[\w-]+(?:['’]s)? ){{0,3}}[\w-]+)", re.IGNORECASE
    )
    count: Counter[str] = Counter()
    for text in texts:
        for match in pattern.finditer(text):
            words = match.group(1).split()
            ends = [at for at in range(2, len(words)) if words[at].lower() in STOP] or [len(words)]
            count[" ".join(words[: ends[0]])] += 1
    named = {words: n for words, n in count.items() if n > 1 and any(w[:1].isupper() for w in words.split())}
    return f" {min(named, key=lambda words: (-named[words], words))}" if named else ""
