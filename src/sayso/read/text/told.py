"""In which language a text is, told by its letters and its small words; no model is needed."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib import resources

from sayso.terms.article import Article
from sayso.terms.statement import Reading

SAMPLE = 4000  # characters
LEAST = 3  # small words of a language
CLEARER = 1.5  # times as many as of any other
UNREAD = "unread"  # in place of a reader's version, where none knows the language
WORD = re.compile(r"[^\W\d_]+")


@cache
def _data() -> Mapping[str, Mapping[str, str]]:
    place = resources.files("sayso.read") / "languages" / "told.toml"
    return tomllib.loads(place.read_text("utf-8"))


@cache
def _small() -> Mapping[str, tuple[str, ...]]:
    """The languages of each small word."""
    found: dict[str, tuple[str, ...]] = {}
    for language, words in _data()["words"].items():
        for word in words.split():
            found[word] = (*found.get(word, ()), language)
    return found


def told(text: str) -> str:
    """The code of a text's language (`en`), empty where its words do not make it plain."""
    sample = text[:SAMPLE]
    letters = Counter(unicodedata.name(letter, "").split(" ")[0] for letter in sample if letter.isalpha())
    if not letters:
        return ""
    script = letters.most_common(1)[0][0]
    if script != "LATIN":
        japanese = letters["HIRAGANA"] + letters["KATAKANA"] > 0
        return "ja" if japanese and script == "CJK" else _data()["letters"].get(script, "")
    small = _small()
    counted = Counter(code for word in WORD.findall(sample.lower()) for code in small.get(word, ()))
    (best, count), (_, second) = [*counted.most_common(2), ("", 0), ("", 0)][:2]
    return best if count >= LEAST and count >= CLEARER * second else ""


def name_of(language: str) -> str:
    """What people call a language: `German`; its code where that is not known."""
    return _data()["names"].get(language, language)


def not_read(article: Article, reading: Reading) -> str:
    """Why an article has no statements, as the rest of a sentence; empty where it was read."""
    if reading.reader != UNREAD:
        return ""
    return f"it is in {name_of(article.language)}, which sayso does not read: it is kept without statements"
