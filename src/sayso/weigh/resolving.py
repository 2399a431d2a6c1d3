"""From what stands at the inner end of each chain to the root it means, in passes from sure to unsure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sayso.terms.entity import RelationKind
from sayso.terms.question import Bearing, SourceRelation
from sayso.terms.statement import Basis, Hedge, Polarity, Statement
from sayso.weigh.nodes import (
    IDENTIFYING,
    Node,
    Union,
    bare_outlet,
    join_persons,
    node_of,
    same_outlet,
    speaker_of,
)
from sayso.weigh.sources import Named, fold, parse
from sayso.weigh.sources import movements as _movements
from sayso.weigh.sources import services as _services
from sayso.weigh.words import overlap, stems

# Which nodes a vague mention of each role can mean.
_CAN_MEAN = {
    "official": ("officials", "body", "state", "office", "name"),
    "spokesman": ("body", "name"),
    "fighters": ("group", "name", "body"),
    "witness": ("group",),
    "medical": ("group",),
    "family": ("group", "name"),
    "expert": ("group",),
    "person": ("name", "counsel"),
    "counsel": ("name",),
}
_SELF = frozenset(("we", "i", "us"))
_REFER_BACK = frozenset(("official", "spokesman", "counsel"))
_OCCASION = timedelta(days=1)  # announcements nearer than this are one occasion
_ANY = ("name", "office", "body", "officials", "state", "group", "unnamed", "media")


@dataclass(frozen=True, slots=True)
class Said:
    """A bearing with its statement, the article that its text first stood in, and its names parsed."""

    bearing: Bearing
    statement: Statement
    canon: str
    outlet: str
    names: tuple[Named, ...]
    moment: datetime

    @property
    def side(self) -> tuple[str, Polarity]:
        """The answer it bears on and how."""
        return self.bearing.answer, self.bearing.polarity


class Resolver:
    """Gives every bearing of one question its root; the passes share what is known so far."""

    def __init__(self, said: Sequence[Said], relations: Iterable[SourceRelation]) -> None:
        self.said = said
        self.union = Union()
        self._found: dict[int, tuple[Node, Basis, str]] = {}
        self._index = {id(item): index for index, item in enumerate(said)}
        self._nodes = [_end_node(item) for item in said]
        self._like: dict[int, int] = {}
        self._split = _unnamed_sides(said, self._nodes)
        self._join_names()
        self._join_related(relations)
        self._relay_ends: dict[Node, list[int]] = defaultdict(list)

    def root_of(self, item: Said) -> Node:
        """The root a bearing ends at."""
        return self.union.find(self._found[self._index[id(item)]][0])

    def basis_of(self, item: Said) -> tuple[Basis, str]:
        """Whether the root was stated or inferred, and from what."""
        _, basis, because = self._found[self._index[id(item)]]
        return basis, because

    def like(self, item: Said) -> Said | None:
        """For what an article says itself, the attributed statement of it that it took its root from."""
        place = self._like.get(self._index[id(item)])
        return self.said[place] if place is not None else None

    def completed(self, item: Said) -> bool:
        """Whether the chain ends at a relay that another article completes."""
        node = self._nodes[self._index[id(item)]]
        return (
            node is not None
            and node[0] in ("media", "report")
            and self.root_of(item) != self.union.find(node)
        )

    def spoken_name(self, root: Node) -> str:
        """A name for a root that no bearing names."""
        kind, key = root
        if kind == "media":
            return next((item.outlet for item in self.said if fold(item.outlet) == key), key)
        if kind == "unnamed":
            return f"unnamed sources of {key.split('|')[0]}"
        return key or {"report": "unspecified reports", "counsel": "a lawyer"}.get(kind, "unnamed")

    def resolve(self) -> None:
        """All passes, from what is stated to what has to be inferred."""
        self._stated()
        self._own_voice_in_article()
        self._relays()
        self._vague()
        self._own_voice_elsewhere()

    # names -------------------------------------------------------------------------------------

    def _join_names(self) -> None:
        persons, media = set(), set()
        for item in self.said:
            media.add(fold(item.outlet))
            for named in item.names:
                node = node_of(named)
                self.union.find(node)
                if node[0] == "name":
                    persons.add(node[1])
                elif node[0] == "media":
                    media.add(node[1])
                who = _speaker(named)
                if who:
                    persons.add(who)
                    if node != ("name", who):
                        self.union.join(node, ("name", who))
        join_persons(self.union, persons)
        for name in sorted(persons & media):
            self.union.join(("name", name), ("media", name))
        self._join_outlets(sorted(media))
        self._join_unnamed()
        self._join_offices()
        self._join_services()
        self._join_states()
        self._join_office_holders()
        self._join_groups()

    def _join_related(self, relations: Iterable[SourceRelation]) -> None:
        """Join what is the same or speaks for the other; a part with its whole where both say the same."""
        sides = self._sides()
        for relation in relations:
            one, two = node_of(parse(relation.name)), node_of(parse(relation.other))
            known = {one, two} <= self.union.parent.keys() and {one[0], two[0]} <= IDENTIFYING
            if known and (
                relation.kind is not RelationKind.PART_OF or sides.get(one, set()) & sides.get(two, set())
            ):
                self.union.join(one, two)

    def _sides(self) -> Mapping[Node, set[tuple[str, Polarity]]]:
        found: dict[Node, set[tuple[str, Polarity]]] = defaultdict(set)
        for item, node in zip(self.said, self._nodes, strict=True):
            if node is not None:
                found[node].add(item.side)
        return found

    def _join_outlets(self, media: Sequence[str]) -> None:
        for index, left in enumerate(media):
            for right in media[index + 1 :]:
                if same_outlet(left, right):
                    self.union.join(("media", left), ("media", right))

    def _join_states(self) -> None:
        """A state as such, and its unnamed officials, are the body of that state that says the same."""
        voices: dict[tuple[str, Polarity], dict[Node, set[str]]] = defaultdict(lambda: defaultdict(set))
        for item, node in zip(self.said, self._nodes, strict=True):
            if node and node[0] in ("body", "officials", "state"):
                voices[item.side][node].add(item.canon)
        for side in sorted(voices, key=str):
            by_country: dict[str, list[tuple[int, Node]]] = defaultdict(list)
            for node, canons in voices[side].items():
                by_country[node[1].split(" ")[0] if node[0] == "body" else node[1]].append(
                    (len(canons), node)
                )
            nowhere = by_country.pop("", [])
            most = max(by_country.values(), key=lambda nodes: (sum(n for n, _ in nodes), nodes), default=[])
            for nodes in by_country.values():
                _merge_vague_states(self.union, [*nodes, *nowhere] if nodes is most else nodes)

    def _join_office_holders(self) -> None:
        """Office holders who announce their own government's act on one occasion are one root with it."""
        state: dict[tuple[tuple[str, Polarity], str], tuple[datetime, Node]] = {}
        for item, node in zip(self.said, self._nodes, strict=True):
            if node and node[0] in ("state", "officials"):
                state.setdefault((item.side, node[1]), (item.moment, node))
        seen: set[tuple[Node, tuple[str, Polarity]]] = set()
        for item, node in zip(self.said, self._nodes, strict=True):
            if not node or node[0] != "name" or (node, item.side) in seen or not item.names[-1].country:
                continue
            seen.add((node, item.side))
            spoke = state.get((item.side, item.names[-1].country))
            named = item.names[-1]
            if (
                spoke
                and (named.service or named.role == "official")
                and abs(item.moment - spoke[0]) < _OCCASION
            ):
                self.union.join(node, spoke[1])

    def _join_offices(self) -> None:
        """`The interior minister` is the minister whom another sentence names; a spokesman of an unnamed
        ministry speaks for the only body of that service."""
        holders: dict[tuple[str, str], set[Node]] = defaultdict(set)
        bodies: dict[str, set[Node]] = defaultdict(set)
        nodes = [(node_of(named), named) for item in self.said for named in item.names]
        for node, named in nodes:
            if node[0] == "name" and named.office:
                holders[named.office, named.service].add(self.union.find(node))
            if node[0] == "body" and named.service:
                bodies[named.service].add(self.union.find(node))
        for node, named in nodes:
            fits = holders[named.office, named.service] if node[0] == "office" else set()
            if node[0] == "name" and named.role == "spokesman" and named.service:
                fits = bodies[named.service]
            if len({self.union.find(fit) for fit in fits}) == 1:
                self.union.join(node, min(fits))

    def _join_unnamed(self) -> None:
        """Unnamed sources of one outlet, however the outlet is called."""
        keys = sorted({(key.split("|")[0], "|" in key, key) for key in self._split.values()})
        for index, (left, against, one) in enumerate(keys):
            for right, also, two in keys[index + 1 :]:
                if against == also and same_outlet(left, right):
                    self.union.join(("unnamed", one), ("unnamed", two))

    def _join_groups(self) -> None:
        """On one side of one answer the unnamed of one role are one root (`activists`, `experts`), and so
        are a movement, its sites and its fighters."""
        first: dict[tuple[tuple[str, Polarity], str], Node] = {}
        for item, node in zip(self.said, self._nodes, strict=True):
            counsel = bool(item.names) and item.names[-1].role == "counsel"
            role = "client" if counsel else _group_of(node)
            if node and role:
                self.union.join(first.setdefault((item.side, role), node), node)

    def _join_services(self) -> None:
        """`The foreign ministry` is that of the only country whose foreign ministry is named, or of the
        only state that takes the same side."""
        nodes = sorted({node for node in self._nodes if node})
        for node in nodes:
            if node[0] != "body" or node[1] not in _services():
                continue
            same = [n for n in nodes if n[0] == "body" and n[1].endswith(f" {node[1]}")]
            sides = {item.side for item, n in zip(self.said, self._nodes, strict=True) if n == node}
            states = {
                n for item, n in zip(self.said, self._nodes, strict=True)
                if n and n[0] == "state" and item.side in sides
            }  # fmt: skip
            fits = same or sorted(states)
            if len(fits) == 1:
                self.union.join(node, fits[0])

    # passes ------------------------------------------------------------------------------------

    def _stated(self) -> None:
        for index, (item, node) in enumerate(zip(self.said, self._nodes, strict=True)):
            if node is None:
                continue
            if node == ("vague", "source"):
                node = self._nodes[index] = ("unnamed", self._split[index])
            if node[0] in IDENTIFYING:
                self._found[index] = (node, Basis.STATED, f"named: {item.names[-1].name}")

    def _own_voice_in_article(self) -> None:
        """A lead without attribution takes the root that the rest of the article gives for the content."""
        for index, item in enumerate(self.said):
            if self._nodes[index] is None and item.bearing.polarity is not Polarity.UNCERTAIN:
                best = self._alike(item, [i for i in self._others(index) if self.said[i].canon == item.canon])
                if best is not None:
                    because = f"the same article gives it to {self.said[best].names[-1].name}"
                    self._found[index] = (self._found[best][0], Basis.INFERRED, because)
                    self._like[index] = best

    def _others(self, index: int) -> list[int]:
        """Bearings with a named root that take the same side of the same answer."""
        side = self.said[index].side
        return [
            i for i in self._found if self.said[i].side == side and i != index and self._nodes[i] is not None
        ]

    def _alike(self, item: Said, candidates: Sequence[int]) -> int | None:
        """The candidate whose content shares most words; ties go to the first."""
        if not candidates:
            return None
        mine = stems(item.statement.content.text)
        scored = [(-overlap(mine, stems(self.said[i].statement.content.text)), i) for i in candidates]
        return min(scored)[1]

    def _relays(self) -> None:
        """A chain that ends at an outlet is completed from an article that names who told that outlet."""
        for index, item in enumerate(self.said):
            for outer in item.names[:-1]:
                if index in self._found and node_of(outer)[0] == "media":
                    self._relay_ends[self.union.find(node_of(outer))].append(index)
            if index in self._found:
                self._relay_ends[self.union.find(("media", fold(item.outlet)))].append(index)
        for index, node in enumerate(self._nodes):
            if node is not None and node[0] == "media":
                self._found[index] = self._relay(index, node)

    def _relay(self, index: int, node: Node) -> tuple[Node, Basis, str]:
        item, seen = self.said[index], [self.union.find(node)]
        name = item.names[-1].name
        while True:
            ends = [i for i in self._relay_ends[seen[-1]] if self.said[i].side == item.side and i != index]
            if ends:
                root, example = self._most_common(ends)
                told = self.said[example]
                return root, Basis.INFERRED, f"article {told.bearing.article} shows whom {name} had it from"
            onward = self._cites(seen[-1], item.side)
            if onward is None:
                return node, Basis.STATED, f"no article shows whom {name} had it from"
            if onward in seen:
                for other in seen[seen.index(onward) :]:
                    self.union.join(onward, other)
                return onward, Basis.UNKNOWN, "the outlets cite each other: circular reporting"
            seen.append(onward)

    def _cites(self, outlet: Node, side: tuple[str, Polarity]) -> Node | None:
        """The outlet that an outlet's own articles name for the same side, if any."""
        cited = Counter(
            self.union.find(node)
            for item, node in zip(self.said, self._nodes, strict=True)
            if node and node[0] == "media" and item.side == side
            and self.union.find(("media", fold(item.outlet))) == outlet
        )  # fmt: skip
        return min(cited, key=lambda node: (-cited[node], node)) if cited else None

    def _most_common(self, indexes: Iterable[int]) -> tuple[Node, int]:
        """The root that most texts (copies counted once) give, and one bearing that shows it."""
        canons: dict[Node, set[str]] = defaultdict(set)
        example: dict[Node, int] = {}
        for i in sorted(indexes):
            root = self.union.find(self._found[i][0])
            canons[root].add(self.said[i].canon)
            example.setdefault(root, i)
        best = min(canons, key=lambda root: (-len(canons[root]), root))
        return best, example[best]

    def _vague(self) -> None:
        """A vague mention means the specific root that its article, or else the other articles, show."""
        fixed = dict(self._found)
        for index, item in enumerate(self.said):
            node = self._nodes[index]
            if node is None or index in self._found:
                continue
            can = (
                _CAN_MEAN.get(node[1], _ANY)
                if node[0] == "vague"
                else _CAN_MEAN["counsel"]
                if node[0] == "counsel"
                else _ANY
            )
            fits = [i for i in fixed if self.union.find(fixed[i][0])[0] in can or fixed[i][0][0] in can]
            self._found[index] = self._nearest(item, fits, fixed) or (
                node,
                Basis.UNKNOWN,
                "nothing shows who is meant",
            )

    def _nearest(
        self, item: Said, fits: Sequence[int], fixed: dict[int, tuple[Node, Basis, str]]
    ) -> tuple[Node, Basis, str] | None:
        """What a vague name means: the one named last before it in the article, the article's next one
        that takes the same side, or the one that other articles give most."""
        here = [i for i in fits if self.said[i].canon == item.canon]
        named = item.names[-1]
        before = [i for i in here if self._before(i, item)]
        same_here = [i for i in here if self.said[i].side == item.side]
        same = [i for i in fits if self.said[i].side == item.side]
        served = [i for i in fits if named.service and self._service(i) == named.service]
        pronoun = not named.role
        choices = (
            ([i for i in here if i in served], "the same article"),
            (before[-1:] if pronoun else [], "just before"),
            (same_here, "the same article"),
            (served, "other articles"),
            (before[-1:] if named.role in _REFER_BACK else [], "just before"),
            (same if named.role else [], "other articles"),
        )
        for candidates, where in choices:
            if candidates:
                root, example = self._most_common(candidates)
                return root, Basis.INFERRED, f"{where}: {named.name} is taken to be {self._name(example)}"
        return None

    def _before(self, index: int, item: Said) -> bool:
        other = self.said[index].statement.content
        return bool(other and item.statement.content and other.start < item.statement.content.start)

    def _service(self, index: int) -> str:
        names = self.said[index].names
        return names[-1].service if names else ""

    def _name(self, index: int) -> str:
        names = self.said[index].names
        return names[-1].name if names else self.said[index].outlet

    def _own_voice_elsewhere(self) -> None:
        """What an article says itself and nobody in it: the root that others give, or its own finding."""
        fixed = [i for i in self._found if self._nodes[i] is not None]
        for index, item in enumerate(self.said):
            if index in self._found:
                continue
            own: Node = ("media", fold(item.outlet))
            same = [i for i in fixed if self.said[i].side == item.side]
            unhedged = item.bearing.hedge is Hedge.NONE
            doubts = not (
                item.bearing.polarity is Polarity.AFFIRMS
                or (item.bearing.polarity is Polarity.DENIES and unhedged)
            )
            cited = any(self.union.find(self._found[i][0]) == self.union.find(own) for i in same)
            if doubts or cited or not same:
                self._found[index] = (own, Basis.STATED, "the outlet says it itself")
                continue
            root, example = self._most_common(same)
            hedged = "hedged and " if item.bearing.hedge is not Hedge.NONE else ""
            because = f"{hedged}without a source here; other articles give it to {self._name(example)}"
            self._found[index] = (root, Basis.INFERRED, because)


def _group_of(node: Node | None) -> str:
    """The role under which unnamed sources are taken together, if any."""
    if node is None:
        return ""
    if node[0] == "body" and node[1] in _movements():
        return "movement"
    if node[0] == "group":
        role = node[1].split(" ")[0]
        return "movement" if role == "online" else role
    if node == ("counsel", "") or node == ("vague", "person"):
        return "client"  # a lawyer who relays a client's account is one root with the client
    return "fighters" if node == ("vague", "fighters") else ""


def _speaker(named: Named) -> str:
    """The person's name of somebody who speaks for a body, as a node's key."""
    if named.role != "spokesman":
        return ""
    split = speaker_of(named.name)
    person = parse(split[1]).who if split and split[1] else ()
    return " ".join(person or (named.who if named.person and named.body else ()))


def _end_node(item: Said) -> Node | None:
    """The node at the inner end of a chain; None where the outlet names only itself or a mere thing."""
    if not item.names:
        return None
    node = node_of(item.names[-1])
    own = node[0] == "media" and same_outlet(node[1], item.outlet)
    return None if own or item.names[-1].name.lower() in _SELF else node


def _merge_vague_states(union: Union, nodes: list[tuple[int, Node]]) -> None:
    """Join a state's vague nodes with its most heard specific one."""
    specific = [(count, node) for count, node in nodes if node[0] == "body"]
    officials = [node for _, node in nodes if node[0] == "officials"]
    states = [node for _, node in nodes if node[0] == "state"]
    best = max(specific)[1] if specific else (officials[0] if officials else None)
    if best is not None:
        for node in (*officials, *states):
            union.join(node, best)


def _unnamed_sides(said: Sequence[Said], nodes: Sequence[Node | None]) -> dict[int, str]:
    """Keys of unnamed sources: one for each outlet, split where its texts say opposite things."""
    outlets: dict[int, str] = {}
    for index, (item, node) in enumerate(zip(said, nodes, strict=True)):
        if node == ("vague", "source"):
            relay = [named for named in item.names[:-1] if named.media or named.name.isupper()]
            outlets[index] = bare_outlet(" ".join(relay[-1].who) if relay else item.outlet)
    sides: dict[tuple[str, str], dict[str, set[Polarity]]] = defaultdict(lambda: defaultdict(set))
    for index, outlet in outlets.items():
        sides[outlet, said[index].bearing.answer][said[index].canon].add(said[index].bearing.polarity)
    keys = dict(outlets)
    for index, outlet in outlets.items():
        texts = sides[outlet, said[index].bearing.answer]
        mixed = any({Polarity.AFFIRMS, Polarity.DENIES} <= found for found in texts.values())
        if (
            not mixed
            and Polarity.DENIES in texts[said[index].canon]
            and any(Polarity.AFFIRMS in f for f in texts.values())
        ):
            keys[index] = f"{outlet}|against"
    return keys
