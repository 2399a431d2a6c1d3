"""Watchlists in XML: OFAC's SDN list and the Security Council's consolidated list.

Read as a stream with defusedxml: a file that declares entities or a document type is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from typing import IO, Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from sayso.resolve.watchlists.rows import entry_of, kind_of, refuse
from sayso.terms.entity import EntityKind
from sayso.terms.watchlist import Entry

OFAC = "ofac xml"
UN = "un xml"
# defusedxml has no types: an element has a tag, text and children.
Element = Any


_DATED = (
    (re.compile(rb"<Publish_Date>\s*(\d\d)/(\d\d)/(\d{4})\s*<"), "{2}-{0}-{1}"),
    (re.compile(rb"dateGenerated\s*=\s*[\"'](\d{4})-(\d\d)-(\d\d)"), "{0}-{1}-{2}"),
)


def dated(head: bytes) -> date | None:
    """The day that a list says it is of, by the first bytes of its file; None where it says none."""
    for pattern, form in _DATED:
        if found := pattern.search(head):
            with suppress(ValueError):
                return date.fromisoformat(form.format(*(part.decode() for part in found.groups())))
    return None


def read_sdn(stream: IO[bytes], *, item: str) -> Iterator[Entry]:
    """The entries of OFAC's SDN.XML; its own record count has to be met."""
    expected, found = 0, 0
    for number, element in _elements(stream, {"sdnList"}, {"sdnEntry", "publshInformation"}, item=item):
        if _tag(element) == "publshInformation":
            count = _text(element, "Record_Count")
            expected = int(count) if count.isdigit() else 0
            continue
        found += 1
        yield _sdn(element, item=item, number=number)
    if expected and found != expected:
        raise refuse(item, "", f"it says it has {expected} entries and {found} came")


def _sdn(element: Element, *, item: str, number: int) -> Entry:
    uid, name = _text(element, "uid"), _ofac_name(element)
    if not uid or not name:
        raise refuse(item, f"entry {number}", "no uid or no lastName: the schema has changed")
    kind = _text(element, "sdnType")
    return entry_of(
        uid,
        EntityKind.ORGANISATION if kind == "Entity" else kind_of(kind),
        [
            (name, False),
            *(
                (_ofac_name(aka), _text(aka, "category").lower() == "weak")
                for aka in _all(element, "akaList", "aka")
            ),
        ],
        born=[_text(it, "dateOfBirth") for it in _all(element, "dateOfBirthList", "dateOfBirthItem")],
        countries=[
            _text(it, "country")
            for parts in (("nationalityList", "nationality"), ("citizenshipList", "citizenship"))
            for it in _all(element, *parts)
        ],
        programs=[it.text or "" for it in _all(element, "programList", "program")],
        remarks=_text(element, "remarks"),
    )


def _ofac_name(element: Element) -> str:
    given, family = _text(element, "firstName"), _text(element, "lastName")
    return f"{family}, {given}" if given and family else family or given


def read_un(stream: IO[bytes], *, item: str) -> Iterator[Entry]:
    """The entries of the Security Council's consolidated list; aliases of quality `Low` are weak."""
    for number, element in _elements(stream, {"CONSOLIDATED_LIST"}, {"INDIVIDUAL", "ENTITY"}, item=item):
        person = _tag(element) == "INDIVIDUAL"
        prefix = "INDIVIDUAL" if person else "ENTITY"
        parts = [_text(element, f"{place}_NAME") for place in ("FIRST", "SECOND", "THIRD", "FOURTH")]
        name = " ".join(part for part in parts if part)
        uid = _text(element, "DATAID")
        if not uid or not name:
            raise refuse(item, f"entry {number}", "no DATAID or no FIRST_NAME: the schema has changed")
        births = _all(element, f"{prefix}_DATE_OF_BIRTH")
        yield entry_of(
            uid,
            EntityKind.PERSON if person else EntityKind.ORGANISATION,
            [
                (name, False),
                (_text(element, "NAME_ORIGINAL_SCRIPT"), False),
                *(
                    (_text(alias, "ALIAS_NAME"), _text(alias, "QUALITY").lower() == "low")
                    for alias in _all(element, f"{prefix}_ALIAS")
                ),
            ],
            born=[_text(it, "DATE") or _text(it, "YEAR") or _text(it, "FROM_YEAR") for it in births],
            countries=[it.text or "" for it in _all(element, "NATIONALITY", "VALUE")],
            programs=[_text(element, "UN_LIST_TYPE")],
            listed=_text(element, "LISTED_ON")[:10],
            remarks=_text(element, "COMMENTS1"),
        )


def _elements(
    stream: IO[bytes], roots: set[str], wanted: set[str], *, item: str
) -> Iterator[tuple[int, Element]]:
    """The wanted elements, numbered, each forgotten once it is passed."""
    number, depth, root = 0, 0, None
    for event, element in _events(stream, item=item):
        if event == "start":
            depth += 1
            if root is None:
                root = element
                if _tag(root) not in roots:
                    raise refuse(
                        item, "", f"the root is <{_tag(root)}>, not <{min(roots)}>: another list or schema"
                    )
        else:
            depth -= 1
            if _tag(element) in wanted:
                number += 1
                yield number, element
                element.clear()
                root.clear() if depth == 1 and root is not None else None


def _events(stream: IO[bytes], *, item: str) -> Iterator[tuple[str, Element]]:
    events: Callable[..., Iterator[tuple[str, Element]]] = iterparse
    try:
        yield from events(stream, events=("start", "end"), forbid_dtd=True)
    except ParseError as cause:
        line = cause.position[0]
        raise refuse(item, f"line {line}", f"no XML, or cut in the middle: {cause}") from cause
    except DefusedXmlException as cause:
        raise refuse(item, "", "it declares entities or a document type, which no list needs") from cause


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _all(element: Element, *path: str) -> list[Element]:
    found = [element]
    for tag in path:
        found = [child for parent in found for child in parent if _tag(child) == tag]
    return found


def _text(element: Element, tag: str) -> str:
    found = _all(element, tag)
    return (found[0].text or "").strip() if found else ""
