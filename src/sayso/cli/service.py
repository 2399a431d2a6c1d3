"""`sayso watch --install`: a systemd user service, one instance a case."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from sayso.errors import BadField, CaseReadOnly

_UNIT = """\
[Unit]
Description=sayso watches {name}
After=network-online.target

[Service]
WorkingDirectory={folder}
ExecStart={python} -m sayso watch --case {quoted}
Restart=always
RestartSec=30
{environment}Nice=5
NoNewPrivileges=true

[Install]
WantedBy=default.target
"""


def install_service(
    case: Path, *, announce: Callable[[str], None], environ: Mapping[str, str] | None = None
) -> Path:
    """Write the unit of a case and say how to start it. NoCase is left to the watch; CaseReadOnly."""
    environ = os.environ if environ is None else environ
    folder = case.resolve()
    if any(char in str(folder) for char in "\n\"'%\\") or not str(folder).isprintable():
        raise BadField(str(folder), "systemd can't take the path", "Give the folder a plain name.")
    home = Path(environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "systemd" / "user"
    unit = home / f"sayso-watch-{folder.name.replace(' ', '-')}.service"
    try:
        home.mkdir(parents=True, exist_ok=True)
        unit.write_text(unit_for(folder, environ), encoding="utf-8")
    except OSError as error:
        raise CaseReadOnly(str(home), error.strerror or "it can't be written") from error
    announce(f"Wrote {unit}.")
    announce(f"Start it, now and at each login: systemctl --user enable --now {unit.stem}")
    announce("It keeps on when you log out after: loginctl enable-linger")
    return unit


def unit_for(folder: Path, environ: Mapping[str, str]) -> str:
    """The text of the unit. Paths are quoted; settings of this shell go with it."""
    kept = {name: value for name, value in environ.items() if name == "SAYSO_ALLOW_HOSTS"}
    lines = "".join(f'Environment="{name}={value}"\n' for name, value in kept.items() if value.isprintable())
    quoted, python = f'"{folder}"', f'"{sys.executable}"'
    return _UNIT.format(name=folder.name, folder=folder, quoted=quoted, python=python, environment=lines)
