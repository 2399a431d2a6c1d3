"""Which reader read an article: its name, and a digest of its rules and data.

Any change of them is another version, so that what older rules read is known and read anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable

NAME = "reader"
_RULES = (".py", ".toml")


def digest_of_rules(folder: Traversable) -> str:
    """Eight hexadecimal digits of all rules in a folder, with their names."""
    digest = hashlib.blake2b(digest_size=4)
    for name, data in _files(folder, ""):
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def _files(folder: Traversable, above: str) -> Iterator[tuple[str, bytes]]:
    for each in sorted(folder.iterdir(), key=lambda one: one.name):
        name = f"{above}{each.name}"
        if each.is_dir():
            yield from _files(each, f"{name}/")
        elif name.endswith(_RULES):
            yield name, each.read_bytes()


VERSION = f"{NAME}-{digest_of_rules(resources.files('sayso.read'))}"
