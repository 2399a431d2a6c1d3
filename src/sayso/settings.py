"""One frozen Settings, read once at start by cli and handed down as values.

A plain dataclass: reading five environment variables with a settings library would cost more time
than the whole of `sayso questions` may take.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from sayso.errors import BadField


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a person can set; each is also an environment variable, in capitals behind `SAYSO_`."""

    case: Path = field(
        default=Path("case"), metadata={"doc": "The folder of the case that commands work on."}
    )
    host: str = field(default="127.0.0.1", metadata={"doc": "The address that the desk listens on."})
    port: int = field(default=8400, metadata={"doc": "The port that the desk listens on."})
    workers: int = field(
        default=0, metadata={"doc": "Processes that read articles; 0 takes one for each processor core."}
    )
    allow_hosts: tuple[str, ...] = field(
        default=(),
        metadata={"doc": "Hosts, parted by commas, that may be fetched although their address is private."},
    )
    stamp_with: tuple[str, ...] = field(
        default=(),
        metadata={
            "doc": "Addresses, parted by commas, of the time-stamp authorities (RFC 3161) that are asked "
            "after each add and while sources are watched; none are asked where there are none."
        },
    )
    stamp_minutes: int = field(
        default=60, metadata={"doc": "Minutes that the watch leaves between two stamps of one authority."}
    )
    key: Path = field(
        default=Path(),
        metadata={
            "doc": "The key that signs bundles; without it signing.pem in the user's folder for settings."
        },
    )
    stamp_roots: Path = field(
        default=Path(),
        metadata={"doc": "A PEM file with the root certificates that time stamps have to lead to."},
    )

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Settings:
        """Read `SAYSO_CASE`, `SAYSO_HOST` and so on; BadField names one that can't be used."""
        given: dict[str, object] = {}
        for each in fields(cls):
            name = f"SAYSO_{each.name.upper()}"
            if name in environ:
                given[each.name] = _read(name, environ[name], each.default)
        return cls(**given)  # type: ignore[arg-type]  # _read gives each value the type of its default


def _read(name: str, text: str, default: object) -> object:
    """The value of one variable in the type of its default."""
    if isinstance(default, Path):
        return Path(text)
    if isinstance(default, tuple):
        return tuple(part.strip() for part in text.split(",") if part.strip())
    if isinstance(default, int):
        if not text.strip().isdigit():
            raise BadField(name, f"'{text}' is not a whole number", "Set it to a number or unset it.")
        return int(text)
    return text
