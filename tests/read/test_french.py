"""The second language: what its words alone give, without a parse."""

from __future__ import annotations

import pytest

from sayso.terms.statement import Hedge, Polarity, SourceKind
from tests.read.helpers import read

SAID = [
    ("« Le pont est fermé », a déclaré la maire, Jeanne Morel.", "Jeanne Morel", "« Le pont est fermé »"),
    ("Paul Vidal, maire de Hautmont, assure que le pont tient.", "Paul Vidal", "que le pont tient"),
    ("Des témoins racontent avoir entendu deux explosions.", "témoins", "avoir entendu deux explosions"),
    ("Pour l'avocat, Paul Vidal, c'est une erreur.", "Paul Vidal", "c'est une erreur"),
    ("Jeanne Morel : « Le pont est sûr. »", "Jeanne Morel", "« Le pont est sûr. »"),
    ("Selon deux responsables qui ont parlé, il est mort.", "deux responsables", "il est mort"),
    ("Selon la police de Hautmont, l'homme vit encore.", "police de Hautmont", "l'homme vit encore"),
    ("« Rien, dit Jeanne Morel, n'est sûr. »", "Jeanne Morel", "« Rien n'est sûr. »"),
]


@pytest.mark.parametrize(("text", "who", "what"), SAID)
def test_who_says_what(text: str, who: str, what: str) -> None:
    (found,) = read(text, language="fr").statements
    assert (found.chain[-1].name, found.content.text) == (who, what)


RELAYED = [
    ("Il est mort, a indiqué à l'AFP un responsable local.", ["AFP", "responsable local"]),
    ("« Il vit », a confié au Courrier de Brélan un diplomate.", ["Courrier de Brélan", "diplomate"]),
    ("La police, citée par le Courrier, a affirmé que l'homme vit.", ["Courrier", "police"]),
    ("Le pont est fermé, selon plusieurs témoins cités par le Courrier.", ["Courrier", "plusieurs témoins"]),
    ("Le pont est fermé, a appris l'AFP de source policière.", ["source policière"]),
    ("HAUTMONT (AFP) - Le pont est fermé, a annoncé la préfecture.", ["AFP", "préfecture"]),
    (
        "Dans une vidéo diffusée par le Front, un homme affirme que tout va bien.",
        ["vidéo diffusée par le Front", "homme"],
    ),
]


@pytest.mark.parametrize(("text", "names"), RELAYED)
def test_through_whom(text: str, names: list[str]) -> None:
    (found,) = read(text, language="fr").statements
    assert [link.name for link in found.chain] == names


SIDES = [
    ("Le ministère a démenti ces informations.", Polarity.DENIES, Hedge.NONE),
    ("Le porte-parole a refusé de commenter ces informations.", Polarity.UNCERTAIN, Hedge.NONE),
    ("L'émissaire aurait été tué dans une frappe.", Polarity.AFFIRMS, Hedge.WEAK),
    ("Le préfet n'a pas confirmé que le chef est mort.", Polarity.UNCERTAIN, Hedge.STRONG),
]


@pytest.mark.parametrize(("text", "side", "hedge"), SIDES)
def test_on_which_side(text: str, side: Polarity, hedge: Hedge) -> None:
    (found,) = read(text, language="fr").statements
    assert (found.polarity, found.hedge) == (side, hedge)


def test_a_wish_and_a_condition_are_no_hearsay() -> None:
    assert read("Le maire aurait dû fermer le pont.", language="fr").statements == ()
    assert read("Si le pont tombait, la ville serait coupée en deux.", language="fr").statements == ()


def test_the_unnamed_are_counted() -> None:
    (found,) = read("Selon deux responsables, il est mort.", language="fr").statements
    assert (found.chain[-1].kind, found.chain[-1].count) == (SourceKind.ANONYMOUS, 2)
