"""What was found of a case, kept for as long as the case stands still."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar, cast

from sayso.ledger.view import View

T = TypeVar("T")


class Remembered:
    """The last things that were found of one case, each a pure function of what the case held at a number
    that grows with every write, whoever writes (`View.changed`). So what is given is what would be found
    anew; when the case has moved on, everything is forgotten.

    `most` bounds the sizes of all that is kept; what is larger by itself is not kept. Threads share it.
    """

    def __init__(self, *, most: int = 20_000) -> None:
        self._most = most
        self._held = 0
        self._position = -1
        self._found: OrderedDict[Hashable, tuple[object, int]] = OrderedDict()
        self._lock = Lock()

    def find(self, view: View, key: Hashable, make: Callable[[], T], *, size: Callable[[T], int]) -> T:
        """What `make` gives, made once for each key. All that `make` looks at must be of the `view`, held
        open with `with`, and of the key; `size` is in statements, or what takes as much room."""
        position = view.changed()
        with self._lock:
            if position > self._position:
                self._found.clear()
                self._held, self._position = 0, position
            known = self._found.get(key) if position == self._position else None
            if known is not None:
                self._found.move_to_end(key)
                return cast("T", known[0])
        made = make()
        self._keep(position, key, made, size(made))
        return made

    def _keep(self, position: int, key: Hashable, made: object, size: int) -> None:
        with self._lock:
            if position != self._position or key in self._found or size > self._most:
                return
            self._found[key] = made, size
            self._held += size
            while self._held > self._most:
                _, (_, gone) = self._found.popitem(last=False)
                self._held -= gone
