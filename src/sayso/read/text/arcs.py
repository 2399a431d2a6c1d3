"""From the vectors of words to the arcs of a parse: the moves of spaCy's parser, made for many texts at once.

Every text has a stack, a queue of words still to come, and a score for each move: shift, reduce, an arc to
the left or right with its label, the begin of a sentence. The best allowed move is made until stack and
queue are empty. spaCy makes one text's moves after the other; here a step makes a move of each of `SLOTS`
texts by whole arrays, and a text that is done gives its slot to the next. The moves, what allows them and
what they change are spaCy's (Honnibal and Johnson 2015, doi:10.18653/v1/D15-1162: a word that is reduced
without a head goes back to the queue, and an arc may replace an earlier one).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy

Array = Any  # numpy's

SHIFT, REDUCE, LEFT, RIGHT, BREAK = range(5)
KINDS = "SDLRB"  # how the names of the moves begin
HIGHER = numpy.array([1, -1, -1, 1, 0])  # by how much each kind of move raises the stack
SLOTS = 256  # texts that make their moves together
ROWS = (
    32  # of one product of scores: always as many, so that a text's scores have the same bits in any company
)
FEATURES = 8  # words of a state that its scores come from
NONE = -1  # no word; as an index it reaches the last entry of an array, which stands for no word


@dataclass(frozen=True, slots=True)
class Scorer:
    """What scores the moves: `weights` (hidden, moves) and `bias` (moves) of the last layer, and the `kinds`
    of the moves, which are sorted by kind."""

    weights: Array
    bias: Array
    kinds: Array


def arcs(table: Array, lengths: Array, scorer: Scorer) -> tuple[Array, Array]:
    """The head of each word, as its place in the batch, and the move that made the arc; both NONE for the
    root of a sentence. `table`, of shape (words + 1, FEATURES, 2 * hidden), is what each word adds to a state
    as each of its features, in two pieces; its last row is what no word adds."""
    states = _States(table, lengths, scorer)
    while len(states.top):
        states.step()
    return states.head[:-1], states.move[:-1]


class _States:
    """The states of all texts; words are named by their place in the batch."""

    def __init__(self, table: Array, lengths: Array, scorer: Scorer) -> None:
        words, texts = len(table) - 1, len(lengths)
        self.scorer, self.rows, self.biases = scorer, table.reshape(-1, table.shape[2]), _biases(scorer)
        self.head, self.move, self.before, self.after = numpy.full((4, words + 1), NONE)
        self.right = words + 1  # where the arcs to the right begin in `outer`
        self.outer = numpy.full(
            2 * self.right, NONE
        )  # the last arc to the left, and to the right, of each word
        self.begins, self.returned = numpy.zeros((2, words + 1), bool)
        starts = numpy.cumsum(lengths) - lengths
        self.begins[starts[lengths > 0]] = True
        # The stacks of all texts lie in one array, the queues in another, with NONE around each.
        number = numpy.arange(texts)
        self.stacks, self.queues = starts + 3 * (number + 1), starts + 2 * number
        self.ends = self.queues + lengths
        self.stack = numpy.full(words + 3 * (texts + 1), NONE)
        self.queue = numpy.full(words + 2 * (texts + 1), NONE)
        self.queue[numpy.arange(words) + 2 * numpy.repeat(number, lengths)] = numpy.arange(words)
        self.hidden = numpy.zeros((SLOTS, len(scorer.weights)), table.dtype)
        self.waiting = numpy.argsort(-lengths, kind="stable")[: numpy.count_nonzero(lengths)]
        self.bottom = self.top = self.front = self.end = numpy.zeros(0, int)
        self._keep(numpy.zeros(0, bool))

    def _keep(self, going: Array) -> None:
        """Keep the slots that are going and give the others to texts that wait, the longest first."""
        new, self.waiting = numpy.split(self.waiting, [SLOTS - numpy.count_nonzero(going)])
        self.bottom = numpy.concatenate((self.bottom[going], self.stacks[new]))
        self.top = numpy.concatenate((self.top[going], self.stacks[new]))
        self.front = numpy.concatenate((self.front[going], self.queues[new]))
        self.end = numpy.concatenate((self.end[going], self.ends[new]))

    def step(self) -> None:
        """One move of each text in a slot."""
        top, first, second = self.stack[self.top - 1], self.queue[self.front], self.queue[self.front + 1]
        scores = self._scores(top, first, second) + self._allowed(top, first, second)
        best = scores.argmax(axis=1)
        kinds = self.scorer.kinds[best]
        self._attach(kinds, best, top, first)
        self._push(kinds, first)
        self._return(kinds, top)
        self.begins[second[kinds == BREAK]] = True
        self.top += HIGHER[kinds]
        going = (self.top > self.bottom) | (self.front < self.end)
        if not going.all():
            self._keep(going)

    def _scores(self, top: Array, first: Array, second: Array) -> Array:
        """The scores of the moves without their bias, of shape (texts, moves)."""
        below, deeper = self.stack[self.top - 2], self.stack[self.top - 3]
        children = self.outer[first], self.outer[top], self.outer[top + self.right]
        words = numpy.stack((first, second, top, below, deeper, *children), axis=1)
        added = self.rows.take(words * FEATURES + numpy.arange(FEATURES), axis=0)
        summed = numpy.einsum("tfh->th", added)
        count, width = len(words), self.hidden.shape[1]
        numpy.maximum(summed[:, :width], summed[:, width:], out=self.hidden[:count])
        tiles = self.hidden.reshape(-1, ROWS, width)[: -(-count // ROWS)]
        return (tiles @ self.scorer.weights).reshape(-1, len(self.scorer.kinds))[:count]

    def _allowed(self, top: Array, first: Array, second: Array) -> Array:
        """The bias of each move that a state allows, and no hope for the others."""
        empty, left = top == NONE, self.end - self.front
        begins = self.begins[first]
        shift = empty | ((left > 1) & ~begins & ~self.returned[first])
        arc = ~empty & (left > 0) & ~begins
        begin = (left > 1) & (second == first + 1) & ~self.begins[second]
        return self.biases[shift * 1 + ~empty * 2 + arc * 4 + begin * 8]

    def _attach(self, kinds: Array, best: Array, top: Array, first: Array) -> None:
        """Make the arcs; a word that has a head already leaves it."""
        at = numpy.flatnonzero((kinds == LEFT) | (kinds == RIGHT))
        left = kinds[at] == LEFT
        head, child = numpy.where(left, first[at], top[at]), numpy.where(left, top[at], first[at])
        self._detach(child[self.head[child] != NONE])
        side = numpy.where(left, head, head + self.right)
        last = self.outer[side]
        self.before[child], self.after[last] = last, child
        self.after[child] = NONE
        self.outer[side] = child
        self.head[child], self.move[child] = head, best[at]
        self.returned[head[left]] = False

    def _detach(self, child: Array) -> None:
        """Take words out of the arcs of their heads."""
        head, before, after = self.head[child], self.before[child], self.after[child]
        self.after[before], self.before[after] = after, before
        last = after == NONE
        side = numpy.where(child < head, head, head + self.right)
        self.outer[side[last]] = before[last]

    def _push(self, kinds: Array, first: Array) -> None:
        """The first of the queue onto the stack."""
        at = numpy.flatnonzero((kinds == SHIFT) | (kinds == RIGHT))
        self.stack[self.top[at]] = first[at]
        self.front[at] += 1

    def _return(self, kinds: Array, top: Array) -> None:
        """A reduced word that has no head, and is not alone on the stack, back to the queue."""
        at = numpy.flatnonzero((kinds == REDUCE) & (self.head[top] == NONE) & (self.top - self.bottom > 1))
        self.returned[top[at]] = True
        self.front[at] -= 1
        self.queue[self.front[at]] = top[at]


def _biases(scorer: Scorer) -> Array:
    """The bias of each move by what is allowed: of shifts 1, of reducing 2, of arcs 4, of a begin 8."""
    bits = numpy.array([1, 2, 4, 4, 8])[scorer.kinds]
    allowed = numpy.arange(16)[:, None] & bits
    return numpy.where(allowed > 0, scorer.bias, -numpy.inf).astype(scorer.bias.dtype)
