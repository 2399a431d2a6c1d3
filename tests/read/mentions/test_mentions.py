"""Who is mentioned in one article: names, descriptions and pronouns in chains."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read.mentions import chained, find_mentions
from sayso.read.mentions.known import known
from sayso.read.mentions.link import Said
from sayso.read.text.lexicon import load
from sayso.read.text.sentences import sentences
from sayso.terms.span import Span
from sayso.terms.statement import Mention, MentionForm

LEXICON = load("en")
WORDS = """
He she They it his I my said that was a the The minister company , . “ ” ' 42
Ruvan Ostrel Keltis Maria WHO University of and Mr wife’s
"""


def found(text: str, title: str = "", said: Said | None = None) -> tuple[Mention, ...]:
    return find_mentions(text, title, sentences(text), LEXICON, said=said or Said())


def names(text: str) -> dict[str, str]:
    """Each mention's words and the name that it stands for; the last one where words are said twice."""
    return {mention.text: mention.name for mention in found(text)}


def test_short_names_titles_and_pronouns_are_the_full_name() -> None:
    told = names(
        "Ruvan Ostrel, the interior minister, spoke in the harbour on Monday. Mr Ostrel said that he had "
        "seen the plan. Ostrel left with his wife."
    )
    for words in ("Ruvan Ostrel", "the interior minister", "Mr Ostrel", "he", "Ostrel", "his"):
        assert told[words] == "Ruvan Ostrel", words


def test_a_wife_is_not_her_husband() -> None:
    text = "John Varnel arrived on Monday. Varnel said that his wife was ill."
    assert "his wife" not in names(text)
    assert names(text)["his"] == "John Varnel"


def test_she_is_not_the_man_who_was_named_last() -> None:
    text = "Maria Keltis met Robert Dorn in the city. She told him that she would stay."
    told = names(text)
    assert told["She"] == told["she"] == "Maria Keltis"
    assert told["him"] == "Robert Dorn"


def test_a_body_by_its_initials() -> None:
    told = names("The Harbour Workers Union called a strike. Officials met the HWU. HWU members said no.")
    assert told["HWU"] == "Harbour Workers Union"


def test_the_last_word_of_a_body_with_of_is_not_the_body() -> None:
    told = found("The University of Velmar closed on Monday. Velmar was under water.")
    assert [mention.text for mention in told if mention.name == "University of Velmar"] == [
        "University of Velmar"
    ]


def test_a_town_is_not_the_hospital_that_stands_in_it() -> None:
    hospital = found("The Kelmet Hospital took in nine people. The road to Kelmet is shut.")
    assert "Kelmet Hospital" not in {mention.name for mention in hospital if mention.text == "Kelmet"}
    assert "Kelmet Hospital" in {mention.name for mention in hospital}
    maker = found("Later Orlan Motors said that it would pay. Orlan builds cars.")
    assert [mention.name for mention in maker if mention.text == "Orlan"] == ["Orlan Motors"]


def test_i_is_the_speaker_of_the_quotation() -> None:
    text = 'Maria Keltis was calm. "I saw my boat," Keltis said.'
    quote, source = text.index('"I'), text.rindex("Keltis")
    said = Said((Span(source, source + 6),), ((Span(quote, quote + 15), Span(source, source + 6)),))
    chains = {mention.text: mention.name for mention in found(text, said=said)}
    assert chains["I"] == chains["my"] == "Maria Keltis"


def test_forms_are_told() -> None:
    told = {mention.text: mention.form for mention in found("Maria Keltis, a nurse, said she was ill.")}
    assert told == {
        "Maria Keltis": MentionForm.NAME,
        "a nurse": MentionForm.DESCRIPTION,
        "she": MentionForm.PRONOUN,
    }


def test_a_language_without_words_for_it_has_none() -> None:
    assert find_mentions("Ruvan Ostrel a dit oui.", "", [Span(0, 23)], load("fr")) == ()


@pytest.mark.parametrize(
    "text", ["", " ", "he", "The", "I", "THE MAYOR", "A. B. C.", "’s", "the the the minister’s"]
)
def test_scraps_do_no_harm(text: str) -> None:
    assert all(mention.span.of(text) == mention.text for mention in found(text))


@given(
    st.lists(
        st.sampled_from([*WORDS.split(), "\n"]),
        max_size=60,
    ).map(" ".join)
)
def test_mentions_lie_in_the_text_and_share_a_name_in_their_chain(text: str) -> None:
    told = found(text)
    assert told == found(text)
    assert list(told) == sorted(told, key=lambda mention: (mention.span.start, mention.span.end))
    by_chain: dict[int, set[tuple[str, str]]] = {}
    for mention in told:
        assert mention.span.of(text) == mention.text
        by_chain.setdefault(mention.chain, set()).add((mention.name, mention.kind))
    assert all(len(one) == 1 for one in by_chain.values())
    assert len({name for one in by_chain.values() for name in one}) <= len(by_chain)


def test_a_long_text_takes_no_more_than_its_length() -> None:
    """Ten thousand mentions: the candidates are bounded, so that the time grows with the length."""
    text = "Ruvan Ostrel met Maria Keltis. He said that she was ill. The minister left. " * 800
    assert len(chained(text, "", sentences(text), LEXICON)) > 3000


def test_another_name_that_the_text_tells_is_the_same_ones() -> None:
    for between in (", who is also known as ", ", also known as “", " (alias ", ", whose real name is "):
        told = names(
            f"The guard held Ruvan Ostrel{between}Boris Keltan on Monday. Keltan said that it rained."
        )
        assert told["Boris Keltan"] == told["Ruvan Ostrel"], between
    apart = names("The guard held Ruvan Ostrel, who is known to Boris Keltan, on Monday.")
    assert apart["Boris Keltan"] != apart["Ruvan Ostrel"]


def test_lists_of_names_hold_words_in_lower_case() -> None:
    lists = known()
    for words in (lists.men, lists.women, lists.family, lists.places):
        assert len(words) > 1_000
        assert all(word == word.lower() and word.strip() == word for word in words)
    assert "new york" in lists.places or "new york city" in lists.places


def test_a_firm_s_name_and_what_stands_behind_a_firm_s_noun_are_bodies() -> None:
    text = "Salvage firm Brandt raised her. Holt Lines owns the wreck. Everything I saw was Ada Marsh's."
    kinds = {mention.text: mention.kind for mention in found(text) if mention.form is MentionForm.NAME}
    assert kinds["Brandt"] == kinds["Holt Lines"] == "organisation"
    assert "Everything I" not in kinds
