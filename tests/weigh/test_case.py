"""From read articles to the questions of a case. Statements are made by hand here."""

from __future__ import annotations

from sayso.terms.article import Article
from sayso.terms.question import StatusKind, Weighing
from sayso.terms.span import NO_WORDS, Span, Words
from sayso.terms.statement import Hedge, Link, MadeBy, Part, Polarity, Reading, SourceKind, Statement, Voice
from sayso.weigh.case import weigh_case
from tests.weigh.build import article

Said = tuple[str, str, Polarity]  # content, source (empty: own voice), polarity
Pair = tuple[Article, Reading]
YES, NO, OPEN = Polarity.AFFIRMS, Polarity.DENIES, Polarity.UNCERTAIN


def pair(name: str, title: str, *said: Said, on: int = 1) -> Pair:
    """An article whose body is its statements, one a paragraph."""
    text, made = "", []
    for content, source, polarity in said:
        start = len(text)
        text += f"{content}, {source} said.\n\n" if source else f"{content}.\n\n"
        made.append(_statement(name, Span(start, start + len(content)), content, source, polarity))
    whole = article(name, on=on, outlet=f"{name} Post", text=text, title=title)
    own = tuple(s for s in made if s.voice is Voice.OWN)
    return whole, Reading(name, tuple(s for s in made if s.voice is not Voice.OWN), own)


def _statement(article_id: str, span: Span, content: str, source: str, polarity: Polarity) -> Statement:
    return Statement(
        id=f"{article_id}-{span.start}",
        article=article_id,
        part=Part.BODY,
        voice=Voice.INDIRECT if source else Voice.OWN,
        source=NO_WORDS,
        cue=NO_WORDS,
        content=Words((span,), content),
        chain=(Link(source, SourceKind.UNKNOWN),) if source else (),
        polarity=polarity,
        hedge=Hedge.STRONG if polarity is OPEN else Hedge.NONE,
        hedge_words=NO_WORDS,
        condition=NO_WORDS,
        made_by=MadeBy("test", "1"),
        confidence=1.0,
    )


KILLED = "Teo Marsh was killed in the fire at Brack"
COLLAPSE = "people were killed when the bridge in Oskel collapsed"
FIRE = [
    pair("A", "Ferry captain killed", (f"The ferry captain {KILLED}", "the port authority", YES)),
    pair("B", "Fire on the Anselma", (KILLED, "the Courier", YES)),
    pair(
        "C",
        "Captain alive, family says",
        (KILLED, "his family", NO),
        ("Teo Marsh is alive", "Ila Marsh", YES),
        on=2,
    ),
]
BRIDGE = [
    pair("D", "Bridge collapse kills 12 in Oskel", (f"12 {COLLAPSE}", "police", YES)),
    pair("E", "Death toll in Oskel bridge collapse at 15", (f"15 {COLLAPSE}", "Mayor Runa Feld", YES)),
]


def asks(weighing: Weighing) -> list[str]:
    return [question.asks for question in weighing.questions]


def test_three_short_articles_raise_one_contested_question() -> None:
    weighing = weigh_case(FIRE)
    assert len(weighing.questions) == 1, asks(weighing)
    assert weighing.questions[0].asks.startswith("Was Teo Marsh killed")
    main = weighing.statuses[0].answers[0]
    assert main.kind is StatusKind.CONTESTED
    assert main.affirming
    assert main.denying


def test_two_figures_are_one_question_with_two_answers() -> None:
    weighing = weigh_case(BRIDGE)
    assert any("12 or 15" in line for line in asks(weighing)), asks(weighing)


def test_events_are_kept_apart() -> None:
    together = weigh_case([*FIRE, *BRIDGE])
    assert sorted(asks(together)) == sorted([*asks(weigh_case(FIRE)), *asks(weigh_case(BRIDGE))])


def test_the_order_of_arrival_does_not_matter() -> None:
    assert weigh_case([*FIRE, *BRIDGE]) == weigh_case([*BRIDGE[::-1], *FIRE[::-1]])


def test_nothing_contested_asks_nothing() -> None:
    assert weigh_case(FIRE[:2]).questions == ()
    assert weigh_case([]) == Weighing((), (), (), (), ())


def test_a_question_keeps_its_id_when_articles_come_in() -> None:
    earlier = pair("0", "Captain feared dead", ("Teo Marsh was killed in the fire", "officials", YES))
    first = weigh_case(FIRE)
    second = weigh_case([earlier, *FIRE], existing=first)
    assert first.questions[0].id == second.questions[0].id
    assert {a.id for a in first.questions[0].answers} <= {a.id for a in second.questions[0].answers}
    ids = {answer.id for question in second.questions for answer in question.answers}
    assert {bearing.answer for bearing in second.bearings} <= ids


SANK = "the coaster Marisol sank off Port Orle"
MINE = "the coaster Marisol was sunk by a sea mine off Port Orle"
SINKING = [
    pair("S", "Coaster sinks off Port Orle", (SANK, "the harbour office", YES), (MINE, "two pilots", YES)),
    pair("T", "Mine sank the Marisol, pilots say", (MINE, "two pilots", YES), (SANK, "", YES)),
    pair("U", "No mine off Port Orle, navy says", (MINE, "the navy", NO), (SANK, "", YES), on=2),
    pair(
        "V",
        "Master of the Marisol died with her",
        (
            "The master of the coaster Marisol, Teo Marsh, was killed when she sank off Port Orle",
            "a mate",
            YES,
        ),
        ("Seven sailors are dead after the coaster sank", "the harbour office", YES),
        on=2,
    ),
    pair(
        "W",
        "Master of the Marisol is alive",
        ("Teo Marsh, the master of the coaster Marisol, is alive", "the hospital in Port Orle", YES),
        ("Marsh survived the sinking", "his wife", YES),
        on=3,
    ),
]


def test_a_fate_beside_what_an_event_is_about_is_asked_where_it_is_turned_down() -> None:
    asked = asks(weigh_case(SINKING))
    assert any("sunk by a sea mine" in line for line in asked), asked
    assert any("killed" in line and ("Marsh" in line or "master" in line) for line in asked), asked


def test_that_she_sank_does_not_say_what_sank_her() -> None:
    weighing = weigh_case(SINKING)
    mine = next(q for q in weighing.questions if "sea mine" in q.asks)
    heard = {b.article for b in weighing.bearings if b.question == mine.id}
    assert heard == {"S", "T", "U"}, heard
    assert {b.polarity for b in weighing.bearings if b.article == "U"} == {Polarity.DENIES}


def test_a_figure_is_no_claim_of_its_own() -> None:
    assert not any("sailors" in line and "How many" not in line for line in asks(weigh_case(SINKING)))
