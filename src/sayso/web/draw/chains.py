"""The chain graph in columns: outlets on the left, relays between, root sources on the right."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sayso.desk.graph import ChainGraph, Edge, Node
from sayso.terms.statement import Basis

_WIDTH, _BOX, _LEAST_GAP, _ROW, _TOP = 1160, 210, 90, 34, 28
_HEIGHT = 26
_WIDEST = 1.5  # a short column is spread at most so far
_MOST = 48  # nodes of one column that are drawn
_LONGEST_NAME = 28


@dataclass(frozen=True, slots=True)
class Box:
    """A node at its place; `short` is the part of its name that fits."""

    x: float
    y: float
    width: int
    height: int
    short: str
    node: Node


@dataclass(frozen=True, slots=True)
class Curve:
    """An edge as an SVG path; `weight` is its width in pixels."""

    path: str
    weight: float
    stated: bool
    edge: Edge
    outer: str
    inner: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole graph; `hidden` nodes did not fit."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    curves: tuple[Curve, ...]
    heads: tuple[tuple[float, str], ...]
    hidden: int


def picture(graph: ChainGraph) -> Picture:
    """Lay out the graph; roots in the order of how much hangs on them, the rest near what they relay."""
    columns: dict[int, list[Node]] = defaultdict(list)
    for node in graph.nodes:
        columns[node.layer].append(node)
    hidden = sum(max(0, len(column) - _MOST) for column in columns.values())
    last = max(columns, default=0)
    inner: dict[str, list[str]] = defaultdict(list)
    for edge in graph.edges:
        inner[edge.outer].append(edge.inner)
    gap = max(_LEAST_GAP, (_WIDTH - (last + 1) * _BOX) // last) if last else 0
    tallest = max((min(len(column), _MOST) for column in columns.values()), default=0)
    places: dict[str, float] = {}
    boxes: dict[str, Box] = {}
    for layer in range(last + 1):
        column = columns[layer][:_MOST]
        if layer:
            column.sort(key=lambda node: (_middle(inner[node.id], places), -node.statements, node.name))
        step = _ROW * min(tallest / max(len(column), 1), _WIDEST)
        top = _TOP + (tallest * _ROW - step * len(column)) / 2 + (step - _ROW) / 2
        for row, node in enumerate(column):
            places[node.id] = y = round(top + row * step, 1)
            x = (last - layer) * (_BOX + gap)
            boxes[node.id] = Box(x, y, _BOX, _HEIGHT, _short(node.name), node)
    drawn = [edge for edge in graph.edges if edge.outer in boxes and edge.inner in boxes]
    return Picture(
        width=(last + 1) * (_BOX + gap) - gap,
        height=_TOP + tallest * _ROW,
        boxes=tuple(boxes.values()),
        curves=tuple(_curve(edge, boxes, gap) for edge in drawn),
        heads=_heads(last, gap),
        hidden=hidden,
    )


def _heads(last: int, gap: int) -> tuple[tuple[float, str], ...]:
    names = {last: "printed by", 0: "root sources"}
    return tuple(
        ((last - layer) * (_BOX + gap), names.get(layer, "by way of")) for layer in range(last, -1, -1)
    )


def _middle(ids: list[str], places: dict[str, float]) -> float:
    known = [places[each] for each in ids if each in places]
    return sum(known) / len(known) if known else float("inf")


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip() + "…"


def _curve(edge: Edge, boxes: dict[str, Box], gap: int) -> Curve:
    outer, inner = boxes[edge.outer], boxes[edge.inner]
    y1, y2 = outer.y + _HEIGHT / 2, inner.y + _HEIGHT / 2
    weight = min(1.2 + 0.5 * (edge.statements - 1), 6.0)
    if outer.x < inner.x:
        x1, x2 = outer.x + _BOX, inner.x
        bend = min(gap * 0.6, (x2 - x1) / 2)
        path = f"M{x1:g} {y1:g}C{x1 + bend:g} {y1:g} {x2 - bend:g} {y2:g} {x2:g} {y2:g}"
    else:  # a circle, or two of one column: around on the left
        x1, x2 = outer.x, inner.x
        path = f"M{x1:g} {y1:g}C{x1 - 40:g} {y1:g} {x2 - 40:g} {y2:g} {x2:g} {y2:g}"
    return Curve(path, round(weight, 1), edge.basis is Basis.STATED, edge, outer.node.name, inner.node.name)
