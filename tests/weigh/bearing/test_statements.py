"""Which words of an article bear on a question, and how much of them. Statements are made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.terms.article import Article
from sayso.terms.question import Answer, Question
from sayso.terms.span import Span, Words
from sayso.terms.statement import Hedge, Link, Polarity, Reading, SourceKind, Statement
from sayso.weigh.bearing.aims import take_apart
from sayso.weigh.bearing.match import hits
from sayso.weigh.bearing.pieces import clause, sentences
from sayso.weigh.bearing.statements import Weighed, bearings_of, find_topic, open_article
from sayso.weigh.label import label
from tests.weigh.build import article
from tests.weigh.test_case import YES, _statement

TRUCE = Question(
    "q",
    "Did the Oskel Front agree to a truce?",
    "decision",
    ("Oskel Front",),
    (Answer("agreed", "the Oskel Front agreed to a truce"), Answer("talks", "the Oskel Front is in talks")),
)


def said(by: Article, content: str, *names: str, cue: str = "") -> Statement:
    """A statement of these sources, innermost last, whose content and cue stand in the text."""
    start = by.text.index(content)
    at, who = by.text.index(cue), by.text.find(names[-1])
    return replace(
        _statement(by.id, Span(start, start + len(content)), content, names[-1], YES),
        id=f"{by.id}-{start}-{len(names)}",
        chain=tuple(Link(name, SourceKind.PERSON) for name in names),
        cue=Words.cut(by.text, [Span(at, at + len(cue))]),
        source=Words.cut(by.text, [Span(who, who + len(names[-1]))] if who >= 0 else []),
    )


def weighed(by: Article, *statements: Statement, asked: Question = TRUCE) -> Weighed:
    opened = open_article(by, Reading(by.id, statements))
    return bearings_of(asked, opened, find_topic(asked, [opened]))


def contents(found: Weighed) -> list[str]:
    return [statement.content.text for statement in found.statements]


def test_an_act_that_the_answer_speaks_of_is_content_and_not_only_somebodys_word() -> None:
    whole = "the Oskel Front had agreed to an immediate truce"
    by = article("A", text=f"General Aron Holt said that {whole}.")
    outer = said(by, whole, "Aron Holt", cue="said")
    inner = said(by, "an immediate truce", "Aron Holt", "the Oskel Front", cue="agreed")
    found = weighed(by, outer, inner)
    assert contents(found) == [whole]
    assert [link.name for link in found.statements[0].chain] == ["Aron Holt"]


def test_where_one_passes_on_anothers_words_they_are_the_content() -> None:
    words = "the Oskel Front had agreed to a truce"
    by = article("A", text=f"General Aron Holt said the mayor told him that {words}.")
    outer = said(by, f"the mayor told him that {words}", "Aron Holt", cue="said")
    inner = said(by, words, "Aron Holt", "the mayor", cue="told")
    assert contents(weighed(by, outer, inner)) == [words]


def test_a_denial_of_somebodys_claim_is_two_statements() -> None:
    words = "the Oskel Front had agreed to a truce"
    by = article("A", text=f"The mayor denied the general's claim that {words}.")
    outer = said(by, f"the general's claim that {words}", "the mayor", cue="denied")
    inner = said(by, words, "the general", cue="claim")
    found = weighed(by, replace(outer, polarity=Polarity.DENIES), inner)
    sides = {s.chain[-1].name: b.polarity for b, s in zip(found.bearings, found.statements, strict=True)}
    assert sides == {"the mayor": Polarity.DENIES, "the general": Polarity.AFFIRMS}


def test_a_question_says_nothing() -> None:
    plain = "The Oskel Front has agreed to a truce"
    by = article("A", text=f"{plain}. Has the Oskel Front agreed to a truce?")
    asks = said(by, "Has the Oskel Front agreed to a truce?", "Aron Holt")
    assert contents(weighed(by, said(by, plain, "Aron Holt"), asks)) == [plain]


@pytest.mark.parametrize(
    ("text", "hit", "kept"),
    [
        (
            "if the tape is genuine, the colonel had time to think before he gave his men the order",
            "genuine",
            "the tape is genuine",
        ),
        ("the tape is genuine if the clock is right", "genuine", "the tape is genuine if the clock is right"),
    ],
)
def test_the_answer_under_a_condition_is_the_condition(text: str, hit: str, kept: str) -> None:
    whole = Words.cut(text, [Span(0, len(text))])
    start = text.index(hit)
    assert clause(whole, start, start + len(hit), text).text == kept


def test_initials_can_end_a_sentence() -> None:
    text = "One bundle was burnt by the U.S. The other was lost to Gen. Holt near the U.S. Embassy."
    parts = [part.text.strip() for part in sentences(Words.cut(text, [Span(0, len(text))]), text)]
    assert parts == [
        "One bundle was burnt by the U.S.",
        "The other was lost to Gen. Holt near the U.S. Embassy.",
    ]


def test_a_remark_that_names_no_answer_is_of_the_main_one_and_is_cut_to_what_it_doubts() -> None:
    remark = "The reports could not be confirmed by the mayor"
    by = article("A", text=f"The Oskel Front agreed to a truce. {remark}.")
    open_one = replace(said(by, remark, "the mayor"), polarity=Polarity.UNCERTAIN)
    found = weighed(by, said(by, "The Oskel Front agreed to a truce", "Aron Holt"), open_one)
    assert {bearing.answer for bearing in found.bearings} == {"agreed"}
    assert contents(found)[-1] == "The reports"


def test_who_cannot_confirm_needs_less_support_than_who_counts_for_a_side() -> None:
    """All were read with the same doubt; only the sides that would add to a count are left out."""
    pairs = []
    for name in ("Ana Rell", "Tor Beck", "Mila Strand", "Ivo Kamp"):
        claim = "the Oskel Front agreed to a truce"
        other = [f"the harvest of field {number} was sold by {name}" for number in range(20)]
        by = article(name, text=f"{name} said {claim}. The council cannot confirm it. {'. '.join(other)}.")
        unsure = replace(said(by, claim, "The council", cue="cannot confirm"), polarity=Polarity.UNCERTAIN)
        made = [said(by, claim, name), *(said(by, words, name) for words in other)]
        made += [unsure] if name == "Ivo Kamp" else []
        doubted = tuple(replace(one, confidence=0.4) for one in made)
        pairs.append((by, Reading(by.id, doubted)))
    kept = [(one["polarity"], one["chain"]) for row in label(pairs, [TRUCE]) for one in row["assertions"]]
    assert kept == [("uncertain", ["The council"])]


PORT = Question("q", "Was the port shut?", "general", ("the port",), (Answer("so", "the port was shut"),))


def test_an_opposite_speaks_against_an_answer_of_no_kind() -> None:
    words = ("The port of Selm is open", "Every berth is working", "The harbour had been closed")
    found = {text: hit.against for text in words for hit in hits(take_apart(PORT), text)}
    assert found == dict(zip(words, (True, True, False), strict=True))


def test_few_articles_need_no_second_word_for_what_they_say_plainly() -> None:
    pairs = []
    for name, words in (
        ("Ida Korn", "The port was shut"),
        ("Jon Pell", "The port was open"),
        ("Ruta Alm", "The port was closed"),
        ("Eli Marr", "The port was shut"),
    ):
        by = article(name, text=f"{words}, {name} said.")
        pairs.append((by, Reading(by.id, (said(by, words, name),))))
    told = [one["polarity"] for row in label(pairs, [PORT]) for one in row["assertions"]]
    assert told == ["affirms", "denies", "affirms", "affirms"]


def test_the_bare_claim_bears_on_what_it_is_a_claim_of_where_it_is_turned_down() -> None:
    by = article("A", text="Ada Marsh denied the reports.")
    denied = replace(said(by, "the reports", "Ada Marsh", cue="denied"), polarity=Polarity.DENIES)
    assert contents(weighed(by, denied)) == ["the reports"]
    told = article("B", text="Ada Marsh spoke of the reports.")
    assert contents(weighed(told, said(told, "the reports", "Ada Marsh", cue="spoke of"))) == []


TAKEN = Question(
    "q",
    "Was Ada Brandt captured?",
    "fate",
    ("Ada Brandt",),
    (Answer("captured", "Ada Brandt was captured"),),
)


@pytest.mark.parametrize(
    "content", ["Brandt was nowhere near the front", "Brandt wasn't in the area when it fell"]
)
def test_what_follows_a_denial_is_not_denied(content: str) -> None:
    by = article("A", text=f"Officers denied the reports, saying that {content}.")
    found = weighed(by, said(by, content, "Officers", cue="saying"), asked=TAKEN)
    assert [bearing.polarity for bearing in found.bearings] == [Polarity.DENIES]


def test_who_questions_somebody_takes_no_doubtful_side() -> None:
    content = "police captured Brandt and were questioning the woman"
    by = article("A", text=f"Officials said {content}.")
    found = weighed(by, said(by, content, "Officials", cue="said"), asked=TAKEN)
    assert [bearing.polarity for bearing in found.bearings] == [Polarity.AFFIRMS]


def test_a_source_that_nobody_vouches_for_hedges() -> None:
    by = article("A", text="Unconfirmed reports said Brandt was captured, as The mayor did.")
    reports = said(by, "Brandt was captured", "Unconfirmed reports", cue="said")
    assert [bearing.hedge for bearing in weighed(by, reports, asked=TAKEN).bearings] == [Hedge.WEAK]
    mayor = said(by, "Brandt was captured", "The mayor", cue="said")
    assert [bearing.hedge for bearing in weighed(by, mayor, asked=TAKEN).bearings] == [Hedge.NONE]


def test_who_asks_for_a_capture_does_not_say_that_it_was() -> None:
    by = article(
        "A",
        text="The mayor asked for the capture of Brandt. Officials said they sought the capture of Brandt.",
    )
    asked = said(by, "the capture of Brandt", "The mayor", cue="asked for")
    sought = said(by, "they sought the capture of Brandt", "Officials", cue="said")
    assert weighed(by, asked, sought, asked=TAKEN).bearings == ()


def test_what_a_correction_quotes_of_itself_is_not_affirmed() -> None:
    by = article("A", title="Correction: a capture", text="On Monday we wrote that Brandt was captured.")
    wrote = said(by, "Brandt was captured", "we", cue="wrote")
    assert [bearing.polarity for bearing in weighed(by, wrote, asked=TAKEN).bearings] == [Polarity.UNCERTAIN]
