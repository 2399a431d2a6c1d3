"""Whatever is done to a case in whatever order: facts only grow, and no view shows a later fact."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from sayso.ledger import Ledger
from sayso.terms.statement import Correction, CorrectionKind, Reading
from sayso.terms.time import AsOf
from tests.ledger.made import FRIDAY, Made, add, made, question, weighing

HOURS = st.integers(0, 12).map(lambda hours: FRIDAY + timedelta(hours=hours))
NUMBERS = st.integers(0, 7)


class Case(RuleBasedStateMachine):
    """A case beside the simplest model of it: a list of what was added, with when."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="sayso-laws-"))
        self.ledger = Ledger.create(self.folder / "case")
        self.now = FRIDAY
        self.added: dict[str, tuple[Made, datetime]] = {}
        self.rejected: dict[str, Correction] = {}
        self.seen: dict[AsOf, set[str]] = {}

    def teardown(self) -> None:
        self.ledger.close()
        shutil.rmtree(self.folder)

    def tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    @rule(number=NUMBERS, out=HOURS, outlet=st.sampled_from(["Gull", "Lantern"]))
    def add(self, number: int, out: datetime, outlet: str) -> None:
        item = made(number, out=out, outlet=outlet)
        recorded = self.tick()
        add(self.ledger, item, recorded=recorded)
        self.added.setdefault(item.article.id, (item, recorded))

    @rule(number=NUMBERS)
    def read_again(self, number: int) -> None:
        for item, _ in list(self.added.values())[number : number + 1]:
            with self.ledger.writing() as writer:
                own = item.reading.own_voice if number % 2 else ()
                writer.reading(Reading(item.article.id, item.reading.statements, own, reader=str(number)))

    @rule()
    def weigh(self) -> None:
        with self.ledger.writing() as writer:
            writer.weighing(weighing([item for item, _ in self.added.values()]))

    @rule(number=NUMBERS)
    def reject_or_take_back(self, number: int) -> None:
        for item, _ in list(self.added.values())[number : number + 1]:
            said = item.reading.statements[0].id
            old = self.rejected.pop(said, None)
            with self.ledger.writing() as writer:
                if old:
                    writer.judged(replace(old, closed=self.tick()))
                else:
                    new = Correction(said, CorrectionKind.REJECT, "ada", "no", self.tick())
                    self.rejected[said] = new
                    writer.judged(new)

    @rule()
    def open_again(self) -> None:
        self.ledger.close()
        self.ledger = Ledger.open(self.folder / "case")

    @rule(published=st.none() | HOURS, back=st.none() | st.integers(0, 10))
    def look(self, published: datetime | None, back: int | None) -> None:
        recorded = None if back is None else self.now - timedelta(minutes=back)
        as_of = AsOf(published=published, recorded=recorded)
        known = {
            key
            for key, (item, when) in self.added.items()
            if as_of.admits(replace(item.article.published), when)
        }
        view = self.ledger.at(as_of)
        assert {head.id for head in view.articles()} == known
        assert {article.id for article, _ in view.readings()} == known
        assert {row.article.id for row in view.statements()} <= known
        assert {row.article.id for row in view.bearings(question().id)} <= known
        assert {hit.article.id for hit in view.search("harbour", limit=100).articles} == known
        assert view.counts().articles == len(known)
        assert sum(row.articles for row in view.outlets()) == len(known)
        if recorded is not None:
            self.seen[as_of] = known

    @invariant()
    def the_past_stays(self) -> None:
        for as_of, known in self.seen.items():
            assert {head.id for head in self.ledger.at(as_of).articles()} == known

    @invariant()
    def rejected_statements_are_not_shown(self) -> None:
        shown = {row.statement.id for row in self.ledger.at().statements()}
        said = {item.reading.statements[0].id for item, _ in self.added.values()}
        assert shown == said - self.rejected.keys()

    @invariant()
    def kept_counts_are_what_would_be_counted(self) -> None:
        far = AsOf(published=FRIDAY + timedelta(days=9), recorded=self.now + timedelta(days=9))
        now, then = self.ledger.at(), self.ledger.at(far)
        assert set(now.sources()) == set(then.sources())
        assert now.counts() == replace(then.counts(), questions=now.counts().questions)
        for row in then.questions():
            assert replace(now.question(row.question.id), status=None) == row


TestLaws = Case.TestCase
TestLaws.settings = settings(max_examples=8, stateful_step_count=14)
