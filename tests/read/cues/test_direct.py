"""Direct speech: which verb has which quotation, and which quotations are speech at all."""

from __future__ import annotations

import pytest

from sayso.terms.statement import Statement, Voice
from tests.read.helpers import read


def quoted(text: str) -> list[Statement]:
    return [one for one in read(text).statements if one.voice is not Voice.INDIRECT]


GIVEN = [
    (
        '"The pier is closed," Ada Marsh said, adding later: "It will open in May."',
        [("Ada Marsh", "said", '"The pier is closed,"'), ("Ada Marsh", "adding", '"It will open in May."')],
    ),
    (
        '"It is shut," Ada Marsh told the crowd before asking them, "Who will pay for it?"',
        [("Ada Marsh", "told", '"It is shut,"'), ("Ada Marsh", "asking", '"Who will pay for it?"')],
    ),
    (
        '"The people have spoken," Ada Marsh said, holding back tears. "I respect their choice."',
        [("Ada Marsh", "said", '"The people have spoken," "I respect their choice."')],
    ),
    ('"It is," Ada Marsh said, "a mess."', [("Ada Marsh", "said", '"It is," "a mess."')]),
    (
        '"The pier is closed," Ada Marsh said, but "only for a week."',
        [("Ada Marsh", "said", '"The pier is closed," "only for a week."')],
    ),
    (
        '"The pier is safe," Ada Marsh said. She didn\'t suggest a date. "We have checked it."',
        [
            ("Ada Marsh", "said", '"The pier is safe," "We have checked it."'),
        ],
    ),
    ('The pier cost too much. Said Marsh: "I won\'t pay."', [("Marsh", "Said", '"I won\'t pay."')]),
    (
        "\"He said, 'The bridge is shut,'\" Ada Marsh recalled in an interview.",
        [
            ("Ada Marsh", "recalled", "\"He said, 'The bridge is shut,'\""),
            ("He", "said", "'The bridge is shut,'"),
        ],
    ),
]


@pytest.mark.parametrize(("text", "given"), GIVEN)
def test_each_verb_has_the_quotation_beside_it(text: str, given: list[tuple[str, str, str]]) -> None:
    found = [(one.source.text, one.cue.text, one.content.text) for one in quoted(text)]
    assert found == given


def test_of_two_verbs_around_a_quotation_the_comma_tells() -> None:
    behind = 'As for the price, "it will not be low," said Ada Marsh, who stressed that it would pay.'
    assert [(one.source.text, one.cue.text) for one in quoted(behind)] == [("Ada Marsh", "said")]
    front = 'She ran out and said, "Don\'t do it," until help came. A dog ran past, and she left, shouting.'
    assert [(one.source.text, one.cue.text) for one in quoted(front)] == [("She", "said")]


def test_who_opens_behind_the_verb_is_named_without_it() -> None:
    (found,) = quoted('Said Marsh: "The pier is closed."')
    assert [link.name for link in found.chain] == ["Marsh"]


@pytest.mark.parametrize(
    "text", ['She said "No."', 'He ended by saying "Too many."', 'A man shouted "Shame!" twice.']
)
def test_what_stands_behind_a_verb_of_saying_is_speech_however_short(text: str) -> None:
    assert [one.made_by.rule for one in read(text).statements] == ["direct"]


def test_a_heading_in_quotation_marks_is_nobodys_words() -> None:
    text = "“The pier is safe,” said Ada Marsh.\n\n‘Legend of the Long Pier.’\n\nIt rained all night."
    assert [one.content.text for one in quoted(text)] == ["“The pier is safe,”"]


def test_a_name_in_quotation_marks_is_a_label() -> None:
    (found,) = read("Marsh called his actions “a crucial step on road safety.”").statements
    assert (found.made_by.rule, found.source.text) == ("verb.label", "Marsh")


def test_footage_of_somebody_asking_is_a_recording() -> None:
    (found,) = quoted('The film uses footage of Ada Marsh asking, "Why is the pier still shut?"')
    assert found.cue.text == "asking"
    assert "Ada Marsh" in found.source.text
