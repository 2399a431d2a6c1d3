"""Sentence vectors from a small table: how near two sentences are in meaning, without a neural network.

The table gives every piece of a word one vector; a sentence is their sum, scaled to length 1. It was
distilled from the encoder all-MiniLM-L6-v2 (Apache-2.0; Reimers and Gurevych, "Sentence-BERT", 2019):
each piece passed through the encoder alone, reduced to 128 dimensions, weighted by rarity (Arora et
al., "A simple but tough-to-beat baseline for sentence embeddings", 2017), then moved so that sums come
near to the encoder's vectors of whole sentences. Those sentences are from GUM, UD English EWT,
Wikinews and Wikipedia (CC BY and CC BY-SA); the table holds no text of theirs.
`benchmarks/build_vectors.py` builds it.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

DIMENSIONS = 128

_TOKEN = re.compile(r"[^\W_]+|\S")
_LONGEST_WORD = 40  # characters; anything longer is an address or noise
_CACHED_WORDS = 200_000


class _Table:
    """Word pieces, their vectors, and the pieces of each word met so far."""

    def __init__(self, data: bytes) -> None:
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            scale = arrays["scale"].astype(np.float32)[:, None]
            self.vectors: Vectors = arrays["steps"].astype(np.float32) * scale
            pieces = arrays["pieces"].tobytes().decode("utf-8").split("\n")
        self._row = {piece: row for row, piece in enumerate(pieces)}
        self._rows: dict[str, list[int]] = {}

    def rows(self, word: str) -> list[int]:
        """The rows of a word's pieces: always the longest piece that fits, as WordPiece does.
        Empty for a word that can't be pieced together."""
        known = self._rows.get(word)
        if known is None:
            known = self._cut(word)
            if len(self._rows) < _CACHED_WORDS:
                self._rows[word] = known
        return known

    def _cut(self, word: str) -> list[int]:
        rows: list[int] = []
        start = 0
        while start < len(word) <= _LONGEST_WORD:
            mark = "##" if start else ""
            for end in range(len(word), start, -1):
                row = self._row.get(mark + word[start:end])
                if row is not None:
                    rows.append(row)
                    start = end
                    break
            else:
                return []
        return rows


@cache
def _table() -> _Table:
    return _Table(files("sayso.weigh").joinpath("vectors.npz").read_bytes())


def tokens(text: str) -> list[str]:
    """Words and marks in lower case, without accents."""
    plain = text.lower()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFD", plain) if unicodedata.category(c) != "Mn")
    return _TOKEN.findall(plain)


def embed(texts: Sequence[str]) -> Vectors:
    """One row of length 1 for each text, `(len(texts), 128)`; a dot product is a cosine. A text without
    a known word is a row of zeros, which is near to nothing."""
    table = _table()
    out = np.zeros((len(texts), DIMENSIONS), np.float32)
    for at, text in enumerate(texts):
        rows = [row for word in tokens(text) for row in table.rows(word)]
        if rows:
            out[at] = table.vectors[rows].sum(axis=0)
    length = np.sqrt(np.einsum("ij,ij->i", out, out))
    out /= np.maximum(length, np.float32(1e-12))[:, None]
    return out


def length_of(word: str) -> float:
    """The length of a word's vector before scaling, which grows with how rare the word is; 0 for a word
    that can't be pieced together."""
    table = _table()
    rows = [row for part in tokens(word) for row in table.rows(part)]
    return float(np.linalg.norm(table.vectors[rows].sum(axis=0))) if rows else 0.0


def is_word(word: str) -> bool:
    """Whether a word in lower case is one that the table knows whole, as it does those in common use."""
    return len(_table().rows(word)) == 1
