"""Which articles of a large event its questions are taken from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.terms.article import Article
from sayso.terms.statement import Reading
from sayso.weigh.events.sample import sampled
from tests.weigh.build import article

RELAYS = 40
STRIKE = "Rebel commander Oru Dan was killed by a drone near Velm, the Wire reports"
PAIRS: list[tuple[Article, Reading]] = [
    (
        article(f"ar-{at:02}", title="Oru Dan killed", text=f"{STRIKE}, number {at}."),
        Reading(f"ar-{at:02}", ()),
    )
    for at in range(RELAYS)
]
DENIAL = article("ar-99", title="Movement denies it", text="His spokesman said that he is in good health.")
PAIRS.append((DENIAL, Reading("ar-99", ())))


def ids(pairs: list[tuple[Article, Reading]]) -> list[str]:
    return [article.id for article, _ in pairs]


def test_what_one_article_says_is_heard_beside_forty_relays() -> None:
    chosen, others = sampled(PAIRS, 4)
    assert "ar-99" in ids(chosen)
    assert len(chosen) == 4
    assert sorted(ids(chosen) + ids(others)) == ids(PAIRS)


def test_a_small_event_is_taken_whole() -> None:
    assert sampled(PAIRS[:3], 4) == (PAIRS[:3], [])


@given(st.permutations(PAIRS))
def test_the_order_of_arrival_does_not_matter(pairs: list[tuple[Article, Reading]]) -> None:
    assert sampled(pairs, 6) == sampled(PAIRS, 6)
