"""Sentence vectors: near in meaning is near in cosine, and hostile text does no harm."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.weigh.vectors import DIMENSIONS, embed, tokens


def cosine(left: str, right: str) -> float:
    rows = embed([left, right])
    return float(rows[0] @ rows[1])


@pytest.mark.parametrize(
    ("sentence", "near", "far"),
    [
        (
            "The rebel commander was killed in an air strike",
            "A militant leader died in the bombing",
            "The festival sold nine thousand tickets",
        ),
        (
            "A doctor at the hospital said the boy had recovered",
            "The child is well again, according to a physician",
            "Shares of the bank fell after the report",
        ),
    ],
)
def test_a_paraphrase_is_nearer_than_another_topic(sentence: str, near: str, far: str) -> None:
    assert cosine(sentence, near) > cosine(sentence, far) + 0.2


def test_accents_and_letter_case_do_not_count() -> None:
    assert cosine("CAFÉ owner arrested", "cafe owner arrested") == pytest.approx(1.0, abs=1e-5)


def test_nothing_known_is_near_to_nothing() -> None:
    assert not embed(["", "   ", "x" * 5000 + "界"]).any()
    assert embed([]).shape == (0, DIMENSIONS)


def test_tokens_part_words_from_marks() -> None:
    assert tokens("It’s 5,000 (men)") == ["it", "’", "s", "5", ",", "000", "(", "men", ")"]


@settings(max_examples=60)
@given(st.lists(st.text(max_size=80), max_size=4))
def test_every_row_has_length_one_or_zero_and_does_not_depend_on_its_neighbours(texts: list[str]) -> None:
    rows = embed(texts)
    assert rows.shape == (len(texts), DIMENSIONS)
    lengths = np.linalg.norm(rows, axis=1)
    assert all(abs(length - 1) < 1e-5 or length == 0 for length in lengths)
    for text, row in zip(texts, rows, strict=True):
        assert np.array_equal(embed([text])[0], row)
