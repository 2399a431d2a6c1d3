"""Ids as a person types them."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.errors import BadField


def whole_id(beginning: str, ids: Iterable[str]) -> str:
    """The one id that begins so, as git does it; the words themselves where none does, so that the
    page's own message names them. BadField where several do."""
    found = [each for each in ids if each.startswith(beginning)]
    if len(found) > 1 and beginning not in found:
        raise BadField(beginning or "An id", f"{len(found):,} ids begin so", "Write more of it.")
    return found[0] if len(found) == 1 else beginning
