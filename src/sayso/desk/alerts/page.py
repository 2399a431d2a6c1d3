"""The page of alerts: what was told, what people want to hear of, by what they are told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from sayso.collect.words import one_line, shaped
from sayso.desk.alerts.channels import Channel, read_alerting
from sayso.desk.alerts.settings import ChannelRow, channel_rows
from sayso.desk.alerts.words import evidence_of, path_of, text_of
from sayso.errors import BadField, NotFound
from sayso.ledger.alerts import Delivery
from sayso.ledger.ledger import Ledger
from sayso.ledger.view import View
from sayso.terms.time import NOW, AsOf
from sayso.terms.watch import Alert, AlertLine, Wish

_ATOM = "http://www.w3.org/2005/Atom"
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class ToldLine:
    """One change of an alert with the desk's pages that show it."""

    line: AlertLine
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldAlert:
    """An alert with the desk's page of what it is about."""

    alert: Alert
    path: str
    lines: tuple[ToldLine, ...]


@dataclass(frozen=True, slots=True)
class AlertsPage:
    """Alerts, the newest first; wishes; channels; what could not be delivered. `trouble` says what is
    wrong with `alerts.toml`."""

    as_of: AsOf
    alerts: tuple[ToldAlert, ...]
    wishes: tuple[Wish, ...]
    channels: tuple[ChannelRow, ...]
    trouble: str
    stuck: tuple[Delivery, ...]
    skip: int
    limit: int
    more: bool


def alerts_page(view: View, folder: Path, *, skip: int = 0, limit: int = 30) -> AlertsPage:
    """Everything about alerts."""
    alerts = view.alerts(skip=skip, limit=limit + 1)
    channels: tuple[Channel, ...] = ()
    trouble = ""
    try:
        channels = read_alerting(folder).channels
    except BadField as error:
        trouble = str(error)
    stuck = tuple(each for each in view.deliveries(waiting=True) if each.reason)
    return AlertsPage(
        view.as_of,
        tuple(_told(alert) for alert in alerts[:limit]),
        view.wishes(),
        channel_rows(view, channels),
        trouble,
        stuck,
        skip,
        limit,
        len(alerts) > limit,
    )


def _told(alert: Alert) -> ToldAlert:
    lines = tuple(ToldLine(line, evidence_of(alert, line)) for line in alert.lines)
    return ToldAlert(alert, path_of(alert), lines)


def want(ledger: Ledger, *, words: str = "", entity: str = "", by: str = "", because: str = "") -> Wish:
    """Want to hear of a search or an entity. BadField where neither is given, or both; NotFound."""
    words, entity = one_line(words)[:_LONGEST], entity.strip()[:100]
    if bool(words) == bool(entity):
        raise BadField("A wish", "it is either words to search for or an entity", "Give one of them.")
    if entity:
        with ledger.at(NOW) as view:
            known = {each.id for each in view.resolution().entities}
            found = [each for each in known if each.startswith(entity)]
        if len(found) != 1:
            raise NotFound(f"Entity {entity}", "", "`sayso entities` lists them.")
        entity = found[0]
    wish = Wish(
        id=Wish.make_id(words.casefold(), entity), words=words, entity=entity, by=one_line(by)[:120],
        because=one_line(because)[:2000], recorded=datetime.now(UTC),
    )  # fmt: skip
    with ledger.writing() as writer:
        writer.wish(wish)
    return wish


def unwant(ledger: Ledger, name: str) -> Wish:
    """Want it no more: a wish by its id, the beginning of it, or its words. NotFound."""

    wishes = ledger.at(NOW).wishes()
    found = [
        wish for wish in wishes if name and (wish.id.startswith(name) or name in (wish.words, wish.entity))
    ]
    if len(found) != 1:
        raise NotFound(f"Wish {name[:200]}", "", "`sayso alerts --wishes` lists them.")
    with ledger.writing() as writer:
        writer.wish(replace(found[0], closed=datetime.now(UTC)))
    return found[0]


def as_atom(view: View, *, desk: str, limit: int = 50) -> bytes:
    """The newest alerts as an Atom feed (RFC 4287), for any feed reader."""
    alerts = view.alerts(limit=limit)
    feed = Element("feed", xmlns=_ATOM)
    SubElement(feed, "title").text = "sayso: what changed"
    SubElement(feed, "id").text = "urn:sayso:alerts"
    moment = alerts[0].moment if alerts else datetime(1970, 1, 1, tzinfo=UTC)
    SubElement(feed, "updated").text = moment.isoformat()
    SubElement(feed, "link", rel="self", href=f"{desk}/alerts.atom")
    SubElement(SubElement(feed, "author"), "name").text = "sayso"
    for alert in alerts:
        entry = SubElement(feed, "entry")
        SubElement(entry, "title").text = shaped(f"{alert.title} ({alert.lines[0].kind.value})")
        SubElement(entry, "id").text = f"urn:sayso:{alert.id}"
        SubElement(entry, "updated").text = alert.moment.isoformat()
        SubElement(entry, "link", rel="alternate", href=f"{desk}{path_of(alert)}")
        SubElement(entry, "content", type="text").text = shaped(text_of([alert], desk=desk))
    return bytes(tostring(feed, encoding="utf-8", xml_declaration=True))
