"""Versions compared: what changed is named, what stayed is left alone, and the steps are a patch."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.read.versions.changes import compare, kept
from sayso.terms.statement import Part
from sayso.terms.version import Change, ChangeKind, Comparison

OLD = (
    "Two officials said on Friday that Ruvan Ostrel was killed. He was 45.\n\n"
    "The strike hit a farm near Kelmet. Twelve people died there.\n\nNobody else was hurt."
)

WORD = st.sampled_from("harbour pier rain crane mayor said not killed reportedly 12 Reld".split())  # noqa: SIM905
SENTENCE = st.lists(WORD, min_size=1, max_size=8).map(lambda words: "The " + " ".join(words) + ".")
TEXT = st.lists(st.lists(SENTENCE, min_size=1, max_size=4).map(" ".join), max_size=5).map("\n\n".join)


def kinds(old: str, new: str, *, walled: bool = False) -> list[ChangeKind]:
    return [change.kind for change in compare("A", old, "A", new, walled=walled).changes]


def only(old: str, new: str) -> Change:
    (change,) = compare("A", old, "A", new).changes
    return change


@pytest.mark.parametrize(
    ("was", "now", "kind", "because"),
    [
        ("was killed", "was reportedly killed", ChangeKind.HEDGE, "“reportedly” came in"),
        ("Ostrel was killed", "Ostrel was not killed", ChangeKind.DENIAL, "a “not” came in or went"),
        ("Twelve people", "Fifteen people", ChangeKind.FIGURE, "twelve became fifteen"),
        ("hit a farm", "struck a farm", ChangeKind.EDITED, ""),
        (" He was 45.", "", ChangeKind.REMOVED, ""),
        ("He was 45.", "He was 45. His brother lives in Sarn.", ChangeKind.ADDED, ""),
        (
            "Nobody else was hurt.",
            "Nobody else was hurt.\n\nCorrection: an earlier version gave another age.",
            ChangeKind.CORRECTION,
            "it says “Correction:”",
        ),
        (
            "Two officials said",
            "Editor's note: this story has since been retracted. Two officials said",
            ChangeKind.RETRACTION,
            "it says “this story has since been retracted”",
        ),
    ],
)
def test_the_kind_of_a_change_is_told_by_its_words(
    was: str, now: str, kind: ChangeKind, because: str
) -> None:
    change = only(OLD, OLD.replace(was, now))
    assert (change.kind, change.because) == (kind, because)


def test_a_hedge_that_went_is_named() -> None:
    assert only("It may have been hit.", "It was hit.").because == "“may have” went"


def test_other_quotation_marks_and_dashes_are_no_change() -> None:
    old = 'He\'s "fine" - so they say.\n\nNobody else was hurt.'
    new = "He’s “fine” – so they say.\n\nNobody else was hurt."
    compared = compare("It's him", old, "It’s him", new)
    assert compared.changes == ()
    assert compared.same_headline
    assert [each.length for each in kept(compared)] == [len(old)]


def test_a_headline_is_a_change_of_its_own() -> None:
    told = [
        (change.kind, change.part) for change in compare("Master hurt", OLD, "Master unhurt", OLD).changes
    ]
    assert told == [(ChangeKind.HEADLINE, Part.HEADLINE)]
    (retracted,) = compare("Master hurt", OLD, "RETRACTED: Master hurt", OLD).changes
    assert retracted.kind is ChangeKind.RETRACTION


@pytest.mark.parametrize("walled", [True, False])
def test_a_text_behind_a_paywall_is_cut_off_and_not_taken_back(walled: bool) -> None:
    begin = OLD.split("\n\n")[0].split(". ")[0] + "."
    page = begin if walled else f"{begin}\n\nSubscribe to continue reading."
    assert ChangeKind.CUT_OFF in kinds(OLD, page, walled=walled)
    assert ChangeKind.REMOVED not in kinds(OLD, page, walled=walled)
    assert ChangeKind.CUT_OFF not in kinds(OLD, begin)


def test_words_that_only_speak_of_corrections_are_none() -> None:
    for words in (
        "The ministry withdrew its troops from the harbour.",
        "The union retracted its demand on Monday.",
        "He was sent to a house of correction.",
        "The minister corrected the record in parliament.",
    ):
        assert only(OLD, f"{OLD} {words}").kind is ChangeKind.ADDED, words


def patched(old: str, compared: Comparison, new: str) -> str:
    """The old text with the steps applied: what is the same is taken from it, the rest from the patch."""
    found = ""
    for step in compared.steps:
        if step.new is not None:
            words = step.old.of(old) if step.same and step.old else step.new.of(new)
            found += ("\n\n" if step.breaks else " ") * bool(found) + words
    return found


@given(TEXT, TEXT)
@settings(max_examples=150)
def test_the_steps_are_a_patch_that_makes_the_new_text(old: str, new: str) -> None:
    compared = compare("A", old, "A", new)
    assert patched(old, compared, new) == new
    olds = [step.old for step in compared.steps if step.old]
    assert olds == sorted(olds)
    assert " ".join(span.of(old) for span in olds).split() == old.split()


@given(TEXT, TEXT)
@settings(max_examples=100)
def test_what_is_kept_stands_in_both(old: str, new: str) -> None:
    for stretch in kept(compare("A", old, "A", new)):
        mine = old[stretch.old : stretch.old + stretch.length]
        assert mine.split() == new[stretch.new : stretch.new + stretch.length].split()


@given(TEXT)
def test_the_same_text_gives_no_change(text: str) -> None:
    compared = compare("A", text, "A", text)
    assert compared.changes == ()
    assert all(step.same for step in compared.steps)


@given(TEXT, TEXT)
@settings(max_examples=60)
def test_different_texts_give_a_change(old: str, new: str) -> None:
    assert bool(kinds(old, new)) == (old.split() != new.split())


def test_a_text_that_repeats_itself_without_end_takes_no_time() -> None:
    one, two = "It rained. " * 20_000, "It snowed. It rained. " * 10_000
    began = time.process_time()
    assert kinds(one, two)
    assert time.process_time() - began < 5
