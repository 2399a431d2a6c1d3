"""What the stance benchmark's models see of a headline and a body.

Everything is computed from the two texts and from the other headlines and bodies of the same batch
(rarity of words, how near this body is to this headline among all others); no label enters.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from sayso.weigh.vectors import embed
from sayso.weigh.words import stems

Floats = NDArray[np.float32]
Pair = tuple[str, int]  # a headline and the number of a body

_DATA = tomllib.loads(Path(__file__).with_name("stance_cues.toml").read_text(encoding="utf-8"))
CUES = [frozenset(str(words).split()) for words in _DATA.values()]
SENTENCES = 40  # of a body that are looked at
_NEIGHBOURS = 5
_KIN = 10  # nearest texts whose tone a text's own is held against
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")


def words(text: str) -> list[str]:
    """Lower-case words, apostrophes kept."""
    return _WORD.findall(text.lower().replace("’", "'").replace("‘", "'"))


def sentences(text: str) -> list[str]:
    """The first forty sentences of a body."""
    pieces = re.split(r"(?<=[.!?”\"])\s+|\n+", text)
    return [piece for piece in pieces if len(piece.strip()) > 15][:SENTENCES] or [text]


def cue_counts(text: str) -> list[int]:
    """How many words of each list the text has."""
    found = words(text)
    return [sum(word in cues for word in found) for cues in CUES]


class Batch:
    """The headlines and bodies of one batch, and how near each is to each."""

    def __init__(self, headlines: Sequence[str], bodies: Mapping[int, str]) -> None:
        self.headlines = sorted(set(headlines))
        self.row = {headline: at for at, headline in enumerate(self.headlines)}
        self.column = {body: at for at, body in enumerate(bodies)}
        self.sentences = [sentences(text) for text in bodies.values()]
        self.cues = [np.array([cue_counts(s) for s in body], np.float32) for body in self.sentences]
        self.head_cues = np.array([cue_counts(h) for h in self.headlines], np.float32)
        self.vectors = [embed(body) for body in self.sentences]
        self.head_vectors = embed(self.headlines)
        self._lexical()
        self.near = np.stack([_top(self.head_vectors @ v.T) for v in self.vectors], axis=1)
        self._borrowed()
        self._turned()

    def _lexical(self) -> None:
        head = [set(stems(headline)) for headline in self.headlines]
        self.body_stems = [[set(stems(sentence)) for sentence in body] for body in self.sentences]
        body = [set().union(*parts) for parts in self.body_stems]
        seen = Counter(word for bag in head + body for word in bag)
        total = len(head) + len(body)
        self.rarity = {word: float(np.log(total / (1 + n)) + 0.5) for word, n in seen.items()}
        self.head_stems = head
        self.head_weight = np.array([sum(self.rarity[w] for w in bag) or 1.0 for bag in head], np.float32)
        column = {word: at for at, word in enumerate(seen)}
        heads = _matrix(head, column, self.rarity)
        self.overlap = np.asarray(
            (heads @ _matrix(body, column, None).T).todense() / self.head_weight[:, None], np.float32
        )
        weighted = _matrix(body, column, self.rarity)
        self.head_alike = _unit_product(heads) + self.head_vectors @ self.head_vectors.T
        means = np.stack([vector[:8].mean(0) for vector in self.vectors])
        means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
        self.body_alike = _unit_product(weighted) + means @ means.T

    def _borrowed(self) -> None:
        """How near the headline's nearest headlines are to the body, and the headline to the body's
        nearest bodies: a headline that says it in other words is helped by those that say it alike."""
        both = _standard(self.near) + _standard(self.overlap)
        self.by_head = both[_nearest(self.head_alike)].mean(1)
        self.by_body = both[:, _nearest(self.body_alike)].mean(2)
        self.own = both
        self.tops = [(_tenth(m, 1), _tenth(m, 0)) for m in (self.near, self.overlap, both)]

    def _turned(self) -> None:
        """Cues of each headline and body less those of its kin: a denial among reports of one event
        turns agreement round, whoever makes it."""
        whole = np.stack([cues.mean(0) for cues in self.cues])
        lead = np.stack([cues[:3].mean(0) for cues in self.cues])
        self.head_kin, self.body_kin = _nearest(self.head_alike, _KIN), _nearest(self.body_alike, _KIN)
        self.head_turn = _less_kin(self.head_cues, self.head_kin)
        self.body_turn = np.hstack([_less_kin(whole, self.body_kin), _less_kin(lead, self.body_kin)])
        self.refuting = whole[:, 0]

    def related(self, pair: Pair) -> list[float]:
        """Features that tell whether the two are about the same thing."""
        at, to = self.row[pair[0]], self.column[pair[1]]
        cosine = self.vectors[to] @ self.head_vectors[at]
        bag, parts = self.head_stems[at], self.body_stems[to]
        share = [sum(self.rarity[w] for w in bag & part) / self.head_weight[at] for part in parts]
        rare = [word for word in bag if self.rarity[word] > 4.5]
        whole = set().union(*parts)
        figures = [word for word in bag if word[0].isdigit()]
        found = [float(cosine.max()), float(cosine[0]), float(cosine.mean()), float(cosine[:3].max())]
        found += [max(share), share[0], max(share[:3]), float(np.argmax(share)), float(np.argmax(cosine))]
        found += [len(parts), len(bag), sum(map(len, self.sentences[to])), len(rare)]
        found += [
            sum(w in whole for w in rare) / max(1, len(rare)),
            len(figures),
            sum(w in whole for w in figures),
        ]
        for matrix, (row_top, column_top) in zip((self.near, self.overlap, self.own), self.tops, strict=True):
            value = float(matrix[at, to])
            found += [value, value - float(row_top[at]), value - float(column_top[to])]
        return [*found, float(self.by_head[at, to]), float(self.by_body[at, to])]

    def side(self, pair: Pair) -> list[float]:
        """Features that tell how a related body takes the headline: cues in the headline, and in the
        body whole, at its start and end, and near the sentences that match best."""
        at, to = self.row[pair[0]], self.column[pair[1]]
        cues, cosine = self.cues[to], self.vectors[to] @ self.head_vectors[at]
        weight = np.clip(cosine, 0, 1) ** 3
        weight /= weight.sum() + 1e-9
        best = np.argsort(-cosine)[:3]
        parts = [cues[best].mean(0), cues[:3].mean(0), cues.mean(0), cues[-3:].mean(0), weight @ cues]
        parts += [cues[best[0]], (cues > 0).mean(0), self.head_cues[at]]
        marks = [float(pair[0].count("?")), float(len(re.findall("[\"'“‘]", pair[0])))]
        marks += [float(self.refuting[to] * (self.head_cues[at, cue] > 0)) for cue in (0, 1)]
        return [*np.concatenate([*parts, self.head_turn[at], self.body_turn[to]]).tolist(), *marks]


def _matrix(
    bags: Sequence[set[str]], column: Mapping[str, int], weight: Mapping[str, float] | None
) -> csr_matrix:
    row = [at for at, bag in enumerate(bags) for _ in bag]
    flat = [word for bag in bags for word in bag]
    values = [weight[word] if weight else 1.0 for word in flat]
    at = [column[word] for word in flat]
    return csr_matrix((np.array(values, np.float32), (row, at)), shape=(len(bags), len(column)))


def _unit_product(rows: csr_matrix) -> Floats:
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(1))) + 1e-9
    product = np.asarray((rows @ rows.T).todense(), np.float32)
    scaled: Floats = (product / length / length.T).astype(np.float32)
    return scaled


def _top(cosines: Floats) -> Floats:
    """The mean of the three best sentences."""
    best: Floats = np.sort(cosines, axis=1)[:, -3:].mean(1)
    return best


def _standard(matrix: Floats) -> Floats:
    """Each value against its row's and its column's spread."""
    row = (matrix - matrix.mean(1, keepdims=True)) / (matrix.std(1, keepdims=True) + 1e-6)
    column = (matrix - matrix.mean(0, keepdims=True)) / (matrix.std(0, keepdims=True) + 1e-6)
    both: Floats = ((row + column) / 2).astype(np.float32)
    return both


def _nearest(alike: Floats, size: int = _NEIGHBOURS) -> NDArray[np.intp]:
    apart = alike.copy()
    np.fill_diagonal(apart, -np.inf)
    return np.argsort(-apart, axis=1)[:, : min(size, max(1, len(alike) - 1))]


def _less_kin(rows: Floats, kin: NDArray[np.intp]) -> Floats:
    less: Floats = rows - rows[kin].mean(1)
    return less


def _tenth(matrix: Floats, axis: int) -> Floats:
    """The tenth best of each row (axis 1) or column (axis 0)."""
    rank = max(0, matrix.shape[axis] - 10)
    found: Floats = np.take(np.partition(matrix, rank, axis=axis), rank, axis=axis)
    return found
