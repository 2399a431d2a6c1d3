"""How words sound and what their consonants are, from their Latin letters.

Both bring spellings together that differ in vowels, doubling and close consonants, which is how
transliterations of Arabic, Persian, Cyrillic or Korean names differ. All functions take words in lower-case
ASCII, one or many: a word a line, so that the words of a whole batch go through each rule at once.
"""

from __future__ import annotations

import re

_SH = re.compile(r"tsch|shch|sch|tch|tsh|sh|ch")
_J = re.compile(r"dzh|dj|zh")
_H = re.compile(r"(?<=[bdgklmnrtz])h|h$", re.MULTILINE)
_SOFT_C = re.compile(r"c(?=[iey])")
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = str.maketrans({"w": "u", "o": "u", "y": "i", "e": "i", "q": "k", "c": "k"})
_TO_BONES = str.maketrans({"p": "b", "v": "f", "g": "k", "z": "s"} | dict.fromkeys("aeiouwy"))


def sounds_of(latin: str) -> str:
    """Like-sounding spellings made one, doubled letters left as they are: for what is written without its
    vowels (the two d of Baghdad stand apart)."""
    sound = latin.replace("x", "ks")
    if "h" in sound:
        sound = _J.sub("j", _SH.sub("x", sound))
        sound = sound.replace("ph", "f").replace("kh", "k").replace("gh", "k")
        sound = _H.sub("", sound)
    else:
        sound = sound.replace("dj", "j")
    return _SOFT_C.sub("s", sound).translate(_VOWELS).replace("ai", "i")


def undoubled(sounds: str) -> str:
    """The sounds with doubled letters once: `hussein` and `husayn` are `husin`."""
    return _DOUBLED.sub(r"\1", sounds)


def bones_of(sounds: str) -> str:
    """The consonants of sounds, close ones made one: `husin` is `hsn`."""
    return sounds.translate(_TO_BONES)
