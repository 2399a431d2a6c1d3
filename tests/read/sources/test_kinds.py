"""What kind of source the words name, in sentences."""

from __future__ import annotations

import pytest

from sayso.terms.statement import SourceKind
from tests.read.helpers import read


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The Oskel Freedom Column denied that its commander was dead.", SourceKind.ORGANISATION),
        ("Brandt Chemicals denied that any gas had escaped.", SourceKind.ORGANISATION),
        ("Velmora's gas regulator said that the samples were old.", SourceKind.ORGANISATION),
        ("Dr Ada Brandt of Oskel University said that the file was poor.", SourceKind.PERSON),
    ],
)
def test_a_movement_a_firm_and_a_watchdog_are_bodies_and_a_doctor_of_a_university_a_person(
    text: str, kind: SourceKind
) -> None:
    (statement,) = read(text).statements
    assert [link.kind for link in statement.chain] == [kind]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A man said that the pier fell.", "man"),
        ("The man said that the pier fell.", "man"),
        ("A woman who lives near the mill said that the pier fell.", "woman"),
        ("The source said that the pier fell.", "source"),
        ("An old man in a blue coat said that the pier fell.", "old man in a blue coat"),
    ],
)
def test_who_has_nothing_but_a_noun_is_anonymous(text: str, name: str) -> None:
    (statement,) = read(text).statements
    assert [(link.name, link.kind) for link in statement.chain] == [(name, SourceKind.ANONYMOUS)]
