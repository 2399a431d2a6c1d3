"""What the language model's network computes: products in small tiles by numpy's own library, words once.

The library that spaCy brings takes its slowest way on processors that it does not know; numpy's knows them.
Two things are bought with the tiles. A row's product has the same bits whatever rows stand beside it (whole
matrices are cut by numpy's library in ways that depend on their size), so that a paragraph reads the same
in any company. And no tile is large enough for a second thread, which on a busy machine costs more than it
gives.
"""

from __future__ import annotations

from functools import cache
from typing import Any

Array = Any  # numpy's, of float32
Operations = Any  # thinc's
Network = Any  # thinc's

ROWS = 16  # of a tile
MOST = 1 << 17  # multiplications of a tile; above twice as many OpenBLAS takes a second thread


@cache
def steady() -> Operations:
    """The operations that a thinc model of the reader runs by."""
    from thinc.api import NumpyOps

    class Steady(NumpyOps):  # type: ignore[misc]  # thinc's is compiled and has no types
        """NumpyOps whose products of many rows with weights are made in tiles."""

        def gemm(
            self, x: Array, y: Array, out: Array = None, trans1: bool = False, trans2: bool = False
        ) -> Array:
            """`x @ y.T` in tiles; other products, which only training asks for, as before."""
            if trans1 or not trans2:
                return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
            made = tiled(x, y)
            if out is None:
                return made
            out[:] = made
            return out

    return Steady()


def tiled(rows: Array, weights: Array) -> Array:
    """`rows @ weights.T` for float32 arrays of shapes (m, k) and (n, k)."""
    import numpy

    count, width = rows.shape
    tiles = -(-count // ROWS)
    if count % ROWS:
        filled = numpy.zeros((tiles * ROWS, width), rows.dtype)
        filled[:count] = rows
        rows = filled
    high = len(weights)
    parts = parted(high, width)
    made = numpy.empty((tiles * ROWS, high), rows.dtype)
    numpy.matmul(
        rows.reshape(tiles, 1, ROWS, width),
        weights.reshape(parts, high // parts, width).transpose(0, 2, 1),
        out=made.reshape(tiles, ROWS, parts, high // parts).transpose(0, 2, 1, 3),
    )
    return made[:count]


@cache
def parted(high: int, width: int) -> int:
    """In how many equal parts weights of a shape are taken, so that no tile is over MOST."""
    fits = (
        parts for parts in range(1, high + 1) if not high % parts and high // parts * width * ROWS <= MOST
    )
    return next(fits, high)


def once_each(embedding: Network) -> None:
    """Make the vectors of words, which know nothing of their neighbours, once for each different word of a
    batch. For spaCy's MultiHashEmbed without vectors of its own; another is left as it is."""
    import numpy
    from thinc.api import Model, Ragged

    if [layer.name.split("(")[0] for layer in embedding.layers[2:]] != [*["with_array"] * 2, "ragged2list"]:
        return
    features, mixed = embedding.layers[2:4]

    def forward(_: Network, words: Ragged, is_train: bool) -> tuple[Ragged, None]:
        rows = numpy.ascontiguousarray(words.data)
        whole = rows.view(f"V{rows.shape[1] * rows.itemsize}").ravel()
        _, first, places = numpy.unique(whole, return_index=True, return_inverse=True)
        made = mixed.predict(features.predict(rows[first]))
        return Ragged(made[places], words.lengths), None

    embedding.layers[2:4] = [Model("once_each", forward, layers=[features, mixed])]
