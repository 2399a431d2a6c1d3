"""What is told of a question: what matters, once, and no more for many articles than for one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sayso.desk.alerts.changes import changes, in_time
from sayso.terms.question import Reason, Standing
from sayso.terms.watch import Alert, AlertKind, AlertLine
from sayso.weigh.status.versions import RETRACTED
from tests.weigh.build import article, told
from tests.weigh.status.test_standing import ALL, NO, A, B, C, stood

NOW = datetime(2026, 3, 7, 12, 0, tzinfo=UTC)
ONE = stood([told(A, "Mira Holt")])


def kinds(before: Standing, after: Standing) -> list[AlertKind]:
    return [line.kind for line in changes(before.status, after)]


def test_a_new_root_and_a_change_of_status_are_told_with_their_statements() -> None:
    second = told(B, "Jonas Reth")
    lines = changes(ONE.status, stood([told(A, "Mira Holt"), second]))
    assert [line.kind for line in lines] == [AlertKind.STATUS, AlertKind.ROOT]
    assert "from single root to corroborated" in lines[0].what
    assert lines[1].what.startswith("Jonas Reth now affirms “")
    assert "2 independent root sources, 1 before" in lines[1].what
    assert lines[1].statements == (second[0].id,)


def test_the_first_denial_is_told_and_the_second_is_a_root() -> None:
    denied = stood([told(A, "Mira Holt"), told(B, "Jonas Reth", polarity=NO)])
    assert kinds(ONE, denied) == [AlertKind.STATUS, AlertKind.DENIAL]
    twice = stood(
        [told(A, "Mira Holt"), told(B, "Jonas Reth", polarity=NO), told(C, "Ada Brandt", polarity=NO)]
    )
    assert kinds(denied, twice) == [AlertKind.ROOT]


def test_forty_more_articles_by_the_same_root_are_no_news() -> None:
    outlets = [article(f"X{n}", outlet=f"Outlet {n}") for n in range(40)]
    before = stood([told(outlets[0], "Mira Holt")], articles=outlets)
    after = stood([told(by, "Mira Holt") for by in outlets], articles=outlets)
    assert kinds(before, after) == []


def test_a_question_that_was_never_told_of_is_news_only_where_it_is_contested() -> None:
    assert changes(None, ONE) == ()
    lines = changes(None, stood([told(A, "Mira Holt"), told(B, "Jonas Reth", polarity=NO)]))
    assert [line.kind for line in lines] == [AlertKind.STATUS, AlertKind.DENIAL]
    assert lines[0].statements


def test_a_report_taken_back_is_told_first() -> None:
    back = replace(article("X", outlet=A.outlet, on=9), title="Correction: an earlier report was wrong")
    after = stood([told(A, "Mira Holt")], articles=[*ALL, back])
    if after.status.reasons == ONE.status.reasons:
        back = replace(back, title="We retract our report")
        after = stood([told(A, "Mira Holt")], articles=[*ALL, back])
    assert kinds(ONE, after) == [AlertKind.RETRACTION]
    assert kinds(after, after) == []


def test_the_same_kind_of_change_waits_for_the_cooldown_and_another_kind_does_not() -> None:
    root, denial = (AlertLine(kind, "x") for kind in (AlertKind.ROOT, AlertKind.DENIAL))
    last = Alert(id="al-1", subject="qu-1", title="", lines=(root,), moment=NOW)
    hour = timedelta(hours=1)
    assert in_time((root,), last, NOW + hour / 2, cooldown=hour) == ()
    assert in_time((root,), last, NOW + hour, cooldown=hour) == (root,)
    assert in_time((denial, root), last, NOW + hour / 2, cooldown=hour) == (denial, root)
    assert in_time((root,), last, NOW - hour, cooldown=hour) == (root,)
    assert in_time((root,), None, NOW, cooldown=hour) == (root,)


def test_a_retraction_is_told_on_the_question_that_hung_on_it() -> None:
    words = f"Sarn Courier {RETRACTED} (present on 3 Mar 2026, absent on 5 Mar 2026)"
    reason = Reason(words, ("st-1",))
    after = replace(ONE, status=replace(ONE.status, reasons=(*ONE.status.reasons, reason)))
    (line,) = changes(ONE.status, after)
    assert (line.kind, line.what, line.statements) == (AlertKind.RETRACTION, f"{words}.", ("st-1",))
    assert changes(after.status, after) == ()
