"""A clause that somebody said becomes a question in good English, or none at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.weigh.wording import cause_of, clauses

ASKED = [
    ("the dam at Orle has burst", "Has the dam at Orle burst?", "the dam at Orle has burst"),
    ("that Teo Marsh had been captured by the Front", "Was Teo Marsh captured by the Front?", ""),
    ("the Front had seized two crates of rifles", "Did the Front seize two crates of rifles?", ""),
    ("three guards were killed on Monday night", "Were three guards killed?", "three guards were killed"),
    ("Ila Marsh would lead the party", "Will Ila Marsh lead the party?", ""),
    ("some fighters may have contracted the fever", "Have some fighters contracted the fever?", ""),
    ("Orlan Vesk, the minister's brother, was arrested", "Was Orlan Vesk arrested?", ""),
    ("the ministry and the Front have agreed a truce, officials said", None, ""),
    ("On Friday, a gunman opened the gate and wounded a guard", "Did a gunman open the gate?", ""),
    ("Marsh reportedly stopped the train in Oskel", "Did Marsh stop the train in Oskel?", ""),
    ("IS fighters captured a bridge", "Did IS fighters capture a bridge?", ""),
    ("there is a case of fever in Brack", "Is there a case of fever in Brack?", ""),
    ("a court has opened an inquiry into whether guards fired on a crowd", "Did guards fire on a crowd?", ""),
    ("it is not known whether or not the ferry sank in the storm", "Did the ferry sink in the storm?", ""),
    ("soldiers shot a farmer yesterday afternoon", "Did soldiers shoot a farmer?", ""),
    ("the Front blew up the bridge at 02:50 this morning", "Did the Front blow up the bridge?", ""),
    ("guards killed unarmed prisoners at the camp", "Did guards kill unarmed prisoners at the camp?", ""),
    ("ice was the most likely cause of the crash", "Was ice the cause of the crash?", ""),
    ("the clip was filmed in Brack and shows a drill", "Was the clip filmed in Brack?", ""),
]


@pytest.mark.parametrize(("said", "asked", "label"), ASKED)
def test_a_clause_is_asked_by_its_verb(said: str, asked: str | None, label: str) -> None:
    found = {clause.asks: clause.label for clause in clauses(said)}
    assert (asked or "Have the ministry and the Front agreed a truce?") in found
    assert not label or label in found.values()


@pytest.mark.parametrize(
    "said",
    [
        "he was killed",  # who?
        "the dam did not burst",  # the question asks for what is so
        "a man accused of arson yesterday",  # no verb
        "officials said that it was over",  # who says so is no matter of its own
        "to hear that Marsh is on the road to recovery",
        "a coin found in Oskel",
        "the company has had no access to the mine",
        "rioters unharmed yesterday",  # nobody unharms
        "the photo shows the captain",  # that is for the question whether it is genuine
        "Is The Panel Of Tonight's Great Debate Missing Something Very Important",
        "",
    ],
)
def test_what_makes_no_question_makes_none(said: str) -> None:
    assert list(clauses(said)) == []


def test_the_rest_is_cut_where_it_only_adds() -> None:
    said = "a spider crawled under his skin after he returned from the islands"
    assert [clause.label for clause in clauses(said)] == ["a spider crawled under his skin", said]


def test_whom_something_became_of() -> None:
    (killed,) = clauses("Teo Marsh was killed in the fire")
    assert killed.undergone_by("marsh")
    (acted,) = clauses("Teo Marsh killed a guard")
    assert not acted.undergone_by("marsh")
    assert acted.undergone_by("guard")


@given(
    st.text(max_size=120)
    | st.lists(
        st.sampled_from(["was", "the", "a", "dam", "had", "been", "killed", "of", "and", ",", "Marsh"])
    ).map(" ".join)
)
def test_no_words_break_it(said: str) -> None:
    for clause in clauses(said):
        assert clause.asks.endswith("?")
        assert clause.label
        assert clause.rest


@pytest.mark.parametrize(
    ("label", "cause"),
    [
        ("a drifting mine sank the coaster Marisol off Port Orle", "mine"),
        ("the coaster Marisol was sunk by a sea mine off Port Orle", "mine"),
        ("a gas leak caused the blast", "leak"),
        ("a girl fell ill", ""),
        ("a man was arrested in Hale", ""),
        ("the navy sank the Marisol", ""),
    ],
)
def test_a_cause_is_who_or_what_is_new_and_does_something(label: str, cause: str) -> None:
    assert cause_of(label) == cause
