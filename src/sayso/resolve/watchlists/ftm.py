"""FollowTheMoney JSON lines, as OpenSanctions publishes them: one entity a line.

sayso's extension, for what a wanted poster says and FollowTheMoney has no property for; both are lists
of text among `properties`, and other readers pass them over:

`sayso:reward`  money offered and for what: `"USD 5,000,000 for information on his whereabouts"`
`sayso:wanted`  a fact of the poster (charge, marks, last seen): `"last seen in Velmar in 2031"`
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sayso.resolve.watchlists.rows import entry_of, kind_of, refuse, reward_of
from sayso.terms.watchlist import Entry

FORM = "ftm"
_NAMED = frozenset({"Person", "Organization", "Company", "LegalEntity", "PublicBody", "Vessel", "Airplane"})


def read(lines: Iterable[str], *, item: str) -> Iterator[Entry]:
    """The entries of the lines that are people or bodies; other schemata (addresses, sanctions) are passed
    over. BadWatchlist with the line where one is cut or not FollowTheMoney."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            row = _row(line, item=item, number=number)
            if row["schema"] in _NAMED:
                yield _entry(row, item=item, number=number)


def _row(line: str, *, item: str, number: int) -> dict[str, Any]:
    place = f"line {number}"
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as cause:
        reason = "the line is cut in the middle" if not line.rstrip().endswith("}") else f"no JSON: {cause}"
        raise refuse(item, place, reason) from cause
    if not isinstance(row, dict):
        raise refuse(item, place, "a line has to be a JSON object")
    for key, needed in (("id", str), ("schema", str), ("properties", dict)):
        if not isinstance(row.get(key), needed):
            raise refuse(item, place, f"a FollowTheMoney entity needs {key!r} ({needed.__name__})")
    return row


def _entry(row: dict[str, Any], *, item: str, number: int) -> Entry:
    def all_of(*keys: str) -> list[str]:
        values: list[str] = []
        for key in keys:
            found = row["properties"].get(key, [])
            if not isinstance(found, list):
                raise refuse(item, f"line {number}", f"the property {key!r} has to be a list")
            values += [value for value in found if isinstance(value, str)]
        return values

    names = [(name, False) for name in all_of("name", "alias", "previousName")]
    names += [(name, True) for name in all_of("weakAlias")]
    if isinstance(row.get("caption"), str) and any(name == row["caption"] for name, _ in names):
        names.insert(0, (row["caption"], False))
    if not names:
        raise refuse(item, f"line {number}", f"the {row['schema']} {row['id']} has no name")
    return entry_of(
        row["id"],
        kind_of(row["schema"]),
        names,
        born=all_of("birthDate"),
        countries=all_of("nationality", "citizenship", "country"),
        programs=all_of("programId", "program", "topics"),
        listed=(all_of("createdAt", "listingDate") or [""])[0],
        remarks="\n".join(all_of("notes")),
        rewards=[found for text in all_of("sayso:reward") if (found := reward_of(text))],
        wanted=all_of("sayso:wanted"),
    )
