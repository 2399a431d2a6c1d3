"""On what the rest of a sentence hangs."""

from __future__ import annotations

import pytest

from sayso.read.cues.conditions import condition
from sayso.read.text.lexicon import load
from sayso.terms.span import Span


def held(text: str) -> list[str]:
    return [span.of(text) for span in condition(text, Span(0, len(text)), load("en"))]


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("Should his death be confirmed, Vesk would be the third.", "Should his death be confirmed"),
        ("Were it confirmed that he is dead, the truce would end.", "Were it confirmed that he is dead"),
        ("Had Vesk been among them, the Front would have said so.", "Had Vesk been among them"),
        ("Had the driver not stopped, Vesk might have been killed.", "Had the driver not stopped"),
        ("The envoy said that should the dam fail, they will leave.", "should the dam fail"),
        ("The Front will choose another should it turn out that he died.", "should it turn out that he died"),
        ("The leader, had he survived, would have spoken.", "had he survived"),
        ("“Had he died, we would have buried him,” his brother said.", "Had he died"),
    ],
)
def test_a_verb_in_front_of_its_subject_makes_a_condition(text: str, only: str) -> None:
    assert held(text) == [only]


@pytest.mark.parametrize(
    "text",
    [
        "Had Vesk been killed, and would the Front say so?",
        "The bridge should be closed.",
        "A report that should have come on Monday would be late.",
        "The photos were the ones that had his name, and he would not look.",
        "Nor had he seen the boat that would sink.",
        "Only then had they understood that the truce would end.",
        "Where were they when the bridge fell, she would ask.",
        "Rumour had it that he would come.",
        "The men were told that they would be freed.",
    ],
)
def test_what_asks_or_denies_turns_its_verb_for_no_condition(text: str) -> None:
    assert held(text) == []
