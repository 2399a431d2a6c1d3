"""Laws of which items are new: whatever the order, nothing is missed and nothing read twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.collect.beats.leads import Found, decide, marked
from sayso.collect.items import Entry

ENTRY = st.builds(
    Entry,
    key=st.sampled_from(["", "1", "2", "http://a.example/"]),
    address=st.sampled_from(
        ["", "http://a.example/", "http://a.example/x?utm_source=f", "http://a.example/x"]
    ),
    title=st.sampled_from(["", "Alpha", "Beta", "Gamma"]),
)


def remembered(known: dict[str, str], found: tuple[Found, ...]) -> dict[str, str]:
    return known | {mark: each.lead for each in found for mark in each.marked.marks if mark not in known}


@given(st.lists(st.lists(ENTRY, max_size=6), max_size=6))
def test_every_wording_is_read_exactly_once(visits: list[list[Entry]]) -> None:
    known: dict[str, str] = {}
    read: list[str] = []
    for entries in visits:
        found = decide("be-1", marked("be-1", entries), known)
        read += [each.marked.marks[0] for each in found]
        known = remembered(known, found)
    assert len(read) == len(set(read))
    assert set(read) == {each.marks[0] for entries in visits for each in marked("be-1", entries)}


@given(st.lists(ENTRY, max_size=8), st.randoms())
def test_a_feed_that_only_reorders_brings_nothing(entries: list[Entry], dice: object) -> None:
    known = remembered({}, decide("be-1", marked("be-1", entries), {}))
    shuffled = list(entries)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    assert decide("be-1", marked("be-1", shuffled), known) == ()


def test_a_headline_that_was_edited_is_a_change_of_the_same_lead() -> None:
    before = marked("be-1", [Entry("7", "http://a.example/x", "Twelve killed")])
    found = decide("be-1", before, {})
    known = remembered({}, found)
    after = marked("be-1", [Entry("7", "http://a.example/y", "Twelve reportedly killed")])
    changed = decide("be-1", after, known)
    assert [(each.lead, each.is_new) for each in changed] == [(found[0].lead, False)]


def test_ids_that_are_made_anew_each_time_double_nothing() -> None:
    known = remembered({}, decide("be-1", marked("be-1", [Entry("1", "http://a.example/x", "Alpha")]), {}))
    again = marked("be-1", [Entry("2", "http://a.example/x?utm_medium=rss", "Alpha")])
    assert decide("be-1", again, known) == ()


def test_items_that_share_one_address_are_told_apart() -> None:
    entries = [Entry("", "http://a.example/", title) for title in ("Alpha", "Beta")]
    found = decide("be-1", marked("be-1", entries), {})
    assert [each.is_new for each in found] == [True, True]
    assert not any(each.marked.alone for each in found)
