"""Words about a claim as a whole: denied, hedged, hoped, taken back."""

from __future__ import annotations

from sayso.weigh.bearing.doubt import cannot_confirm, denied, hedged, idle, untrue, withdraws


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
