"""Who is who, one name's dossier, and hits on watchlists as lines of text for a terminal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sayso.cli.lines import each_line, statement_lines, wrapped
from sayso.cli.output import plural
from sayso.desk.entity import PLACES, EntitiesPage, EntityPage, entities_page
from sayso.desk.moments import as_of_words, day_words, moment_words, published_words
from sayso.ledger.view import View
from sayso.resolve.dossier import Listing
from sayso.terms.article import ArticleHead
from sayso.terms.entity import Entity, EntityKind, Judgement, Proposal, Relation, WordPair
from sayso.terms.watchlist import Entry, Hit, Watchlist

KINDS = {
    EntityKind.PERSON: "person",
    EntityKind.ORGANISATION: "organisation",
    EntityKind.UNKNOWN: "kind not known",
}
_PLACES = 3  # articles named under one of two that may be one
_IN = " " * 13
_LONG = 120  # characters of a name that are shown


@dataclass(frozen=True, slots=True)
class WhoIsWho:
    """A page of entities, with the relations of those on it and what is left to a person. `others` names
    every entity that these speak of; `places` are articles that name one of a proposal."""

    page: EntitiesPage
    relations: tuple[Relation, ...]
    proposals: tuple[Proposal, ...]
    others: Mapping[str, Entity]
    places: Mapping[str, tuple[ArticleHead, ...]]


@dataclass(frozen=True, slots=True)
class Found:
    """A hit, the entry that it is about, the name of its list, and the articles that have the name."""

    hit: Hit
    entry: Entry
    watchlist: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Screening:
    """What comparing `names` names with lists found, the likeliest first."""

    watchlists: tuple[Watchlist, ...]
    names: int
    hits: tuple[Found, ...]


def who_is_who(view: View, *, words: str = "", everybody: bool = False, limit: int = 50) -> WhoIsWho:
    """The entities one of whose names holds all the words, with their ties."""
    page = entities_page(view, words=words, everybody=everybody, limit=limit)
    who = view.resolution()
    passing = page
    if page.found > limit:
        passing = entities_page(view, words=words, everybody=everybody, limit=page.found)
    ids = {row.entity.id for row in passing.entities}
    shown = {row.entity.id for row in page.entities}
    relations = [it for it in who.relations if {it.left, it.right} & shown]
    proposals = [it for it in who.proposals if {it.left, it.right} & ids]
    proposed = {key for tie in proposals for key in (tie.left, tie.right)}
    spoken_of = proposed | {key for tie in relations for key in (tie.left, tie.right)}
    origins: dict[str, dict[str, None]] = defaultdict(dict)
    for alias in who.aliases:
        if alias.entity in proposed:
            origins[alias.entity][alias.origin] = None
    heads = view.heads({origin for some in origins.values() for origin in some})
    return WhoIsWho(
        page,
        tuple({(it.left, it.right, it.kind): it for it in relations}.values()),
        tuple(proposals),
        {each.id: each for each in who.entities if each.id in spoken_of},
        {key: tuple(heads[one] for one in some if one in heads) for key, some in origins.items()},
    )


def _of(entity: str, others: Mapping[str, Entity]) -> str:
    return f"{others[entity].name} ({entity[:11]})" if entity in others else entity[:11]


def entities_lines(who: WhoIsWho) -> Iterator[str]:
    """Each entity with its other names and ties."""
    page = who.page
    if not page.entities:
        wider = "--everybody" if page.described and not page.everybody else "sayso add FOLDER"
        yield f"No name {as_of_words(page.as_of)}. Next: {'other words' if page.words else wider}"
        return
    yield f"{plural(page.found, 'name')} {as_of_words(page.as_of)}"
    ties: dict[str, list[Relation]] = defaultdict(list)
    for relation in who.relations:
        ties[relation.left].append(relation)
    for row in page.entities:
        one = row.entity
        yield f"{one.id[:11]}  {one.name}  {KINDS[one.kind]}, {plural(row.articles, 'article')}"
        also = [name for name in row.names if name != one.name]
        if also:
            yield from each_line(wrapped("; ".join(also), first=f"{_IN}also ", indent=f"{_IN}  "))
        yield from _ties(ties[one.id], one.id, who.others, indent=_IN)
    if page.found > len(page.entities):
        yield f"{page.found - len(page.entities)} more: --limit {page.found}"
    if page.described and not page.everybody:
        yield f"{plural(page.described, 'source')} without a name: --everybody"
    if who.proposals:
        pairs = plural(len(who.proposals), "pair")
        yield f"{pairs} may be one, left to a person: sayso entities --proposals"


def _ties(
    relations: Iterable[Relation], entity: str, others: Mapping[str, Entity], *, indent: str
) -> Iterator[str]:
    for tie in relations:
        words = (
            f"{tie.kind.value} {_of(tie.right, others)}"
            if tie.left == entity
            else f"{_of(tie.left, others)} {tie.kind.value} it"
        )
        yield from each_line(wrapped(f"{words}: “{tie.because}”", first=indent, indent=f"{indent}  "))


def proposals_lines(who: WhoIsWho, *, limit: int) -> Iterator[str]:
    """Pairs that may be one, where each is named, and how to judge them."""
    if not who.proposals:
        yield "No pair of names waits for a person. Next: sayso entities"
    for each in who.proposals[:limit]:
        yield f"names alike {each.score:.2f}, but {each.because}"
        for key in (each.left, each.right):
            yield f"  {key[:11]}  {who.others[key].name if key in who.others else key}"
            for head in who.places.get(key, ())[:_PLACES]:
                where = f"{head.outlet}, {published_words(head.published)}: {head.title}"
                yield from each_line(wrapped(where, first=" " * 15, indent=" " * 17))
        yield f"  sayso judge same|different|unsure {each.left[:11]} {each.right[:11]} --because TEXT"
        yield ""
    if len(who.proposals) > limit:
        yield f"{len(who.proposals) - limit} more: --limit {len(who.proposals)}"


def entity_lines(page: EntityPage) -> Iterator[str]:
    """The dossier: names, ties, joins, what is judged and what is open, then all that was said."""
    dossier = page.dossier
    entity = dossier.entity
    yield f"{entity.name} ({KINDS[entity.kind]}), {entity.id}"
    if dossier.first_since and dossier.last_seen:
        yield f"first since {day_words(dossier.first_since)}, {_place(page, page.first)}"
        yield f"last seen {day_words(dossier.last_seen)}, {_place(page, page.last)}"
    for words in dossier.missing:
        yield f"  {words}"
    yield "Names"
    for use in dossier.names:
        weak = ", too common to identify anybody" if use.weak else ""
        told = f"  {use.name}  {plural(len(use.articles), 'article')}{weak}"
        outlets = list(dict.fromkeys(filter(None, (_place(page, key) for key in use.articles))))
        more = ", …" if len(outlets) > PLACES else ""
        yield from each_line(
            wrapped(f"{', '.join(outlets[:PLACES])}{more}", first=f"{told}: ", indent="    ")
        )
    if dossier.relations:
        yield "Ties"
        yield from _ties(dossier.relations, entity.id, page.others, indent="  ")
    yield from _listings(dossier.listings)
    for change in page.changes:
        words = f"{change.dated}: {change.kind.value} {change.watchlist} {change.entry}"
        what = f", {change.field}: {change.before or '-'} → {change.after or '-'}" if change.field else ""
        yield from each_line(wrapped(" ".join(f"{words}{what}".split()), first="  ", indent="    "))
    names = {**page.others, entity.id: entity}
    yield from _pieces(page)
    yield from _judged("Judged", page.judgements, names)
    if page.proposals:
        yield "May be one with"
    for each in page.proposals:
        other = each.right if each.left == entity.id else each.left
        yield f"  {_of(other, page.others)}, names alike {each.score:.2f}, but {each.because}"
    if page.questions:
        yield "Questions"
    for question in page.questions:
        asks = f"{question.id[:11]}  {question.asks}"
        yield from each_line(wrapped(asks, first="  ", indent=" " * 15))
    for by, words in ((True, "says"), (False, "is named")):
        for line in (each.line for each in page.lines if each.by is by):
            yield ""
            yield f"{words}: {published_words(line.article.published)}, {line.article.outlet}"
            yield from statement_lines(line)


def _pieces(page: EntityPage) -> Iterator[str]:
    """What the entity was put together from, with the ids by which one can be taken out."""
    if page.pieces:
        yield f"Put together from {len(page.pieces)}; to take one out: sayso judge different ID"
    for piece in page.pieces:
        where = ", ".join(filter(None, (_place(page, key) for key in piece.articles[:PLACES])))
        told = f"{piece.name}, {where}" + (f": {piece.because}" if piece.because else "")
        yield from each_line(wrapped(told, first=f"  {piece.id[:11]}  ", indent=" " * 15))


def _place(page: EntityPage, article: str) -> str:
    return page.heads[article].outlet if article in page.heads else ""


def _listings(listings: Iterable[Listing]) -> Iterator[str]:
    """Entries of watchlists that it may be, and what a person said of each."""
    for number, listing in enumerate(listings):
        if number == 0:
            yield "Watchlists"
        says = {True: "confirmed", False: "rejected", None: "not judged"}[listing.confirmed]
        told = f"{listing.watchlist.name} of {listing.watchlist.dated}, {entry_words(listing.entry)}"
        first = f"  {listing.hit.score:.2f} {listing.hit.query}, {says} ({listing.hit.id[:12]}): "
        yield from each_line(wrapped(told, first=first, indent="    "))


def _judged(head: str, judgements: Iterable[Judgement], others: Mapping[str, Entity]) -> Iterator[str]:
    for number, each in enumerate(judgements):
        if number == 0:
            yield head
        # A rule's joins bear no moment: they follow from the articles.
        when = f", {moment_words(each.recorded)}" if each.recorded.timestamp() else ""
        words = f"{_of(each.left, others)} and {_of(each.right, others)}: {each.verdict.value}"
        said = f"{words}, {each.by}{when}" + (f", because {each.because}" if each.because else "")
        yield from each_line(wrapped(said, first="  ", indent="    "))


def screening_lines(page: Screening) -> Iterator[str]:
    """Each hit: score, the two names, the words that matched, what gave the score."""
    for each in page.watchlists:
        yield f"{each.name}: {plural(each.entries, 'entry', 'entries')}, {each.form}, file of {each.dated}"
    yield f"{plural(page.names, 'name')} compared, {plural(len(page.hits), 'hit')}"
    for found in page.hits:
        yield ""
        yield from _hit(found)


def _hit(found: Found) -> Iterator[str]:
    hit, entry = found.hit, found.entry
    yield f"{hit.score:.2f}  {short(hit.query)}  =  {short(hit.name.right)}{weak(hit)}"
    listed = f"{found.watchlist}, {entry_words(entry)}"
    yield from each_line(wrapped(listed, first="      ", indent="        "))
    yield from reasons(hit)
    if found.articles:
        yield f"      in {plural(len(found.articles), 'article')}: {', '.join(found.articles[:_PLACES])}"


def weak(hit: Hit) -> str:
    """Said where only a weak alias matched."""
    return "  (weak alias only)" if hit.weak_only else ""


def short(name: str) -> str:
    """A name that a list may have made very long, cut."""
    return name if len(name) <= _LONG else f"{name[:_LONG].rstrip()} …"


def entry_words(entry: Entry) -> str:
    """An entry in one line: its id and name, what is known, what a poster offers and says."""
    rewards = (f"reward {it.currency} {it.amount:,} {it.reason}".rstrip() for it in entry.rewards)
    facts = [KINDS[entry.kind], *(f"born {day}" for day in entry.born), *entry.countries, *entry.programs]
    return f"{short(entry.id)}: {short(entry.names[0].name)}; {', '.join([*facts, *rewards, *entry.wanted])}"


def reasons(hit: Hit) -> Iterator[str]:
    """The words that were laid together, and what gave the score."""
    words = "; ".join(_pair(pair) for pair in hit.name.words)[: 8 * _LONG]
    yield from each_line(wrapped(words, first="      words: ", indent="        "))
    for reason in hit.name.reasons:
        yield f"      {reason.weight:+.2f}  {reason.says} ({reason.value:.2f})"
    for besides in hit.reasons:
        yield f"      {besides.weight:+.2f}  {besides.says}"


def _pair(pair: WordPair) -> str:
    if not (pair.left and pair.right):
        return f"{pair.left or pair.right} {pair.how}"
    return f"{pair.left} / {pair.right} {pair.how}"
