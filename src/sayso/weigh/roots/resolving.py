"""From what stands at the inner end of each chain to the root it means, in passes from sure to unsure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import fsum

from sayso.terms.question import SourceRelation
from sayso.terms.statement import Basis, Hedge, Polarity
from sayso.weigh.people import people
from sayso.weigh.roots.joining import Joiner
from sayso.weigh.roots.nodes import IDENTIFYING, Node, same_outlet
from sayso.weigh.roots.said import Said, Side
from sayso.weigh.roots.vague import REFER_BACK, Fits, can_mean, means_many, means_the_one
from sayso.weigh.sources import fold, speaks_for_itself
from sayso.weigh.words import overlap, stems

_REPORT = re.compile(r"\b(?:report|story|article|account|dispatch)\b", re.IGNORECASE)
_LEAD = 150  # characters in which an article's lead begins
_NEXT = 200  # characters within which the next sentence speaks


class Resolver:
    """Gives every bearing of one question its root; the passes share what is known so far."""

    def __init__(self, said: Sequence[Said], relations: Iterable[SourceRelation]) -> None:
        self.said = said
        joined = Joiner(said, relations)
        self.union, self.nodes, self._split = joined.union, joined.nodes, joined.split
        self._found: dict[int, tuple[Node, Basis, str]] = {}
        self._index = {id(item): index for index, item in enumerate(said)}
        self._roots: list[Node] = []
        self._like: dict[int, int] = {}
        self._on_side: dict[Side, list[int]] = defaultdict(list)
        self._placed: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for index, item in enumerate(said):
            self._on_side[item.side].append(index)
            if item.statement.content:
                self._placed[item.bearing.article].append((item.statement.content.start, index))
        self._relay_ends: dict[Node, list[int]] = defaultdict(list)
        self._cited: dict[tuple[Node, Side], Node] = {}
        self._held: dict[tuple[Node, Side], bool] = {}
        self._sides_of: dict[tuple[Node, str], dict[Polarity, set[str]]] = defaultdict(
            lambda: defaultdict(set)
        )

    def root_of(self, item: Said) -> Node:
        """The root a bearing ends at."""
        return self._roots[self._index[id(item)]]

    def ends_at(self, item: Said, root: Node) -> bool:
        """Whether the name that a bearing's chain ends with is one of a root's own."""
        node = self.nodes[self._index[id(item)]]
        return node is not None and self.are_one(node, root)

    def are_one(self, left: Node, right: Node) -> bool:
        """Whether two nodes are of one root."""
        return self.union.find(left) == self.union.find(right)

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
        node = self.nodes[self._index[id(item)]]
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
        if any(node is not None and node[0] == "media" for node in self.nodes):
            self._relays()
        if len(self._found) < len(self.said):
            self._vague()
            self._own_voice_elsewhere()
        self._roots = [self.union.find(self._found[index][0]) for index in range(len(self.said))]

    # passes ------------------------------------------------------------------------------------

    def _stated(self) -> None:
        for index, (item, node) in enumerate(zip(self.said, self.nodes, strict=True)):
            if node is None:
                continue
            if node == ("vague", "source"):
                node = self.nodes[index] = ("unnamed", self._split[index])
            if node[0] in IDENTIFYING:
                self._found[index] = (node, Basis.STATED, f"named: {item.names[-1].name}")
            elif self.union.find(node)[0] == "name":
                because = f"{item.names[-1].name} is taken together with {self.union.find(node)[1]}"
                self._found[index] = (node, Basis.INFERRED, because)

    def _own_voice_in_article(self) -> None:
        """A lead without attribution takes the root that the rest of the article gives for the content."""
        for index, item in enumerate(self.said):
            if self.nodes[index] is None and not _reckons(item):
                best = self._alike(item, [i for i in self._others(index) if self.said[i].canon == item.canon])
                best = self._behind_lead(item) if best is None else best
                if best is not None:
                    because = f"the same article gives it to {self.said[best].names[-1].name}"
                    self._found[index] = (self._found[best][0], Basis.INFERRED, because)
                    self._like[index] = best

    def _behind_lead(self, item: Said) -> int | None:
        """Who speaks in the sentence behind an article's lead, whichever answer that bears on: news gives its
        lead to nobody and names who says so right behind it."""
        content = item.statement.content
        if not content or content.start > _LEAD:
            return None
        end = max(span.end for span in content.spans)
        behind = [(place, i) for place, i in self._placed[item.bearing.article] if place - end > 0]
        place, first = min(behind, default=(end + _NEXT, -1))
        named = place - end < _NEXT and first in self._found and self.nodes[first] is not None
        return first if named and self._holds(first) else None

    def _others(self, index: int) -> list[int]:
        """Bearings with a named root that take the same side of the same answer, but for one that its root
        takes less often than another: that was likely misread."""
        side = self.said[index].side
        return [
            i
            for i in self._on_side[side]
            if i in self._found and i != index and self.nodes[i] is not None and self._holds(i)
        ]

    def _holds(self, index: int) -> bool:
        """Whether a bearing's root takes no other side of its answer in more than twice as many texts."""
        if not self._sides_of:
            for i, (node, *_) in self._found.items():
                key = self.union.find(node), self.said[i].bearing.answer
                self._sides_of[key][self.said[i].bearing.polarity].add(self.said[i].canon)
        root, side = self.union.find(self._found[index][0]), self.said[index].side
        held = self._held.get((root, side))
        if held is None:
            answer, polarity = side
            texts = self._sides_of[root, answer]
            mine = len(texts[polarity])
            held = self._held[root, side] = all(2 * mine >= len(other) for other in texts.values())
        return held

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
            if index in self._found:
                for outer in item.meant[:-1]:
                    if outer[0] == "media":
                        self._relay_ends[self.union.find(outer)].append(index)
                for outlet in sorted({item.outlet, item.paper}):
                    self._relay_ends[self.union.find(("media", fold(outlet)))].append(index)
        self._cited = self._citations()
        for index, node in enumerate(self.nodes):
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
                return root, Basis.INFERRED, f"{told.paper} shows whom {name} had it from"
            onward = self._cited.get((seen[-1], item.side))
            if onward is None:
                return node, Basis.STATED, f"no article shows whom {name} had it from"
            if onward in seen:
                for other in seen[seen.index(onward) :]:
                    self.union.join(onward, other)
                self._cited = self._citations()  # the outlets of a circle are one from here on
                return onward, Basis.UNKNOWN, "the outlets cite each other: circular reporting"
            seen.append(onward)

    def _citations(self) -> dict[tuple[Node, Side], Node]:
        """By outlet and side, the outlet that its own articles name most for it."""
        cited: dict[tuple[Node, Side], Counter[Node]] = defaultdict(Counter)
        for item, node in zip(self.said, self.nodes, strict=True):
            if node and node[0] == "media":
                by = self.union.find(("media", fold(item.paper)))
                cited[by, item.side][self.union.find(node)] += 1
        return {key: min(counted, key=lambda node: (-counted[node], node)) for key, counted in cited.items()}

    def _most_common(self, indexes: Iterable[int]) -> tuple[Node, int]:
        """The root that most texts (copies counted once) give, each as sure as it was read, and one
        bearing that shows it."""
        sure: dict[Node, dict[str, float]] = defaultdict(dict)
        example: dict[Node, int] = {}
        for i in sorted(indexes):
            root, item = self.union.find(self._found[i][0]), self.said[i]
            sure[root][item.canon] = max(sure[root].get(item.canon, 0.0), item.bearing.confidence)
            example.setdefault(root, i)
        best = min(sure, key=lambda root: (-fsum(sure[root].values()), root))
        return best, example[best]

    def _vague(self) -> None:
        """A vague mention means the specific root that its article, or else the other articles, show."""
        fixed = {i: found for i, found in self._found.items() if self._holds(i)}
        classes = {i: {self.union.find(found[0])[0], found[0][0]} for i, found in fixed.items()}
        by_role: dict[str, Fits] = {}
        for index, item in enumerate(self.said):
            node = self.nodes[index]
            if node is None or index in self._found:
                continue
            role = node[1].split("@")[0] if node[0] == "vague" else node[0]
            if role not in by_role:
                fits = [i for i in fixed if can_mean(role, classes[i], self.nodes[i])]
                by_role[role] = self._fits(fits)
            self._found[index] = self._nearest(item, by_role[role]) or (
                node,
                Basis.UNKNOWN,
                "nothing shows who is meant",
            )

    def _fits(self, indexes: Sequence[int]) -> Fits:
        """Bearings that a role can mean, looked up by text, side and service once for all of it."""
        fits = Fits(defaultdict(list), defaultdict(list), defaultdict(list), {})
        for i in indexes:
            fits.by_text[self.said[i].canon].append(i)
            fits.by_side[self.said[i].side].append(i)
            fits.by_service[self._service(i)].append(i)
        return fits

    def _nearest(self, item: Said, fits: Fits) -> tuple[Node, Basis, str] | None:
        """What a vague name means: the one named last before it in the article, the article's next one
        that takes the same side, or the one that other articles give most."""
        here = fits.by_text.get(item.canon, [])
        named = item.names[-1]
        before = [i for i in here if self._before(i, item)]
        pronoun = named.name.lower() in people()["pronouns"]
        choices = (
            ([i for i in here if named.service and self._service(i) == named.service], "the same article"),
            (before[-1:] if pronoun or means_the_one(named.name) else [], "just before"),
            (fits.by_side.get(item.side, []) if means_many(named.name) else [], "all articles"),
            ([i for i in here if self.said[i].side == item.side], "the same article"),
            (fits.by_service.get(named.service, []) if named.service else [], "other articles"),
            (before[-1:] if named.role in REFER_BACK else [], "just before"),
            (fits.by_side.get(item.side, []) if named.role else [], "other articles"),
        )
        for candidates, where in choices:
            if candidates:
                root, example = self._most_common_of(candidates, fits)
                return root, Basis.INFERRED, f"{where}: {named.name} is taken to be {self._name(example)}"
        return None

    def _most_common_of(self, candidates: Sequence[int], fits: Fits) -> tuple[Node, int]:
        """`_most_common`, found once for the candidates that many vague names share."""
        key = tuple(candidates)
        if key not in fits.most:
            fits.most[key] = self._most_common(candidates)
        return fits.most[key]

    def _before(self, index: int, item: Said) -> bool:
        other = self.said[index].statement.content
        return bool(other and item.statement.content and other.start < item.statement.content.start)

    def _service(self, index: int) -> str:
        names = self.said[index].names
        return names[-1].service if names else ""

    def _name(self, index: int) -> str:
        names = self.said[index].names
        return names[-1].name if names else self.said[index].outlet

    def _own_report(self, item: Said, given: Sequence[int]) -> int | None:
        """`The Wire's report of Monday said`, in the Wire: its first earlier words that had a source."""
        if not item.names or not _REPORT.search(item.names[-1].name):
            return None
        own = (i for i in given if same_outlet(fold(self.said[i].outlet), fold(item.outlet)))
        return next((i for i in own if self.said[i].moment < item.moment), None)

    def _own_voice_elsewhere(self) -> None:
        """What an article says itself and nobody in it: the root that others give, or its own finding."""
        fixed = {i for i in self._found if self.nodes[i] is not None and self._holds(i)}
        given = {side: [i for i in some if i in fixed] for side, some in self._on_side.items()}
        roots = {side: {self.union.find(self._found[i][0]) for i in some} for side, some in given.items()}
        most = {side: self._most_common(some) for side, some in given.items() if some}
        for index, item in enumerate(self.said):
            if index in self._found:
                continue
            own: Node = ("media", fold(item.outlet))
            cited = self.union.find(own) in roots[item.side]
            before = self._own_report(item, given.get(item.side, ()))
            if before is not None:
                because = f"its own earlier report gave it to {self._name(before)}"
                self._found[index] = (self._found[before][0], Basis.INFERRED, because)
                continue
            alone = _reckons(item) or speaks_for_itself(item.outlet)
            if alone or cited or item.names or item.side not in most:
                self._found[index] = (own, Basis.STATED, "the outlet says it itself")
                continue
            root, example = most[item.side]
            hedged = "hedged and " if item.bearing.hedge is not Hedge.NONE else ""
            because = f"{hedged}without a source here; other articles give it to {self._name(example)}"
            self._found[index] = (root, Basis.INFERRED, because)


def _reckons(item: Said) -> bool:
    """Whether an article weighs a matter itself: it leaves it open, or says that it is probably not so."""
    polarity, hedge = item.bearing.polarity, item.bearing.hedge
    return polarity is Polarity.UNCERTAIN or (polarity is Polarity.DENIES and hedge is not Hedge.NONE)
