"""What an event is about, and in whose words. Statements are made by hand here."""

from __future__ import annotations

from itertools import permutations

from sayso.terms.question import StatusKind
from sayso.weigh.case import weigh_case
from sayso.weigh.questions.claims import central_claims
from sayso.weigh.questions.subjects import find_names
from tests.weigh.test_case import NO, OPEN, YES, Pair, asks, pair

FEVER = "Front fighters in Brack have contracted marsh fever"
LAB = "the hospital in Brack lacks a laboratory of the Public Health Council"
GENUINE = "the recording is genuine"
DEATH = ("Teo Marsh was killed by a guard", "", YES)
BRACK = [
    pair(
        "A",
        "Front fighters contract marsh fever in Brack, paper says",
        (FEVER, "the Courier", YES),
        (LAB, "", YES),
    ),
    pair(
        "B",
        "Marsh fever among the Front in Brack?",
        (FEVER, "the Courier", YES),
        ("the war has gone on since 2027", "", YES),
    ),
    pair(
        "C",
        "Health agency checks reports of marsh fever",
        (FEVER, "the Public Health Council", OPEN),
        (LAB, "", YES),
    ),
    pair(
        "D",
        "Front denies fever in Brack",
        (FEVER, "a Front spokesman", NO),
        ("Front men are in Brack", "", YES),
    ),
]
AGREED = "Velmora and the Front have agreed a truce"
TRUCE = [
    pair("E", "Velmora and the Front agree truce", (AGREED, "the air chief", YES)),
    pair("F", "Truce between Velmora and the Front", (AGREED, "an aide", YES)),
    pair("G", "Front denies truce with Velmora", (AGREED, "the Front", NO), on=3),
]


def claims(pairs: list[Pair]) -> list[str]:
    return [claim.clause.asks for claim in central_claims(pairs, find_names(pairs))]


def test_the_claim_that_titles_tell_and_others_deny_comes_first() -> None:
    assert claims(BRACK)[0] == "Have Front fighters in Brack contracted marsh fever?"


def test_the_order_of_articles_does_not_matter() -> None:
    assert len({tuple(claims(list(order))) for order in permutations(BRACK)}) == 1


def test_a_bodys_name_is_nobodys_fate() -> None:
    weighing = weigh_case(BRACK)
    assert asks(weighing)[0] == "Have Front fighters in Brack contracted marsh fever?"
    assert not any("Public Health" in line for line in asks(weighing))


def test_an_agreement_is_one_question_of_both_parties() -> None:
    weighing = weigh_case(TRUCE)
    assert asks(weighing) == ["Have Velmora and the Front agreed a truce?"]
    assert weighing.questions[0].kind == "decision"
    assert weighing.statuses[0].kind is StatusKind.CONTESTED


def test_a_death_that_nobody_contests_is_not_asked_about() -> None:
    taped = [
        pair("H", "Tape of the Oskel shooting aired", (GENUINE, "a lawyer", YES), DEATH),
        pair("I", "Expert doubts tape of the Oskel shooting", (GENUINE, "an expert", OPEN), DEATH),
        pair("J", "Tape of the Oskel shooting is a hoax, police say", (GENUINE, "police", NO)),
    ]
    lines = asks(weigh_case(taped))
    assert lines
    assert not any("Marsh" in line for line in lines), lines


def test_a_surname_is_spelled_out() -> None:
    names = find_names(BRACK)
    assert names.spelled_out("nothing to spell") == "nothing to spell"
    more = [pair("K", "x", ("Ruvan Ostrel was in Kelmet. Ostrel was hit", "", YES))] * 2
    assert (
        find_names(more).spelled_out("Ostrel's men and Ruvan Ostrel") == "Ruvan Ostrel's men and Ruvan Ostrel"
    )


BURST = "the rebels blew up the dam at Orle"
ORLE = [
    pair("M", "Rebels blew up the dam at Orle, ministry says", (BURST, "the ministry", YES)),
    pair("N", "Rebels deny that they blew up the dam at Orle", (BURST, "the rebels", NO)),
    pair("O", "Rebels blew up dam", ("Rebel fiends blew up the dam at Orle", "", YES)),
    pair("P", "Who blew up the dam at Orle?", ("Prosecutors looked at the dam at Orle", "a judge", YES)),
    pair("Q", "Dam at Orle", ("a prosecutor was seen at the dam at Orle", "the ministry", YES)),
]


def test_a_common_word_that_opens_a_sentence_is_no_name() -> None:
    assert any(asked.startswith("Did prosecutors look") for asked in claims(ORLE))


def test_one_who_goes_by_an_office_elsewhere_is_asked_about_once() -> None:
    held = [
        pair("R", "Bank chief arrested", ("Teo Marsh was arrested at Oskel airport", "two guards", YES)),
        pair("S", "Bank chief held", ("The head of the bank has been arrested in Oskel", "police", YES)),
        pair("T", "Marsh not arrested", ("Teo Marsh was arrested in Oskel", "his lawyer", NO)),
        pair("U", "Bank: chief not arrested", ("The head of the bank was arrested in Oskel", "the bank", NO)),
    ]
    assert asks(weigh_case(held)) == ["Was Teo Marsh arrested at Oskel airport?"]
