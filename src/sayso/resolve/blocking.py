"""Which names are worth comparing: those that share a rare piece."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sayso.resolve.taken import NameParts

CROWDED = 60  # names behind one key; a key of more is too common to say anything alone


def keys_of(name: NameParts) -> Iterator[str]:
    """The keys that a name is found by: each word's consonants, each two of them, the initials."""
    bones = sorted({word.bones or word.sound for word in name.words})
    for place, one in enumerate(bones):
        if len(one) > 1:
            yield one
        for two in bones[place + 1 :]:
            yield f"{one} {two}"
    if len(name.words) == 1 and len(name.words[0].latin) <= 8:
        yield f"={name.words[0].latin}"
    if len(name.words) > 1:
        yield from (f"={initials}" for initials in set(name.initials))


def candidate_pairs(names: Sequence[NameParts]) -> Iterator[tuple[int, int]]:
    """Places of two names that share a key which is not crowded, each pair once, the lower first.

    Two names of several words that share one word only are left out where no other two of their words start
    with the same letter.
    """
    blocks: dict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(names):
        for key in keys_of(name):
            blocks[key].append(place)
    letters = [sorted(word.latin[0] for word in name.words) for name in names]
    seen: set[tuple[int, int]] = set()
    for key, places in blocks.items():
        if not 1 < len(places) <= CROWDED:
            continue
        alone = " " not in key and key[0] != "="
        for first, one in enumerate(places):
            for two in places[first + 1 :]:
                if alone and not _may_be_one(letters[one], letters[two]):
                    continue
                if (one, two) not in seen:
                    seen.add((one, two))
                    yield one, two


def _may_be_one(one: list[str], two: list[str]) -> bool:
    """By the first letters of the words of two names that share a word."""
    if len(one) < 2 or len(two) < 2:
        return True
    rest = list(two)
    shared = 0
    for letter in one:
        if letter in rest:
            rest.remove(letter)
            shared += 1
    return shared >= 2
