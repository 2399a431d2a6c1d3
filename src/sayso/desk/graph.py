"""The chains of a question as one graph: outlets, relays, root sources, and who passes on whom."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache, partial
from itertools import pairwise

from sayso.desk.lines import RootedLine, path_names
from sayso.terms.question import RootSource
from sayso.terms.statement import Basis, Polarity
from sayso.weigh.roots.nodes import same_outlet


class NodeRole(StrEnum):
    """What a node of the graph stands for."""

    OUTLET = "outlet"
    RELAY = "relay"
    ROOT = "root source"


@dataclass(frozen=True, slots=True)
class Node:
    """An outlet, a relay or a root source. `layer` counts steps from the roots (0) outwards;
    `sides` are the positions of a root towards the answers that it speaks to."""

    id: str
    name: str
    role: NodeRole
    layer: int
    statements: int
    sides: tuple[tuple[str, Polarity], ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """That `outer` passes on what `inner` says, in so many statements."""

    outer: str
    inner: str
    statements: int
    basis: Basis


@dataclass(frozen=True, slots=True)
class ChainGraph:
    """All chains of a question, joined."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


_Step = tuple[NodeRole, str]


def chain_graph(lines: Iterable[RootedLine], roots: Mapping[str, RootSource]) -> ChainGraph:
    """Join the chains of `lines`. A relay that is itself an outlet of the question is one node with it,
    so that a circle shows as one."""
    lines = tuple(lines)
    outlets = {line.statement.article.outlet.casefold(): line.statement.article.outlet for line in lines}
    meant = cache(partial(_outlet_meant, outlets=outlets))  # the same few names stand in most chains
    ways: dict[tuple[str, tuple[str, ...], str], list[RootedLine]] = defaultdict(list)
    sides: dict[str, set[tuple[str, Polarity]]] = defaultdict(set)
    for line in lines:  # most come a way that others came
        names_of = tuple([link.name for link in line.chain])
        ways[line.statement.article.outlet, names_of, line.root].append(line)
        sides[line.root].add((line.answer, line.polarity))
    names: dict[_Step, str] = {}
    weight: Counter[_Step] = Counter()
    links: Counter[tuple[_Step, _Step]] = Counter()
    stated: set[tuple[_Step, _Step]] = set()
    for some in ways.values():
        path = _path(some[0], roots, meant, names)
        for step in path:
            weight[step] += len(some)
        for pair in pairwise(path):
            links[pair] += len(some)
            if any(line.basis is Basis.STATED for line in some):
                stated.add(pair)
    ids = {step: f"n{number}" for number, step in enumerate(sorted(names))}
    layers = _layers(names, links)
    nodes = (
        Node(
            ids[step], names[step], step[0], layers[step], weight[step], tuple(sorted(sides.get(step[1], ())))
        )
        for step in names
    )
    edges = (
        Edge(ids[outer], ids[inner], count, Basis.STATED if (outer, inner) in stated else Basis.INFERRED)
        for (outer, inner), count in links.items()
    )
    return ChainGraph(
        tuple(sorted(nodes, key=lambda node: (node.layer, -node.statements, node.name))),
        tuple(sorted(edges, key=lambda edge: (edge.outer, edge.inner))),
    )


def _path(
    line: RootedLine,
    roots: Mapping[str, RootSource],
    meant: Callable[[str], str | None],
    names: dict[_Step, str],
) -> list[_Step]:
    """The steps of one chain, from the outlet inwards. Its innermost link is the root, by whatever name."""
    root = roots.get(line.root)
    own = {name.casefold() for name in (root.name, *root.names)} if root else set()
    path: list[_Step] = []

    def add(role: NodeRole, key: str, name: str) -> None:
        if (role, key) not in path:
            path.append((role, key))
            names.setdefault((role, key), name)

    outlet = line.statement.article.outlet
    add(NodeRole.OUTLET, outlet.casefold(), outlet)
    for name in path_names(line.chain[:-1]):
        known = meant(name)
        if known:
            add(NodeRole.OUTLET, known.casefold(), known)
        elif name.casefold() not in own:
            add(NodeRole.RELAY, name.casefold(), name)
    add(NodeRole.ROOT, line.root, root.name if root else line.root)
    return path


def _outlet_meant(name: str, outlets: Mapping[str, str]) -> str | None:
    """The one outlet of the question that a name can mean: *the Tern agency* is Tern News Agency, *the
    Courier* The Sarn Courier where there is no other. Its words are among the outlet's, or all of
    the outlet's are among them."""
    if name.casefold() in outlets:
        return outlets[name.casefold()]
    words = _words(name)
    fits = [
        outlet
        for key, outlet in outlets.items()
        if (words and (words <= (own := _words(key)) or own <= words)) or same_outlet(name, outlet)
    ]
    return fits[0] if len(fits) == 1 else None


@lru_cache(maxsize=4096)
def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", name.casefold())) - {"the"}


def circles(graph: ChainGraph) -> tuple[tuple[str, ...], ...]:
    """Outlets that pass each other on, each circle once and in order: a second report that goes back to
    the first is no second source."""
    names = {node.id: node.name for node in graph.nodes if node.role is NodeRole.OUTLET}
    onward: dict[str, list[str]] = {key: [] for key in names}
    for edge in graph.edges:
        if edge.outer in names and edge.inner in names:
            onward[edge.outer].append(edge.inner)
    found: dict[frozenset[str], tuple[str, ...]] = {}
    for start in sorted(names):
        way = _way_back(start, onward)
        if way:
            found.setdefault(frozenset(way), tuple(names[key] for key in way))
    return tuple(found.values())


def _way_back(start: str, onward: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The shortest way from `start` along `onward` back to it, breadth first; empty where there is none."""
    came: dict[str, str] = {}
    waiting = [start]
    for key in waiting:
        for each in onward[key]:
            if each == start:
                way = [key]
                while way[-1] != start:
                    way.append(came[way[-1]])
                return tuple(reversed(way))
            if each not in came:
                came[each] = key
                waiting.append(each)
    return ()


def _layers(names: Iterable[_Step], links: Collection[tuple[_Step, _Step]]) -> dict[_Step, int]:
    """Longest way to a root, with circles cut where they close; outlets that nobody relays lie outermost."""
    inward: dict[_Step, list[_Step]] = {step: [] for step in names}
    for outer, inner in links:
        inward[outer].append(inner)
    layers: dict[_Step, int] = {}
    for start in inward:
        _measure(start, inward, layers)
    relayed = {inner for _, inner in links}
    outermost = max((layer for step, layer in layers.items() if step[0] is NodeRole.OUTLET), default=1)
    for step in inward:
        if step[0] is NodeRole.OUTLET and step not in relayed:
            layers[step] = outermost
    return layers


def _measure(start: _Step, inward: Mapping[_Step, list[_Step]], layers: dict[_Step, int]) -> None:
    stack, on_way = [(start, iter(inward[start]))], {start}
    while stack:
        step, rest = stack[-1]
        follow = next((each for each in rest if each not in layers and each not in on_way), None)
        if follow is not None:
            on_way.add(follow)
            stack.append((follow, iter(inward[follow])))
            continue
        stack.pop()
        on_way.discard(step)
        if step not in layers:
            known = [layers[each] + 1 for each in inward[step] if each in layers]
            layers[step] = 0 if step[0] is NodeRole.ROOT else max(known, default=1)
