"""What a view says of what persons judged, and of who is who."""

from __future__ import annotations

from collections.abc import Collection

from sayso.ledger import judged, resolved
from sayso.ledger.moment import Moment
from sayso.terms.article import Dating
from sayso.terms.entity import Judgement, Resolution
from sayso.terms.framing import Framing
from sayso.terms.question import Ruling
from sayso.terms.statement import Correction
from sayso.terms.voice import RecordingJudgement, Reference


class Judgements(Moment):
    """What persons judged, ruled, corrected and dated, and the resolution that follows from the facts.

    Each takes `closed`: with it, what was closed since is given too, with the moment of closing.
    """

    def judgements(self, *, closed: bool = False) -> tuple[Judgement, ...]:
        """Whether two entities are one, as persons judged, in the order they did."""
        with self._reading() as connection:
            return judged.judgements(connection, self._bounds, closed=closed)

    def rulings(self, question: str | None = None, *, closed: bool = False) -> tuple[Ruling, ...]:
        """Answers that persons settled, of one question or of all."""
        with self._reading() as connection:
            return judged.rulings(connection, self._bounds, question=question, closed=closed)

    def corrections(self, statement: str | None = None, *, closed: bool = False) -> tuple[Correction, ...]:
        """Corrections of one statement or of all."""
        with self._reading() as connection:
            return judged.corrections(connection, self._bounds, statement=statement, closed=closed)

    def datings(self, *, closed: bool = False) -> tuple[Dating, ...]:
        """Articles whose published time a person corrected."""
        with self._reading() as connection:
            return judged.datings(connection, self._bounds, closed=closed)

    def references(self, *, closed: bool = False) -> tuple[Reference, ...]:
        """Recordings that persons chose as the voice of somebody."""
        with self._reading() as connection:
            return judged.references(connection, self._bounds, closed=closed)

    def recording_judgements(
        self, recording: str | None = None, *, closed: bool = False
    ) -> tuple[RecordingJudgement, ...]:
        """What persons judged of one recording or of all."""
        with self._reading() as connection:
            return judged.of_recordings(connection, self._bounds, recording=recording, closed=closed)

    def framings(self, *, closed: bool = False) -> tuple[Framing, ...]:
        """How persons put questions: opened, renamed, merged, split."""
        with self._reading() as connection:
            return judged.framings(connection, self._bounds, closed=closed)

    def opened(self) -> tuple[str, ...]:
        """Ids of all questions that persons ever opened, also of those that were taken back."""
        with self._reading() as connection:
            return judged.ever_opened(connection)

    def resolvable(self) -> tuple[int, int, int]:
        """How many articles, judgements on names and closed judgements there are."""
        with self._reading() as connection:
            return resolved.resolvable(connection)

    def resolved(self) -> tuple[int, int, int] | None:
        """The same as of when who is who was last found from the whole case."""
        with self._reading() as connection:
            return resolved.resolved(connection)

    def resolution(self, articles: Collection[str] | None = None) -> Resolution:
        """Who is who, by the articles that are known; with `articles`, ids, by these alone. Joins and
        proposals rest on the whole case, so an earlier as-of has none of them."""
        with self._reading() as connection:
            return resolved.resolution(connection, self._bounds, articles=articles)
