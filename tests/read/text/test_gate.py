"""Which sentences are worth a parse, by invented ones in the manner of a wire."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read.text.gate import any_of, likely, shipped
from sayso.read.text.lexicon import load
from tests.read.helpers import read

LEXICON = load("en")
OPENS = likely(LEXICON, LEXICON.triggers)
RISING = [likely(LEXICON, LEXICON.triggers, least=least) for least in (0.0, 0.05, 0.5, 2.0)]

SAYS = [
    "The harbour master said on Monday that the pier would stay shut.",
    "Two officials, speaking on condition of anonymity, told the Tern Agency the ferry had no permit.",
    "According to the coastguard, nine boats were out that night.",
    "Ada Marsh denied on Friday that she had met the envoy.",
    "The ministry has not confirmed the loss of the second aircraft.",
    "The convoy reportedly turned back before the bridge.",
    "Ivo Holt, 43, was reported killed in the raid on Lorne.",
    "A spokesman declined to comment on the matter.",
    "In a statement carried by state radio, the Dreel Front claimed responsibility for the blast.",
    "Witnesses described a column of smoke over the market.",
    "The prosecutor accused Marsh of hiding the ledgers.",
    "Analysts believe that the strike was meant as a warning.",
    "Holt insists he never signed the letter.",
    "The union warned of further walkouts unless talks resume.",
    "The council announced a curfew from nine in the evening.",
    "Satellite pictures show that the hangar is empty.",
    "The report found no sign of an explosion.",
    "The mayor urged residents to stay indoors.",
    "Neighbours recalled hearing two shots.",
    "The envoy called the accusations absurd.",
    "He added that the dam had held.",
    "Police suspect the fire was set on purpose.",
    "The family has rejected the offer.",
    "The opposition demanded that the minister step down.",
    "Doctors fear more of the passengers will not live.",
    "The colonel is thought to have left for the coast.",
    "The governor acknowledged mistakes in the rescue.",
    "The company disputes that the valve was faulty.",
    "The president vowed to rebuild the port within a year.",
    "The Lowland Times quoted a diplomat as saying the deal was dead.",
    "Rumours that the general had fled spread through the capital.",
    "The judge asked whether the recording was genuine.",
    "The finance minister expects growth to slow.",
    "The bishop criticised the eviction of the families.",
    "Port workers complained about the delay.",
    "The agency concluded that the pilot had not been warned.",
    "Investigators have yet to establish who fired first.",
    "The group's leader has pledged to hand over the weapons.",
    "Relatives say they were told nothing.",
    "The ambassador suggested a pause in the fighting.",
]
SILENT = [
    "The ferry left the quay at nine.",
    "The road runs from the harbour to the hills.",
    "The concert was followed by a show of lights.",
    "Each team plays four games in the first round.",
    "She took a walk to the mill before lunch.",
    "The boat was put into the water at noon.",
    "The town had three call centres and a fish market.",
    "The note was written on the back of a ticket.",
]


@pytest.mark.parametrize("sentence", SAYS)
def test_who_says_something_is_parsed(sentence: str) -> None:
    assert OPENS(sentence)


@pytest.mark.parametrize("sentence", SILENT)
def test_what_gives_nothing_is_not_parsed(sentence: str) -> None:
    assert not OPENS(sentence)


def test_a_sentence_with_a_cue_word_can_be_shut_out() -> None:
    shut = "The concert was followed by a show of lights."
    assert any_of(LEXICON.triggers)(shut)
    assert likely(LEXICON, LEXICON.triggers, least=0.0)(shut)
    assert not OPENS(shut)


def test_any_cue_word_is_enough_beside_what_a_desk_looks_for() -> None:
    assert not OPENS("The concert was followed by a show of lights.")
    assert OPENS("The killing was followed by a show of lights.")


def test_words_without_a_mark_at_their_end_need_only_a_cue_word() -> None:
    assert OPENS("Show of lights over the quay")
    assert not OPENS("Lamps over the quay")


@given(st.sampled_from(SILENT), st.sampled_from(SAYS), st.booleans())
def test_a_sentence_that_is_shut_out_changes_no_other_statement(shut: str, says: str, first: bool) -> None:
    def told(text: str) -> list[tuple[str, str, str, float]]:
        found = read(text).statements
        return [(one.source.text, one.cue.text, one.content.text, one.confidence) for one in found]

    assert told(f"{shut} {says}" if first else f"{says} {shut}") == told(says)


@given(st.text())
def test_any_words_can_be_asked_and_only_those_with_a_cue_word_are_open(words: str) -> None:
    assert not OPENS(words) or any_of(LEXICON.triggers)(words)


@given(st.lists(st.sampled_from([*SAYS, *SILENT]), min_size=1, max_size=4))
def test_the_higher_the_least_chance_the_fewer_are_open(sentences: list[str]) -> None:
    text = " ".join(sentences)
    opened = [opens(text) for opens in RISING]
    assert opened == sorted(opened, reverse=True)


def test_the_weights_are_of_words_that_the_language_knows() -> None:
    own = {
        name.removeprefix("word ") for name in shipped().of if name.startswith("word ") and " > " not in name
    }
    assert own
    assert own <= LEXICON.triggers
