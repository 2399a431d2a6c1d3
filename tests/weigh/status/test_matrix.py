"""The matrix of answers and root sources."""

from __future__ import annotations

from sayso.terms.statement import Polarity
from sayso.weigh.status.matrix import Fit, fits, speaking_against
from tests.weigh.build import QUESTION
from tests.weigh.status.test_grades import TWO, says, stood

YES, NO = Fit.CONSISTENT, Fit.INCONSISTENT


def test_what_excludes_an_answer_is_inconsistent_with_it() -> None:
    found = fits(QUESTION, stood(*TWO).status)
    assert [line.cells for line in found] == [(YES, NO, NO)] * 2
    assert [round(line.diagnosticity, 2) for line in found] == [0.67, 0.67]
    assert speaking_against(found, 3) == (0, 2, 2)


def test_a_denial_leaves_the_others_unclear_and_tells_less() -> None:
    denial = says("Gull", "General Paul Orde", polarity=Polarity.DENIES)
    found = fits(QUESTION, stood(*TWO, denial).status)
    assert found[-1].cells == (NO, Fit.UNCLEAR, Fit.UNCLEAR)
    assert found[-1].diagnosticity < found[0].diagnosticity


def test_who_only_cannot_confirm_is_not_in_it() -> None:
    unsure = says("Gull", "General Paul Orde", polarity=Polarity.UNCERTAIN)
    assert len(fits(QUESTION, stood(*TWO, unsure).status)) == 2
