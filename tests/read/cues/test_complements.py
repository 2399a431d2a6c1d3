"""Which objects are contents, and who is only told of."""

from __future__ import annotations

import pytest

from tests.read.helpers import read


@pytest.mark.parametrize(
    "text",
    ["Investigators were questioning her at the ministry.", "The sailor was questioned by the police."],
)
def test_who_is_questioned_is_not_doubted(text: str) -> None:
    assert read(text).statements == ()


def test_what_is_questioned_is_doubted() -> None:
    (found,) = read("Critics questioned the report.").statements
    assert found.content.text == "the report"


@pytest.mark.parametrize(
    "words",
    [
        "DNA tests were done to confirm she is his child",
        "Marsk does not have the technology available to confirm a case of the fever",
    ],
)
def test_what_is_done_or_had_for_an_end_says_nothing(words: str) -> None:
    (found,) = read(f"The mayor said {words}.").statements
    assert found.content.text == words
