"""A transcript as text: every word at its offsets, in its seconds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.terms.recording import Doubt
from sayso.terms.span import Span, Words
from sayso.terms.transcript import lay_out, source_name
from tests.spoken import REPLY, TALK, heard


def test_speakers_and_long_speech_make_paragraphs() -> None:
    of = heard(f"{TALK} {TALK} {TALK}", REPLY)
    laid = lay_out(of.transcript, of.turns)
    paragraphs = laid.text.split("\n\n")
    assert len(paragraphs) == sum(each.opens for each in laid.words)
    assert all(len(each.split()) < 120 for each in paragraphs)
    assert paragraphs[-1] == REPLY
    assert {each.speaker for each in laid.words} == {"1", "2"}


def test_what_stands_over_silence_is_no_text() -> None:
    of = heard("Thank you for watching. We are here.", doubts=dict.fromkeys(range(4), Doubt.SILENCE))
    laid = lay_out(of.transcript, of.turns)
    assert laid.text == "We are here."
    assert [each.text for each in laid.left_out] == ["Thank", "you", "for", "watching."]


def test_unsure_words_stay() -> None:
    of = heard("We are here.", doubts={1: Doubt.UNSURE})
    assert lay_out(of.transcript, of.turns).text == "We are here."


WORDS = st.lists(
    st.text(st.characters(exclude_categories=("Cs", "Z", "C")), min_size=1, max_size=9),
    min_size=1,
    max_size=40,
)


@given(WORDS, st.data())
def test_words_are_where_they_are_said_to_be(spoken: list[str], data: st.DataObject) -> None:
    of = heard(" ".join(spoken), "Yes.")
    laid = lay_out(of.transcript, of.turns)
    assert lay_out(of.transcript, of.turns) == laid
    for each in laid.words:
        assert each.span.of(laid.text) == each.word.text
    assert " ".join(laid.text.split()) == of.transcript.text
    first = data.draw(st.integers(0, len(laid.words) - 1))
    last = data.draw(st.integers(first, len(laid.words) - 1))
    some = Words.cut(laid.text, [Span(laid.words[first].span.start, laid.words[last].span.end)])
    assert laid.words_in(some) == laid.words[first : last + 1]
    stretch = laid.seconds(some)
    assert stretch is not None
    assert (stretch.start, stretch.end) == (laid.words[first].word.start, laid.words[last].word.end)


def test_names_of_sources_are_told_apart() -> None:
    assert source_name("a.ogg", "rc-0123456789") != source_name("a.ogg", "rc-9876543210")
    assert source_name("", "rc-0123456789").startswith("recording without a name")
