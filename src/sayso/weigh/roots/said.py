"""A bearing as the joining of roots sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sayso.terms.question import Bearing
from sayso.terms.statement import Polarity, Statement
from sayso.weigh.roots.nodes import Node
from sayso.weigh.sources import Named

Side = tuple[str, Polarity]


@dataclass(frozen=True, slots=True)
class Said:
    """A bearing with its statement, the article that its text first stood in and the outlet of that, the
    outlet that printed it here, and its names parsed, each with the node that it stands for."""

    bearing: Bearing
    statement: Statement
    canon: str
    outlet: str
    paper: str
    names: tuple[Named, ...]
    meant: tuple[Node, ...]
    moment: datetime
    side: Side  # the answer it bears on and how
