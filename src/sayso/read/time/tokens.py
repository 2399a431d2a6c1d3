"""Words and numbers of a text as one-letter classes, so that patterns run at the regex engine's speed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sayso.read.time.lexicon import Entry, Lexicon

# Words and marks are tried first, as they are the most. Numbers in the shapes that decide what they are come
# before others: a money sum is never a year.
_TOKEN = re.compile(
    r"""
    (?P<word>(?:[^\W\d_]{2,}|(?!(?:[A-Za-z]\.){2}|[AaPp]\.m\b|B\.C\b|[QH][1-4]\b)[^\W\d_])
      (?:['’](?:clock|t|ll)\b)?)
  | (?P<mark>[-–—,;:!?()"“”]|\.(?!\d))
  | (?=[^ ])(?:  # no other begins with a space, which most places are that come so far
    (?P<iso>\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-]))
  | (?P<slash>(?:\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d)|\d{4}/\d{1,2}/\d{1,2}|9/11)(?![\d/]|\.\d))
  | (?P<clock>\d{1,2}:\d\d(?::\d\d)?(?![\d:])|\d{1,2}\.\d\d(?=\s?[ap]\.?m\b))
  | (?P<frac>[½¼¾]|\d/\d(?![\d/]))
  | (?P<decade>(?:\b\d{2,3}0|['’`]?\b\d0)['’]?s\b)
  | (?P<ord>\d{1,2}(?:st|nd|rd|th)\b)
  | (?P<amount>[$£€¥]\s?\d[\d,.]*|\d+(?:,\d{3})+(?:\.\d+)?%?|\d*\.\d+%?|\d+%)
  | (?P<short>['’`]\d\d\b)
  | (?P<num>(?<!\w)\d+)
  | (?P<glued>\d+)  # to letters or longer figures: no number of time, but taken in one piece
  | (?P<part>\b[QH][1-4]\b)
  | (?P<dots>(?:[A-Za-z]\.){2,}|[AaPp]\.m\b|B\.C\b)
  | (?P<poss>['’]s\b|['’](?=\s))
  | (?P<para>\n\s*\n)
  )
    """,
    re.VERBOSE,
)
_MARKS = {"-": "DASH", "–": "DASH", "—": "LONGDASH", ",": "COMMA", ".": "DOT", "(": "OPEN", ")": "OPEN"}


@dataclass(slots=True)
class Tokens:
    """A text as parallel lists: where each word lies, its class as one letter, and what it means."""

    text: str
    codes: str
    starts: list[int]
    ends: list[int]
    payloads: list[Any]


def tokenise(text: str, lexicon: Lexicon) -> Tokens:
    """Cut `text` into words, numbers and marks. Linear in its length."""
    codes: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    payloads: list[Any] = []
    taken = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if start < taken:
            continue  # inside a phrase of several words
        found = match.group()
        meant = _known if end - start < _LONG else _meant
        code, payload, phrases = meant(match.lastgroup or "", found, lexicon)
        if phrases is not None and (phrase := phrases.match(text, start)):
            taken = end = phrase.end()
            code, payload = _word(found, " ".join(phrase.group().lower().split()), lexicon)
        codes.append(code)
        starts.append(start)
        ends.append(end)
        payloads.append(payload)
    return Tokens(text, "".join(codes), starts, ends, payloads)


def _meant(kind: str, found: str, lexicon: Lexicon) -> tuple[str, Any, re.Pattern[str] | None]:
    """Letter and payload of a token, and the phrases that may begin with it."""
    if kind in ("word", "dots"):
        low = found.lower()
        return *_word(found, low, lexicon), lexicon.phrases.get(low)
    name, payload = _figure(kind, found)
    return lexicon.code_of(name), payload, None


_LONG = 32  # characters: a longer token is not worth to be remembered
_known = lru_cache(maxsize=20_000)(_meant)


def _word(found: str, low: str, lexicon: Lexicon) -> tuple[str, Any]:
    """Letter and payload of a word or phrase `low`, of which the text has `found`."""
    entry = lexicon.words.get(low)
    if entry is None or (entry[2] and (entry[2] == "capital") != found[0].isupper()):
        entry = _unknown(found, low, lexicon)
    return entry[:2]


def _unknown(found: str, low: str, lexicon: Lexicon) -> Entry:
    """A word that is not of time: only its shape counts, for the patterns' neighbours and for tense."""
    if found[0].isupper():
        return lexicon.capitalised
    entry = lexicon.words.get(low)
    if entry is not None and low == "may":
        return lexicon.modal
    if low.endswith("ed") and len(low) > 3:
        return lexicon.past
    if low.endswith("s") and len(low) > 3 and not low.endswith(("ss", "is", "us")):
        return lexicon.plural
    return lexicon.other


def _figure(kind: str, found: str) -> tuple[str, Any]:
    """Class and payload of a number."""
    read = _READ.get(kind)
    if read is not None:
        return read(found)
    return _PLAIN.get(kind, "AMOUNT"), found


def _number(found: str) -> tuple[str, Any]:
    if len(found) > 9:
        return "AMOUNT", None
    value = int(found)
    if 1 <= value <= 31 and len(found) <= 2:
        return "DAYNUM", value
    if len(found) == 4 and 1000 <= value <= 2199:
        return "YEAR", value
    return "INT", value


def _decade(found: str) -> tuple[str, Any]:
    value = int(re.sub(r"\D", "", found))
    return ("DECADEFULL" if value >= 1000 else "DECADEOLD" if value >= 100 else "DECADE"), value


def _ratio(found: str) -> float:
    upper, lower = found.split("/")
    return int(upper) / int(lower) if int(lower) else 0.0


def _fraction(found: str) -> tuple[str, Any]:
    return "FRAC", {"½": 0.5, "¼": 0.25, "¾": 0.75}.get(found) or _ratio(found)


def _part_of_year(found: str) -> tuple[str, Any]:
    return ("QUARTERCODE" if found[0] == "Q" else "HALFCODE"), int(found[1])


_PLAIN = {"iso": "ISO", "slash": "SLASHED", "clock": "CLOCK", "poss": "POSS", "para": "PARA"}
_READ: dict[str, Callable[[str], tuple[str, Any]]] = {
    "num": _number,
    "ord": lambda found: ("ORDNUM", int(found[:-2])),
    "decade": _decade,
    "short": lambda found: ("SHORTYEAR", int(found[1:])),
    "frac": _fraction,
    "part": _part_of_year,
    "mark": lambda found: (_MARKS.get(found, "STOP"), None),
}
