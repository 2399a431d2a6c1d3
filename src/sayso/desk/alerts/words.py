"""An alert as people and programs get it: lines of text, or JSON, each with links to the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from sayso.desk.moments import moment_words
from sayso.desk.serial import to_json
from sayso.terms.watch import Alert, AlertLine

_LINKS = 5


def path_of(alert: Alert) -> str:
    """The desk's page of what an alert is about."""
    kind = alert.subject.partition("-")[0]
    pages = {"qu": "question", "en": "entity", "rc": "recording", "ar": "article"}
    return f"/{pages[kind]}/{quote(alert.subject)}" if kind in pages else f"/alerts#{quote(alert.id)}"


def evidence_of(alert: Alert, line: AlertLine) -> tuple[str, ...]:
    """The desk's pages of the statements and articles that show a change."""
    at = path_of(alert)
    statements = [f"{at}/statement/{each}" for each in line.statements if at.startswith("/question/")]
    return (*statements, *(f"/article/{each}" for each in line.articles))


def text_of(alerts: Sequence[Alert], *, desk: str) -> str:
    """Alerts as plain text."""
    parts = []
    for alert in alerts:
        lines = [alert.title, f"{moment_words(alert.moment)} UTC", ""]
        for line in alert.lines:
            lines += [
                f"{line.kind.value.capitalize()}: {line.what}",
                *([f"  {line.why}"] if line.why else []),
            ]
            lines += [f"  {desk}{path}" for path in evidence_of(alert, line)[:_LINKS]]
        parts.append("\n".join([*lines, "", f"{desk}{path_of(alert)}"]))
    return "\n\n---\n\n".join(parts) + "\n"


def headline(alerts: Sequence[Alert]) -> str:
    """One line for what a message holds."""
    if len(alerts) == 1:
        return f"{alerts[0].title} ({alerts[0].lines[0].kind.value})"
    return f"{len(alerts)} alerts: {alerts[0].title} and more"


def json_of(alerts: Sequence[Alert], *, desk: str) -> bytes:
    """Alerts as JSON: `{"alerts": [{id, subject, title, moment, link, lines}]}`; a line has its kind, what,
    why, the ids of statements and articles, and links to them as evidence."""
    return to_json({"alerts": [_plain(alert, desk) for alert in alerts]})


def _plain(alert: Alert, desk: str) -> dict[str, object]:
    return {
        "id": alert.id,
        "subject": alert.subject,
        "title": alert.title,
        "moment": alert.moment,
        "link": f"{desk}{path_of(alert)}",
        "lines": [
            {
                "kind": line.kind.value,
                "what": line.what,
                "why": line.why,
                "statements": line.statements,
                "articles": line.articles,
                "evidence": [f"{desk}{path}" for path in evidence_of(alert, line)],
            }
            for line in alert.lines
        ],
    }
