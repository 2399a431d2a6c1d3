"""The sentences that every day's news is made of: through whom, who, what, and which side."""

from __future__ import annotations

import pytest

from sayso.terms.statement import Polarity, SourceKind
from tests.read.helpers import read
from tests.read.test_reader import names

KILLED = "Ostrel was killed in the strike"
RELAYED = [
    f"Two officials told Tern News Agency that {KILLED}.",
    f"{KILLED}, Tern News Agency reported, citing two officials.",
    f"Tern News Agency, citing two officials, reported late on Friday that {KILLED}.",
    f"Tern News Agency reported on Sunday, quoting two officials, that {KILLED}.",
    f"Tern News Agency said, citing two officials, that {KILLED}.",
    f"Tern News Agency, which cited two officials, said that {KILLED}.",
    f"Tern News Agency quoted two officials as saying that {KILLED}.",
    f"The report relied on Tern News Agency, which quoted two officials as saying that {KILLED}.",
]


@pytest.mark.parametrize("text", RELAYED)
def test_a_relay_is_not_the_source(text: str) -> None:
    (found,) = (one for one in read(text).statements if KILLED in one.content.text)
    assert names(found)[0].endswith("Tern News Agency")
    assert names(found)[-1].lower() == "two officials"
    assert len(found.chain) == 2


IN_TURN = [
    f"{KILLED}, the Courier said, citing Tern News, which quoted two officials.",
    f"The Courier, citing Tern News, which quoted two officials, said that {KILLED}.",
    f"“{KILLED},” the Courier said, citing Tern News, which cited two officials.",
]


@pytest.mark.parametrize("text", IN_TURN)
def test_whom_a_cited_outlet_cites_is_the_innermost(text: str) -> None:
    (found,) = read(text).statements
    assert [name.removeprefix("The ") for name in names(found)] == ["Courier", "Tern News", "two officials"]


def test_an_agency_that_is_called_one_passes_on() -> None:
    (found,) = read(f"Two officials told the state news agency TNA that {KILLED}.").statements
    assert names(found) == ["TNA", "Two officials"]
    (spies,) = read(f"Two officials told the intelligence agency TNA that {KILLED}.").statements
    assert names(spies) == ["Two officials"]


def test_some_of_a_body_are_not_the_body() -> None:
    (found,) = read("Some of the group's supporters said that the pier was shut.").statements
    assert names(found) == ["Some of the group's supporters"]


def test_he_is_nobody_with_a_womans_name() -> None:
    (found,) = read("Ada Marsh was unhurt. He told reporters that the pier was shut.").statements
    assert names(found) == ["He"]
    (hers,) = read("Ada Marsh was unhurt. She told reporters that the pier was shut.").statements
    assert names(hers) == ["Ada Marsh"]


def test_who_declines_to_say_takes_no_side_once() -> None:
    (found,) = read("The ministry declined to say whether the pier was shut.").statements
    assert (found.cue.text, found.polarity) == ("declined to say", Polarity.UNCERTAIN)
    assert found.content.text == "whether the pier was shut"


def test_what_somebody_is_only_supposed_to_have_said_is_open() -> None:
    (found,) = read("If Ostrel said that the pier was shut, he was wrong.").statements
    assert found.polarity is Polarity.UNCERTAIN
    (said,) = read("If the voice is his, Ostrel is alive, the Post reported.").statements
    assert said.polarity is Polarity.AFFIRMS


SIDES = [
    ("A spokesman said he could neither confirm nor deny the report.", "deny", Polarity.UNCERTAIN),
    ("The ministry declined to comment on the report.", "declined", Polarity.UNCERTAIN),
    ("The Front denied that its leader had been killed.", "denied", Polarity.DENIES),
    ("Asked whether Ostrel was dead, the general shrugged.", "Asked", Polarity.UNCERTAIN),
    ("Reports that Ostrel had been killed were false, the Front said.", "Reports", Polarity.DENIES),
    ("Claims that the bridge was closed are baseless, the mayor said.", "Claims", Polarity.DENIES),
    ("Reports that Ostrel had been killed were not false, the Front said.", "Reports", Polarity.AFFIRMS),
    ("Reports that Ostrel was dead could not be verified.", "Reports", Polarity.UNCERTAIN),
    ("Reports that Ostrel was dead were verified by the Post.", "Reports", Polarity.AFFIRMS),
    ("The Post retracted its report that Ostrel was dead.", "retracted its report", Polarity.UNCERTAIN),
    ("The Post took back its claim that Ostrel was dead.", "took back its claim", Polarity.UNCERTAIN),
    ("The Post repeated its claim that Ostrel was dead.", "repeated its claim", Polarity.AFFIRMS),
]


@pytest.mark.parametrize(("text", "cue", "side"), SIDES)
def test_each_takes_its_side(text: str, cue: str, side: Polarity) -> None:
    assert [one.polarity for one in read(text).statements if one.cue.text == cue] == [side]


def test_a_claim_that_nobody_makes_is_no_statement() -> None:
    assert read("No group has claimed responsibility for the attack.").statements == ()
    assert read("Nobody said that the bridge was closed.").statements == ()


def test_a_weekday_is_not_what_was_reported() -> None:
    (found,) = read("The Courier reported on Sunday that the bridge was closed.").statements
    assert found.content.text == "that the bridge was closed"


def test_each_side_of_a_semicolon_and_of_while_has_its_own_words() -> None:
    said = {
        names(one)[-1]: one.content.text
        for one in read("The rebels say they shot it down; the army says it crashed.").statements
    }
    assert said == {"rebels": "they shot it down", "army": "it crashed"}
    counted = {
        names(one)[-1]: one.content.text
        for one in read(
            "Witnesses said that 12 people died, while the hospital put the number at 15."
        ).statements
    }
    assert counted == {"Witnesses": "that 12 people died", "hospital": "the number at 15"}


KINDS = [
    ("The Front said that he lives.", SourceKind.ORGANISATION),
    ("The UN said that he lives.", SourceKind.ORGANISATION),
    ("An officer said that he lives.", SourceKind.ANONYMOUS),
    ("A spokesman said that he lives.", SourceKind.OFFICE_HOLDER),
    ("Tern Officials said that he lives.", SourceKind.ANONYMOUS),
    ("Al Arabiya said that he lives.", SourceKind.OUTLET),
    ("Ostrel's brother said that he lives.", SourceKind.PERSON),
    ("The late Bo Lindt said that he lives.", SourceKind.PERSON),
    ("An audio message said that he lives.", SourceKind.RECORDING),
    ("The photo agency said that he lives.", SourceKind.OUTLET),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_what_is_said_to_speak(text: str, kind: SourceKind) -> None:
    (found,) = read(text).statements
    assert found.chain[-1].kind is kind


NO_LONGER = [
    ("The ministry no longer believes that he was killed.", "no longer believes", Polarity.DENIES),
    ("The ministry ruled out that he was killed.", "ruled out", Polarity.DENIES),
    ("Officials no longer rule out that he was killed.", "no longer rule out", Polarity.UNCERTAIN),
    ("The paper no longer claims that he was killed.", "no longer claims", Polarity.UNCERTAIN),
]


@pytest.mark.parametrize(("text", "cue", "side"), NO_LONGER)
def test_a_position_that_was_given_up(text: str, cue: str, side: Polarity) -> None:
    (found,) = read(text).statements
    assert (found.cue.text, found.polarity) == (cue, side)


def test_a_place_says_nothing_and_to_be_unnamed_is_no_statement() -> None:
    (told,) = (
        one
        for one in read(
            "It contradicts officials in Hale, who told the agency that Ostrel is dead."
        ).statements
        if one.cue.text == "told"
    )
    assert names(told)[-1] == "officials in Hale"
    (said,) = read("A diplomat, who asked not to be named, said that the roof fell in.").statements
    assert said.cue.text == "said"


HEADLINES = [
    ("Nine dead in ferry fire off Hale, coastguard says", "coastguard", "Nine dead in ferry fire off Hale"),
    ("Accident board: fire began in engine room", "Accident board", "fire began in engine room"),
    ("Envoy dead: officials", "officials", "Envoy dead"),
]


@pytest.mark.parametrize(("title", "who", "what"), HEADLINES)
def test_a_headline_names_its_source_at_either_end(title: str, who: str, what: str) -> None:
    (found,) = read("It rained.", title=title).statements
    assert (names(found), found.content.text) == ([who], what)


NAMED = [
    ("Its head, Morag Teal, told reporters that it rained.", "Morag Teal"),
    ("The transport minister, Ailsa Grange, said that it rained.", "Ailsa Grange"),
    ("A spokeswoman for the port, Una Keel, said that it rained.", "A spokeswoman for the port, Una Keel"),
    ("Officials in Hale, Port Lorne, said that it rained.", "Officials in Hale"),
]


@pytest.mark.parametrize(("text", "name"), NAMED)
def test_a_name_behind_an_office_is_the_name(text: str, name: str) -> None:
    (found,) = read(text).statements
    assert names(found) == [name]


FIGURES = [
    ("The coastguard had earlier put the number at nine.", "the number at nine"),
    ("The ministry raised the toll to 15 on Monday.", "the toll to 15"),
]


@pytest.mark.parametrize(("text", "what"), FIGURES)
def test_who_puts_a_number_at_a_figure_says_it(text: str, what: str) -> None:
    (found,) = read(text).statements
    assert found.content.text == what


def test_it_is_no_plural_and_a_general_staff_is_no_general() -> None:
    text = "The monitoring group said the craters point to artillery. It could not say who had fired."
    last = read(text).statements[-1]
    assert (last.cue.text, names(last)) == ("could not say", ["The monitoring group"])
    (found,) = read("The General Staff said that it rained.").statements
    assert names(found)[-1].endswith("General Staff")


CONDITIONS = [
    ("If the voice is his, it is his first speech since July, the Post said.", "If the voice is his"),
    ("The recording, if authentic, is his first since July, the Post said.", "if authentic"),
    ("Should the report be true, Ostrel is the third to die, analysts said.", "Should the report be true"),
    ("Ostrel is dead unless the poster is a fake, an official said.", "unless the poster is a fake"),
    ("The bridge should be closed, a nurse said.", ""),
    ("The mayor asked if the bridge was closed.", ""),
]


@pytest.mark.parametrize(("text", "only"), CONDITIONS)
def test_a_condition_stays_with_what_hangs_on_it(text: str, only: str) -> None:
    assert {one.condition.text for one in read(text).statements} == {only}


def test_what_calls_a_headline_urgent_says_nothing() -> None:
    said = read("URGENT: Ostrel killed by air strikes, officials say").statements
    assert "Urgent" not in {name for one in said for name in names(one)}


def test_a_source_between_commas_at_the_end_is_the_source() -> None:
    (found,) = read(
        "Ostrel is in a stable condition, the hospital's director, Dr Ada Marsh, said."
    ).statements
    assert names(found) == ["Ada Marsh"]
    assert found.content.text == "Ostrel is in a stable condition"


def test_a_body_is_not_called_by_another_body_s_noun() -> None:
    text = "The Orle General Hospital said the captain was alive.\n\nThe coastguard said seven had died."
    assert [names(one) for one in read(text).statements] == [["The Orle General Hospital"], ["coastguard"]]
    text = "The Free Harbour Movement said the port was shut. The group said it would stay shut."
    assert [names(one)[0] for one in read(text).statements] == ["The Free Harbour Movement"] * 2


def test_an_owner_with_a_name_is_called_by_it() -> None:
    (found,) = read("Its owner, Holm Lines, said it had no information on the cause.").statements
    assert names(found) == ["Holm Lines"]


def test_what_is_had_confirms_nothing() -> None:
    text = "Dr Ada Marsh said the clinic does not have the technology to confirm a case of the fever."
    (only,) = read(text).statements
    assert [link.name for link in only.chain] == ["Ada Marsh"]
    asked = read("The council asked officials to confirm that the bridge is shut.").statements
    assert any("officials" in link.name for statement in asked for link in statement.chain)


def test_one_of_a_people_is_nobody_with_a_name() -> None:
    (said, *_) = read(
        "An Orlean who fights there told Harbour Radio that the pilot was not in the town."
    ).statements
    innermost = said.chain[-1]
    assert (innermost.kind, innermost.count) == (SourceKind.ANONYMOUS, 1)
