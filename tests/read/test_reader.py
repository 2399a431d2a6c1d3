"""The reader on small texts of our own: invented people, invented places."""

from __future__ import annotations

import sys

import pytest

from sayso.terms.statement import Hedge, Part, Polarity, SourceKind, Statement, Voice
from tests.read.helpers import read, reader


def only(text: str) -> Statement:
    (statement,) = read(text).statements
    return statement


def names(statement: Statement) -> list[str]:
    return [link.name for link in statement.chain]


def test_direct_speech_takes_its_speaker() -> None:
    statement = only("“The bridge is closed,” said Ada Marsh, a port official. “Nobody was hurt.”")
    assert statement.voice is Voice.DIRECT
    assert statement.source.text == "Ada Marsh, a port official"
    assert statement.content.text == "“The bridge is closed,” “Nobody was hurt.”"


def test_a_pronoun_is_named_by_who_spoke_before() -> None:
    first = "Ada Marsh said that the bridge was closed."
    second = "She added that nobody was hurt in the collapse."
    assert [names(one) for one in read(f"{first}\n\n{second}").statements] == [["Ada Marsh"]] * 2


def test_a_quotation_in_a_paragraph_of_its_own_is_carried_on() -> None:
    first = "“The bridge is closed,” said Ada Marsh, a port official."
    carried = read(f"{first}\n\n“We do not know when it will open again.”").statements[-1]
    assert names(carried) == ["Ada Marsh"]


def test_a_relay_is_the_outer_link() -> None:
    reading = read("The Lowland Times reported that Ada Marsh said the bridge was closed.")
    assert [names(one) for one in reading.statements] == [
        ["The Lowland Times"],
        ["The Lowland Times", "Ada Marsh"],
    ]


def test_the_outlet_that_was_told_passes_it_on() -> None:
    statement = only("Ada Marsh told the Lowland Times that the bridge was closed.")
    assert names(statement) == ["Lowland Times", "Ada Marsh"]


def test_whom_a_source_cites_stands_behind_it() -> None:
    reading = read("The Lowland Times said the bridge was closed, citing two port officials.")
    said = next(one for one in reading.statements if one.cue.text == "said")
    assert names(said)[0] == "The Lowland Times"
    assert "officials" in names(said)[-1]


def test_denial_and_refusal_to_confirm_are_different() -> None:
    denied = "The ministry denied that the envoy was dead."
    unconfirmed = "The army has not confirmed that the envoy was dead."
    statements = read(f"{denied}\n\n{unconfirmed}").statements
    assert [one.polarity for one in statements] == [Polarity.DENIES, Polarity.UNCERTAIN]
    assert statements[1].hedge is Hedge.STRONG


def test_who_denies_a_claim_does_not_pass_it_on() -> None:
    reading = read("The ministry denied that rebels said the envoy was dead.")
    assert ["rebels"] in [names(one) for one in reading.statements]


def test_a_condition_stays_attached() -> None:
    statement = only("If the voice is his, the group said, the envoy is alive.")
    assert statement.condition.text == "If the voice is his"


def test_own_voice_holds_what_nobody_is_named_for() -> None:
    reading = read("The bridge fell on Friday night.\n\nOfficials said that two people died.")
    assert [one.content.text for one in reading.own_voice] == ["The bridge fell on Friday night."]


def test_headlines_have_offsets_into_the_title() -> None:
    (statement,) = read("The envoy's car was hit.", title="Envoy dead, officials say").statements
    assert statement.part is Part.HEADLINE
    assert statement.content.text == "Envoy dead"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Envoy dead: officials", "officials"),
        ("Bridge to stay shut for weeks - police report", "police report"),
    ],
)
def test_headlines_are_signed_behind_a_colon_or_a_dash(title: str, name: str) -> None:
    (statement,) = read("Nothing here.", title=title).statements
    assert names(statement) == [name]


def test_a_headline_with_a_colon_is_not_always_signed() -> None:
    assert read("Nothing here.", title="The long bridge: a history of stones").statements == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ada Marsh said that the bridge was closed.", SourceKind.PERSON),
        ("Two officials said that the bridge was closed.", SourceKind.ANONYMOUS),
        ("Port minister Ada Marsh said that the bridge was closed.", SourceKind.OFFICE_HOLDER),
        ("The port ministry said that the bridge was closed.", SourceKind.ORGANISATION),
        ("A report said that the bridge was closed.", SourceKind.DOCUMENT),
        ("Witnesses said that the bridge was closed.", SourceKind.WITNESS),
        ("The Lowland Times reported that the bridge was closed.", SourceKind.OUTLET),
    ],
)
def test_sources_have_kinds(text: str, kind: SourceKind) -> None:
    innermost = only(text).innermost
    assert innermost is not None
    assert innermost.kind is kind


def test_french_is_read_by_its_marks() -> None:
    first = "« Le pont est fermé », a déclaré la préfète Jeanne Morel."
    second = "« Personne n'est blessé », a-t-elle ajouté."
    third = "Selon la préfecture, deux personnes sont mortes vendredi."
    reading = read(f"{first} {second}\n\n{third}", language="fr")
    assert [names(one)[0] for one in reading.statements] == ["Jeanne Morel", "Jeanne Morel", "préfecture"]


def test_a_paragraph_is_read_once() -> None:
    one = reader()
    text = "Ada Marsh said that the bridge was closed."
    assert read(text).statements == read(text).statements
    assert len(one._cache) == len({*one._cache})


def test_importing_the_reader_loads_no_language_library() -> None:
    import subprocess

    code = "import sys, sayso.read; print('spacy' in sys.modules, 'numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
