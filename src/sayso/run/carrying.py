"""What a person judged of an article holds in its next version, where the same words stand there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from sayso.ledger import View
from sayso.read.versions.moved import moved
from sayso.terms.article import Article
from sayso.terms.statement import Correction, Statement
from sayso.terms.version import Revision

CARRIED = "carried over from the earlier version, where the same words stand"


def carried(
    view: View, revision: Revision, article: Article, now: datetime
) -> Iterator[tuple[Statement, Correction]]:
    """The open corrections of the version before, each with its statement in the new version. What does
    not stand there is left to its old version; the page of the new one shows it."""
    before = view.article(revision.before)
    for made in view.corrections():
        said = view.statement(made.statement)
        there = None
        if said.article.id == revision.before:
            there = moved(made.instead or said.statement, revision, before, article)
        if there is not None:
            because = f"{CARRIED}: {made.because}" if made.because else CARRIED
            instead = there if made.instead is not None else None
            yield there, replace(made, statement=there.id, because=because, recorded=now, instead=instead)
