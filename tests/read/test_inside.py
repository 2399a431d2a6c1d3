"""What is said in the words of a quotation: to whom its speaker gives it, and what the speaker thinks."""

from __future__ import annotations

from sayso.read.batch import row
from sayso.terms.statement import Statement, Voice
from tests.read.helpers import read


def inside(text: str) -> list[Statement]:
    return [one for one in read(text).statements if one.made_by.rule.startswith("inside.")]


def names(statement: Statement) -> list[str]:
    return [link.name for link in statement.chain]


def test_whom_a_speaker_gives_it_to_is_the_innermost_source() -> None:
    (told,) = inside('Ada Marsh, a nurse, said: "The police told us that the bridge was closed. We ran."')
    assert (told.source.text, told.cue.text) == ("The police", "told")
    assert told.content.text == "that the bridge was closed"
    assert names(told) == ["Ada Marsh", "police"]


def test_what_a_speaker_thinks_is_the_speakers() -> None:
    thought, heard = inside(
        '"I think nobody was hurt," said Ada Marsh. "I was told that the mayor had left."'
    )
    assert [thought.source.text, heard.source.text] == ["I", ""]
    assert [names(thought), names(heard)] == [["Ada Marsh"], ["Ada Marsh"]]


def test_the_speaker_of_a_quotation_never_means_herself_by_she() -> None:
    (told,) = inside('Ada Marsh was calm. "She told me that the bridge was closed," Marsh said.')
    assert names(told) == ["Ada Marsh", "She"]


def test_who_is_named_in_a_quotation_does_not_speak_behind_it() -> None:
    text = '"The minister told us that it was fine," said Ada Marsh. She added that nobody was hurt.'
    last = max(read(text).statements, key=lambda one: one.content.start)
    assert names(last) == ["Ada Marsh"]


def test_a_quotation_carried_on_passes_on_too() -> None:
    text = "“It fell,” said Ada Marsh, a nurse.\n\n“Officials said that the bridge was old.”"
    carried, told = read(text).statements[-2:]
    assert carried.voice is Voice.DIRECT
    assert names(told) == ["Ada Marsh", "Officials"]


def test_wants_and_opinions_of_things_stay_in_the_quotation() -> None:
    assert inside('"We want to go home and I like the plan," said Ada Marsh.') == []


def test_the_batch_row_keeps_them_apart() -> None:
    reading = read('"The police told us that the bridge was closed," said Ada Marsh.')
    made = row(reading)
    assert [one["rule"] for one in made["attributions"]] == ["direct"]
    assert [one["rule"] for one in made["inside"]] == ["inside.clause"]
    assert [step["name"] for step in made["inside"][0]["chain"]] == ["Ada Marsh", "police"]


def test_what_stands_in_anothers_words_is_given_inside() -> None:
    made = row(
        read("Ada Marsh said that the police deny that the bridge was closed. It rained, Bo Lindt said.")
    )
    assert [one["chain"][-1]["name"] for one in made["attributions"]] == ["Ada Marsh", "Bo Lindt"]
    assert [[step["name"] for step in one["chain"]] for one in made["inside"]] == [["Ada Marsh", "police"]]
