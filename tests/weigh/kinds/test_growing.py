"""Which figures can only become more."""

from __future__ import annotations

from sayso.terms.question import Answer, Question
from sayso.weigh.kinds.growing import growing


def test_only_what_can_not_become_less_grows() -> None:
    answers = (Answer("qu-1.9", "9 were killed"), Answer("qu-1.12", "12 were killed"))
    assert growing(Question("qu-1", "How many?", "count", ("were killed",), answers)) == {
        "qu-1.9": 9,
        "qu-1.12": 12,
    }
    assert not growing(Question("qu-1", "How many?", "count", ("are missing",), answers))
    assert not growing(Question("qu-1", "How many?", "general", ("were killed",), answers))
