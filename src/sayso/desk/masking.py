"""An export without the names of people who have to be protected: minors, victims, anybody private."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sayso.desk.hits import bearers, judged_hits, ruling
from sayso.errors import NotFound
from sayso.ledger.view import View
from sayso.resolve.called import says_an_office
from sayso.resolve.privacy import Masker, labels, private
from sayso.terms.article import Article
from sayso.terms.entity import EntityKind, Resolution, Verdict
from sayso.terms.statement import MentionForm, Reading, SourceKind

Row = dict[str, Any]
_BEFORE = 40  # characters in front of a name that may hold an office
_SHARE = 5  # an office counts where one article in so many says it
_OWNER = re.compile(r"['’]s?$")


def masker_of(view: View, who: Iterable[str], *, all_private: bool = False) -> Masker:
    """What takes the names out: of entities by their ids, of others by the name itself; `all_private` adds
    every person who holds no office, speaks for no body and was not confirmed on a watchlist. The full names
    of who does stay, also beside a private person of the same family name. NotFound for an id or name that
    the case does not have: a typing error must not let a name through.
    """
    case = _Case(view.resolution(), tuple(view.readings()))
    known = {each.id for each in case.who.entities}
    mentioned = {mention.name for _, reading in case.readings for mention in reading.mentions}
    bearers: dict[str, set[str]] = {}
    for alias in case.who.aliases:
        bearers.setdefault(alias.name, set()).add(alias.entity)
    asked: list[str] = []
    names: list[str] = []
    for each in who:
        if each in known or each in bearers:
            asked += [each] if each in known else sorted(bearers[each])
        if each in mentioned or each in bearers or (each not in known and _stands(view, each)):
            names.append(each)
        elif each not in known:
            raise NotFound(f"The one to mask, {each[:80]}", "", "sayso entities lists names and ids.")
    office = _office(case)
    public = office | _listed(view, case.who)
    others = private(case.who, office_holders=office, confirmed=public) if all_private else frozenset()
    found = labels(
        case.who, [*asked, *sorted(others - {*asked})], names=[it for it in names if it not in bearers]
    )
    found |= _short(case, found)
    return Masker(
        found, careful=_careful(case.who, others - {*asked}, found), keep=_public(case.who, found, others)
    )


@dataclass(frozen=True, slots=True)
class _Case:
    who: Resolution
    readings: tuple[tuple[Article, Reading], ...]


def _short(case: _Case, found: Mapping[str, str]) -> dict[str, str]:
    """The short names by which articles call whoever is masked: a given name, a part of a family name."""
    short: dict[str, str] = {}
    for _, reading in case.readings:
        for mention in reading.mentions:
            if mention.form is MentionForm.NAME and mention.name in found:
                word = mention.text.split()[-1] if mention.text.split() else ""
                if len(word) > 2 and word[0].isupper():
                    short.setdefault(_OWNER.sub("", word), found[mention.name])
    return {word: label for word, label in short.items() if word not in found}


def _careful(who: Resolution, others: Collection[str], found: Mapping[str, str]) -> set[str]:
    """Of the names to be masked the single words of those whom nobody named: a word may be one (brown)."""
    asked = {alias.name for alias in who.aliases if alias.entity not in others and alias.name in found}
    return {name for name in found if " " not in name and name not in asked} if others else set()


def _public(who: Resolution, found: Mapping[str, str], others: Collection[str]) -> set[str]:
    """The full names of persons that are not masked."""
    persons = {each.id for each in who.entities if each.kind is EntityKind.PERSON} - {*others}
    return {alias.name for alias in who.aliases if alias.entity in persons and alias.name not in found}


def _stands(view: View, name: str) -> bool:
    """Whether an article has the name, though the reader took it for nobody's."""
    quoted = name.replace('"', " ")
    return bool(quoted.strip()) and bool(view.search(f'"{quoted}"', limit=1).articles)


def _office(case: _Case) -> set[str]:
    """Entities that articles call by an office, as a source or in front of the name; of many articles not
    only one, which may be misread."""
    named = case.who.named()
    told: set[tuple[str, str]] = set()
    for article, reading in case.readings:
        for statement in (*reading.statements, *reading.own_voice):
            told |= {
                (article.id, link.name) for link in statement.chain if link.kind is SourceKind.OFFICE_HOLDER
            }
        for mention in reading.mentions:
            before = article.text[max(0, mention.span.start - _BEFORE) : mention.span.start]
            titled = mention.text.removesuffix(mention.name)
            if mention.form is MentionForm.NAME and _titled(before, titled):
                told.add((article.id, mention.name))
    every, office = Counter(named.values()), Counter(named[key] for key in told if key in named)
    return {entity for entity, articles in office.items() if articles * _SHARE >= every[entity]}


def _titled(before: str, title: str) -> bool:
    """Whether an office stands right in front of a name, or as the first part of it."""
    front = before.split()[-1:] if before.endswith(" ") and not before.endswith(", ") else []
    return says_an_office(title) or says_an_office(" ".join(front))


def _listed(view: View, who: Resolution) -> set[str]:
    """Entities one of whose names a person confirmed on a watchlist."""
    judged, hits = judged_hits(view, who), [each.hit for each in view.hits()]
    of = bearers(who, (hit.query for hit in hits))
    said = ((each.id, ruling(judged, hit, each.id)) for hit in hits for each in of.get(hit.query, ()))
    return {entity for entity, it in said if it and it.verdict is Verdict.SAME}


def masked(rows: Iterable[Row], masker: Masker) -> Iterator[Row]:
    """The rows with the names taken out of every text in them. A row says that it is masked: offsets into
    its texts no longer hold. What was heard word by word is left out: a name of two words stands in no
    text of it."""
    for row in rows:
        if row["kind"] == "heard":
            continue
        yield {**{key: without(value, masker) for key, value in row.items()}, "masked": True}


def without(value: object, masker: Masker) -> object:
    """A value of JSON with the names taken out of every text in it; its keys stay."""
    if isinstance(value, str):
        return masker(value)
    if isinstance(value, dict):
        return {key: without(each, masker) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [without(each, masker) for each in value]
    return value
