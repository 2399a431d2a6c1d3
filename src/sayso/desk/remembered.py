"""What was found, kept for as long as what it was found from is the same."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar, cast

T = TypeVar("T")


class Remembered:
    """The last things that were found of one case, each beside what it is a pure function of: what is given
    is what would be found anew.

    What hangs on the case as a whole is found from a number that grows with every write, whoever writes
    (`View.changed`), and so anew after each. Where that brings the same again, the same object is given, and
    what was found from it holds still: a write costs what it changed and the look whether it changed
    anything. (*Early cutoff*, after Mokhov, Mitchell and Peyton Jones, "Build systems à la carte", 2018.)

    `most` bounds the sizes of all that is kept; what is larger by itself is not kept. Threads share it.
    """

    def __init__(self, *, most: int = 20_000) -> None:
        self._most = most
        self._held = 0
        self._found: OrderedDict[Hashable, tuple[object, object, int]] = OrderedDict()
        self._lock = Lock()

    def find(self, key: Hashable, of: object, make: Callable[[], T], *, size: Callable[[T], int]) -> T:
        """What `make` gives, made once for each key as long as `of` is equal. All that `make` looks at must
        be of `of` and of the key, and neither that nor what it gives may change; `size` is in statements, or
        what takes as much room."""
        with self._lock:
            known = self._found.get(key)
        if known is not None and known[0] == of:
            self._keep(key, known)
            return cast("T", known[1])
        made = make()
        if known is not None and known[1] == made:
            made = known[1]
        self._keep(key, (of, made, size(made)))
        return made

    def _keep(self, key: Hashable, found: tuple[object, object, int]) -> None:
        """Keep it as the newest, in place of what was found before."""
        with self._lock:
            before = self._found.pop(key, None)
            self._held -= before[2] if before else 0
            if found[2] > self._most:
                return
            self._found[key] = found
            self._held += found[2]
            while self._held > self._most:
                _, (_, _, size) = self._found.popitem(last=False)
                self._held -= size
