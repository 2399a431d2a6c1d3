"""The reader on small texts of our own: invented people, invented places."""

from __future__ import annotations

import pytest

from sayso.read import Reader
from sayso.terms.article import Article
from sayso.terms.statement import Part, Polarity, Reading, Voice
from sayso.terms.time import Certainty, Published

UNKNOWN = Published(None, Certainty.UNKNOWN, "")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def article(text: str, *, title: str = "") -> Article:
    return Article(
        id="ar-1", evidence="", outlet="The Harbour Post", title=title, text=text, published=UNKNOWN
    )


def read(reader: Reader, text: str, *, title: str = "") -> Reading:
    return reader.read(article(text, title=title))


def test_direct_speech_takes_its_speaker(reader: Reader) -> None:
    reading = read(reader, "“The bridge is closed,” said Ada Marsh, a port official. “Nobody was hurt.”")
    (statement,) = reading.statements
    assert statement.voice is Voice.DIRECT
    assert statement.source.text == "Ada Marsh, a port official"
    assert statement.content.text == "“The bridge is closed,” “Nobody was hurt.”"


def test_a_pronoun_is_named_by_who_spoke_before(reader: Reader) -> None:
    reading = read(
        reader,
        "Ada Marsh said that the bridge was closed.\n\nShe added that nobody was hurt in the collapse.",
    )
    assert [step.name for statement in reading.statements for step in statement.chain] == ["Ada Marsh"] * 2


def test_a_relay_is_the_outer_link(reader: Reader) -> None:
    reading = read(reader, "The Lowland Times reported that Ada Marsh said the bridge was closed.")
    chains = [[step.name for step in statement.chain] for statement in reading.statements]
    assert chains == [["The Lowland Times"], ["The Lowland Times", "Ada Marsh"]]


def test_denial_and_refusal_to_confirm_are_different(reader: Reader) -> None:
    denied = "The ministry denied that the envoy was dead."
    unconfirmed = "The army has not confirmed that the envoy was dead."
    statements = read(reader, f"{denied}\n\n{unconfirmed}").statements
    assert [statement.polarity for statement in statements] == [Polarity.DENIES, Polarity.UNCERTAIN]


def test_own_voice_holds_what_nobody_is_named_for(reader: Reader) -> None:
    reading = read(reader, "The bridge fell on Friday night.\n\nOfficials said that two people died.")
    assert [statement.content.text for statement in reading.own_voice] == ["The bridge fell on Friday night."]


def test_headlines_have_offsets_into_the_title(reader: Reader) -> None:
    title = "Envoy dead, officials say"
    (statement,) = read(reader, "The envoy's car was hit.", title=title).statements
    assert statement.part is Part.HEADLINE
    assert statement.content.text == "Envoy dead"
