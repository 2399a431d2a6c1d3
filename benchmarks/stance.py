"""Stance of an article body towards a headline, in the form of the Fake News Challenge.

    python -m benchmarks stance [--bodies FILE --gold FILE] [--json]
    python -m benchmarks stance --train

A line of the bodies has `body_id` and `text`; of the gold `id`, `headline`, `body_id`, `stance` (agree,
disagree, discuss, unrelated). On the training file itself the figures are cross-validated with claims
folded out; on any other file they come from a model trained on the whole training file. That model is
kept in a folder of its own (SAYSO_CACHE, else ~/.cache/sayso), never in the package: the licence of the
training text is unclear. Needs requirements/bench.txt.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.corpora import bench_folder, fingerprint, rows
from benchmarks.scorers import scorer

if TYPE_CHECKING:
    from benchmarks.stance_features import Pair
    from benchmarks.stance_model import Examples, Known, StanceModel

FOLDS = 5
# Columns of overlap, lengths, figures, and of cues in the headline and the body's start, whole and end.
LEXICAL = (4, 5, 6, 7, *range(9, 16), 19, 20, 21, *range(32, 47), *range(57, 67), 82, 83)
LABELS = ["agree", "disagree", "discuss", "unrelated"]


def training() -> tuple[Path, Path]:
    """The bodies and the labelled pairs that the model learns from."""
    return (
        bench_folder() / "stance/fnc1_train_bodies.jsonl",
        bench_folder() / "stance/fnc1_train_stances.jsonl",
    )


def known() -> Known:
    """The claim of each training body and headline, and Emergent's stance of some of the headlines."""
    from benchmarks.stance_model import Known

    folder = bench_folder() / "stance"
    bodies = {
        int(r["body_id"]): str(r["claim_id"] or "") for r in rows(folder / "fnc1_train_body_claims.jsonl")
    }
    headlines = {
        str(r["headline"]): str(r["claim_id"]) for r in rows(folder / "fnc1_train_headline_claims.jsonl")
    }
    kinds = {"for": 0, "observing": 1, "against": 2}
    given = rows(folder / "emergent_of_fnc_train_claims.jsonl")
    types = {str(row["headline"]).strip(): kinds[row["stance"]] for row in given}
    told = {name: types[name.strip()] for name in headlines if name.strip() in types}
    return Known(bodies, headlines, told)


def load(bodies: Path, gold: Path) -> tuple[Examples, list[str], list[str]]:
    """The pairs with their features, their ids, their stances."""
    from benchmarks.stance_model import examples

    texts = {int(row["body_id"]): str(row["text"]) for row in rows(bodies)}
    given = list(rows(gold))
    pairs = [(str(row["headline"]), int(row["body_id"])) for row in given]
    used = {body for _, body in pairs}
    more = known() if bodies == training()[0] else None
    some = examples(pairs, {body: text for body, text in texts.items() if body in used}, more)
    return some, [str(row["id"]) for row in given], [str(row.get("stance", "")) for row in given]


def model_file() -> Path:
    """Where the trained model is kept; the name holds what it was made from."""
    from benchmarks.stance_model import VERSION

    folder = Path(os.environ.get("SAYSO_CACHE") or Path.home() / ".cache" / "sayso")
    return folder / f"stance-{VERSION}-{fingerprint(training()[1])}.pickle"


def trained() -> StanceModel:
    """The model of the whole training file, from the cache or made now."""
    from benchmarks.stance_model import StanceModel, train

    path = model_file()
    if path.exists():
        kept = pickle.loads(path.read_bytes())  # written below, in a folder of the user's own
        if isinstance(kept, StanceModel):
            return kept
    some, _, stances = load(*training())
    model, _ = train(some, stances)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pickle.dumps(model))
    return model


def cross_validated(
    some: Examples, stances: Sequence[str], *, folds: Sequence[int] = range(FOLDS)
) -> tuple[list[str], list[str]]:
    """A stance for each pair from a model that saw neither its body's nor its headline's claim; ours
    and the lexical peer's. Empty for a pair of a fold that is not asked for."""
    from benchmarks.stance_model import claim_folds, train

    fold = claim_folds(some.claims, FOLDS)
    place = {str(claim): int(at) for claim, at in zip(some.claims, fold, strict=True)}
    head_fold = np.array([place.get(str(claim), -1) for claim in some.head_claims])
    ours, theirs = [""] * len(stances), [""] * len(stances)
    for at in folds:
        into, outside = np.flatnonzero(fold == at), np.flatnonzero((fold != at) & (head_fold != at))
        learned = some.take(outside)
        labels = [stances[number] for number in outside.tolist()]
        model, types = train(learned, labels)
        found = model.predict(some.take(into), types)
        other = lexical(learned, labels, some.take(into))
        for number, mine, peer in zip(into, found, other, strict=True):
            ours[number], theirs[number] = mine, peer
    return ours, theirs


def lexical(learned: Examples, labels: Sequence[str], some: Examples) -> list[str]:
    """The peer: one boosted model over word overlap and cues, without anything from vectors or kin."""
    from lightgbm import LGBMClassifier

    keep = [*LEXICAL]
    model = LGBMClassifier(n_estimators=150, num_leaves=15, learning_rate=0.06, n_jobs=1, verbose=-1)
    model.fit(learned.sides[:, keep], list(labels))
    return [str(label) for label in model.predict(some.sides[:, keep])]


def sample(*, every: int) -> tuple[Examples, list[str]]:
    """The training pairs of one body in `every`."""
    from benchmarks.stance_model import examples

    texts = {int(row["body_id"]): str(row["text"]) for row in rows(training()[0])}
    kept = {body: texts[body] for body in sorted(texts)[::every]}
    given = [row for row in rows(training()[1]) if row["body_id"] in kept]
    pairs = [(str(row["headline"]), int(row["body_id"])) for row in given]
    return examples(pairs, kept, known()), [str(row["stance"]) for row in given]


def figures(module: Any, pairs: Sequence[Pair], gold: Sequence[str], found: Sequence[str]) -> dict[str, Any]:  # noqa: ANN401 - the scorer's own module
    """The official figure, macro-F1, accuracy, F1 of each label, and 95 % intervals over bodies."""
    row = module.metrics(Counter(zip(gold, found, strict=True)), LABELS, True)
    groups: dict[int, Counter[tuple[str, str]]] = {}
    for (_, body), left, right in zip(pairs, gold, found, strict=True):
        groups.setdefault(body, Counter())[left, right] += 1
    rng, keys, series = np.random.default_rng(0), list(groups), []
    for _ in range(200):
        total: Counter[tuple[str, str]] = Counter()
        for at in rng.integers(0, len(keys), len(keys)):
            total.update(groups[keys[at]])
        again = module.metrics(total, LABELS, True)
        series.append((again["fnc_relative"], again["macro_f1"]))
    low, high = np.quantile(np.array(series), [0.025, 0.975], axis=0)
    return {
        "official": row["fnc_relative"],
        "official_interval": [float(low[0]), float(high[0])],
        "macro_f1": row["macro_f1"],
        "macro_f1_interval": [float(low[1]), float(high[1])],
        "accuracy": row["accuracy"],
        **{f"f1_{label}": row["per_class"][label]["f1"] for label in LABELS},
    }


def measure(bodies: Path, gold: Path) -> dict[str, Any]:
    """Our figures and the peer's on one file."""
    some, _, stances = load(bodies, gold)
    if gold.resolve() == training()[1].resolve() or fingerprint(gold) == fingerprint(training()[1]):
        ours, theirs, how = *cross_validated(some, stances), "cross-validated, claims folded out"
    else:
        learned, _, labels = load(*training())
        ours, theirs = trained().predict(some), lexical(learned, labels, some)
        how = "trained on the training file"
    module = scorer("stance/score_stance.py")
    systems = {
        "sayso": ours,
        "boosted trees on lexical features": theirs,
        "always unrelated": ["unrelated"] * len(stances),
    }
    return {"how": how, "pairs": len(stances)} | {
        "figures": {name: figures(module, some.pairs, stances, found) for name, found in systems.items()}
    }


def main(argv: Sequence[str]) -> int:
    """Train, or print the figures of ours and the peers."""
    parser = argparse.ArgumentParser(prog="benchmarks stance", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--bodies", type=Path, default=training()[0])
    parser.add_argument("--gold", type=Path, default=training()[1])
    parser.add_argument("--train", action="store_true", help="build and keep the model, measure nothing")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    missing = [path for path in (options.bodies, options.gold, *training()) if not path.exists()]
    if missing:
        print(f"Left out: there is no {missing[0]}; set SAYSO_BENCH or give --bodies and --gold.")
        return 0
    if options.train:
        trained()
        print(f"The model is in {model_file()}.")
        return 0
    start = time.perf_counter()
    result: dict[str, Any] = {
        "benchmark": "stance",
        "gold": {"file": options.gold.name, "sha256": fingerprint(options.gold)},
    }
    result |= measure(options.bodies, options.gold)
    result["seconds"] = time.perf_counter() - start
    print(json.dumps(result) if options.json else _table(result))
    return 0


def _table(result: dict[str, Any]) -> str:
    lines = [f"{result['pairs']} pairs, {result['how']}; {result['gold']}; {result['seconds']:.0f} s"]
    for name, row in result["figures"].items():
        shown = (f"{metric} {value:.3f}" for metric, value in row.items() if isinstance(value, float))
        lines.append(f"{name:36}" + "  ".join(shown))
        lines.append(" " * 36 + f"95 % {row['official_interval']} and {row['macro_f1_interval']}")
    return "\n".join(lines)
