"""Bringing alerts to people: e-mail, signed webhooks, a command.

An alert is marked as sent after it arrived, so a kill in between can bring it twice and never lose it;
what takes it can tell by its id.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import smtplib
import ssl
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from email.message import EmailMessage
from itertools import groupby

from sayso.collect.fetch.post import post
from sayso.collect.items import Refusal
from sayso.desk.alerts.channels import Alerting, Channel, ChannelKind, due_at
from sayso.desk.alerts.words import headline, json_of, text_of
from sayso.ledger.alerts import Delivery
from sayso.ledger.ledger import Ledger
from sayso.terms.time import NOW
from sayso.terms.watch import Alert

_SECONDS = 20.0
_TRIES = (60.0, 300.0, 1800.0, 3600.0, 21_600.0)  # then once a day
_DAY = 86_400.0


def deliver_due(
    ledger: Ledger, alerting: Alerting, now: datetime, *, allow_hosts: tuple[str, ...] = ()
) -> int:
    """Send what is due; how many alerts arrived. A channel that fails is tried again, ever later."""
    due = sorted(ledger.at(NOW).deliveries(due=now), key=lambda each: each.channel)
    arrived = 0
    channels = {channel.name: channel for channel in alerting.channels}
    for name, some in groupby(due, key=lambda each: each.channel):
        waiting = list(some)
        channel = channels.get(name)
        bundled = channel is not None and (channel.digest or channel.quiet)
        for batch in [waiting] if bundled else [[each] for each in waiting]:
            alerts = [each.alert for each in batch]
            gone = "alerts.toml has no such channel any more"
            reason = send(channel, alerts, alerting.desk, allow_hosts) if channel else gone
            _note(ledger, batch, channel, reason, now)
            arrived += 0 if reason else len(batch)
    return arrived


def send(channel: Channel, alerts: Sequence[Alert], desk: str, allow_hosts: tuple[str, ...] = ()) -> str:
    """Send alerts in one message, with links to `desk`; empty, or why it did not arrive."""
    for each in ("password", "secret"):
        named = str(channel.given.get(each, ""))
        if named.startswith("env:") and named[4:] not in os.environ:
            return f"the environment of sayso has no {named[4:]}, which its {each} is"
    if channel.kind is ChannelKind.EMAIL:
        return _email(channel.given, alerts, desk)
    if channel.kind is ChannelKind.WEBHOOK:
        return _webhook(channel.given, alerts, desk, allow_hosts)
    return _command(channel.given, alerts, desk)


def _note(
    ledger: Ledger, batch: Iterable[Delivery], channel: Channel | None, reason: str, now: datetime
) -> None:
    with ledger.writing() as writer:
        for each in batch:
            wait = _TRIES[each.tries] if each.tries < len(_TRIES) else _DAY
            later = now + timedelta(seconds=wait)
            due = due_at(channel, later) if channel else later
            sent = None if reason else now
            writer.delivered(
                each.alert.id, each.channel, sent=sent, due=due if reason else now, reason=reason
            )


def _email(given: Mapping[str, object], alerts: Sequence[Alert], desk: str) -> str:
    message = EmailMessage()
    to = given["to"]
    message["To"] = ", ".join(map(str, to)) if isinstance(to, list) else str(to)
    message["From"] = str(given.get("from") or "sayso@localhost")
    message["Subject"] = " ".join(headline(alerts).split())[:200]
    message["Message-ID"] = f"<{alerts[0].id}.{len(alerts)}@sayso.invalid>"
    message["Date"] = alerts[-1].moment
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text_of(alerts, desk=desk))
    host, _, port = str(given["server"]).partition(":")
    secure = str(given.get("security", "starttls"))
    try:
        with _smtp(host, int(port or (465 if secure == "tls" else 587)), secure) as server:
            if given.get("user"):
                server.login(str(given["user"]), _secret(given, "password"))
            server.send_message(message)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        return f"{host}: {str(error)[:200] or type(error).__name__}"
    return ""


def _smtp(host: str, port: int, secure: str) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if secure == "tls":
        return smtplib.SMTP_SSL(host, port, timeout=_SECONDS, context=context)
    server = smtplib.SMTP(host, port, timeout=_SECONDS)
    if secure != "none":
        server.starttls(context=context)
    return server


def _webhook(
    given: Mapping[str, object], alerts: Sequence[Alert], desk: str, allow_hosts: tuple[str, ...]
) -> str:
    """POST with an HMAC-SHA256 of moment and body, so that the receiver knows whom it is from and that
    it is no old one sent again."""
    body = json_of(alerts, desk=desk)
    moment = str(int(alerts[-1].moment.timestamp()))
    headers = {
        "Content-Type": "application/json",
        "X-Sayso-Id": alerts[-1].id,
        "X-Sayso-Signature": f"t={moment},v1={signature(_secret(given, 'secret'), moment, body)}",
    }
    answer = post(str(given["url"]), body, headers=headers, allow_hosts=allow_hosts, seconds=_SECONDS)
    if isinstance(answer, Refusal):
        return str(answer)
    return "" if 200 <= answer < 300 else f"the receiver answers with status {answer}"


def signature(secret: str, moment: str, body: bytes) -> str:
    """The HMAC-SHA256 of `moment.body` in hexadecimal."""
    return hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()


def _command(given: Mapping[str, object], alerts: Sequence[Alert], desk: str) -> str:
    """Run a program with the alerts as JSON on its standard input. It is named in the file of the
    person who runs the desk; nothing that came from outside is part of the command line."""
    run = given["run"]
    command = [str(each) for each in run] if isinstance(run, list) else [str(run)]
    try:
        done = subprocess.run(  # noqa: S603 - the user's own command, without a shell
            command,
            input=json_of(alerts, desk=desk),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        return f"{command[0]}: {error}"
    said = done.stderr.decode("utf-8", "replace").strip()[-200:]
    return f"{command[0]} ended with {done.returncode}: {said}" if done.returncode else ""


def _secret(given: Mapping[str, object], name: str) -> str:
    """A secret as it stands in the file, or the environment variable that `env:NAME` names."""
    value = str(given.get(name, ""))
    return os.environ.get(value[4:], "") if value.startswith("env:") else value
