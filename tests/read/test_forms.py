"""Forms of texts: live blogs, lists, headlines, French clauses; our own invented articles."""

from __future__ import annotations

import pytest

from sayso.terms.statement import Polarity, SourceKind, Statement
from tests.read.helpers import read

LIVE = """10:42 Police say the road is closed.

10:15 JUST IN: Mayor Marsh: "We will rebuild the bridge."

- "The bridge is safe" - Ada Marsh, mayor

- "It is not" - Ivo Holt, engineer"""
FRENCH = """Le pont s'est effondré vendredi, a annoncé la préfecture.

« Nous avons vu le mur tomber », a déclaré Jeanne Morel, infirmière. « Puis plus rien. »

La société dément que le pont ait été fermé. Le ministre a affirmé que « tout sera reconstruit ».

Il a plu sur la vallée que traverse la rivière."""


def told(statement: Statement) -> tuple[str, str]:
    return statement.source.text, statement.content.text


def test_entries_of_a_live_blog_and_lists_have_their_speakers() -> None:
    assert list(map(told, read(LIVE).statements)) == [
        ("Police", "the road is closed"),
        ("Mayor Marsh", '"We will rebuild the bridge."'),
        ("Ada Marsh", '"The bridge is safe"'),
        ("Ivo Holt", '"It is not"'),
    ]


@pytest.mark.parametrize(
    ("title", "source", "content"),
    [
        ("Holt dead, monitoring group claims", "monitoring group", "Holt dead"),
        ('Bridge "shook for days", video shows', "video", 'Bridge "shook for days"'),
        ("Two dead in bridge collapse, officials say", "officials", "Two dead in bridge collapse"),
    ],
)
def test_headlines_end_with_who_says_so(title: str, source: str, content: str) -> None:
    (statement,) = read("Nothing here.", title=title).statements
    assert told(statement) == (source, content)


def test_a_headline_that_ends_with_an_act_is_nobodys() -> None:
    assert read("Nothing here.", title="Bridge falls, mayor resigns").statements == ()


def test_french_clauses_come_out_without_a_parse() -> None:
    found = read(FRENCH, language="fr").statements
    assert list(map(told, found)) == [
        ("la préfecture", "Le pont s'est effondré vendredi"),
        ("Jeanne Morel", "« Nous avons vu le mur tomber » « Puis plus rien. »"),
        ("La société", "que le pont ait été fermé"),
        ("Le ministre", "que « tout sera reconstruit »"),
    ]
    assert found[2].polarity is Polarity.DENIES


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Karim al-Haddad denied on Monday that he owned the ship.", "Karim al-Haddad"),
        ("Kadir al-Mansuri said that he left.", "Kadir al-Mansuri"),
        ("The ship sank, Kadir al-Mansuri said.", "Kadir al-Mansuri"),
        ("Governor Omar al-Haddad denied that he left.", "Governor Omar al-Haddad"),
        ("On Sunday Omar al-Haddad said he left.", "Omar al-Haddad"),
    ],
)
def test_a_name_with_a_hyphen_is_whole(text: str, source: str) -> None:
    assert [each.source.text for each in read(text).statements] == [source]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Everyone said that the sea was calm.", SourceKind.ANONYMOUS),
        ("Most said that they had left.", SourceKind.ANONYMOUS),
        ("Port Marren said on Monday that the harbour was open.", SourceKind.ORGANISATION),
        ("Peter Port said that the harbour was open.", SourceKind.PERSON),
    ],
)
def test_everyone_and_a_port_are_no_persons(text: str, kind: SourceKind) -> None:
    assert [each.chain[-1].kind for each in read(text).statements] == [kind]
