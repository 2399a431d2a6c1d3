"""The parts of weighing one by one: words, kinds, doubts, counts, stance, names, labels."""

from __future__ import annotations

import re

import pytest

from sayso.terms.entity import Alias, Relation, RelationKind, Resolution
from sayso.terms.question import Answer, Question, Stance
from sayso.terms.span import Span, Words
from sayso.terms.statement import Polarity, Reading
from sayso.weigh.bearing.counts import count_hits, count_questions, figures
from sayso.weigh.bearing.doubt import cannot_confirm, denied, hedged, hoped, untrue, withdraws
from sayso.weigh.bearing.echo import learn
from sayso.weigh.bearing.match import hits, take_apart
from sayso.weigh.bearing.pieces import sentences
from sayso.weigh.bearing.stance import headline_stance
from sayso.weigh.bearing.topic import Topic
from sayso.weigh.kinds import kind_named, kinds, settling
from sayso.weigh.label import label
from sayso.weigh.questions.subjects import find_names
from sayso.weigh.roots.nodes import node_of, same_outlet, same_person, speaker_of
from sayso.weigh.roots.relations import relations_of
from sayso.weigh.sources import parse
from sayso.weigh.words import stem
from tests.weigh.build import QUESTION, article
from tests.weigh.test_case import FIRE, pair

YES, NO = Polarity.AFFIRMS, Polarity.DENIES


def test_endings_do_not_matter() -> None:
    assert {stem(word) for word in ("killed", "killing", "kills", "Kill")} == {"kill"}
    assert {stem(word) for word in ("sank", "sunk", "sinking")} == {"sink"}
    assert stem("struck") == stem("strikes")
    assert stem("children’s") == stem("child")


def test_kinds_are_consistent_and_an_unknown_one_is_general() -> None:
    assert {"fate", "count", "responsibility", "authenticity", "control", "decision"} <= set(kinds())
    assert kind_named("made up by a person").name == "general"
    assert all(kind.settles for kind in kinds().values())


@pytest.mark.parametrize(
    ("text", "killed_against"),
    [
        ("Orlan Vesk was killed in the raid", False),
        ("Orlan Vesk was not killed in the raid", True),
        ("Orlan Vesk never died", True),
    ],
)
def test_a_negation_turns_an_answer_round(text: str, killed_against: bool) -> None:
    best = hits(take_apart(QUESTION), text)[0]
    assert (best.answer, best.against) == ("killed", killed_against)


def test_an_answer_that_denies_something_is_affirmed_by_a_denial() -> None:
    question = Question(
        "q", "", "other", ("Brack",), (Answer("lab", "Brack has no means of testing for the fever"),)
    )
    hit = hits(take_apart(question), "they do not have the equipment for testing the fever")[0]
    assert not hit.against


def test_words_about_a_claim_as_a_whole() -> None:
    assert cannot_confirm("we cannot confirm that")
    assert cannot_confirm("there is no independent confirmation")
    assert cannot_confirm("the question is still open")
    assert not cannot_confirm("the port is open")
    assert not cannot_confirm("we can confirm that he is dead")
    assert untrue("the reports are baseless")
    assert hedged("he may have been killed")
    assert hoped("I hope he is dead")
    assert withdraws("Correction: report on Orlan Vesk")
    assert denied("he was never there")


def test_figures_are_read_with_what_they_count() -> None:
    found = [
        (figure.value, figure.counted)
        for figure in figures("At least 12 people were killed and nine wounded")
    ]
    assert found == [(12, "were killed"), (9, "were wounded")]
    assert list(figures("The 12 km road was closed in 2014, officials killed time")) == []


def test_two_figures_make_a_question() -> None:
    texts = [("a", "12 people were killed"), ("b", "police said 15 people were killed")]
    (question,) = count_questions(texts, "a")
    assert question.asks == "How many were killed: 12 or 15?"
    assert question.answers[0].excludes == (question.answers[1].id,)
    assert [hit.answer for hit in count_hits(question, "fifteen people were killed")] == [
        question.answers[1].id
    ]


def test_a_figure_behind_and_is_of_what_follows_it() -> None:
    read = [(one.value, one.counted) for one in figures("Four sailors died and nine are still missing")]
    assert read == [(4, "were killed"), (9, "are missing")]


def test_counts_at_two_places_are_no_question() -> None:
    texts = [("a", "12 people were killed in Oskel"), ("b", "15 people were killed in Brack")]
    assert count_questions(texts, "a") == []
    (question,) = count_questions([*texts, ("c", "14 people were killed in Oskel")], "a")
    assert question.asks == "How many were killed: 12 or 14?"


@pytest.mark.parametrize(
    ("title", "stance"),
    [
        ("Orlan Vesk killed in raid", Stance.AFFIRMS),
        ("Army confirms Orlan Vesk was killed", Stance.AFFIRMS),
        ("Orlan Vesk killed, officials say", Stance.REPORTS),
        ("Was Orlan Vesk killed?", Stance.REPORTS),
        ("Family denies Orlan Vesk was killed", Stance.DENIES),
        ("Orlan Vesk was not killed", Stance.DENIES),
        ("Harvest festival opens in Brack", Stance.UNRELATED),
    ],
)
def test_the_stance_of_a_headline(title: str, stance: Stance) -> None:
    assert headline_stance(QUESTION, title, Topic())[0] is stance


def test_names_of_sources_are_taken_apart() -> None:
    assert parse("Pentagon spokesman Col. Arno Pell").body == "us defence"
    assert parse("the World Health Organization").body == "un health"
    assert parse("senior Lebanese security officials").country == "lebanon"
    assert parse("sources").vague
    assert speaker_of("Mirel Tasko, a spokeswoman for the Front") == ("the Front", "Mirel Tasko")
    assert speaker_of("the Front's spokeswoman, Mirel Tasko") == ("Front", "Mirel Tasko")


def test_names_that_mean_one() -> None:
    assert same_person("nohad vashnuk", "nouhad vashnouk")
    assert not same_person("mira holt", "jonas holt")
    assert same_outlet("valereporter.com", "The Vale Reporter")
    assert not same_outlet("Vale Post", "Harbour Times")


def test_a_person_is_told_from_a_group_and_a_place() -> None:
    texts = [
        "Ruvan Ostrel leads the Dreel Front in Kelmet. Ostrel was hit near Kelmet.",
        "The men of the Dreel Front said Ruvan Ostrel was in Kelmet. They like Ostrel.",
    ]
    names = find_names([(article(str(at), text=text), Reading(str(at), ())) for at, text in enumerate(texts)])
    assert {names.full[key] for key in names.persons} == {"Ruvan Ostrel"}
    assert "Kelmet" in {names.full[key] for key in names.places}


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


def test_labels_are_offsets_into_the_text() -> None:
    question = Question(
        "q",
        "Was Teo Marsh killed in the fire?",
        "fate",
        ("Teo Marsh",),
        (Answer("killed", "Teo Marsh was killed"),),
    )
    rows = {row["article_id"]: row for row in label(FIRE, [question])}
    assert list(rows) == ["A", "B", "C"]
    text = FIRE[0][0].text
    (assertion,) = rows["A"]["assertions"]
    start, end = assertion["content"][0]
    assert "Teo Marsh was killed" in text[start:end]
    assert (assertion["answer"], assertion["polarity"]) == ("killed", "affirms")
    assert {one["polarity"] for one in rows["C"]["assertions"]} == {"denies"}
    assert rows["C"]["stance"] == "denies"


def test_a_label_names_the_sources_and_not_what_they_present_nor_who_prints_it() -> None:
    question = Question(
        "q",
        "Was Teo Marsh killed in the fire?",
        "fate",
        ("Teo Marsh",),
        (Answer("killed", "Teo Marsh was killed"),),
    )
    words = "Teo Marsh was killed in the fire"
    told = (f"{words} on Friday", "the port authority", YES)
    pairs = [
        pair("Vale", "Fire", (words, "DNA tests", YES), told),
        pair("Hale", "Fire", (words, "the Hale Post", YES)),
    ]
    rows = {row["article_id"]: row for row in label(pairs, [question])}
    assert {tuple(one["chain"]) for one in rows["Vale"]["assertions"]} == {("the port authority",)}
    assert [one["chain"] for one in rows["Hale"]["assertions"]] == [[]]


@pytest.mark.parametrize("size", [1, 2, 3])
def test_a_plain_sentence_bears_however_few_articles_there_are(size: int) -> None:
    question = Question(
        "q",
        "Was Teo Marsh killed in the fire?",
        "fate",
        ("Teo Marsh",),
        (Answer("killed", "Teo Marsh was killed"),),
    )
    words = ("Teo Marsh was killed in the fire on the Anselma on Friday", "the port authority", YES)
    pairs = [pair(f"{n}", "Fire on the Anselma", words) for n in range(size)]
    for row in label(pairs, [question]):
        assert {one["polarity"] for one in row["assertions"]} == {"affirms"}


@pytest.mark.parametrize(
    ("text", "against"),
    [
        ("The death of Orlan Vesk was not recorded", True),
        ("The death of Orlan Vesk was recorded", False),
        ("Orlan Vesk was killed and was not alone", False),
    ],
)
def test_a_denied_verb_behind_a_noun_turns_it_round(text: str, *, against: bool) -> None:
    (best, *_) = hits(take_apart(QUESTION), text.replace(" of Orlan Vesk", ""))
    assert best.against is against


def test_what_names_the_subject_is_not_what_is_said_of_it() -> None:
    question = Question(
        "q",
        "Did the police hold the clerk of the Vale Bank?",
        "fate",
        ("the clerk held in Oskel",),
        (
            Answer("held", "the police hold a clerk (present or former) of the bank"),
            Answer("former", "the clerk is a former one"),
        ),
    )
    assert not [
        hit for hit in hits(take_apart(question), "The clerk lived in Oskel") if hit.answer == "former"
    ]
    assert "former" in {hit.answer for hit in hits(take_apart(question), "She is an ex clerk of the bank")}


@pytest.mark.parametrize(
    ("name", "who", "node"),
    [
        ("Velmoran Courier", ("velmoran", "courier"), "media"),
        ("AFP", ("afp",), "media"),
        ("a pro-government newspaper, the Tern", ("tern",), "media"),
    ],
)
def test_outlets_keep_their_own_names(name: str, who: tuple[str, ...], node: str) -> None:
    assert parse(name).who == who
    assert node_of(parse(name))[0] == node


def test_what_sounds_alike_is_learned_from_the_likely_ones() -> None:
    killed = {f"Orlan Vesk was killed near mile {n} of the road": 0.9 for n in range(40)}
    other = {f"The harvest of year {n} was sold at the market": 0.05 for n in range(40)}
    echo = learn(killed | other)
    assert echo.of("Orlan Vesk was killed near mile 1 of the road") > 0
    assert echo.of("The harvest of year 1 was sold at the market") < 0
    assert learn(dict(sorted((killed | other).items(), reverse=True))) == echo
    assert not learn(dict(list(killed.items())[:5])).more


@pytest.mark.parametrize(
    ("text", "count"),
    [("“A was hit,” he said, “by a mine.”", 1), ("“A was hit,” he said. “We saw B fall.”", 2)],
)
def test_a_quotation_goes_on_after_an_interruption_that_ends_no_sentence(text: str, count: int) -> None:
    spans = [Span(found.start(1), found.end(1)) for found in re.finditer("“([^”]*)”", text)]
    assert len(list(sentences(Words.cut(text, spans), text))) == count


def test_what_would_settle_an_answer_is_its_own_or_its_kinds() -> None:
    assert any("laboratory" in line for line in settling("fate", "qu-1.ill"))
    assert settling("fate", "qu-1.killed") == kind_named("fate").settles
    assert settling("no such kind", "") == kind_named("general").settles
