"""Words about a claim as a whole: denied, hedged, hoped, taken back."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from sayso.weigh.bearing import doubt
from sayso.weigh.bearing.doubt import (
    cannot_confirm,
    denied,
    hedged,
    idle,
    leads_to_denial,
    unsure,
    untrue,
    wanted,
    wanting,
    withdraws,
)

DOTTED, DOTLESS = "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}", "\N{LATIN SMALL LETTER DOTLESS I}"
LONG, KELVIN = "\N{LATIN SMALL LETTER LONG S}", "\N{KELVIN SIGN}"  # letters of a case of their own
PIECES = (
    *("We CAN'T confirm ", f"It {DOTTED}s not known ", "RUMOURS ", "Said to ", f"{LONG}uggests ", "I hope "),
    *(
        f"m{DOTLESS}ght ",
        "whether ",
        f"unli{KELVIN}ely ",
        "no Evidence ",
        "was FALSE",
        "Denied by",
        "is ",
        "?",
    ),
)
ANY_CASE = {
    name: re.compile(doubt._pattern(name).pattern, re.IGNORECASE)
    for name in ("unsure", "doubting", "untrue", "hedges", "soft", "denying", "idle", "passing_on")
}


def test_words_about_a_claim_as_a_whole() -> None:
    assert cannot_confirm("we cannot confirm that")
    assert cannot_confirm("there is no independent confirmation")
    assert cannot_confirm("the question is still open")
    assert not cannot_confirm("the port is open")
    assert not cannot_confirm("we can confirm that he is dead")
    assert untrue("the reports are baseless")
    assert untrue("the reports are premature")
    assert hedged("he may have been killed")
    assert cannot_confirm("the Front has not released a public statement about it")
    assert idle("I hope he is dead")
    assert idle("If I were the general, I would worry")
    assert idle("It is not clear when they were detained")
    assert not idle("I wish to inform this house that a truce has been concluded")
    assert not idle("It is not clear whether they were detained")
    assert withdraws("Correction: report on Orlan Vesk")
    assert denied("he was never there")
    assert cannot_confirm("the signal was too weak to say")
    assert untrue("the man at the airport is a namesake")
    assert unsure("she may have been mistaken")
    assert not unsure("the reports are mistaken")


def test_what_is_only_wanted_has_not_come_about() -> None:
    assert wanting("asked for")
    assert wanting("has demanded")
    assert not wanting("confirmed")
    assert wanted("prosecutors sought the ")
    assert wanted("a warrant for his ")
    assert not wanted("police announced the ")


def test_who_was_dismissed_from_a_post_denies_nothing() -> None:
    assert leads_to_denial("the mayor dismissed ")
    assert not leads_to_denial("Brandt was dismissed in May and called ")


@given(text=st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=6).map("".join))
def test_what_is_found_in_lower_case_is_what_is_found_without_regard_to_case(text: str) -> None:
    for name, pattern in ANY_CASE.items():
        found, span = pattern.search(text), doubt._search(name, text)
        assert (span and (span.start, span.end)) == (found and found.span())
