"""The words and patterns of a language, read from its two TOML files and compiled once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

# Shapes of words that are not of time; they matter to patterns as neighbours and to the guess of tense.
_SHAPES = (
    "CAP",
    "WORD",
    "PLURAL",
    "VPAST",
    "VFUT",
    "STOP",
    "COMMA",
    "DOT",
    "DASH",
    "LONGDASH",
    "OPEN",
    "PARA",
)
_FIRST_LETTER = 0xE000  # Unicode's private area: one letter a class, none of them in any text's words

Payload: TypeAlias = Any  # what a word stands for: a number, a letter of TIMEX3, or a meaning built already

_CASES = ("capital", "lower")

Entry = tuple[str, Payload, str]  # letter, payload, and the case it needs: "capital", "lower" or ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern over classes: what to build from a match, and the class of what is built. Every match has
    a letter of each of `needs`."""

    pattern: re.Pattern[str]
    make: str
    to: str
    needs: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Name:
    """Words of time that name something else when they are written so, and what stands around them."""

    words: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]

    def stands(self, text: str, start: int, end: int) -> bool:
        """Whether these words of the text are such a name."""
        return bool(
            self.words.fullmatch(text, start, end)
            and self.before.search(text, max(start - 30, 0), start)
            and self.after.match(text, end)
        )


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Words to classes, phrases by their first word, and the steps of rules in order."""

    letters: dict[str, str]
    words: dict[str, Entry]
    phrases: dict[str, re.Pattern[str]]
    steps: tuple[tuple[Rule, ...], ...]
    ranges: dict[str, list[str]]
    first_since: dict[str, list[str]]
    names: tuple[Name, ...]
    modal: Entry
    past: Entry
    plural: Entry
    capitalised: Entry
    other: Entry

    def code_of(self, name: str) -> str:
        """The letter of a class. KeyError where no word, rule or shape has such a class."""
        return self.letters[name]


@cache
def load_lexicon(language: str = "en") -> Lexicon:
    """The lexicon of a language. ValueError where there is none."""
    folder = files("sayso.read.time")
    source = folder / f"{language}.toml"
    if not re.fullmatch(r"[a-z]{2,3}", language) or not source.is_file():
        raise ValueError(f"no words of time for the language {language!r}")
    words = tomllib.loads(source.read_text("utf-8"))
    rules = tomllib.loads((folder / f"{language}_rules.toml").read_text("utf-8"))
    letters = _letters(words, rules)
    shape: dict[str, Entry] = {name: (letters[name], None, "") for name in _SHAPES}
    return Lexicon(
        letters=letters,
        words=_words(words, letters),
        phrases=_phrases(words),
        steps=_steps(rules, letters, words["macros"]),
        ranges=words["ranges"],
        first_since=words["first_since"],
        names=tuple(_name(name) for name in words["names"]),
        modal=shape["VFUT"],
        past=shape["VPAST"],
        plural=shape["PLURAL"],
        capitalised=shape["CAP"],
        other=shape["WORD"],
    )


def _name(written: dict[str, str]) -> Name:
    return Name(
        re.compile(written["words"]), re.compile(written["before"] + r"\Z"), re.compile(written["after"])
    )


_FIGURES = (
    "INT",
    "DAYNUM",
    "YEAR",
    "ORDNUM",
    "NUM",
    "YEARWORD",
    "SHORTYEAR",
    "DECADE",
    "DECADEFULL",
    "DECADEOLD",
    "FRAC",
)
_OTHERS = ("ISO", "SLASHED", "CLOCK", "POSS", "AMOUNT", "QUARTERCODE", "HALFCODE", "WKNDX", "DAYX", "WEEKX")


def _letters(words: dict[str, Any], rules: dict[str, Any]) -> dict[str, str]:
    names = dict.fromkeys((*_SHAPES, *_FIGURES, *_OTHERS))
    for table in ("words", "capital", "lower", "phrases"):
        names.update(dict.fromkeys(words[table]))
    names.update(dict.fromkeys(rule["to"] for step in rules["step"] for rule in step["rules"]))
    return {name: chr(_FIRST_LETTER + i) for i, name in enumerate(names)}


def _words(words: dict[str, Any], letters: dict[str, str]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for table in ("capital", "words", "lower", "phrases"):  # a capital one first: May before may
        for name, entries in words[table].items():
            for word, payload in entries.items():
                found.setdefault(word, (letters[name], payload, table if table in _CASES else ""))
    return found


def _phrases(words: dict[str, Any]) -> dict[str, re.Pattern[str]]:
    """First word -> one pattern of all phrases that begin with it, longest first."""
    starts: dict[str, list[str]] = {}
    for entries in words["phrases"].values():
        for phrase in entries:
            starts.setdefault(re.split(r"[^a-z]", phrase)[0], []).append(phrase)
    return {
        first: re.compile(
            "(?:"
            + "|".join(
                r"\s+".join(re.escape(part) for part in phrase.split())
                for phrase in sorted(phrases, key=len, reverse=True)
            )
            + r")(?![^\W\d_])",
            re.IGNORECASE,
        )
        for first, phrases in starts.items()
    }


def _steps(
    rules: dict[str, Any], letters: dict[str, str], macros: dict[str, str]
) -> tuple[tuple[Rule, ...], ...]:
    def rule(written: dict[str, str]) -> Rule:
        pattern = compile_pattern(written["is"], letters, macros)
        return Rule(re.compile(pattern), written["make"], written["to"], needed(pattern))

    return tuple(tuple(map(rule, step["rules"])) for step in rules["step"])


_GROUP = re.compile(r"\((\?<?[=!]|\?:|\?P<\w+>)([^()]*)\)([?*]?)")
_SET = re.compile(r"\[([^]]+)\](?![?*])")


def needed(pattern: str) -> tuple[frozenset[str], ...]:
    """The sets of letters of a compiled pattern that no match can go without: those that are neither
    optional, nor one of several ways, nor only looked at."""
    while (group := _GROUP.search(pattern)) is not None:
        opening, inside, optional = group.groups()
        needed = not optional and "|" not in inside and opening[-1] not in "=!"
        pattern = pattern[: group.start()] + (inside if needed else "") + pattern[group.end() :]
    return tuple(frozenset(letters) for letters in _SET.findall(pattern))


def compile_pattern(pattern: str, letters: dict[str, str], macros: dict[str, str]) -> str:
    """A pattern over class names as a regular expression over their letters.

    `name:CLASS` and `name:(A|B)` become named groups, `[A|B]` a set of letters, a macro the set of
    its classes. KeyError where a class is unknown.
    """
    out: list[str] = []
    position = 0
    while position < len(pattern):
        named = re.compile(r"([a-z_0-9]+):").match(pattern, position)
        if named:
            position = named.end()
            out.append(f"(?P<{named[1]}>")
            if pattern[position] == "{":  # a group of more than one class, up to the closing brace
                position += 1
                continue
            inner, position = _operand(pattern, position, letters, macros)
            out.append(inner + ")")
            continue
        word = re.compile(r"[A-Z][A-Z0-9]*").match(pattern, position)
        if word or pattern[position] == "[":
            piece, position = _operand(pattern, position, letters, macros)
            out.append(piece)
            continue
        char = pattern[position].replace("}", ")")
        lookaround = re.compile(r"\((?:\?<?[=!])?").match(pattern, position)
        if lookaround:
            out.append("(?:" if lookaround[0] == "(" else lookaround[0])
            position = lookaround.end()
        else:
            out.append("" if char.isspace() else char)
            position += 1
    return "".join(out)


def _operand(pattern: str, position: int, letters: dict[str, str], macros: dict[str, str]) -> tuple[str, int]:
    """One class, macro or bracketed choice at `position`, as a set of letters, and where it ends."""
    found = re.compile(r"[A-Z][A-Z0-9]*|\[[A-Z0-9|]+\]|\([A-Z0-9|\s]+\)").match(pattern, position)
    if found is None:
        raise ValueError(f"not a class at {position} in {pattern!r}")
    names = found[0].strip("[]()").split("|")
    return "[" + "".join(_expand(name.strip(), letters, macros) for name in names) + "]", found.end()


def _expand(name: str, letters: dict[str, str], macros: dict[str, str]) -> str:
    if name in macros:
        return "".join(_expand(part, letters, macros) for part in macros[name].split("|"))
    return letters[name]
