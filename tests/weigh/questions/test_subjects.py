"""Persons told from groups and places."""

from __future__ import annotations

from sayso.terms.statement import Reading
from sayso.weigh.questions.subjects import find_names
from tests.weigh.build import article


def test_a_person_is_told_from_a_group_and_a_place() -> None:
    texts = [
        "Ruvan Ostrel leads the Dreel Front in Kelmet. Ostrel was hit near Kelmet.",
        "The men of the Dreel Front said Ruvan Ostrel was in Kelmet. They like Ostrel.",
    ]
    names = find_names([(article(str(at), text=text), Reading(str(at), ())) for at, text in enumerate(texts)])
    assert {names.full[key] for key in names.persons} == {"Ruvan Ostrel"}
    assert "Kelmet" in {names.full[key] for key in names.places}
