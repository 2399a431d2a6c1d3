"""The service of a case: systemd takes it, secrets stay out of it, where there is none it is said."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from sayso.cli import service
from sayso.cli.service import install_service, unit_for
from sayso.desk.alerts.settings import put_channel
from sayso.errors import BadField, NoCase
from sayso.ledger import Ledger


@pytest.fixture
def case(tmp_path: Path) -> Path:
    Ledger.create(tmp_path / "harbour fire").close()
    return tmp_path / "harbour fire"


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The environment of a machine that systemd runs."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "systemctl").write_text("#!/bin/sh\n")
    (programs / "systemctl").chmod(0o755)
    monkeypatch.setattr(service, "_RUNS", tmp_path)
    return {"XDG_CONFIG_HOME": str(tmp_path / "config"), "PATH": str(programs)}


def test_systemd_takes_what_is_written(case: Path, running: dict[str, str], tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("no systemd-analyze on this machine: apt-get install systemd")
    settings = {"SAYSO_STAMP_WITH": 'https://tsa.example/?a="b"&c=100%\\', "SAYSO_ALLOW_HOSTS": "a.example"}
    unit = install_service(case, announce=lambda words: None, environ={**running, **settings})

    def verified() -> tuple[list[str], int]:
        done = subprocess.run(
            [analyze, "verify", "--user", str(unit)],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
        )
        return [line for line in done.stderr.splitlines() if unit.name in line], done.returncode

    assert verified() == ([], 0)
    unit.write_text(unit.read_text().replace("Nice=5", "Nice=very"))
    assert "Failed to parse nice priority" in verified()[0][0]


def test_settings_go_with_it_and_secrets_do_not(case: Path, running: dict[str, str]) -> None:
    put_channel(case, "rota", {"kind": "webhook", "url": "https://h.example/", "secret": "env:SAYSO_HOOK"})
    said: list[str] = []
    environ = {**running, "SAYSO_HOOK": "hush-hush", "SAYSO_STAMP_MINUTES": "30", "SAYSO_CASE": "elsewhere"}
    unit = install_service(case, announce=said.append, environ=environ)
    text = unit.read_text()
    assert 'Environment="SAYSO_STAMP_MINUTES=30"' in text
    assert "hush-hush" not in text
    assert "elsewhere" not in text
    assert "SAYSO_HOOK from the environment" in said[-2]
    assert str(Path(running["XDG_CONFIG_HOME"]) / "sayso" / "watch.env") in said[-1]


def test_two_cases_of_one_name_have_two_services(case: Path, running: dict[str, str], tmp_path: Path) -> None:
    other = tmp_path / "other" / case.name
    Ledger.create(other).close()
    units = {install_service(each, announce=lambda words: None, environ=running) for each in (case, other)}
    assert len(units) == 2
    assert (
        install_service(case, announce=lambda words: None, environ=running).name
        == "sayso-watch-harbour-fire.service"
    )


def test_where_it_can_not_run_it_is_refused_with_the_reason(
    case: Path, running: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NoCase):
        install_service(tmp_path / "none", announce=lambda words: None, environ=running)
    with pytest.raises(BadField, match="there is no systemctl"):
        install_service(case, announce=lambda words: None, environ={**running, "PATH": str(tmp_path)})
    monkeypatch.setattr(service, "_RUNS", tmp_path / "none")
    with pytest.raises(BadField, match="does not run this machine"):
        install_service(case, announce=lambda words: None, environ=running)
    assert not (tmp_path / "config").exists()


def test_the_unit_names_no_setting_twice(case: Path) -> None:
    text = unit_for(case, {"SAYSO_WORKERS": "2", "HOME": "/root"}, Path("/x/watch.env"))
    assert text.count("Environment=") == 1
    assert "HOME" not in text
