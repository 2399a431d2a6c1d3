"""Printed quotations against what is heard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.terms.recording import HeardWord
from sayso.weigh.recordings.quotes import ChangeKind, QuoteKind, Spoken, match_quote
from sayso.weigh.recordings.words import alike, spoken, tokens

SPEECH = (
    "We came down to the river before the sun was up and the boats were gone. Nobody had told us that the "
    "bridge at Orle was closed. I counted 15 lorries on the far bank, and not one of them moved. The "
    "minister says he did not know. He knew, because I wrote to him in January, and I wrote again in March. "
    "We will not leave our houses. Let them come with their letters and their seals and their fine good will."
)


def talk(text: str = SPEECH, *, confidence: float = 0.95, language: str = "en") -> Spoken:
    words = [HeardWord(word, n * 0.4, n * 0.4 + 0.3, confidence) for n, word in enumerate(text.split())]
    return Spoken(words, language=language)


TALK = talk()
TRANSLATED = "We will not leave our houses"


@pytest.mark.parametrize(("quote", "kind", "start"), [
    ("the boats were gone", QuoteKind.EXACT, "the boats"),
    ("Nobody had told us that the bridge at Orle was closed.", QuoteKind.EXACT, "Nobody"),
    ("I counted fifteen lorries on the far bank", QuoteKind.EXACT, "I counted"),
    ("their fine goodwill", QuoteKind.EXACT, "their fine"),
    ("Nobody had told us that the bridge at Oral was closed", QuoteKind.VARIANT, "Nobody"),
    ("Nobody had told us that a bridge at Orle was closed", QuoteKind.VARIANT, "Nobody"),
    ("We came down to the river … and the boats were gone", QuoteKind.SHORTENED, "We came"),
    ("We came down to the river [...] the boats were gone", QuoteKind.SHORTENED, "We came"),
    ("I counted 50 lorries on the far bank", QuoteKind.ALTERED, "I counted"),
    ("We will leave our houses", QuoteKind.ALTERED, "We will"),
    ("The general says he did not know", QuoteKind.ALTERED, "The minister"),
    ("He knew, because [the warden] wrote to him in January", QuoteKind.ALTERED, "He knew"),
])  # fmt: skip
def test_each_kind(quote: str, kind: QuoteKind, start: str) -> None:
    found = match_quote([quote], TALK)
    assert found.kind is kind, found
    assert found.heard.startswith(start)
    place = SPEECH.split().index(start.split()[0]) * 0.4
    assert found.start is not None
    assert start.split()[0] in ("the", "their", "We", "I", "The") or found.start == pytest.approx(place)


def test_an_altered_word_is_named_with_what_is_heard() -> None:
    found = match_quote(["The general says he did not know"], TALK)
    (change,) = found.changes
    assert (change.kind, change.printed, change.heard) == (ChangeKind.ALTERED, "general", "minister")


def test_what_an_ellipsis_leaves_out_is_shown() -> None:
    found = match_quote(["We came down to the river … and the boats were gone"], TALK)
    (change,) = found.changes
    assert (change.kind, change.heard) == (ChangeKind.SHORTENED, "before the sun was up")


def test_words_left_out_without_an_ellipsis_are_an_alteration() -> None:
    found = match_quote(["He knew, because I wrote to him in March"], TALK)
    assert found.kind is QuoteKind.ALTERED
    assert any("January" in change.heard for change in found.changes)


def test_a_dropped_not_is_never_a_variant_of_hearing() -> None:
    found = match_quote(["The minister says he did know"], TALK)
    assert found.kind is QuoteKind.ALTERED
    assert [change.heard for change in found.changes] == ["not"]


def test_a_word_that_is_heard_in_pieces_is_no_alteration() -> None:
    found = match_quote(
        ["in the parish of Clerkenwell"], talk("it was in the parish of clerk in well that year")
    )
    assert found.kind is QuoteKind.VARIANT
    assert found.heard.startswith("in the parish")


def test_two_stretches_of_one_quotation() -> None:
    found = match_quote(["He knew, because I wrote to him in January,", "and I wrote again in March."], TALK)
    assert found.kind is QuoteKind.EXACT
    assert found.heard.endswith("March.")


@pytest.mark.parametrize("quote", [
    "Our harvest will be the best in forty years",
    "The king is dead, long live the king",
    "…",
    "",
])  # fmt: skip
def test_what_is_not_there_is_not_found(quote: str) -> None:
    found = match_quote([quote], TALK)
    assert found.kind is QuoteKind.NOT_FOUND
    assert found.start is None


def test_a_short_quotation_is_doubtful() -> None:
    assert match_quote(["their"], TALK).doubtful
    assert match_quote(["We will"], TALK).doubtful


def test_a_difference_where_the_hearing_is_unsure_is_doubtful() -> None:
    found = match_quote(["The general says he did not know"], talk(confidence=0.2))
    assert found.kind is QuoteKind.ALTERED
    assert found.doubtful


def test_another_language_is_held_against_the_gist_only() -> None:
    foreign = talk("Wir gehen nicht fort aus unseren Häusern", language="de")
    assert match_quote(["We will not leave"], foreign, language="en").kind is QuoteKind.NOT_FOUND
    words = [HeardWord(w, n * 0.4, n * 0.4 + 0.3, 0.9) for n, w in enumerate(TRANSLATED.split())]
    found = match_quote(
        ["We will not leave"], Spoken(foreign.heard, language="de", gist=words), language="en"
    )
    assert found.kind is QuoteKind.TRANSLATION
    assert found.doubtful


@given(st.integers(0, 60), st.integers(5, 14))
def test_every_run_of_its_words_is_found_as_it_is(first: int, count: int) -> None:
    words = SPEECH.split()[first : first + count]
    found = match_quote([" ".join(words)], TALK)
    assert found.kind is QuoteKind.EXACT
    assert found.start == pytest.approx(first * 0.4)


@given(st.text(max_size=200))
def test_no_text_is_too_strange(text: str) -> None:
    found = match_quote([text], TALK)
    assert 0.0 <= found.score <= 1.001
    assert (found.start is None) == (found.kind is QuoteKind.NOT_FOUND)
    match_quote(["the boats were gone"], talk(text))


@given(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyz'", max_size=12), st.text(alphabet="abcdefghxyz", max_size=12)
)
def test_likeness_is_a_share_and_the_same_both_ways(left: str, right: str) -> None:
    assert 0.0 <= alike(left, right) <= 1.0
    assert alike(left, right) == pytest.approx(alike(right, left))
    assert alike(left, left) == 1.0


@pytest.mark.parametrize(("written", "said"), [
    ("15", ["fifteen"]),
    ("1,200", ["one", "thousand", "two", "hundred"]),
    ("1984", ["nineteen", "eighty", "four"]),
    ("3rd", ["third"]),
    ("27th", ["twenty", "seventh"]),
    ("St", ["saint"]),
    ("don't", ["do", "not"]),
    ("organise", ["organize"]),
    ("’tis", ["tis"]),
])  # fmt: skip
def test_writing_becomes_speech(written: str, said: list[str]) -> None:
    assert [token.word for token in tokens(written)] == said
    assert list(spoken(written.lstrip("’"))) == said
