"""Corrections survive a newer reading."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.read.correct import Act, Correction, apply
from sayso.terms.statement import Polarity
from tests.read.helpers import read

TEXT = "Ada Marsh said that the bridge was closed.\n\nThe ministry denied that the envoy was dead."


def test_a_rejected_statement_stays_away() -> None:
    reading = read(TEXT)
    rejected = Correction(Act.REJECT, reading.statements[0], "jo")
    assert apply(reading, [rejected]).statements == reading.statements[1:]


def test_an_accepted_statement_comes_back_where_a_newer_reader_missed_it() -> None:
    reading = read(TEXT)
    newer = replace(reading, statements=reading.statements[1:], reader="reader-9")
    accepted = apply(newer, [Correction(Act.ACCEPT, reading.statements[0], "jo")])
    assert [one.id for one in accepted.statements] == [one.id for one in reading.statements]
    assert accepted.statements[0].confidence == 1.0
    assert accepted.statements[0].made_by.rule == "person:jo"


def test_an_edit_takes_the_place_of_what_was_read() -> None:
    reading = read(TEXT)
    edited = replace(reading.statements[1], polarity=Polarity.UNCERTAIN)
    done = apply(reading, [Correction(Act.EDIT, reading.statements[1], "jo", edited)])
    assert [one.polarity for one in done.statements] == [Polarity.AFFIRMS, Polarity.UNCERTAIN]


def test_applying_twice_changes_nothing_more() -> None:
    reading = read(TEXT)
    corrections = [
        Correction(Act.REJECT, reading.statements[0], "jo"),
        Correction(Act.ACCEPT, reading.statements[1], "jo"),
    ]
    once = apply(reading, corrections)
    assert apply(once, corrections) == once


def test_another_article_is_left_alone() -> None:
    reading = read(TEXT)
    elsewhere = replace(reading.statements[0], article="ar-2")
    assert apply(reading, [Correction(Act.REJECT, elsewhere, "jo")]) == reading


def test_an_edit_needs_what_it_became() -> None:
    with pytest.raises(ValueError, match="edit"):
        Correction(Act.EDIT, read(TEXT).statements[0], "jo")
