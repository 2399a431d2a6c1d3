"""Synthetic cascades with known roots: how many sources come back out, as attributions are dropped.

    python -m benchmarks cascades [--seeds N] [--json]

Two to six root sources speak to one question, a few against the rest. Each is heard by one to three
outlets, and outlets take from each other: word for word, cut, in other words, as a relay ("according
to Vale Radio"), late, in a circle. With the chance given, an article drops the attribution or makes it
vague ("reports say"). A root may correct itself; that stays one root. The statements are taken as read
without a mistake; what is measured is the copies and the joining. Everything is invented.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from statistics import mean
from typing import Any

from sayso.terms.article import Article
from sayso.terms.question import Answer, Bearing, Question
from sayso.terms.span import NO_WORDS, Span, Words
from sayso.terms.statement import Hedge, Link, MadeBy, Part, Polarity, SourceKind, Statement, Voice
from sayso.terms.time import Certainty, Interval, Published
from sayso.weigh.events.copies import Paper, find_copies
from sayso.weigh.roots.tracing import join_roots

START = datetime(2031, 5, 2, 6, tzinfo=UTC)
DROPS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
ANSWER = "an-killed"
QUESTION = Question("q-1", "Was Oru Dan killed?", "fate", ("Oru Dan",), (Answer(ANSWER, "killed"),))
_MADE_BY = MadeBy("benchmark", "1")

_PEOPLE = (
    "Mira Holt", "Teo Brandvik", "Ansa Kuril", "Pavo Lindqvara", "Ilse Tamrond", "Juno Abresk",
    "Rafi Odenwal", "Sanne Verloch", "Emil Costarra", "Noor Halvane", "Berta Quillan", "Osk Marrow",
)  # fmt: skip
_OUTLETS = (
    "Vale Radio", "Karst Courier", "The Ilsa Ledger", "Northern Tidings", "Velm Gazette", "Harbour Herald",
    "The Morning Plain", "Weil Chronicle", "Dune Observer", "Lake Tribune", "Fen Mirror", "Ridge Post",
    "Delta Journal", "Moor Examiner", "Canal Bulletin", "Pine Dispatch", "Strand Times", "Coast Monitor",
    "Hollow Star", "Quay Inquirer", "Marsh Argus", "Upland Voice", "Brook Sentinel", "Gorge Standard",
)  # fmt: skip
_DETAILS = (
    "when two shells hit the customs house before dawn",
    "as his convoy left the salt road for the hills",
    "in the courtyard of the old tannery with four guards",
    "during an attempt to cross the Velm by raft",
    "after a drone followed his motorcycle to a sheep pen",
    "while he was treated in a field clinic for burns",
    "by a mine under the western bridge near Karst",
    "in a quarrel among his own men over fuel money",
    "when the roof of a school used as a depot fell in",
    "on the ferry landing at Port Ilsa by a rooftop rifle",
)
_VERBS = ("was killed", "died", "had been killed", "lost his life")
_COLOUR = (
    "Shops in the lower town opened late and the trams did not run.",
    "Farmers along the river said they had heard aircraft through the night.",
    "The exchange in Weil fell a little and recovered by noon.",
    "Schools were to stay closed until the end of the week.",
    "A ferry company moved its boats to the outer quay as a precaution.",
    "The price of diesel has doubled since the fighting reached the coast.",
    "Aid groups asked for a pause to bring in water and flour.",
    "Talks about the grain road are due to go on next month.",
    "Two bridges on the salt road have been out of use since winter.",
    "Nobody in the village of Sant Weil would speak to strangers.",
)


@dataclass
class Piece:
    """One article being made: its text, where the content stands, its chain, and the true root."""

    outlet: str
    text: str
    content: str
    chain: tuple[str, ...]
    root: str
    at: datetime
    denies: bool = False
    article: str = field(default="")


def cascade(drop: float, rng: random.Random) -> list[Piece]:
    """The articles of one question, in order of time; `drop` is the chance that a relay loses its source."""
    people = rng.sample(_PEOPLE, rng.randint(2, 6))
    outlets = rng.sample(_OUTLETS, len(_OUTLETS))
    details = rng.sample(_DETAILS, len(people))
    pieces: list[Piece] = []
    for person, detail in zip(people, details, strict=True):
        denies = rng.random() < 0.25
        first = [
            _original(person, detail, denies, outlets.pop(), START + timedelta(hours=rng.uniform(0, 30)), rng)
            for _ in range(rng.randint(1, 3))
        ]
        pieces += first
        if rng.random() < 0.2:  # the root corrects itself a day later: still one root
            late = first[0].at + timedelta(hours=30)
            pieces.append(_original(person, detail, not denies, first[0].outlet, late, rng))
    for _ in range(rng.randint(4, 10)):
        if not outlets:
            break
        pieces.append(_relay(rng.choice(pieces), outlets.pop(), drop, rng))
    if rng.random() < 0.3:
        pieces += _circle(rng.choice(pieces), drop, rng)
    pieces.sort(key=lambda piece: piece.at)
    return pieces


def _original(person: str, detail: str, denies: bool, outlet: str, at: datetime, rng: random.Random) -> Piece:
    not_ = "was not killed" if denies else rng.choice(_VERBS)
    content = f"Oru Dan {not_} {detail}"
    said = f"{person} told {outlet} that {content}."
    around = rng.sample(_COLOUR, 5)
    return Piece(outlet, " ".join([around[0], said, *around[1:]]), content, (person,), person, at, denies)


def _relay(of: Piece, outlet: str, drop: float, rng: random.Random) -> Piece:
    """Another outlet's article that rests on `of`: word for word, cut, reworded, or as a relay."""
    at = of.at + timedelta(hours=rng.choice((1, 2, 5, 12, 60)))  # the last is a late joiner
    how = rng.choice(("copy", "cut", "reworded", "relay"))
    lost = rng.random() < drop
    if how in {"copy", "cut"}:
        text = of.text if how == "copy" else _cut(of)
        return Piece(outlet, text, of.content, () if lost else of.chain, of.root, at, of.denies)
    content = _reworded(of.content, rng) if how == "reworded" else of.content
    if lost:
        chain: tuple[str, ...] = () if rng.random() < 0.5 else ("reports",)
    else:
        chain = of.chain if how == "reworded" else (of.outlet, *of.chain)
    named = f"According to {' citing '.join(chain)}, " if chain else ""
    around = rng.sample(_COLOUR, 4)
    text = " ".join([around[0], f"{named}{content}.", *around[1:]])
    return Piece(outlet, text, content, chain, of.root, at, of.denies)


def _cut(of: Piece) -> str:
    """The sentence that counts and one beside it."""
    parts = of.text.split(". ")
    place = next(at for at, part in enumerate(parts) if of.content in part)
    return ". ".join(parts[max(0, place - 1) : place + 2]).rstrip(".") + "."


def _reworded(content: str, rng: random.Random) -> str:
    swaps = {"killed": "slain", "hit": "struck", "old": "former", "before": "ahead of", "after": "once"}
    return " ".join(swaps.get(word, word) if rng.random() < 0.8 else word for word in content.split())


def _circle(of: Piece, drop: float, rng: random.Random) -> list[Piece]:
    """Two outlets that cite each other; the first of them had it from `of`."""
    one, two = "Quill Digest", "Lantern Daily"
    first = _relay(of, one, drop, rng)
    content, at = of.content, first.at
    back = [
        (two, (one,), at + timedelta(hours=2)),
        (one, (two,), at + timedelta(hours=4)),
    ]
    return [
        first,
        *(
            Piece(
                who,
                f"According to {whom[0]}, {content}. {rng.choice(_COLOUR)}",
                content,
                whom,
                of.root,
                when,
                of.denies,
            )
            for who, whom, when in back
        ),
    ]


def joined(pieces: Sequence[Piece]) -> tuple[list[str], list[str], int]:
    """The true root of each piece, the id of the root that joining gives it, and the number of texts
    that are nobody's copy."""
    articles, statements, bearings = [], [], []
    for piece in pieces:
        start = piece.text.index(piece.content)
        words = Words.cut(piece.text, [Span(start, start + len(piece.content))])
        moment = Published(Interval(piece.at, piece.at + timedelta(minutes=1)), Certainty.STATED, "made")
        name = Article.make_id(outlet=piece.outlet, url=piece.at.isoformat(), title="", text=piece.text)
        articles.append(Article(name, "", piece.outlet, "", piece.text, moment))
        statement = _statement(name, words, piece)
        statements.append(statement)
        bearings.append(
            Bearing(statement.id, name, QUESTION.id, ANSWER, statement.polarity, Hedge.NONE, 1.0, "made so")
        )
    copies = find_copies(Paper(a.id, a.text, a.published, a.outlet) for a in articles)
    _, rooted = join_roots(QUESTION, bearings, statements, articles, copies=copies)
    found = {item.bearing.statement: item.root for item in rooted}
    texts = len({article.id for article in articles} - {copy.article for copy in copies})
    return [piece.root for piece in pieces], [found[statement.id] for statement in statements], texts


def _statement(article: str, content: Words, piece: Piece) -> Statement:
    chain = tuple(Link(name, _kind(name)) for name in piece.chain)
    return Statement(
        id=Statement.make_id(article=article, part=Part.BODY, source=NO_WORDS, cue=NO_WORDS, content=content),
        article=article,
        part=Part.BODY,
        voice=Voice.INDIRECT if chain else Voice.OWN,
        source=NO_WORDS,
        cue=NO_WORDS,
        content=content,
        chain=chain,
        polarity=Polarity.DENIES if piece.denies else Polarity.AFFIRMS,
        hedge=Hedge.NONE,
        hedge_words=NO_WORDS,
        condition=NO_WORDS,
        made_by=_MADE_BY,
        confidence=1.0,
    )


def _kind(name: str) -> SourceKind:
    if name == "reports":
        return SourceKind.ANONYMOUS
    return SourceKind.PERSON if name in _PEOPLE else SourceKind.OUTLET


def b_cubed(truth: Sequence[str], found: Sequence[str]) -> float:
    """B-cubed F1 of the groups (Bagga and Baldwin 1998)."""
    left, right, both = Counter(truth), Counter(found), Counter(zip(truth, found, strict=True))
    precision = sum(n * n / right[b] for (_, b), n in both.items()) / len(truth)
    recall = sum(n * n / left[a] for (a, _), n in both.items()) / len(truth)
    return 2 * precision * recall / (precision + recall)


def recovery(drop: float, *, seeds: int) -> dict[str, float]:
    """Over many cascades: B-cubed F1 of the roots, the error of their number, and that of the counts that
    people use: articles, outlets, articles with copies merged."""
    rows = []
    for seed in range(seeds):
        pieces = cascade(drop, random.Random(seed))
        truth, found, texts = joined(pieces)
        true = len(set(truth))
        rows.append(
            (
                b_cubed(truth, found),
                abs(len(set(found)) - true),
                abs(len({piece.outlet for piece in pieces}) - true),
                abs(texts - true),
                abs(len(pieces) - true),
            )
        )
    names = ("b_cubed_f1", "count_error", "error_of_outlets", "error_of_texts", "error_of_articles")
    return {"dropped": drop} | {name: mean(row[at] for row in rows) for at, name in enumerate(names)}


def main(argv: Sequence[str]) -> int:
    """Print recovery against dropped attributions, and verdicts by counting."""
    parser = argparse.ArgumentParser(
        prog="benchmarks cascades", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    result: dict[str, Any] = {"benchmark": "cascades", "seeds": options.seeds}
    result["recovery"] = [recovery(drop, seeds=options.seeds) for drop in DROPS]
    if options.json:
        print(json.dumps(result))
        return 0
    for row in result["recovery"]:
        print("  ".join(f"{name} {value:.3f}" for name, value in row.items()))
    return 0
