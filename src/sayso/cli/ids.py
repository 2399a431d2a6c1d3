"""Ids as a person types them."""

from __future__ import annotations

from collections.abc import Iterable


def whole_id(beginning: str, ids: Iterable[str]) -> str:
    """The one id that begins so, as git does it; the words themselves where none or several do, so
    that the page's own message names them."""
    found = [each for each in ids if each.startswith(beginning)]
    return found[0] if len(found) == 1 else beginning
