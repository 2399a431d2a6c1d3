"""`sayso watch --install`: a systemd user service, one a case."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from sayso.desk.alerts.channels import FILE as ALERTS
from sayso.errors import BadField, CaseReadOnly, NoCase
from sayso.ledger import Ledger

_UNIT = """\
# Written by `sayso watch --install`; written again by the same command.
[Unit]
Description=sayso watches {name}

[Service]
WorkingDirectory={folder}
ExecStart="{python}" -m sayso watch --case "{folder}"
Restart=always
RestartSec=30
TimeoutStopSec=60
{environment}EnvironmentFile=-{secrets}
Nice=5
NoNewPrivileges=true

[Install]
WantedBy=default.target
"""
_RUNS = Path("/run/systemd/system")  # there where systemd started the machine: sd_booted(3)
_OWN = frozenset({"SAYSO_CASE", "SAYSO_HOST", "SAYSO_PORT"})  # of other commands
_NAMED = re.compile(r"[\"']env:(\w+)[\"']")


def install_service(
    case: Path, *, announce: Callable[[str], None], environ: Mapping[str, str] | None = None
) -> Path:
    """Write the unit of a case and say how to start it. NoCase; BadField where systemd can't run it;
    CaseReadOnly."""
    environ = os.environ if environ is None else environ
    folder = case.resolve()
    if not Ledger.exists(folder):
        raise NoCase(str(case))
    _check(folder, environ)
    settings = Path(environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    home, secrets = settings / "systemd" / "user", settings / "sayso" / "watch.env"
    unit = _place(home, folder)
    try:
        home.mkdir(parents=True, exist_ok=True)
        unit.write_text(unit_for(folder, environ, secrets), encoding="utf-8")
    except OSError as error:
        raise CaseReadOnly(str(home), error.strerror or "it can't be written") from error
    announce(f"Wrote {unit}.")
    announce(f"Start it, now and at each login: systemctl --user enable --now {unit.stem}")
    announce("Have it go on when you log out: loginctl enable-linger")
    announce(f"See what it does: journalctl --user --follow --unit {unit.stem}")
    if names := _secrets(folder):
        announce(f"{ALERTS} takes {', '.join(names)} from the environment; a service has none of yours.")
        announce(f"Write them as NAME=value into {secrets}, for your eyes only (chmod 600).")
    return unit


def _check(folder: Path, environ: Mapping[str, str]) -> None:
    """Whether systemd is there and can take the path. BadField."""
    step = "Have what starts services here run `sayso watch`, or cron run `sayso watch --once`."
    if shutil.which("systemctl", path=environ.get("PATH")) is None:
        raise BadField("--install", "this machine has no systemd: there is no systemctl", step)
    if not _RUNS.is_dir():
        raise BadField("--install", "systemd is installed but does not run this machine", step)
    if any(char in str(folder) for char in "\"'%\\$") or not str(folder).isprintable():
        raise BadField(str(folder), "systemd can't take the path", "Give the folder a plain name.")


def _place(home: Path, folder: Path) -> Path:
    """The unit's file. Two cases can have folders of one name: the second gets some letters more."""
    name = "sayso-watch-" + (re.sub(r"[^A-Za-z0-9_.-]+", "-", folder.name).strip("-") or "case")
    unit = home / f"{name}.service"
    try:
        taken = f"WorkingDirectory={folder}\n" not in unit.read_text(encoding="utf-8")
    except OSError:
        taken = False
    extra = hashlib.sha256(str(folder).encode()).hexdigest()[:8]
    return home / f"{name}-{extra}.service" if taken else unit


def unit_for(folder: Path, environ: Mapping[str, str], secrets: Path) -> str:
    """The text of the unit. Settings of this shell go with it; secrets stand in a file of their own."""
    kept = {
        name: value
        for name, value in sorted(environ.items())
        if name.startswith("SAYSO_") and name not in _OWN and value.isprintable()
    }
    named = set(_secrets(folder))
    lines = "".join(
        f'Environment="{name}={_escaped(value)}"\n' for name, value in kept.items() if name not in named
    )
    name = folder.name.replace("%", "%%")
    return _UNIT.format(
        name=name, folder=folder, python=sys.executable, environment=lines, secrets=_escaped(str(secrets))
    )


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")


def _secrets(folder: Path) -> list[str]:
    """The variables of the environment that alerts.toml takes secrets from."""
    try:
        return sorted(set(_NAMED.findall((folder / ALERTS).read_text(encoding="utf-8"))))
    except (OSError, UnicodeDecodeError):
        return []
