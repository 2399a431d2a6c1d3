"""What is known of who is who, as relations of names."""

from __future__ import annotations

from sayso.terms.entity import Alias, Relation, RelationKind, Resolution
from sayso.weigh.roots.relations import relations_of


def test_relations_leave_out_names_of_two() -> None:
    resolution = Resolution(
        aliases=(
            Alias("Mira Holt", "en-1", "A"),
            Alias("Dr Holt", "en-1", "B"),
            Alias("Holt", "en-1", "A"),
            Alias("Holt", "en-2", "B"),
            Alias("Vale Clinic", "en-3", "A"),
        ),
        relations=(Relation("en-1", "en-3", RelationKind.SPEAKS_FOR, "its director", "A"),),
    )
    found = {(one.name, one.other, one.kind) for one in relations_of(resolution)}
    assert found == {("Dr Holt", "Mira Holt", None), ("Dr Holt", "Vale Clinic", RelationKind.SPEAKS_FOR)}
