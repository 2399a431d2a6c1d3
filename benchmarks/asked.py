"""The questions that sayso asks by itself about articles of one claim, held against the claim itself.

    python -m benchmarks asked [--bodies FOLDER] [--show] [--json]

Reads the bodies of FNC-1's training part that are tied to one Emergent claim each, takes every claim with
eight articles or more, and weighs each claim's articles as a case of their own. For each claim:

- *asked*: whether any question is asked (an uncontested matter rightly raises none);
- *wording*: how much the first question's words share with the claim's, as F1 over stems, news words for
  one another counted as one; the claim's wording is Emergent's editors' own;
- *side*: of the articles whose headline Emergent's editors marked as for or against the claim and which
  our question calls affirming or denying, the share on the same side; it tells a question that is put the
  wrong way round, and one about something else, from the right one. As many are for, a system that
  says nothing but *affirms* has the figure beside it.

The peer is the title that is most like all other titles of the claim (by the same vectors), which is what a
reader without any notion of statements would put above them.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpora import bench_folder, fingerprint, rows
from sayso.read import Reader
from sayso.run.batch import documents
from sayso.terms.article import Article
from sayso.terms.question import Stance, Weighing
from sayso.terms.statement import Reading
from sayso.weigh.case import weigh_case
from sayso.weigh.questions.claims import ideas_of
from sayso.weigh.vectors import embed

FILES = ("fnc1_train_bodies.jsonl", "fnc1_train_body_articles.jsonl", "fnc1_train_body_claims.jsonl")
LEAST, MOST = 8, 20  # articles of a claim


@dataclass(frozen=True, slots=True)
class Matter:
    """One claim with its articles, and for each article whether its headline is for or against it."""

    claim: str
    pairs: Sequence[tuple[Article, Reading]]
    sides: Mapping[str, str]


def matters(folder: Path, *, most: int | None = None) -> list[Matter]:
    """The claims with enough articles, read; the first ones only where `most` is given."""
    bodies = {row["body_id"]: row["text"] for row in rows(folder / FILES[0])}
    told = {row["body_id"]: row for row in reversed(list(rows(folder / FILES[1])))}
    groups: dict[str, list[int]] = defaultdict(list)
    wording = {}
    for row in rows(folder / FILES[2]):
        body, claim = row["body_id"], row["claim_id"]
        if claim and (row["purity"] or 0) >= 0.6 and told.get(body, {}).get("claim_id") == claim:
            groups[claim].append(body)
            wording[claim] = row["claim"]
    reader = Reader()
    found: list[Matter] = []
    for claim in sorted(groups):
        taken = groups[claim][:MOST]
        if len(taken) >= LEAST and (most is None or len(found) < most):
            lines = [
                json.dumps(
                    {
                        "id": str(body),
                        "text": bodies[body],
                        "title": told[body]["headline"],
                        "outlet": told[body]["source"],
                        "published": told[body]["logged_at"][:10],
                    }
                )
                for body in taken
            ]
            articles = [each for each in documents(lines) if isinstance(each, Article)]
            sides = {str(body): told[body]["headline_stance"] for body in taken}
            readings = reader.read_many(articles)
            found.append(Matter(wording[claim], list(zip(articles, readings, strict=True)), sides))
    return found


def likeness(asked: str, claim: str) -> float:
    """F1 over the ideas of two wordings."""
    one, two = ideas_of(asked), ideas_of(claim)
    return 2 * len(one & two) / (len(one) + len(two)) if one and two else 0.0


def first_question(weighing: Weighing) -> str:
    """The id of the question that the largest event asks first; empty where it asks none."""
    events = [event for event in weighing.events if event.questions]
    return max(events, key=lambda event: (len(event.articles), event.id)).questions[0] if events else ""


def middle_title(matter: Matter) -> str:
    """The title that is most like all others."""
    titles = [article.title for article, _ in matter.pairs]
    near = embed(titles)
    return titles[int((near @ near.sum(axis=0)).argmax())]


def sides(matter: Matter, weighing: Weighing, question: str) -> list[tuple[str, str]]:
    """(the headline's side by the editors, ours) of the articles where both take one."""
    ours = {Stance.AFFIRMS: "for", Stance.DENIES: "against"}
    return [
        (matter.sides[stance.article], ours[stance.stance])
        for stance in weighing.stances
        if stance.question == question
        and stance.stance in ours
        and matter.sides[stance.article] in ("for", "against")
    ]


def figures(found: Sequence[Matter], *, show: bool = False) -> dict[str, float]:
    """The figures over all claims."""
    ours, peer, taken, asked = [], [], [], 0
    for matter in found:
        weighing = weigh_case(matter.pairs)
        first = first_question(weighing)
        asks = next((one.asks for one in weighing.questions if one.id == first), "")
        peer.append(likeness(middle_title(matter), matter.claim))
        if asks:
            asked += 1
            ours.append((likeness(asks, matter.claim), peer[-1]))
            taken += sides(matter, weighing, first)
        if show:
            print(f"{likeness(asks, matter.claim):.2f}  {matter.claim}\n      {asks or '(nothing asked)'}")
    count = max(1, len(ours))
    against = [ours == "against" for side, ours in taken if side == "against"]
    return {
        "claims": len(found),
        "asked": asked / len(found),
        "wording": sum(mine for mine, _ in ours) / count,
        "wording_middle_title": sum(other for _, other in ours) / count,
        "half_the_words": sum(mine >= 0.5 for mine, _ in ours) / count,
        "half_the_words_middle_title": sum(other >= 0.5 for _, other in ours) / count,
        "side": sum(side == mine for side, mine in taken) / max(1, len(taken)),
        "side_always_affirms": sum(side == "for" for side, _ in taken) / max(1, len(taken)),
        "side_of_deniers": sum(against) / max(1, len(against)),
        "articles_with_a_side": len(taken),
    }


def main(argv: Sequence[str]) -> int:
    """Print the figures as a table or as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks asked")
    parser.add_argument("--bodies", type=Path, default=bench_folder() / "stance")
    parser.add_argument("--show", action="store_true", help="each claim with the question that is asked")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    missing = [name for name in FILES if not (args.bodies / name).exists()]
    if missing:
        print(f"There is no {missing[0]} in {args.bodies}: set SAYSO_BENCH, or name a folder with --bodies.")
        return 2
    found = figures(matters(args.bodies), show=args.show)
    if args.json:
        print(json.dumps(found))
        return 0
    print(f"{args.bodies}  {FILES[2]} {fingerprint(args.bodies / FILES[2])}")
    for name, value in found.items():
        print(f"{name:28} {value:7.3f}")
    return 0
