"""Chains of all articles of a question joined into root sources: forty outlets, one source, one root.

The rules are those of a careful reader: a body and those who speak for it are one root, and so are the
unnamed officials of one state who say the same thing; a relay is completed from the article that names
the true source; what an article says itself takes the source that the same content has elsewhere; an
outlet is a root only for its own finding. Every step is marked as stated, inferred (and from what) or
unknown. Nothing here looks at a clock or a store: what is passed in is what was known.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Protocol

from sayso.terms.identity import content_id
from sayso.terms.parties import parties
from sayso.terms.question import (
    Bearing,
    Copy,
    Question,
    RootedBearing,
    RootSource,
    SourceRelation,
)
from sayso.terms.statement import Basis, Link, SourceKind, Statement
from sayso.terms.time import Published
from sayso.weigh.roots.addresses import Addresses, site
from sayso.weigh.roots.nodes import Node, node_of
from sayso.weigh.roots.resolving import Resolver
from sayso.weigh.roots.said import Said
from sayso.weigh.sources import Named, as_outlet, as_source, fold, outlet_words, parse

_NEVER = datetime(1, 1, 1, tzinfo=UTC)
_BODIES = frozenset({"body", "state"})
_OFFICIALS = frozenset({SourceKind.OFFICE_HOLDER, SourceKind.ANONYMOUS})
_PEOPLE = _OFFICIALS | {SourceKind.PERSON, SourceKind.WITNESS}
_KINDS = {
    "officials": SourceKind.ANONYMOUS,
    "office": SourceKind.OFFICE_HOLDER,
    "unnamed": SourceKind.ANONYMOUS,
    "vague": SourceKind.ANONYMOUS,
    "report": SourceKind.UNKNOWN,
    "counsel": SourceKind.PERSON,
    "media": SourceKind.OUTLET,
    "recording": SourceKind.RECORDING,
}

_Taken = dict[tuple[str, SourceKind], tuple[Named, Node] | None]


class Printed(Protocol):
    """What the joining needs of an article: both an article and its head have it."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def outlet(self) -> str:
        """Who published it."""

    @property
    def url(self) -> str:
        """Its address, empty where it has none."""

    @property
    def published(self) -> Published:
        """When it was printed."""


def join_roots(
    question: Question,
    bearings: Iterable[Bearing],
    statements: Iterable[Statement],
    articles: Iterable[Printed],
    *,
    relations: Sequence[SourceRelation] = (),
    copies: Sequence[Copy] = (),
    recorded: Mapping[str, datetime] | None = None,
) -> tuple[tuple[RootSource, ...], tuple[RootedBearing, ...]]:
    """Join the chains of one question's bearings and say which root each ends at.

    Pass only what was known at the moment asked about. `relations` are judgements that two source
    names are one; `copies` say which articles repeat others (a copy never counts as a source of its
    own); `recorded` gives the recorded time by article id where the articles do not carry it.
    The order of the arguments' items does not matter. Bearings of other questions are ignored.
    """
    printed = {article.id: article for article in articles}
    known = {statement.id: statement for statement in statements}
    said = _said(question, bearings, known, printed, copies)
    resolver = Resolver(said, relations)
    resolver.resolve()
    roots = _roots(question, resolver)
    times = {article.id: _times(article, recorded or {}) for article in printed.values()}
    found = [_rooted(item, resolver, roots, times) for item in said]
    once = {(one.bearing, one.root): one for one in reversed(found)}  # two who said it may be one root
    rooted = tuple(reversed(once.values()))
    return tuple(sorted(roots.values(), key=lambda root: root.id)), rooted


def _said(
    question: Question,
    bearings: Iterable[Bearing],
    known: Mapping[str, Statement],
    printed: Mapping[str, Printed],
    copies: Sequence[Copy],
) -> list[Said]:
    """The bearings with their statements, earliest first, once for each of those who say it together; copies
    stand for their originals."""
    original = {copy.article: copy.original for copy in copies}
    outlets = {name: outlet_words(name) for name in sorted({a.outlet for a in printed.values()}) if name}
    namer = _Namer(outlets, Addresses.of(printed.values()), {})
    places: dict[str, tuple[str, str, str, datetime]] = {}
    for article in printed.values():
        canon = _original(article.id, original)
        outlet = printed[canon].outlet if canon in printed else article.outlet
        moment = article.published.moment or _NEVER
        places[article.id] = canon, outlet or canon, article.outlet or article.id, moment
    found = []
    for bearing in bearings:
        statement, place = known.get(bearing.statement), places.get(bearing.article)
        if bearing.question != question.id or statement is None or place is None:
            continue
        canon, outlet, paper, moment = place
        side = bearing.answer, bearing.polarity
        for each in _by_each(statement):
            names, meant = namer.names(each, printed[bearing.article].outlet)
            found.append(Said(bearing, each, canon, outlet, paper, names, meant, moment, side))

    def order(item: Said) -> tuple[datetime, str, int, str, str]:
        content = item.statement.content
        return (
            item.moment,
            item.bearing.article,
            content.start if content else -1,
            item.bearing.statement,
            item.bearing.answer,
        )

    return sorted(found, key=order)


def _by_each(statement: Statement) -> Iterator[Statement]:
    """A statement once for each of the sources that say it together: each is a source."""
    together = parties(statement.innermost) if statement.innermost else ()
    if len(together) < 2:
        yield statement
        return
    for party in together:
        yield replace(statement, chain=(*statement.chain[:-1], party))


_OWN_REPORT = frozenset({"report", "media"})  # nodes that a page behind their words is one of


@dataclass(frozen=True, slots=True)
class _Namer:
    """Takes the names of chains apart: `outlets` of the case with their words, its `addresses`, and in
    `taken` the names met before."""

    outlets: Mapping[str, frozenset[str]]
    addresses: Addresses
    taken: _Taken

    def names(self, statement: Statement, paper: str) -> tuple[tuple[Named, ...], tuple[Node, ...]]:
        """The names of a chain and the nodes they stand for, without what is no source and who is only
        credited with some of the words; `paper` is the outlet that prints it."""
        links = [link for link in statement.chain if link.basis is not Basis.UNKNOWN]
        found = [pair for link in links for pair in self._led(link, paper)]
        return tuple([named for named, _ in found]), tuple([node for _, node in found])

    def _named(self, name: str, kind: SourceKind) -> tuple[Named, Node] | None:
        key = name, kind
        if key not in self.taken:
            named = _named(name, kind, self.outlets)
            self.taken[key] = (named, node_of(named)) if named else None
        return self.taken[key]

    def _led(self, link: Link, paper: str) -> list[tuple[Named, Node]]:
        """What a link stands for, with the outlet whose page its words lead to: `[a report]` is the outlet's
        own, who `[said]` it there is passed on by it. A report on another page is its site's."""
        named = self._named(_fullest(link), link.kind)
        own = [named] if named else []
        if not link.url:
            return own
        outlet = self.addresses.outlet_of(link.url)
        node = named[1][0] if named else ""
        if outlet and outlet != paper and (there := self._named(outlet, SourceKind.OUTLET)):
            report = node in _OWN_REPORT or (not named and link.kind is SourceKind.DOCUMENT)
            return [there] if report else [there, *own]
        if node != "report" or outlet:
            return own
        page = _site(site(link.url))
        return [(page, node_of(page))]


def _site(host: str) -> Named:
    """The site at a host, as an outlet of which nothing else is known."""
    return replace(parse(host), media=True, person=False, vague=False, role="media", body="", who=(host,))


def _named(name: str, kind: SourceKind, outlets: Mapping[str, frozenset[str]]) -> Named | None:
    """A name taken apart, None for a mere thing; an outlet of the case is known as one, whatever it was
    read as."""
    named = parse(name, kind)
    outlet = as_outlet(named, outlets)
    if outlet:
        named = replace(
            named, media=True, person=False, vague=False, role="media", body="", who=(fold(outlet),)
        )
    return as_source(named, kind)


def _fullest(link: Link) -> str:
    """A link's name with the office that stands beside it, where its own words give one; `its owner, Holm
    Lines` gives none that could be told elsewhere."""
    return link.name if link.words.text == link.name else _fuller(link.name, link.words.text, link.kind)


@lru_cache(maxsize=16384)
def _fuller(name: str, text: str, kind: SourceKind) -> str:
    words, parts = " ".join(text.split()), name.split()
    if kind is SourceKind.UNKNOWN and words.endswith(f", {name}"):
        return name
    return words if parts and parts[-1] in words and len(name) < len(words) <= 90 else name


def _original(article: str, original: Mapping[str, str]) -> str:
    seen = {article}
    while article in original and original[article] not in seen:
        article = original[article]
        seen.add(article)
    return article


def _roots(question: Question, resolver: Resolver) -> dict[Node, RootSource]:
    """One root source for each set of nodes that some bearing ends at."""
    members: dict[Node, list[Said]] = defaultdict(list)
    for item in resolver.said:
        members[resolver.root_of(item)].append(item)
    return {root: _root(question, root, items, resolver) for root, items in members.items()}


def _root(question: Question, root: Node, items: Sequence[Said], resolver: Resolver) -> RootSource:
    named = [item for item in items if item.names and resolver.ends_at(item, root)]
    names = Counter(item.names[-1].name for item in named)
    stated = any(resolver.basis_of(item)[0] is Basis.STATED for item in items)
    best = _best_name(names)
    links = (link for item in named if item.names[-1].name == best for link in item.statement.chain)
    kinds = Counter(link.kind for link in links if _fullest(link) == best)
    name = best or resolver.spoken_name(root)
    basis = Basis.STATED if stated else (Basis.UNKNOWN if root[0] in ("vague", "report") else Basis.INFERRED)
    because = (
        f"named in {len(names)} way{'s' if len(names) != 1 else ''}"
        if stated
        else resolver.basis_of(items[0])[1]
    )
    return RootSource(
        id=content_id("rs", question.id, *root),
        question=question.id,
        name=name,
        kind=_kind(root, kinds),
        names=tuple(sorted(names)),
        basis=basis,
        because=because,
    )


def _kind(root: Node, kinds: Counter[SourceKind]) -> SourceKind:
    """By the node where it leaves no choice, else by how its name was read. Who speaks for a body is its
    official, and the body only where it is named by itself."""
    if root[0] in _KINDS:
        return _KINDS[root[0]]
    if root == ("group", "social"):
        return SourceKind.ACCOUNT
    if root[0] == "group" and root[1].startswith("witness"):
        return SourceKind.WITNESS
    read = max(kinds, key=lambda kind: (kinds[kind], kind), default=SourceKind.UNKNOWN)
    if root[0] in _BODIES:
        return read if read in _OFFICIALS else SourceKind.ORGANISATION
    named = [kind for kind in kinds if kind not in (SourceKind.UNKNOWN, SourceKind.OUTLET)]
    return max(named, key=lambda kind: (kinds[kind], kind), default=SourceKind.UNKNOWN)


def _best_name(names: Counter[str]) -> str:
    """The name that tells most: proper words, office and country; of those the most used, then shortest."""

    def tells(name: str) -> tuple[int, int, int, str]:
        parsed: Named = parse(name)
        told = min(len(parsed.who), 2) + bool(parsed.body) + bool(parsed.country) + bool(parsed.role)
        return (told if len(name) <= 70 else 0), names[name], -len(name), name

    return max(names, key=tells) if names else ""


def _once(item: Said, resolver: Resolver) -> tuple[Link, ...]:
    """The chain, ending with who speaks for a body or a state and not with what he says that it knows or
    thinks: `the ministry's spokesman said that the government was sure`."""
    chain, meant, names = item.statement.chain, item.meant, item.names
    ends = len(chain)
    while len(chain) == len(meant) and ends > 1 and chain[ends - 1].kind not in _PEOPLE:
        speaks, of = names[ends - 2], meant[ends - 1]
        own = of in (("state", speaks.country), ("state", speaks.body.split(" ")[0]))
        if not (own and speaks.person) and not resolver.are_one(meant[ends - 2], of):
            break
        ends -= 1
    return chain[:ends]


def _rooted(
    item: Said,
    resolver: Resolver,
    roots: Mapping[Node, RootSource],
    times: Mapping[str, tuple[datetime | None, datetime]],
) -> RootedBearing:
    root = roots[resolver.root_of(item)]
    basis, because = resolver.basis_of(item)
    like = resolver.like(item)
    chain = _once(like or item, resolver)
    if like is not None:
        chain = tuple(replace(link, basis=basis, because=because) for link in chain)
    elif basis is not Basis.STATED and (not chain or resolver.completed(item)):
        chain = (*chain, Link(root.name, root.kind, basis=basis, because=because))
    return RootedBearing(item.bearing, root.id, chain, basis, because, *times[item.bearing.article])


def _times(article: Printed, recorded: Mapping[str, datetime]) -> tuple[datetime | None, datetime]:
    """When an article was printed, and when the desk learned of it."""
    end = article.published.interval.end if article.published.interval else None
    when = recorded.get(article.id) or getattr(article, "recorded", None) or end or _NEVER
    return article.published.moment, when
