"""Near-copies: what is found, what is not, in which order, and the laws."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.terms.question import Copy, CopyKind
from sayso.terms.statement import Basis
from sayso.terms.time import Certainty, Interval, Published
from sayso.weigh.events.copies import CopyIndex, Paper, contained, find_copies

WIRE = (
    "PORT ILSA — Two guards were wounded when a bomb went off at the customs house Friday, officials said. "
    "The harbour master, Dana Oru, told reporters that nobody had claimed the attack by nightfall. "
    "A third man was taken to hospital with burns, and police closed both quays until the morning. "
    "The interior ministry in Velm said the device had been hidden in a crate of dried fish. "
    "Fishermen who were mending nets nearby said they had seen two men run towards the old market. "
    "It was the second blast in the port this year, after one in March that damaged a crane. "
    "Shipping companies said their timetables would not change, although insurers raised their rates. "
    "The mayor asked people to stay away from the waterfront while the search went on."
)
OTHER = (
    "The choir of Sant Weil has withdrawn from the winter festival after its bus was stolen in Karst. "
    "Its director called the loss a disaster and asked whoever took the costumes to leave them at a church. "
    "Organisers are looking for another group, and the mayor has offered to lend the town's own brass band. "
    "Tickets stay valid, said the festival's office, which expects nine thousand visitors in December."
)
OWN_LEAD = (
    "Editors of this paper visited the port on Sunday and found the customs house shut behind a cordon. "
    "Traders who had come from the hills slept in their lorries and complained about the price of tea. "
)


def day(number: int, certainty: Certainty = Certainty.STATED) -> Published:
    start = datetime(2031, 3, number, tzinfo=UTC)
    return Published(Interval(start, datetime(2031, 3, number + 1, tzinfo=UTC)), certainty, "a field")


def paper(name: str, text: str, published: Published | None = None, outlet: str = "") -> Paper:
    return Paper(name, text, published, outlet)


def only(copies: tuple[Copy, ...]) -> Copy:
    (copy,) = copies
    return copy


def test_a_copy_cut_to_a_third_is_found() -> None:
    cut = WIRE[: len(WIRE) * 35 // 100]
    copy = only(find_copies([paper("wire", WIRE, day(1)), paper("cut", cut, day(2))]))
    assert (copy.article, copy.original, copy.kind) == ("cut", "wire", CopyKind.CUT)
    assert copy.contained == pytest.approx(1.0, abs=0.05)


def test_a_copy_embedded_in_other_text_is_found() -> None:
    copy = only(find_copies([paper("wire", WIRE, day(1)), paper("long", OWN_LEAD + WIRE + OTHER, day(2))]))
    assert (copy.original, copy.kind, copy.contained) == ("wire", CopyKind.EMBEDDED, 1.0)


def test_an_update_by_the_same_outlet_is_marked() -> None:
    update = OWN_LEAD + WIRE
    copy = only(find_copies([paper("new", update, day(2), "Tidings"), paper("old", WIRE, day(1), "Tidings")]))
    assert (copy.original, copy.kind) == ("old", CopyKind.UPDATE)


def test_a_light_edit_still_counts_and_another_topic_does_not() -> None:
    edited = WIRE.replace("wounded", "hurt").replace("reporters", "journalists").replace("third", "further")
    copy = only(find_copies([paper("a", WIRE), paper("b", edited), paper("c", OTHER)]))
    assert {copy.article, copy.original} == {"a", "b"}
    assert copy.kind is CopyKind.SAME
    assert 0.7 < copy.contained < 1


def test_a_shared_quotation_is_no_copy() -> None:
    said = "nobody had claimed the attack by nightfall"
    short = f"Guards hurt at port. Oru told reporters that {said}."
    assert find_copies([paper("a", WIRE), paper("b", short)]) == ()


@pytest.mark.parametrize(
    ("left", "right", "order"),
    [
        (day(1), day(3), Basis.STATED),
        (day(1), day(3, Certainty.INFERRED), Basis.INFERRED),
        (day(3), day(3), Basis.UNKNOWN),
        (None, day(3), Basis.UNKNOWN),
        (Published(None, Certainty.UNKNOWN, "nothing"), day(3), Basis.UNKNOWN),
    ],
)
def test_the_order_says_how_it_is_known(left: Published | None, right: Published, order: Basis) -> None:
    copy = only(find_copies([paper("a", WIRE, left), paper("b", WIRE, right)]))
    assert (copy.original, copy.order) == ("a", order)


@pytest.mark.parametrize("text", ["", " \n ", "—!?", "One", "More to follow."])
def test_texts_with_hardly_a_word_are_nobodys_copy(text: str) -> None:
    assert find_copies([paper("a", text), paper("b", text), paper("c", WIRE)]) == ()


def test_marks_and_letter_case_do_not_count() -> None:
    assert contained("“Don’t shoot”, he SAID — twice…", "Don't shoot he said twice") == 1.0


def test_adding_the_same_id_again_adds_nothing() -> None:
    index = CopyIndex()
    assert index.add(paper("a", WIRE)) == ()
    assert index.add(paper("a", WIRE)) == ()
    assert len(index) == 1


def test_a_large_family_stays_tied_together_at_bounded_cost() -> None:
    index = CopyIndex()
    found = [len(index.add(paper(f"p{number}", WIRE))) for number in range(200)]
    assert all(found[1:])
    assert max(found) <= 64


words = st.lists(st.sampled_from([w.strip(".,") for w in (WIRE + OTHER).split()]), max_size=60).map(" ".join)


@given(words, words)
def test_containment_is_symmetric_and_one_with_itself(left: str, right: str) -> None:
    assert contained(left, right) == contained(right, left)
    assert 0 <= contained(left, right) <= 1
    assert contained(left, left) == (1.0 if left else 0.0)
    spoken = [word for word in left.split() if any(map(str.isalnum, word))]  # a lone dash is no word
    assert contained(left, f"{left} {right}") == 1.0 or len(spoken) < 4


@settings(max_examples=30)
@given(st.permutations(range(6)), st.sampled_from([300, 450, len(WIRE)]))
def test_the_order_of_arrival_does_not_change_the_copies(order: list[int], cut: int) -> None:
    papers = [
        paper("wire", WIRE, day(1)),
        paper("cut", WIRE[:cut], day(2)),
        paper("long", OWN_LEAD + WIRE, day(2)),
        paper("undated", WIRE + OTHER),
        paper("other", OTHER, day(1)),
        paper("short", "More to follow."),
    ]
    assert find_copies([papers[at] for at in order]) == find_copies(papers)


@settings(max_examples=30)
@given(st.integers(0, 5), words)
def test_adding_a_text_never_takes_a_copy_away(at: int, text: str) -> None:
    papers = [paper("wire", WIRE, day(1)), paper("cut", WIRE[:500], day(2)), paper("other", OTHER)]
    more = [*papers[: at % 4], paper("more", text), *papers[at % 4 :]]
    assert set(find_copies(papers)) <= set(find_copies(more))
