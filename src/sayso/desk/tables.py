"""Settings of a case that people also write by hand: TOML files in its folder, changed with their comments
kept, written whole or not at all, and readable by their owner alone."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.errors import BadField, CaseReadOnly

if TYPE_CHECKING:
    from tomlkit import TOMLDocument


def read_tables(place: Path, *, first: str) -> TOMLDocument:
    """What a file says; where there is none, one that begins with `first`. BadField."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        return tomlkit.parse(place.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return tomlkit.parse(first)
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        raise BadField(str(place), f"it can't be read ({error})", "Mend the file.") from error


def write_tables(place: Path, document: TOMLDocument) -> None:
    """Put it in the place of the file. CaseReadOnly."""
    try:
        handle, draft = tempfile.mkstemp(prefix=f".{place.name}.", dir=place.parent)  # its owner's alone
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(document.as_string())
                file.flush()
                os.fsync(handle)
            Path(draft).replace(place)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise CaseReadOnly(str(place.parent), error.strerror or str(error)) from error
