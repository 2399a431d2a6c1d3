"""Which source names of one question are one source: the joins that need to see all of its bearings."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sayso.terms.entity import RelationKind
from sayso.terms.question import SourceRelation
from sayso.terms.statement import Polarity
from sayso.weigh.roots.nodes import (
    IDENTIFYING,
    Node,
    Union,
    join_persons,
    node_of,
    same_outlet,
    speaker,
    speaker_of,
)
from sayso.weigh.roots.said import Said, Side
from sayso.weigh.roots.unnamed import join_through, unnamed_sides
from sayso.weigh.sources import Named, any_body, countries, fold, movements, parse, services

_SELF = frozenset(("we", "i", "us"))
_OCCASION = timedelta(days=1)  # announcements nearer than this are one occasion
_ROLES = frozenset(("fighters", "witness", "family", "medical", "expert", "social"))
_ORGANISATIONS = frozenset(
    ("observatory", "institute", "council", "committee", "commission", "centre", "center")
)
_MONITORS = re.compile(r"\b(?:observatory|monitor(?:s|ing group)?|human rights|watchdog)\b", re.IGNORECASE)
_GOVERNMENT = re.compile(r"\b(?:government|cabinet|administration|presiden\w+)\b", re.IGNORECASE)
_OF_THE_BODY = re.compile(
    r"\b(?:from|of|at|with) the (?:organi[sz]ation|agency|group|company|ministry|department)$"
)
_SOMEONE = re.compile(r"(?:an?|one|another) [^,]*(?<!['’]s)", re.IGNORECASE)
_HEADS = re.compile(r"\b(?:leader|chief|head|commander|emir)\b", re.IGNORECASE)
_BODY_S_HEAD = re.compile(
    r"\b(?:group|movement|militia|organi[sz]ation)['’]s (?:\w+ )?(?:leader|chief|head|commander)\b",
    re.IGNORECASE,
)


class Joiner:
    """The nodes at the inner ends of one question's chains, and the sets that they form."""

    def __init__(self, said: Sequence[Said], relations: Iterable[SourceRelation]) -> None:
        self.said = said
        self.union = Union()
        pairs = (pair for item in said for pair in zip(item.names, item.meant, strict=True))
        self._named = list({id(named): (named, node) for named, node in pairs}.values())
        counsel = any(named.role == "counsel" for item in said for named in item.names)
        self.nodes = [_sided(item, end_node(item), client=counsel) for item in said]
        self.split = unnamed_sides(said, self.nodes)
        self._join_names()
        self.nodes = [self._as_relay(node) for node in self.nodes]
        join_through(said, self.nodes, self.union)
        self._join_related(relations)

    def _as_relay(self, node: Node | None) -> Node | None:
        """A name that is an outlet's elsewhere is one here too, so that it is asked whom it had it from."""
        outlet = ("media", node[1]) if node and node[0] == "name" else None
        return outlet if outlet in self.union.parent else node

    def _join_names(self) -> None:
        persons: set[str] = set()
        media = {fold(name) for item in self.said for name in (item.outlet, item.paper)}
        for named, node in self._named:
            self.union.find(node)
            if node[0] == "name":
                persons.add(node[1])
            elif node[0] == "media":
                media.add(node[1])
            if named.body in movements() and _HEADS.search(named.name):
                self.union.join(node, ("body", named.body))  # who leads a movement speaks for it
            who = speaker(named)
            if who:
                persons.add(who)
                if node != ("name", who):
                    self.union.join(node, ("name", who))
        join_persons(self.union, persons - media)
        for name in sorted(persons & media):
            self.union.join(("name", name), ("media", name))
        self._join_short_names()
        self._join_outlets(sorted(media))
        self._join_offices()
        self._join_services()
        self._join_states()
        self._join_office_holders()
        self._join_groups()

    def _join_short_names(self) -> None:
        """`The Observatory` is the only observatory that is named in full; `X from the organisation` speaks
        for the body that the same text named last before."""
        bodies = sorted(node for node in self.union.parent if node[0] == "body")
        for node in sorted(self.union.parent):
            if node[0] == "name" and node[1] in _ORGANISATIONS:
                fits = [body for body in bodies if body[1].split()[-1] == node[1]]
                if len(fits) == 1:
                    self.union.join(node, fits[0])
        last: dict[str, Node] = {}
        for index, item in enumerate(self.said):
            for named, node in zip(item.names, item.meant, strict=True):
                body = last.get(item.bearing.article)
                if node[0] == "body":
                    last[item.bearing.article] = node
                elif body and body[1] in movements() and _BODY_S_HEAD.search(named.name):
                    self.union.join(node, body)  # `the group's leader Holt`
                elif body and _OF_THE_BODY.search(named.name) and node[0] == "name":
                    self.union.join(node, body)
                elif body and _OF_THE_BODY.search(named.name) and node == self.nodes[index]:
                    self.nodes[index] = body
        self._join_speakers()

    def _join_speakers(self) -> None:
        """`The ministry's spokesman, Holt` speaks for the ministry that the same text named last before."""
        last: dict[tuple[str, str], Node] = {}
        for item in self.said:
            for named, node in zip(item.names, item.meant, strict=True):
                article = item.bearing.article
                split = speaker_of(named.name) if named.role == "spokesman" else None
                body = last.get((article, fold(split[0]).removeprefix("the "))) if split else None
                if body and node[0] == "name":
                    self.union.join(node, body)
                elif not named.person and node[0] in ("body", "name", "state"):
                    words = fold(named.name).split()
                    last.update(((article, noun), node) for noun in words if noun in any_body())

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
        for item, node in zip(self.said, self.nodes, strict=True):
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
        for item, node in zip(self.said, self.nodes, strict=True):
            if node and (node[0] in ("body", "officials", "state") or _are_forces(node)):
                voices[item.side][node].add(item.canon)
        nowhere: dict[Node, Counter[Node]] = defaultdict(Counter)
        for side in sorted(voices, key=str):
            by_country: dict[str, list[tuple[int, Node]]] = defaultdict(list)
            for node, canons in voices[side].items():
                if node[0] == "body" and node[1] in services():
                    continue  # of a country that nobody names
                country = node[1].split(" ")[0] if node[0] in ("body", "group") else node[1].split("@")[0]
                by_country[country].append((len(canons), node))
            vague = by_country.pop("", [])
            for country, nodes in by_country.items():
                _merge_vague_states(self.union, nodes)
                for _, node in vague if country in countries() else ():
                    nowhere[node][max(nodes)[1]] += sum(count for count, _ in nodes)
        for node, heard in nowhere.items():  # once, so that it does not tie two states together
            self.union.join(node, min(heard, key=lambda other: (-heard[other], other)))

    def _join_office_holders(self) -> None:
        """Office holders who announce their own government's act on one occasion are one root with it."""
        state: dict[Side, dict[str, tuple[datetime, Node]]] = defaultdict(dict)
        for item, node in zip(self.said, self.nodes, strict=True):
            if node and node[0] in ("state", "officials") and not node[1].startswith("@"):
                state[item.side].setdefault(node[1], (item.moment, node))
        seen: set[tuple[Node, Side]] = set()
        for item, node in zip(self.said, self.nodes, strict=True):
            if not node or node[0] != "name" or (node, item.side) in seen:
                continue
            seen.add((node, item.side))
            named, here = item.names[-1], state[item.side]
            only = next(iter(here), "") if len(here) == 1 else ""
            spoke = here.get(named.country or only)
            if spoke and _holds_office(named) and abs(item.moment - spoke[0]) <= _OCCASION:
                self.union.join(node, spoke[1])

    def _join_offices(self) -> None:
        """`The interior minister` is the minister whom another sentence names; a spokesman of an unnamed
        ministry speaks for the only body of that service."""
        holders: dict[tuple[str, str], set[Node]] = defaultdict(set)
        bodies: dict[str, set[Node]] = defaultdict(set)
        for named, node in self._named:
            if node[0] == "name" and named.office:
                holders[named.office, named.service].add(self.union.find(node))
            if node[0] == "body" and named.service:
                bodies[named.service].add(self.union.find(node))
        for named, node in self._named:
            fits = holders[named.office, named.service] if node[0] == "office" else set()
            if node[0] == "name" and named.role == "spokesman" and named.service:
                fits = bodies[named.service]
            if len({self.union.find(fit) for fit in fits}) == 1:
                self.union.join(node, min(fits))

    def _join_groups(self) -> None:
        """On one side of one answer the unnamed of one role are one root (`activists`, `experts`), and so
        are a movement, its sites and its fighters."""
        alike: dict[tuple[Side | Polarity, str], list[Node]] = defaultdict(list)
        for item, node in zip(self.said, self.nodes, strict=True):
            counsel = bool(item.names) and item.names[-1].role == "counsel"
            role = "client" if counsel else _group_of(node)
            if node and role:
                side = item.bearing.polarity if role == "movement" else item.side
                alike[side, role].append(node)
            if node and item.names and (role == "witness" or _MONITORS.search(item.names[-1].name)):
                monitors = role != "witness" or "activist" in item.names[-1].name.lower()
                alike[item.side, "monitors" if monitors else "witness"].append(node)
        for (_, role), nodes in alike.items():
            named = {node for node in nodes if node[0] == "group" and " " in node[1]}
            if role == "fighters" and len(named) > 1:  # some go by names of their own
                nodes = [node for node in nodes if node not in named]
            for node in nodes:
                self.union.join(nodes[0], node)

    def _join_services(self) -> None:
        """`The foreign ministry` is that of the only country whose foreign ministry is named, or of the
        only state that takes the same side."""
        nodes = sorted({node for node in self.nodes if node})
        for node in nodes:
            if node[0] != "body" or node[1] not in services():
                continue
            here = {item.canon for item, n in zip(self.said, self.nodes, strict=True) if n == node}
            count = Counter(
                n
                for item, n in zip(self.said, self.nodes, strict=True)
                if n and item.canon in here and (n[0] == "state" or (n[0] == "body" and " " in n[1]))
            )
            same = [n for n in nodes if n[0] == "body" and n[1].endswith(f" {node[1]}") and n[1][:3] != "un "]
            fits = same or [n for n in sorted(count) if count[n] == max(count.values())]
            if len(fits) == 1:
                self.union.join(node, fits[0])


def _sided(item: Said, node: Node | None, *, client: bool) -> Node | None:
    """Words that name nobody (`officials`, `experts`) mean the same only on one side of one answer; else they
    would tie together those who contradict each other. `A man` of one article is not that of another, unless
    he may be the `client` of a lawyer."""
    if node is None or node == ("vague", "source"):
        return node
    if node == ("vague", "person") and not client and _SOMEONE.fullmatch(item.names[-1].name):
        return "unnamed", f"{fold(item.names[-1].name)} of {item.canon}"
    nobody = node in (("officials", ""), ("counsel", "")) or (node[0] == "group" and node[1] in _ROLES)
    if nobody or (node[0] == "vague" and node[1] in _ROLES | {"person", ""}):
        return node[0], f"{node[1]}@{item.bearing.polarity}"
    return node


def end_node(item: Said) -> Node | None:
    """The node at the inner end of a chain; None where the outlet names only itself or a mere thing."""
    if not item.names:
        return None
    node = item.meant[-1]
    own = node[0] == "media" and same_outlet(node[1], item.outlet)
    return None if own or item.names[-1].name.lower() in _SELF else node


def _merge_vague_states(union: Union, nodes: list[tuple[int, Node]]) -> None:
    """Join a state's vague nodes with its most heard specific one."""
    specific = [(count, node) for count, node in nodes if node[0] == "body"]
    officials = [node for _, node in nodes if node[0] in ("officials", "group")]
    states = [node for _, node in nodes if node[0] == "state"]
    best = max(specific)[1] if specific else (officials[0] if officials else None)
    if best is not None:
        for node in (*officials, *states):
            union.join(node, best)


def _are_forces(node: Node) -> bool:
    """Whether a node stands for the troops of a country."""
    return node[0] == "group" and node[1].split(" ")[-1] in ("forces", "troops")


def _group_of(node: Node | None) -> str:
    """The role under which unnamed sources are taken together, if any."""
    if node is None:
        return ""
    if node[0] == "body" and node[1] in movements():
        return "movement"
    if node[0] == "group":
        role = node[1].split("@")[0].split(" ")[0]
        return "movement" if role == "online" else role
    bare = node[1].split("@")[0]
    if node[0] == "counsel" or (node[0] == "vague" and bare == "person"):
        return "client"  # a lawyer who relays a client's account is one root with the client
    return bare if node[0] == "vague" and bare in _ROLES else ""


def _holds_office(named: Named) -> bool:
    """Whether somebody speaks as their state: a minister, a president, the head of its forces."""
    speaks = named.role in ("spokesman", "official") and bool(_GOVERNMENT.search(named.name))
    return bool(named.office) or named.service in ("defence", "presidency") or speaks
