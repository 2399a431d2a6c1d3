"""The vocabulary and the patterns are whole: every name that one uses, another has."""

from __future__ import annotations

import inspect
import re
import tomllib
from importlib.resources import files

import pytest

from sayso.read.time import holidays
from sayso.read.time.builders import BUILDERS
from sayso.read.time.grammar import EXPRESSIONS
from sayso.read.time.lexicon import compile_pattern, load_lexicon, needed

FOLDER = files("sayso.read.time")
WORDS = tomllib.loads((FOLDER / "en.toml").read_text("utf-8"))
RULES = [
    rule
    for step in tomllib.loads((FOLDER / "en_rules.toml").read_text("utf-8"))["step"]
    for rule in step["rules"]
]
TABLES = ("words", "capital", "lower", "phrases")
# Classes that only the guess of tense looks at, or that are there to be none of the others.
OF_TENSE = {"VPAST", "VFUT", "VPRES", "VPLAN", "VHOPE", "BE", "ENDED", "PRON"}


def test_every_rule_has_its_builder_and_every_builder_a_rule() -> None:
    assert {rule["make"] for rule in RULES} == set(BUILDERS)


def test_builders_take_what_their_rules_give() -> None:
    for rule in RULES:
        given = set(re.findall(r"([a-z_0-9]+):", rule["is"]))
        assert given <= set(inspect.signature(BUILDERS[rule["make"]]).parameters), rule


def test_every_class_of_words_is_used() -> None:
    used = set(re.findall(r"[A-Z][A-Z0-9]*", " ".join(rule["is"] for rule in RULES)))
    used |= {name for macro in WORDS["macros"].values() for name in macro.split("|")}
    classes = {name for table in TABLES for name in WORDS[table]}
    assert classes - used - OF_TENSE == set()


def test_every_macro_is_used() -> None:
    text = " ".join([*(rule["is"] for rule in RULES), *WORDS["macros"].values()])
    assert {name for name in WORDS["macros"] if not re.search(rf"\b{name}\b", text)} == set()


def test_every_rule_makes_a_class_that_a_later_one_or_the_reader_takes() -> None:
    text = " ".join([*(rule["is"] for rule in RULES), *WORDS["macros"].values(), *EXPRESSIONS])
    made = {rule["to"] for rule in RULES} - {"auto"}
    assert {name for name in made if not re.search(rf"\b{name}\b", text)} == set()


def test_every_holiday_has_a_day() -> None:
    names = {name for table in TABLES for name in WORDS[table].get("HOL", {}).values()}
    assert {name for name in names if holidays.day_of(name, 2014) is None} == set()


def test_a_pattern_with_an_unknown_class_is_refused() -> None:
    with pytest.raises(KeyError):
        compile_pattern("THE NOSUCHCLASS", load_lexicon().letters, {})


def test_a_rule_needs_what_no_match_goes_without() -> None:
    letters = load_lexicon().letters
    pattern = compile_pattern("(?<=IN) THE? count:(A|NUM) (DOT|OF YEAR) (DOT CAP)? OF (?!STOP)", letters, {})
    wanted = (("A", "NUM"), ("OF",))
    assert needed(pattern) == tuple(frozenset(letters[name] for name in names) for names in wanted)
