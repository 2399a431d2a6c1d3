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
