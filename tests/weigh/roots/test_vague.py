"""What a vague mention can mean."""

from __future__ import annotations

import pytest

from sayso.weigh.roots.vague import can_mean, means_many, means_the_one


@pytest.mark.parametrize(
    ("role", "kind", "node", "fits"),
    [
        ("official", "body", ("body", "ministry of health"), True),
        ("official", "media", ("media", "courier"), False),
        ("", "media", ("media", "courier"), True),
        ("counsel", "name", ("name", "ada marsh"), True),
        ("counsel", "body", ("body", "ministry of health"), False),
    ],
)
def test_a_role_means_roots_of_its_kind(role: str, kind: str, node: tuple[str, str], fits: bool) -> None:
    assert can_mean(role, [kind], node) is fits


def test_some_names_are_of_many_and_some_of_the_last_one() -> None:
    assert means_many("several websites")
    assert not means_many("the harbour master")
    assert means_the_one("the spokeswoman")
    assert not means_the_one("a spokeswoman for the mayor")
