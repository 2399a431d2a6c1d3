"""How words sound and what their consonants are, from their Latin letters.

Both bring spellings together that differ in vowels, doubling and close consonants, which is how
transliterations of Arabic, Persian, Cyrillic or Korean names differ. All functions take words in lower-case
ASCII, one or many: a word a line, so that the words of a whole batch go through each rule at once.
"""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

Letters = npt.NDArray[np.uint8]

_SH = re.compile(r"tsch|shch|sch|tch|tsh|sh|ch")
_J = re.compile(r"dzh|dj|zh")
_SOFT_C = re.compile(r"c(?=[iey])")
_VOWELS = str.maketrans({"w": "u", "o": "u", "y": "i", "e": "i", "q": "k", "c": "k"})
_TO_BONES = str.maketrans({"p": "b", "v": "f", "g": "k", "z": "s"} | dict.fromkeys("aeiouwy"))
_BREATHED = np.isin(np.arange(256), np.frombuffer(b"bdgklmnrtz", np.uint8))  # an h after them is not heard


def sounds_of(latin: str) -> str:
    """Like-sounding spellings made one, doubled letters left as they are: for what is written without its
    vowels (the two d of Baghdad stand apart)."""
    sound = latin.replace("x", "ks")
    if "h" in sound:
        sound = _J.sub("j", _SH.sub("x", sound))
        sound = sound.replace("ph", "f").replace("kh", "k").replace("gh", "k")
        sound = _without_mute_h(sound)
    else:
        sound = sound.replace("dj", "j")
    return _SOFT_C.sub("s", sound).translate(_VOWELS).replace("ai", "i")


def undoubled(sounds: str) -> str:
    """The sounds with doubled letters once: `hussein` and `husayn` are `husin`."""
    letters = _letters(sounds)
    return _text(letters[1:][(letters[1:] != letters[:-1]) | (letters[1:] == ord("\n"))])


def bones_of(sounds: str) -> str:
    """The consonants of sounds, close ones made one: `husin` is `hsn`."""
    return sounds.translate(_TO_BONES)


def _without_mute_h(sounds: str) -> str:
    """The sounds without an h after a consonant or at the end."""
    letters = _letters(sounds)
    mute = (letters == ord("h")) & (_BREATHED[np.roll(letters, 1)] | (np.roll(letters, -1) == ord("\n")))
    return _text(letters[~mute][1:])


def _letters(sounds: str) -> Letters:
    """The letters after a line break, which stands before the first and after the last of them."""
    return np.frombuffer(f"\n{sounds}".encode(), np.uint8)


def _text(letters: Letters) -> str:
    return letters.tobytes().decode()
