"""Who is who, scored: names in articles that a system joined, beside the labels of `who_labels.tsv`.

The labels are the project's own, made by hand from every run of capitalised words of 35 articles: a third of
the articles of each event of roots/ would be too many to read, so three of each (24), and eleven of
polnear.dev that were labelled before anything was mended and whose mistakes nobody read. Each line is a
place in an article, what has the name (person, body, country, place, other) and a number for who: the same
number, the same one. No text is copied.

An item is somebody in one article. Precision and recall are B-cubed over items, where what is no name of a
person or body counts against precision and whom the system does not have counts against recall (as
Bagga and Baldwin 1998, with spurious and missing ones told as Moosavi and Strube 2016 ask). Persons that an
article calls by one word only may be had or not; so may countries.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

LABELS = Path(__file__).with_name("who_labels.tsv")
SOMEBODY = frozenset({"person", "body"})


@dataclass(frozen=True, slots=True)
class Label:
    """A place in a text: what has the name there, and the number of who it is."""

    start: int
    end: int
    kind: str
    who: str


@dataclass(frozen=True, slots=True)
class Told:
    """A name that a system has in an article: the entity it put it in, and whether a person's or a body's."""

    article: str
    name: str
    entity: str
    kind: str


@dataclass
class Matched:
    """Names of a system beside the labels: (article, entity) -> who of the labels; who may not be counted;
    how many names had the other kind, two people in one, or nobody."""

    whom: dict[tuple[str, str], str] = field(default_factory=dict)
    nobody: set[tuple[str, str]] = field(default_factory=set)
    names: int = 0
    kind_wrong: int = 0
    run_together: int = 0


def labels(path: Path = LABELS) -> dict[str, list[Label]]:
    """The labels of each article, in the order of their places."""
    found: dict[str, list[Label]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        article, start, end, kind, who = line.split("\t")
        found[article].append(Label(int(start), int(end), kind, who))
    return dict(found)


def wanted(text: str, some: Sequence[Label]) -> set[str]:
    """Who a system should have of an article: bodies, and persons with a name of two words or more there."""
    return {
        it.who
        for it in some
        if it.kind == "body" or (it.kind == "person" and " " in text[it.start : it.end].removeprefix("Mr. "))
    }


def match(told: Iterable[Told], texts: Mapping[str, str], gold: Mapping[str, Sequence[Label]]) -> Matched:
    """Lay each name to the labels at its first place in the text."""
    found = Matched()
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for it in told:
        if it.article not in gold:
            continue
        place = re.search(rf"(?<!\w){re.escape(it.name)}(?!\w)", texts[it.article])
        here = [
            label for label in gold[it.article]
            if place and label.start < place.end() and place.start() < label.end
        ]  # fmt: skip
        people = [label for label in here if label.kind in SOMEBODY]
        if place is None or (not people and any(label.kind == "country" for label in here)):
            continue
        found.names += 1
        item = (it.article, it.entity)
        if not people:
            votes[item][""] += 1
            continue
        found.run_together += len({label.who for label in people}) > 1
        found.kind_wrong += people[-1].kind != it.kind
        votes[item][people[-1].who] += 1
    for item, counted in votes.items():
        who = max(counted, key=lambda one: (bool(one), counted[one], one))
        if who:
            found.whom[item] = who
        else:
            found.nobody.add(item)
    return found


def figures(found: Matched, needed: Mapping[str, set[str]]) -> dict[str, float]:
    """B-cubed over items in percent; the shares of names that are nobody's, of the wrong kind, two in one."""
    clusters: dict[str, list[str]] = defaultdict(list)
    for (_, entity), who in found.whom.items():
        clusters[entity].append(who)
    for _, entity in found.nobody:
        clusters[entity].append("")
    precise = [clusters[entity].count(who) / len(clusters[entity]) for (_, entity), who in found.whom.items()]
    precise += [0.0] * len(found.nobody)
    of: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (article, entity), who in found.whom.items():
        of[article, who].add(entity)
    items = [(article, who) for article, some in needed.items() for who in some]
    many = Counter(who for _, who in items)
    together: Counter[tuple[str, str]] = Counter()
    for article, who in items:
        together.update((who, entity) for entity in of[article, who])
    recalled = [max((together[who, e] / many[who] for e in of[article, who]), default=0.0)
                for article, who in items]  # fmt: skip
    precision, recall = _mean(precise), _mean(recalled)
    score = 2 * precision * recall / (precision + recall) if precision and recall else 0.0
    return {
        "b_cubed_f1": _percent(score),
        "b_cubed_precision": _percent(precision),
        "b_cubed_recall": _percent(recall),
        "found": _percent(_mean([float(bool(of[item])) for item in items])),
        "nobody's": _percent(len(found.nobody) / max(1, len(found.whom) + len(found.nobody))),
        "wrong_kind": _percent(found.kind_wrong / max(1, found.names)),
        "run_together": _percent(found.run_together / max(1, found.names)),
        "items": len(items),
    }


def _mean(some: Sequence[float]) -> float:
    return sum(some) / len(some) if some else 0.0


def _percent(share: float) -> float:
    return round(100 * share, 1)
