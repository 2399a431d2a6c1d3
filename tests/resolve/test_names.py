"""Laws of the name score, and the order of spellings that a reader would give."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.resolve.names import THRESHOLD, score_names, score_pairs
from sayso.resolve.parts import parts_of, take_apart
from sayso.terms.entity import EntityKind

WORDS = [
    "Abdulrahman",
    "Saifuddin",
    "HAMIDULLAH",
    "bin",
    "al-",
    "Abu",
    "Umm",
    "JC",
    "J.C.",
    "Fund",
    "III",
    "7",
    "Ltd",
    "GmbH",
    "Intl",
    "the",
    "of",
    "Jr",
    "Orle,",
    "ad-Duri",
    "Ivanovich",
    "عبدالرحمن",
    "李小明",
]
NAMES = st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join)
LETTERS = st.text(alphabet=st.sampled_from("abz -'.,ÀßЖяعبدال김李\x00\u200f\u0301&1"), max_size=40)
ANY = st.one_of(LETTERS, NAMES, st.text(max_size=30))

# From the same to another: each row names one, then spellings that are ever further from it.
ZOO = [
    ("al-Baghdadi", ["al-Baghdadi", "el-Baghdady", "البغدادي", "al-Basrawi"]),
    ("Muhammad Qasimi", ["Muhammad Qasimi", "Mohammed Kassimi", "M. Qasimi", "Mahmud Rashidi"]),
    (
        "Сергей Иванович Добров",
        ["Сергей Иванович Добров", "Sergey Ivanovich Dobrov", "Sergei Dobroff", "Oleg Sokolov"],
    ),
    ("Kim Chol-su", ["Kim Chol-su", "KIM CHOL SU", "Kim Cheol-su", "Pak Yong-ho"]),
    ("Abdul Rahman Yusuf", ["Abdul Rahman Yusuf", "Abdurrahman Youssef", "A. Youssef", "Karim Haddad"]),
    ("Γιώργος Παππάς", ["Γιώργος Παππάς", "Giorgos Pappas", "Georgos Papas", "Nikos Dimou"]),
]


@settings(max_examples=60)
@given(ANY, ANY)
def test_score_is_symmetric_bounded_and_highest_with_itself(left: str, right: str) -> None:
    there, back = score_names(left, right), score_names(right, left)
    assert there.score == back.score
    assert 0 <= there.score <= 1
    assert there.score <= score_names(left, left).score


@settings(max_examples=30)
@given(st.lists(st.tuples(ANY, ANY), max_size=12))
def test_many_at_once_are_the_same_figures(pairs: list[tuple[str, str]]) -> None:
    # Beside many others, which go another way through the arithmetic than a few.
    together = score_pairs([*pairs, *product(WORDS, WORDS)])[: len(pairs)].tolist()
    assert together == [float(score_pairs([pair])[0]) for pair in pairs]
    assert [round(score, 4) for score in together] == [score_names(*pair).score for pair in pairs]


@settings(max_examples=30)
@given(st.lists(st.tuples(ANY, st.booleans()), max_size=12))
def test_many_names_are_taken_apart_as_each_alone(names: list[tuple[str, bool]]) -> None:
    if not names:
        return
    together = take_apart([name for name, _ in names], np.array([body for _, body in names]))
    for place, (name, body) in enumerate(names):
        alone = take_apart([name], np.array([body]))
        assert together.parts(place) == alone.parts(0)
        assert together.bones[place] == alone.bones[0]
        assert together.written[place] == alone.written[0]
        assert together.marks.fathers.get(place) == alone.marks.fathers.get(0)


@pytest.mark.parametrize(("name", "spellings"), ZOO, ids=[name for name, _ in ZOO])
def test_spellings_keep_their_order(name: str, spellings: list[str]) -> None:
    scores = [score_names(name, spelling).score for spelling in spellings]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 1
    assert scores[-1] < THRESHOLD <= scores[1]


@pytest.mark.parametrize("name", ["A" * 5000, "а b ب 李 " * 600, "\x00\x07", "x", "...", "al", "\u202e" * 50])
def test_odd_names_neither_crash_nor_match_everything(name: str) -> None:
    others = ["Rana Okafor", "Ministry of Fisheries", "王小明"]
    assert all(score_names(name, other).score < THRESHOLD for other in others)


def test_a_name_without_a_letter_matches_nothing() -> None:
    assert score_names("--", "--").score == 0
    assert score_names("", "Rana Okafor").score == 0


def test_words_are_told_as_they_were_written() -> None:
    score = score_names("Sergei Dobrov", "Сергей Добров")
    assert {(pair.left, pair.right) for pair in score.words} == {("Sergei", "Сергей"), ("Dobrov", "Добров")}
    assert score.reasons
    assert score.version


def test_numbers_of_bodies_must_not_differ() -> None:
    kind = EntityKind.ORGANISATION
    same = score_names("Harbour Fund 3 Ltd", "Harbour Fund III Limited", kind=kind)
    other = score_names("Harbour Fund 3 Ltd", "Harbour Fund 4 Ltd", kind=kind)
    assert same.score > other.score


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Dobrov, Sergei", ["sergei", "dobrov"]),
        ("Dobrov, S.", ["s", "dobrov"]),
        ("Sergei Dobrov, Jr.", ["sergei", "dobrov"]),
        ("Sergei Dobrov (Riga), (Jr)", ["sergei", "dobrov", "riga"]),
        ("Sergei Dobrov,", ["sergei", "dobrov"]),
        ("Добров, Сергей", ["sergey", "dobrov"]),
    ],
)
def test_given_names_come_first_but_junior_does_not(name: str, words: list[str]) -> None:
    assert [word.latin for word in parts_of(name).words] == words


def test_acronyms_initials_and_honorifics() -> None:
    assert score_names("RCHW", "Red Crescent Health Workers", kind=EntityKind.ORGANISATION).score >= THRESHOLD
    assert score_names("XCHW", "Red Crescent Health Workers", kind=EntityKind.ORGANISATION).score < THRESHOLD
    assert score_names("Dr. Rana Okafor", "Rana Okafor").score > 0.95
