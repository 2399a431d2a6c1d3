"""Interviews: whose words the answers are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.terms.statement import Basis, Reading, SourceKind
from tests.read.helpers import article, read, reader

MARKED = """Q: What did you see?

A: I saw the bridge fall. The police told us that it was closed.

Q: And then?

A: I think that we ran."""
PLAIN = """The Harbour Post spoke with Ada Marsh, a nurse at Port Hale, about the night of the flood.

What did you see first?

The water came over the wall. I think that it was eleven o'clock.

Did anybody warn you?

The police told us that the bridge was closed."""


def through(reading: Reading) -> list[tuple[str, list[str]]]:
    return [(one.content.text, [link.name for link in one.chain]) for one in reading.statements]


@pytest.mark.parametrize(("text", "title"), [(MARKED, "Interview with Ada Marsh"), (PLAIN, "An interview")])
def test_answers_are_the_words_of_who_is_interviewed(text: str, title: str) -> None:
    reading = read(text, title=title)
    found = dict(through(reading))
    thought = next(names for content, names in found.items() if "we ran" in content or "eleven" in content)
    told = next(names for content, names in found.items() if "closed" in content)
    assert thought == ["Ada Marsh"]
    assert told == ["Ada Marsh", "police"]
    answered = [one for one in reading.own_voice if one.chain]
    assert answered
    assert all(one.chain[0].because == "an answer in the interview with Ada Marsh" for one in answered)
    assert all(one.chain[0].basis is Basis.INFERRED for one in answered)


def test_questions_stay_the_outlets_own() -> None:
    own = read(PLAIN, title="An interview").own_voice
    assert {one.content.text for one in own if one.content.text.endswith("?") and one.chain} == set()


def test_nobody_is_named_where_the_article_does_not_say_who() -> None:
    reading = read(MARKED)
    assert {one.chain[0].name for one in reading.statements} == {"the interviewee"}
    assert {one.chain[0].kind for one in reading.statements} == {SourceKind.UNKNOWN}


def test_a_transcript_is_its_recordings() -> None:
    heard = replace(article(PLAIN, title="An interview"), locator="transcript")
    assert not any(link.because for one in reader().read(heard).own_voice for link in one.chain)


def test_an_article_with_two_questions_in_it_is_no_interview() -> None:
    text = "Who will pay?\n\nThe bridge fell on Friday.\n\nWho knew?\n\nI think that nobody did."
    assert not any(one.chain for one in read(text, title="Who will pay for the bridge?").own_voice)


def test_a_quotation_in_an_interview_keeps_its_speaker() -> None:
    text = PLAIN + "\n\n“The bridge was never closed,” said Ivo Holt, of the harbour office."
    assert through(read(text, title="An interview"))[-1][1] == ["Ivo Holt"]


def test_speakers_in_capitals_are_people() -> None:
    first, second = read("MARSH: The bridge is closed today.\n\nMARSH: They told me it was open.").statements[
        :2
    ]
    assert [first.chain[0].name, first.chain[0].kind] == ["Marsh", SourceKind.PERSON]
    assert second.chain[0].name == "Marsh"


def test_where_answers_are_quoted_what_stands_without_marks_is_the_pages() -> None:
    text = """Lena Marsh, a banker, spoke to the Post in an interview.

Have you heard from him?

"Not since Saturday. I think that he is at sea."

What do you know?

"My lawyer tells me that he is free."

The bank said on Tuesday that Marsh was at work."""
    found = dict(through(read(text, title="Interview")))
    assert next(names for content, names in found.items() if "free" in content)[0] == "Lena Marsh"
    assert [names for content, names in found.items() if "at work" in content] == [["bank"]]
