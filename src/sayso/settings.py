"""One frozen Settings, read once at start by cli and handed down as values."""

from __future__ import annotations

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What a person can set, each as an environment variable `SAYSO_…`."""

    model_config = SettingsConfigDict(env_prefix="SAYSO_", frozen=True)

    case: Path = Path("case")
    """The folder of the case that commands work on."""

    host: str = "127.0.0.1"
    """The address the desk listens on."""

    port: int = 8400
    """The port the desk listens on."""

    workers: int = 0
    """Processes that read articles; 0 takes one for each core."""

    allow_hosts: tuple[str, ...] = ()
    """Hosts that may be fetched although their address is private or loopback."""
