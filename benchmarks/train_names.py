"""Train the name matcher and write src/sayso/resolve/names.npz; needs requirements/bench.txt (lightgbm).

`python -m benchmarks.train_names` cross-validates by entity, prints what was reached out of fold, and with
`--write` trains on everything. Trained on names_nk_dev and names_alias_dev, which are marked trainable.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.corpora import bench_folder, fingerprint, rows
from benchmarks.measures import Measured, measure
from benchmarks.screening import index_of, listed
from sayso.resolve.features import WAYS, features
from sayso.resolve.names import THRESHOLD, gather, limits_of
from sayso.resolve.parts import parts_of
from sayso.resolve.watchlists.screening import candidates
from sayso.terms.entity import EntityKind

TARGET = Path(__file__).parent.parent / "src" / "sayso" / "resolve" / "names.npz"
LISTS = ("watchlist_un.jsonl", "watchlist_ofac.jsonl")
FILES = ("names_nk_dev.jsonl", "names_alias_dev.jsonl")
# The name cases are few and written to be instructive; the easy ones are many.
WEIGHTS = {"cases": 4.0, "alias": 1.0, "script": 1.5, "apart": 0.5, "screened": 0.3, "initials": 1.5}
ROUNDS = 400
FOLDS = 5
SEEDS = (0, 1, 2)
SETTINGS = {
    "objective": "binary", "max_depth": 2, "num_leaves": 4, "learning_rate": 0.05, "min_data_in_leaf": 20,
    "feature_fraction": 0.6, "bagging_fraction": 0.8, "bagging_freq": 1, "verbose": -1, "num_threads": 1,
    "deterministic": True, "monotone_constraints": list(WAYS),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names, whether they name one, the entity it is about (for folds) and the slice it is told in."""

    one: str
    two: str
    match: bool
    body: bool
    entity: str
    part: str


@dataclass(frozen=True, slots=True)
class Table:
    """The pairs as arrays: features, matches, weights, entity and slice of each."""

    matrix: npt.NDArray[np.float32]
    match: npt.NDArray[np.int64]
    weight: npt.NDArray[np.float64]
    entity: npt.NDArray[np.str_]
    part: npt.NDArray[np.str_]
    limit: npt.NDArray[np.float64]  # the most that names like these can score


def pairs() -> Iterator[Pair]:
    """The pairs of the trainable files."""
    for file in FILES:
        for row in rows(bench_folder() / "names" / file):
            body = row["schema"] != "Person"
            part = "cases" if file == FILES[0] else "script" if row["group"] == "un_script" else "alias"
            entity = row.get("anchor") or parts_of(row["name2"]).ordered
            yield Pair(row["name1"], row["name2"], bool(row["match"]), body, entity, part)


def screened() -> Iterator[Pair]:
    """Unlisted queries with the listed names that are nearest to them, and listed ones with their name."""
    folder = bench_folder() / "names"
    entries = [entry for file in LISTS for entry in listed(folder / file)]
    index = index_of("all", entries)
    for row in rows(folder / "screening_queries.jsonl"):
        if row["targets"]:
            yield Pair(row["query"], row["clean"], True, False, row["id"], "screened")
        elif row.get("negative"):
            for place in candidates(index, parts_of(row["query"]))[:2]:
                yield Pair(row["query"], index.names[place], False, False, row["id"], "screened")


def made(given: Sequence[Pair]) -> Iterator[Pair]:
    """Pairs that the files lack because they are too easy or were not thought of: names that have nothing
    in common, and names of bodies with their initials and with somebody else's."""
    draw = np.random.default_rng(7)
    for body in (False, True):
        same = [pair for pair in given if pair.body is body]
        for _ in range(1000):
            one, two = (same[place] for place in draw.integers(0, len(same), 2).tolist())
            if one.entity != two.entity:
                yield Pair(one.one, two.two, False, body, one.entity, "apart")
    persons = [pair for pair in given if not pair.body and len(parts_of(pair.two).words) == 2]
    for pair in persons[:: max(1, len(persons) // 200)]:
        first, last = (word.latin for word in parts_of(pair.two).words)
        yield Pair(f"{first[0]}. {last}", pair.two, True, False, pair.entity, "initials")
        yield Pair(
            f"{'bdkmrt'[len(last) % 6]}. {last}",
            pair.two,
            first[0] == "bdkmrt"[len(last) % 6],
            False,
            pair.entity,
            "initials",
        )
    short = []
    for pair in given:
        name = parts_of(pair.two, organisation=True)
        if pair.body and len(name.words) > 2:
            short.append((pair, name.initials[0].upper()))
    for (pair, initials), (_, others) in pairwise([*short, short[0]]):
        yield Pair(initials, pair.two, True, True, pair.entity, "initials")
        if others != initials:
            yield Pair(others, pair.two, False, True, pair.entity, "initials")


def table() -> Table:
    """All pairs, taken apart and compared."""
    given = list(pairs())
    every = [*given, *made(given), *screened()]
    kinds = [EntityKind.ORGANISATION if pair.body else EntityKind.PERSON for pair in every]
    taken = gather([(pair.one, pair.two) for pair in every], kinds)
    matrix, _ = features(taken.names, taken.lefts, taken.rights, organisation=taken.organisation)
    return Table(
        np.ascontiguousarray(matrix.T),
        np.array([pair.match for pair in every], np.int64),
        np.array([WEIGHTS[pair.part] for pair in every]),
        np.array([pair.entity for pair in every]),
        np.array([pair.part for pair in every]),
        limits_of(taken.names, taken.lefts, taken.rights).astype(np.float64),
    )


def train(rows_: Table, chosen: npt.NDArray[np.bool_], seed: int) -> Any:  # noqa: ANN401 - lightgbm has no types
    """Boosted trees on the chosen rows."""
    import lightgbm  # only where it is trained: the list of benchmarks imports this file

    data = lightgbm.Dataset(rows_.matrix[chosen], rows_.match[chosen], weight=rows_.weight[chosen])
    return lightgbm.train({**SETTINGS, "seed": seed}, data, ROUNDS)


def out_of_fold(data: Table) -> npt.NDArray[np.float64]:
    """The log-odds of each pair by models that saw no pair of its entity."""
    total = np.zeros(len(data.match))
    names = np.unique(data.entity)
    for seed in SEEDS:
        order = dict(
            zip(np.random.default_rng(seed).permutation(names).tolist(), range(len(names)), strict=True)
        )
        fold = np.array([order[name] % FOLDS for name in data.entity.tolist()])
        for held in range(FOLDS):
            booster = train(data, fold != held, seed)
            total[fold == held] += np.asarray(booster.predict(data.matrix[fold == held], raw_score=True))
    return total / len(SEEDS)


def best_cut(data: Table, odds: npt.NDArray[np.float64]) -> float:
    """The log-odds where F1 on the name cases is highest once smoothed, so that no one case decides."""
    cases = data.part == "cases"
    cuts = np.linspace(-2, 3, 101)
    # Names that a limit keeps under the threshold are no matches, wherever the cut is.
    held = np.where(data.limit[cases] < THRESHOLD, -9.0, odds[cases])
    f1 = [measure(data.match[cases].tolist(), held.tolist(), threshold=cut).f1 for cut in cuts]
    smooth = np.convolve(np.pad(f1, 6, mode="edge"), np.ones(13) / 13, "valid")
    return float(cuts[int(smooth.argmax())])


def trees(boosters: Sequence[Any]) -> dict[str, npt.NDArray[Any]]:
    """The trees of all models as arrays, each with its share (Model says what they hold). A branch that
    stops early is filled up with a question that nothing depends on."""
    question, above, value = [], [], []
    for tree in (tree for booster in boosters for tree in booster.dump_model()["tree_info"]):
        root = tree["tree_structure"]
        children = [root.get("left_child", root), root.get("right_child", root)]
        leaves = [child.get(side, child) for child in children for side in ("left_child", "right_child")]
        nodes = [root, *children]
        question.append([node.get("split_feature", 0) for node in nodes])
        above.append([node.get("threshold", 0.0) for node in nodes])
        value.append([node.get("internal_value", node.get("leaf_value")) for node in (*nodes, *leaves)])
    return {
        "question": np.array(question, np.uint8),
        "above": np.array(above, np.float32),
        "value": np.array(value, np.float32) / np.float32(len(boosters)),
    }


def show(data: Table, odds: npt.NDArray[np.float64]) -> None:
    """One line for each slice."""
    score = np.where(data.limit >= 1, data.limit, np.minimum(1 / (1 + np.exp(-odds)), data.limit))
    for part in ("cases", "alias", "script", "initials", "screened"):
        here = data.part == part
        found: Measured = measure(data.match[here].tolist(), score[here].tolist(), threshold=THRESHOLD)
        print(
            f"{part:8s} F1 {found.f1:.3f}  AP {found.average_precision:.3f}  R@P95 {found.recall_at_p95:.3f}"
        )


def main(argv: Sequence[str]) -> int:
    """Cross-validate; with --write, train on everything and write the table."""
    data = table()
    odds = out_of_fold(data)
    shift = float(np.log(THRESHOLD / (1 - THRESHOLD)) - best_cut(data, odds))
    print(f"out of fold by entity, shift {shift:+.2f}")
    show(data, odds + shift)
    if "--write" in argv:
        # As many models as each pair was scored by out of fold, so that what was measured is what ships.
        boosters = [train(data, np.ones(len(data.match), bool), seed) for seed in SEEDS]
        seen = "+".join(fingerprint(bench_folder() / "names" / file) for file in FILES)
        stored = {**trees(boosters), "shift": np.array(shift, np.float32), "version": np.array(f"1:{seen}")}
        np.savez_compressed(TARGET, allow_pickle=False, **stored)
        print(f"{TARGET.name}: {len(stored['question'])} trees, {TARGET.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
